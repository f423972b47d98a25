"""Running one case: a fresh home with its own clock, what was said, and what changed."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.agenda.agenda import Agenda
from assistant.agenda.keeper import Keeper
from assistant.audio.source import FileSource
from assistant.audio.tape import Tape
from assistant.bus import Bus
from assistant.hearing import Ears
from assistant.live import LiveHome
from assistant.pipeline import Origin, Pipeline, Stages
from assistant.replay.cases import Case, Said
from assistant.replay.judge import Verdict, changes, judge
from assistant.skill import Skill
from assistant.stages.act import ActStage
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from assistant.turn import Outcome, Turn
from devices.clock import HomeClock
from devices.contract import Connect, State
from devices.house import House

USUAL_TIME = datetime(2026, 3, 2, 12, 0)
"""A Monday noon, for cases that do not say when."""
START_SECONDS = 20.0
SETTLE_SECONDS = 0.05
"""After the reply: enough for every message that is still under way inside one process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a case."""

    case: Case
    turn: Turn
    changed: Mapping[str, State]
    verdict: Verdict | None
    """None for a case without expectations."""

    @property
    def outcome(self) -> Outcome | None:
        return self.turn.last(Outcome)

    @property
    def kind(self) -> str:
        return self.outcome.kind if self.outcome else "ignored"


class Replayer:
    """Runs cases on fresh homes with the same loaded stages."""

    def __init__(
        self,
        skills: Mapping[str, Skill],
        understand: UnderstandStage,
        resolve: ResolveStage,
        ears: Ears | None = None,
    ) -> None:
        self._skills = skills
        self._understand = understand
        self._resolve = resolve
        self._ears = ears

    async def run(self, case: Case, connect: Connect) -> Result:
        """Run one case on a home that lives on this broker."""
        async with self._home(case, connect) as (house, pipeline, clock, keeper):
            for said in case.history:
                await self._say(said, case, pipeline, clock, keeper)
                await asyncio.sleep(SETTLE_SECONDS)
            if case.said.at is not None:
                await _until(case.said.at, clock, keeper)
            before = dict(house.states())
            turn = await self._say(case.said, case, pipeline, clock, keeper)
            await asyncio.sleep(SETTLE_SECONDS)
            after = dict(house.states())
        changed = changes(before, after)
        verdict = None
        if case.expected is not None:
            verdict = judge(case.expected, turn.last(Outcome), after, changed)
        return Result(case=case, turn=turn, changed=changed, verdict=verdict)

    @asynccontextmanager
    async def _home(
        self, case: Case, connect: Connect
    ) -> AsyncIterator[tuple[House, Pipeline, HomeClock, Keeper]]:
        home = case.home
        first = case.history[0] if case.history else case.said
        clock = HomeClock(start=first.at or case.said.at or USUAL_TIME)
        house = House(
            devices=[
                replace(device, state={**device.state, **case.before.get(device.id, {})})
                for device in home.devices
            ],
            areas={area.id: area.name for area in home.areas},
            people=[person.id for person in home.people],
            connect=connect,
            clock=clock,
            physics=False,
            shared_link=True,
        )
        async with house, Bus(connect) as bus:
            agenda = Agenda()
            live = LiveHome(home, bus, clock.now, lambda: agenda.plans)
            await live.wait_until_known(START_SECONDS)
            pipeline = Pipeline(self._stages(live, bus, agenda), live)
            async with Keeper(agenda, clock, live, pipeline, last="act") as keeper:
                yield house, pipeline, clock, keeper

    def _stages(self, live: LiveHome, bus: Bus, agenda: Agenda) -> Stages:
        ears = self._ears
        return Stages(
            understand=self._understand,
            resolve=self._resolve,
            act=ActStage(self._skills, live, bus, agenda=agenda),
            wake=ears.wake if ears else None,
            listen=ears.listen if ears else None,
            transcribe=ears.transcribe if ears else None,
            speak=ears.speak if ears else None,
        )

    async def _say(
        self, said: Said, case: Case, pipeline: Pipeline, clock: HomeClock, keeper: Keeper
    ) -> Turn:
        if said.at is not None:
            await _until(said.at, clock, keeper)
        turn = await self._hear(said, case, pipeline)
        if said.wait_seconds:
            await clock.sleep(said.wait_seconds)
            await keeper.quiet()
        return turn

    async def _hear(self, said: Said, case: Case, pipeline: Pipeline) -> Turn:
        area = said.area or case.said.area
        person = said.person or case.said.person
        if said.audio is None:
            origin = Origin(source="text", area=area, person=person)
            return await pipeline.answer(said.say or "", origin, last="act")
        tape = Tape(FileSource(said.audio))
        return await pipeline.converse(tape, Origin(source="file", area=area, person=person))


async def _until(moment: datetime, clock: HomeClock, keeper: Keeper) -> None:
    """Turn the clock on to this moment, and let happen what is due by then."""
    clock.advance(max(0.0, (moment - clock.now()).total_seconds()))
    await keeper.quiet()
