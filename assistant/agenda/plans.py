"""The pure core: all that is planned as one value, and what changes and time make of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.agenda.changes import (
    Add,
    AgendaError,
    Cancel,
    Change,
    Extend,
    Pause,
    Resume,
    Told,
)
from assistant.agenda.entries import Alarm, Appointment, Condition, Entry, Timer

MOST_ENTRIES = 200
"""More than this nobody plans by voice."""
DAYS = 7
MOST_RINGS = 5
RINGS_EVERY = timedelta(seconds=60)
"""An alarm that nobody answers has woken nobody; after five minutes nobody is there. The last of
them is waited for as long as for the others before it counts as missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """Everything that is planned."""

    timers: tuple[Timer, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    conditions: tuple[Condition, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    missed: tuple[Alarm, ...] = ()
    """The latest of each room that nobody answered, until somebody is told of it."""
    next_id: int = 1

    def __iter__(self) -> Iterator[Entry]:
        return iter((*self.timers, *self.appointments, *self.conditions, *self.alarms))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def apply(self, change: Change) -> "Plans":
        """The plans after this change; AgendaError when what it names is not there."""
        match change:
            case Add(entry=entry):
                return self._with(entry)
            case Cancel(id=gone):
                return self.without(self._entry(gone))
            case Told(missed=missed):
                left = tuple(alarm for alarm in self.missed if alarm not in missed)
                return replace(self, missed=left)
            case Pause() | Resume() | Extend():
                timer = self._timer(change.id)
                return self._changed(timer, _after(timer, change))

    def due(self, now: datetime) -> tuple[Timer | Appointment | Alarm, ...]:
        """What has fallen due, earliest first."""
        moments = [(moment, entry) for moment, entry in self._moments() if moment <= now]
        return tuple(entry for _, entry in sorted(moments, key=lambda pair: pair[0]))

    def next_moment(self) -> datetime | None:
        """When something falls due next."""
        return min((moment for moment, _ in self._moments()), default=None)

    def clock_set(self, seconds: float) -> "Plans":
        """The clock was set forward by so much and no time passed: what waits for time to pass
        waits as long as before."""
        by = timedelta(seconds=seconds)
        return replace(
            self,
            timers=tuple(
                one if one.by_clock else replace(one, started=one.started + by, ends=one.ends + by)
                for one in self.timers
            ),
            appointments=tuple(
                one if one.by_clock else replace(one, at=one.at + by) for one in self.appointments
            ),
        )

    def past(self, entry: Entry, now: datetime) -> "Plans":
        """The entry has had its turn: it is gone, or comes again."""
        if isinstance(entry, Condition) and not entry.once:
            return self
        if isinstance(entry, Appointment) and entry.weekdays:
            coming = next_on(entry.weekdays, entry.at, now)
            appointments = tuple(
                replace(one, at=coming) if one.id == entry.id else one for one in self.appointments
            )
            return replace(self, appointments=appointments)
        if isinstance(entry, Alarm):
            return self._rung(entry, now)
        return self.without(entry)

    def _rung(self, alarm: Alarm, now: datetime) -> "Plans":
        """It rings again until somebody answers; and on the next of its days."""
        rest = self.without(alarm)
        if alarm.weekdays:
            coming = next_on(alarm.weekdays, alarm.at, now)
            rest = replace(rest, alarms=(*rest.alarms, replace(alarm, at=coming)))
        if now - alarm.at > MOST_RINGS * RINGS_EVERY:
            return rest
        if alarm.rung >= MOST_RINGS:
            others = tuple(one for one in self.missed if one.area != alarm.area)
            return replace(rest, missed=(*others, alarm))
        again = Alarm(
            at=now + RINGS_EVERY,
            area=alarm.area,
            rung=alarm.rung + 1,
            first=alarm.first or alarm.at,
            id=rest.next_id,
        )
        return replace(rest, alarms=(*rest.alarms, again), next_id=rest.next_id + 1)

    def ringing_in(self, area: str | None) -> tuple[Alarm, ...]:
        """The alarms that ring where somebody speaks; that room, or theirs, may not be known."""
        return tuple(alarm for alarm in self.alarms if alarm.rung and _is_heard(alarm, area))

    def missed_in(self, area: str | None) -> tuple[Alarm, ...]:
        """Those of this room that nobody answered."""
        return tuple(alarm for alarm in self.missed if _is_heard(alarm, area))

    def without(self, entry: Entry) -> "Plans":
        return replace(
            self,
            timers=tuple(one for one in self.timers if one.id != entry.id),
            appointments=tuple(one for one in self.appointments if one.id != entry.id),
            conditions=tuple(one for one in self.conditions if one.id != entry.id),
            alarms=tuple(one for one in self.alarms if one.id != entry.id),
        )

    def _moments(self) -> Iterator[tuple[datetime, Timer | Appointment | Alarm]]:
        yield from ((timer.ends, timer) for timer in self.timers if not timer.paused)
        yield from ((appointment.at, appointment) for appointment in self.appointments)
        yield from ((alarm.at, alarm) for alarm in self.alarms)

    def _with(self, entry: Entry) -> "Plans":
        if len(self) >= MOST_ENTRIES:
            raise AgendaError(f"There are {MOST_ENTRIES} plans already; cancel some first.")
        grown = replace(self, next_id=self.next_id + 1)
        match entry:
            case Timer():
                return replace(grown, timers=(*self.timers, replace(entry, id=self.next_id)))
            case Appointment():
                added = (*self.appointments, replace(entry, id=self.next_id))
                return replace(grown, appointments=added)
            case Condition():
                added_too = (*self.conditions, replace(entry, id=self.next_id))
                return replace(grown, conditions=added_too)
            case Alarm():
                return replace(grown, alarms=(*self.alarms, replace(entry, id=self.next_id)))

    def _entry(self, wanted: int) -> Entry:
        found = next((entry for entry in self if entry.id == wanted), None)
        if found is None:
            raise AgendaError("That is over already.")
        return found

    def _timer(self, wanted: int) -> Timer:
        found = self._entry(wanted)
        if not isinstance(found, Timer):
            raise AgendaError("That is no timer.")
        return found

    def _changed(self, before: Timer, after: Timer) -> "Plans":
        timers = tuple(after if one.id == before.id else one for one in self.timers)
        return replace(self, timers=timers)


def _is_heard(alarm: Alarm, area: str | None) -> bool:
    return area is None or alarm.area in (None, area)


def _after(timer: Timer, change: Pause | Resume | Extend) -> Timer:
    """The timer after this change; pausing twice is pausing once."""
    left = timer.left(change.at)
    match change:
        case Pause():
            return replace(timer, left_seconds=left)
        case Resume():
            return replace(timer, ends=change.at + timedelta(seconds=left), left_seconds=None)
        case Extend(seconds=seconds):
            left = max(0.0, left + seconds)
            if timer.paused:
                return replace(timer, left_seconds=left)
            return replace(timer, ends=change.at + timedelta(seconds=left))


def next_on(weekdays: tuple[int, ...], time: datetime, after: datetime) -> datetime:
    """The first moment after `after` on one of the days, at the time of day of `time`."""
    today = after.replace(hour=time.hour, minute=time.minute, second=0, microsecond=0)
    days = (today + timedelta(days=count) for count in range(DAYS + 1))
    return next(day for day in days if day > after and day.weekday() in weekdays)
