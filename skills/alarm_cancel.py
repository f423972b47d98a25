"""Take an alarm off, where the assistant itself wakes people."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.agenda.changes import Add, Cancel, Change
from assistant.agenda.entries import Alarm
from assistant.agenda.plans import next_on
from assistant.agenda.words import when_words
from assistant.home.phrasing import listing
from assistant.skill import CannotDo, Plan, Request, Skill
from skills._alarms import NO_ALARM, hour_and_minute, named


def handle(request: Request) -> Plan:
    alarms = request.context.plans.alarms
    if not alarms:
        raise CannotDo(NO_ALARM)
    found = [alarm for alarm in alarms if _fits(alarm, request)]
    if not found:
        raise CannotDo(f"there is no such alarm; there is {named(alarms, request, 'and')}")
    if len(found) > 1 and not request.slots.get("all"):
        raise CannotDo(f"which one: {named(found, request)}?")
    return _only_tomorrow(found, request) or Plan(
        reply=f"{named(found, request, 'and')} {'is' if len(found) == 1 else 'are'} cancelled",
        changes=tuple(Cancel(id=alarm.id) for alarm in found),
    )


def _only_tomorrow(found: Sequence[Alarm], request: Request) -> Plan | None:
    """An alarm of several days is left out once; it rings before and after that."""
    if not request.slots.get("tomorrow") or not any(alarm.weekdays for alarm in found):
        return None
    now = request.context.now
    changes: list[Change] = []
    kept: list[Alarm] = []
    for alarm in found:
        changes.append(Cancel(id=alarm.id))
        if not alarm.weekdays:
            continue
        if alarm.at.date() == now.date():
            kept.append(Alarm(at=alarm.at, area=alarm.area))
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2)
        after = next_on(alarm.weekdays, alarm.at, midnight - timedelta(seconds=1))
        kept.append(Alarm(at=after, weekdays=alarm.weekdays, area=alarm.area))
    changes += [Add(entry=alarm) for alarm in kept]
    moments = sorted({alarm.at for alarm in kept})
    again = listing([when_words(Alarm(at=moment), now) for moment in moments[:2]])
    ones = "one is" if len(moments) == 1 else "ones are"
    return Plan(reply=f"no alarm tomorrow; the next {ones} {again}", changes=tuple(changes))


def _fits(alarm: Alarm, request: Request) -> bool:
    if request.slots.get("tomorrow") and not _rings_tomorrow(alarm, request.context.now):
        return False
    if (time := hour_and_minute(request)) is None:
        return True
    hours = 24 if request.slots.get("half_said") else 12
    return (alarm.at.hour - time[0]) % hours == 0 and alarm.at.minute == time[1]


def _rings_tomorrow(alarm: Alarm, now: datetime) -> bool:
    """Next, or after it has rung today."""
    tomorrow = (now + timedelta(days=1)).date()
    again = tomorrow.weekday() in alarm.weekdays and alarm.at.date() < tomorrow
    return alarm.at.date() == tomorrow or again


SKILL = Skill(intent="AlarmCancel", handle=handle)
