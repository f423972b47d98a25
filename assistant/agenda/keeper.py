"""Waits on the home's clock and on its states, and lets happen what is planned."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from types import TracebackType
from typing import Self

from assistant.agenda.agenda import Agenda
from assistant.agenda.changes import AgendaError
from assistant.agenda.entries import Alarm, Appointment, Condition, Deed, Entry, Timer
from assistant.agenda.plans import MOST_RINGS, Plans
from assistant.agenda.when import PLANNED
from assistant.agenda.words import missed_words, time_words, timer_words
from assistant.home.phrasing import listing, sentence
from assistant.live import LiveHome
from assistant.pipeline import Origin, Pipeline, StageName
from assistant.stakes import Stake, highest
from assistant.turn import Outcome, Resolution, Turn
from devices.clock import HomeClock
from devices.contract import State

LATE_SECONDS = 300.0
"""What fell due longer ago while nobody was there is not done any more, only told."""
LOOK_SECONDS = 1.0
"""How often to look whether another process has changed the plans."""
BUSY_SECONDS = 0.05
OnTurn = Callable[[Turn], Awaitable[None]]

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 5.0
"""After something broke; the entry is still due, and must not be tried without a pause."""


class Keeper:
    """Runs while the home runs; every deed and every ringing timer is a turn of its own."""

    def __init__(
        self,
        agenda: Agenda,
        clock: HomeClock,
        live: LiveHome,
        pipeline: Pipeline,
        *,
        last: StageName = "tts",
    ) -> None:
        self._agenda = agenda
        self._clock = clock
        self._live = live
        self._pipeline = pipeline
        self._last = last
        self._met: deque[Condition] = deque()
        self._unsettled: list[Entry] = []
        """Rung or told of, though it could not be written down; next to be tried comes first."""
        self._again_at = 0.0
        """On the loop's clock, when the unsettled may be tried again."""
        self._handlers: list[OnTurn] = []
        self._task: asyncio.Task[None] | None = None
        self._working = True
        self._away = True
        """Nobody was there just now: the computer was off, or slept."""
        self._set_seconds = 0.0
        """By how much the clock was set, of which the plans do not know yet."""

    def on_turn(self, handler: OnTurn) -> None:
        """Told of every turn that comes from the agenda, so that it can be shown and spoken."""
        self._handlers.append(handler)

    async def quiet(self) -> None:
        """Wait until everything that is due has happened."""
        while self._working or self._met or self._agenda.plans.due(self._clock.now()):
            if self._task is None or self._task.done():
                return
            await asyncio.sleep(BUSY_SECONDS)

    async def __aenter__(self) -> Self:
        self._live.mirror.on_state(self._state_changed)
        self._clock.on_jump(self._clock_jumped)
        self._task = asyncio.create_task(self._keep(), name="agenda")
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _keep(self) -> None:
        news = self._became_so()
        while True:
            self._agenda.changed.clear()
            if self._away:  # also again where the plans could not be kept
                await self._guarded(self._catch_up(news))
                news = news if self._away else []
            elif (entry := self._next()) is None:
                self._working = False
                await self._wait()
                self._working = True
            else:
                await self._guarded(self._let_happen(entry))

    async def _guarded(self, work: Awaitable[None]) -> None:
        """What breaks one plan does not stop the others."""
        try:
            await work
        except Exception:
            logger.exception("a plan could not be carried out")
            await asyncio.sleep(AGAIN_SECONDS)

    def _next(self) -> Entry | None:
        """What has its turn; what could not be written down keeps nothing else from it."""
        plans = self._agenda.plans
        there = {condition.id for condition in plans.conditions}
        self._met = deque(met for met in self._met if met.id in there)
        turns: list[Entry] = [*self._met, *plans.due(self._clock.now())]
        self._unsettled = [entry for entry in self._unsettled if entry in turns]
        fresh = next((entry for entry in turns if entry not in self._unsettled), None)
        if fresh is not None or asyncio.get_running_loop().time() < self._again_at:
            return fresh
        return next(iter(self._unsettled), None)

    async def _wait(self) -> None:
        settled = reduce(Plans.without, self._unsettled, self._agenda.plans)
        moment = settled.next_moment()
        waits: list[asyncio.Task[bool] | asyncio.Task[None]] = [
            asyncio.create_task(self._agenda.changed.wait())
        ]
        if moment is not None:
            seconds = (moment - self._clock.now()).total_seconds()
            waits.append(asyncio.create_task(self._clock.sleep(seconds)))
        looks = [LOOK_SECONDS] if self._agenda.shared else []
        if self._unsettled:
            looks.append(max(0.0, self._again_at - asyncio.get_running_loop().time()))
        look = min(looks, default=None)
        try:
            await asyncio.wait(waits, timeout=look, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def _clock_jumped(self, set_seconds: float) -> None:
        self._away = True
        self._set_seconds += set_seconds
        self._agenda.changed.set()
        with contextlib.suppress(AgendaError):  # tried again before anything else is done
            self._follow_the_clock()

    def _follow_the_clock(self) -> None:
        """Timers wait for time to pass, whatever the clock is set to. Raises AgendaError."""
        if self._set_seconds:
            self._agenda.update(lambda plans: plans.clock_set(self._set_seconds))
            self._set_seconds = 0.0

    def _state_changed(self, device: str, before: State, after: State) -> None:
        if not before:
            return  # its first word says how it is, not that it became so
        for condition in self._agenda.plans.conditions:
            predicate = condition.predicate
            if (
                predicate.device == device
                and predicate.holds(after)
                and not predicate.holds(before)
            ):
                self._met.append(condition)
                self._agenda.changed.set()

    async def _catch_up(self, news: Sequence[str]) -> None:
        """Tell what fell due while nobody was there; a little late is not too late for a deed.

        All of it is settled at once, or stays planned and is told when it can be.
        """
        await self._until_free()
        self._follow_the_clock()
        now = self._clock.now()
        missed = [entry for entry in self._agenda.plans.due(now) if _is_too_late(entry, now)]
        told = [entry for entry in self._unsettled if _only_sounds(entry)]
        words = [_missed_words(entry, now) for entry in missed if entry not in told]
        self._settle(missed, now)
        self._unsettled = [entry for entry in self._unsettled if entry not in missed]
        self._away = False
        if words or news:
            await self._say(f"while I was away, {'; '.join([*words, *news])}", None)

    def _became_so(self) -> Sequence[str]:
        return [
            f'it became so that {condition.words}; "{condition.deed.said}" waits'
            for condition in self._agenda.plans.conditions
            if condition.once and condition.predicate.holds(self._state(condition))
        ]

    def _state(self, condition: Condition) -> State:
        return self._live.mirror.state(condition.predicate.device)

    async def _let_happen(self, entry: Entry) -> None:
        try:
            self._settle([entry], self._clock.now())
        except AgendaError:
            told = entry in self._unsettled
            self._unsettled = [*(one for one in self._unsettled if one != entry), entry]
            self._again_at = asyncio.get_running_loop().time() + AGAIN_SECONDS
            if not told:
                await self._tell_unsettled(entry)
            return
        if isinstance(entry, Condition):
            self._met.remove(entry)  # only now: what cannot be written down is tried again
        sounded = entry in self._unsettled and _only_sounds(entry)
        self._unsettled = [other for other in self._unsettled if other != entry]
        if not sounded:
            await self._carry_out(entry)

    async def _carry_out(self, entry: Entry) -> None:
        if isinstance(entry, Timer):
            await self._ring(entry)
        elif isinstance(entry, Alarm):
            await self._wake(entry)
        else:
            await self._do(entry.deed)

    async def _ring(self, timer: Timer) -> None:
        area = self._live.mirror.home.area_by_id.get(timer.area or "")
        over = f"{timer_words(timer, area.name if area else None)} is over"
        reminds = timer.by_clock and timer.name
        await self._say(f"reminder: {timer.name}" if reminds else over, timer.area)

    async def _wake(self, alarm: Alarm) -> None:
        if alarm.rung >= MOST_RINGS:
            return  # it has given up, and whoever speaks next is told
        await self._say(f"it is {time_words(self._clock.now())}. Time to wake up", alarm.area)

    async def _tell_unsettled(self, entry: Entry) -> None:
        """What makes a sound does so at once, for to hear it twice harms nobody; what moves
        something waits until it can be written down, and that is told.
        """
        if isinstance(entry, Timer | Alarm) or _only_sounds(entry):
            await self._carry_out(entry)
        else:
            await self._say(
                f'I was to "{entry.deed.said}" now, but cannot write down that it is done; '
                "is the disk full? I do it as soon as I can",
                entry.deed.area,
                kind="error",
            )

    def _settle(self, entries: Sequence[Entry], now: datetime) -> None:
        """Write it down before it is done: doing a thing twice is worse than not at all."""
        if not entries:
            return
        try:
            self._agenda.update(
                lambda plans: reduce(lambda rest, entry: rest.past(entry, now), entries, plans)
            )
        except AgendaError:
            logger.exception("the plans cannot be kept; what is due now stays in the file")
            raise

    async def _do(self, deed: Deed) -> None:
        if deed.message:
            await self._say(deed.message, deed.area)
            return
        if (obstacle := self._obstacle(deed)) is not None:
            await self._say(obstacle, deed.area, kind="error")
            return
        first, *others = deed.commands
        await self._turn(
            Resolution(
                decision="act",
                candidates=(replace(first, also=tuple(others)),),
                reason=f"{PLANNED}{deed.said}",
            ),
            deed.area,
            deed.person,
        )

    def _obstacle(self, deed: Deed) -> str | None:
        """Why it must not be done now, in words."""
        home = self._live.mirror.home
        ids = [device for command in deed.commands for device in command.devices]
        gone = [device.replace("_", " ") for device in ids if device not in home.device_by_id]
        if gone:
            lost = listing(gone, "or")
            return f'I was to "{deed.said}" now, but this home has no {lost} any more'
        devices = [home.device_by_id[device] for device in ids]
        if highest(devices) is Stake.GUARDED and not deed.exact:
            return f'I was to "{deed.said}" now, but I am not certain enough of that'
        return None if deed.commands else f'I was to "{deed.said}" now, but do not know how'

    async def _until_free(self) -> None:
        while self._pipeline.busy:  # noqa: ASYNC110 - a turn does not tell when it is over
            await asyncio.sleep(BUSY_SECONDS)

    async def _say(self, text: str, area: str | None, *, kind: str = "action_done") -> None:
        outcome = Outcome(
            kind="error" if kind == "error" else "action_done",
            reply=sentence(text),
            code="failed_to_handle" if kind == "error" else None,
        )
        await self._turn(outcome, area, None)

    async def _turn(
        self, event: Outcome | Resolution, area: str | None, person: str | None
    ) -> None:
        await self._until_free()
        origin = Origin(source="text", area=area, person=person)
        turn = await self._pipeline.take_up(event, origin, last=self._last)
        for handler in self._handlers:
            await handler(turn)


def _only_sounds(entry: Entry) -> bool:
    return isinstance(entry, Timer | Alarm) or bool(entry.deed.message)


def _is_too_late(entry: Timer | Appointment | Alarm, now: datetime) -> bool:
    if isinstance(entry, Timer):
        return True  # a timer rings at once, but says that it is late
    return now - entry.at > timedelta(seconds=LATE_SECONDS)


def _missed_words(entry: Timer | Appointment | Alarm, now: datetime) -> str:
    if isinstance(entry, Alarm) and entry.rung:
        return missed_words([entry], now)
    if isinstance(entry, Alarm):
        return f"the alarm of {time_words(entry.at)} did not ring"
    if isinstance(entry, Timer):
        was = "was for" if entry.by_clock else "ended at"
        return f"{timer_words(entry)} {was} {time_words(entry.ends)}"
    return f'it got {time_words(entry.at)} and I did not "{entry.deed.said}"'
