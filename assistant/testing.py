"""A home for tests: the real pipeline and the real simulated devices, in memory, without waiting.

For whoever writes a skill:

    @in_virtual_time
    async def test_the_lamp() -> None:
        async with home_of({"devices": [{"id": "lamp", "kind": "light"}]}) as home:
            turn = await home.say("turn on the lamp")
            assert reply_of(turn) == "The lamp is on."
            assert home.state("lamp")["state"] == "on"
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeAlias, TypeVar

from assistant import virtual_time
from assistant.agenda.agenda import Agenda
from assistant.agenda.keeper import Keeper
from assistant.audio.source import AudioSource
from assistant.audio.tape import Tape
from assistant.bus import Bus
from assistant.foresight import foresight
from assistant.hearing import Ears
from assistant.home.file import load_home, parse_home
from assistant.home.model import Home
from assistant.learning.journal import Journal
from assistant.learning.recordings import Recordings
from assistant.learning.rewriting.answers import watchers
from assistant.learning.rewriting.shelf import Shelf
from assistant.live import LiveHome
from assistant.memory_bus import MemoryBroker
from assistant.pipeline import Origin, Pipeline, StageName, Stages
from assistant.ranking.ranker import Ranker
from assistant.ranking.weights import learned_weights
from assistant.records import Observer, Records
from assistant.skill import Skill, discover
from assistant.stages.act import ANSWER_SECONDS, ActStage
from assistant.stages.resolve import ResolveStage
from assistant.stages.rewrite import RewriteStage
from assistant.stages.speak import SpeakStage
from assistant.stages.understand import UnderstandStage
from assistant.turn import Outcome, Reply, Transcript, Turn
from devices.clock import HomeClock
from devices.contract import Connect, Message, State
from devices.faults import Fault
from devices.house import House

AnyHome: TypeAlias = Home | Mapping[str, object] | Path
"""A home, what a home file holds, or the file."""

NOON = datetime(2026, 3, 2, 12, 0)
"""A Monday; the time in a home when nobody says otherwise."""
START_SECONDS = 20.0
SETTLE_SECONDS = 0.05
"""After a reply: enough for what is still under way inside one process."""

P = ParamSpec("P")
R = TypeVar("R")


class RecordingBroker(MemoryBroker):
    """A broker in memory that remembers every message."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Message] = []

    def deliver(self, message: Message) -> None:
        self.messages.append(message)
        super().deliver(message)

    @property
    def commands(self) -> list[tuple[str, str]]:
        """What the devices were told so far: topic and payload."""
        return [
            (message.topic, message.payload)
            for message in self.messages
            if message.topic.endswith("/set") and not message.topic.endswith("/fault/set")
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeUnderTest:
    """A running home to talk to."""

    pipeline: Pipeline
    live: LiveHome
    bus: Bus
    house: House
    clock: HomeClock
    keeper: Keeper
    """Lets happen what was planned."""
    broker: RecordingBroker
    """Unused by a home on another broker."""

    async def say(
        self,
        text: str,
        *,
        area: str | None = None,
        person: str | None = None,
        confidence: float = 1.0,
        last: StageName = "tts",
    ) -> Turn:
        """Type one request; returns when it has been answered and the home is still.

        With a `confidence` below 1 it is as if these words had been heard, and not typed.
        """
        origin = Origin(source="text", area=area, person=person)
        heard = Transcript(text=text, confidence=confidence)
        turn = await self.pipeline.take_up(heard, origin, last=last)
        await asyncio.sleep(SETTLE_SECONDS)
        return turn

    async def hear(
        self, source: AudioSource, *, area: str | None = None, last: StageName = "tts"
    ) -> Turn:
        """Play audio to a home that has ears."""
        origin = Origin(source="file", area=area)
        turn = await self.pipeline.converse(Tape(source), origin, last=last)
        await asyncio.sleep(SETTLE_SECONDS)
        return turn

    async def wait(self, seconds: float) -> None:
        """Let the home's clock run on, and let happen what is due."""
        await self.clock.sleep(seconds)
        await self.keeper.quiet()
        await asyncio.sleep(SETTLE_SECONDS)

    def state(self, device_id: str) -> State:
        """What the device itself would say."""
        return self.house.states()[device_id]

    async def inject(self, device_id: str, fault: Fault | None) -> None:
        """Break a device, or heal it, and let everybody know."""
        await (self.house.inject(device_id, fault) if fault else self.house.clear(device_id))
        await asyncio.sleep(SETTLE_SECONDS)

    async def stop_broker(self) -> None:
        self.broker.stop()
        await asyncio.sleep(SETTLE_SECONDS)

    async def start_broker(self) -> None:
        """Bring it back and wait until everybody is there again."""
        self.broker.start()
        await self.bus.wait_connected(START_SECONDS)
        await self.live.wait_until_known(START_SECONDS)


@asynccontextmanager
async def home_of(
    home: AnyHome,
    *,
    skills: Mapping[str, Skill] | None = None,
    ears: Ears | None = None,
    voice: SpeakStage | None = None,
    journal: Journal | None = None,
    recordings: Recordings | None = None,
    observers: Sequence[Observer] = (),
    learned: Path | None = None,
    at: datetime = NOON,
    answer_seconds: float = ANSWER_SECONDS,
    connect: Connect | None = None,
) -> AsyncIterator[HomeUnderTest]:
    """A home with everything in it; skills are those of this house unless others are given.

    `learned` is the file of what was learned; without one nothing is rewritten, and context
    counts as written.
    """
    plan = _home(home)
    known, understand, resolve = _understanding() if skills is None else _understanding_of(skills)
    clock = HomeClock(start=at)
    broker = RecordingBroker()
    house = House(
        devices=plan.devices,
        areas={area.id: area.name for area in plan.areas},
        people=[person.id for person in plan.people],
        connect=connect or broker.connect,
        clock=clock,
        physics=False,
    )
    async with house, Bus(connect or broker.connect) as bus:
        agenda = Agenda()
        live = LiveHome(plan, bus, clock.now, lambda: agenda.plans)
        await live.wait_until_known(START_SECONDS)
        shelf = Shelf(learned) if learned else None
        if shelf is not None:
            resolve = ResolveStage(known, ranker=Ranker(lambda: learned_weights(shelf.weights())))
        watching: tuple[Observer, ...] = watchers(shelf) if shelf else ()
        stages = Stages(
            understand=understand,
            resolve=resolve,
            act=ActStage(known, live, bus, agenda=agenda, answer_seconds=answer_seconds),
            wake=ears.wake if ears else None,
            listen=ears.listen if ears else None,
            transcribe=ears.transcribe if ears else None,
            rewrite=RewriteStage(shelf.rewriter, foresight(understand, resolve)) if shelf else None,
            speak=voice or (ears.speak if ears else None),
        )
        records = Records(
            journal=lambda: journal, recordings=recordings, observers=(*observers, *watching)
        )
        pipeline = Pipeline(stages, live, records)
        async with Keeper(agenda, clock, live, pipeline) as keeper:
            yield HomeUnderTest(
                pipeline=pipeline,
                live=live,
                bus=bus,
                house=house,
                clock=clock,
                keeper=keeper,
                broker=broker,
            )


def in_virtual_time(test: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, R]:
    """Run the test on a clock that jumps: what waits four seconds for a device waits none."""

    @wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        return virtual_time.run(_without_threads(test(*args, **kwargs)))

    return run


async def _without_threads(work: Coroutine[Any, Any, R]) -> R:
    asyncio.get_running_loop().set_default_executor(_AtOnce())
    return await work


class _AtOnce(ThreadPoolExecutor):
    """Threads take real time, which a clock that jumps does not have."""

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  whoever waits for the future gets it
            future.set_exception(error)
        return future


def reply_of(turn: Turn) -> str:
    """What the person is told."""
    reply = turn.last(Reply)
    return reply.text if reply else ""


def outcome_of(turn: Turn) -> Outcome:
    """What came of the turn; AssertionError when it did not come so far."""
    outcome = turn.last(Outcome)
    assert outcome is not None, [step.type for step in turn]
    return outcome


def _home(home: AnyHome) -> Home:
    if isinstance(home, Home):
        return home
    return load_home(home) if isinstance(home, Path) else parse_home(home, "home under test")


@cache
def _understanding() -> tuple[Mapping[str, Skill], UnderstandStage, ResolveStage]:
    """Prepared once for all tests of a process."""
    return _understanding_of(discover())


def _understanding_of(
    skills: Mapping[str, Skill],
) -> tuple[Mapping[str, Skill], UnderstandStage, ResolveStage]:
    understand = UnderstandStage(skills)
    understand.prepare()
    return skills, understand, ResolveStage(skills)
