"""What is planned happens: on a real pipeline, in memory, on a clock that jumps."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from assistant import virtual_time
from assistant.agenda.agenda import Agenda
from assistant.agenda.changes import Add, AgendaError
from assistant.agenda.entries import Alarm, Appointment, Condition, Deed, Entry, Predicate, Timer
from assistant.agenda.keeper import Keeper
from assistant.agenda.plans import MOST_RINGS, Plans
from assistant.bus import Bus
from assistant.home.model import Area, Home
from assistant.live import LiveHome
from assistant.memory_bus import MemoryBroker
from assistant.pipeline import Origin, Pipeline, Stages
from assistant.skill import discover
from assistant.stages.act import ActStage
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from assistant.turn import Candidate, Outcome, Reading, Resolution, Turn
from devices.clock import HomeClock
from devices.contract import Device, State
from devices.faults import Slow
from devices.house import House

NOON = datetime(2026, 3, 2, 12)
HOUR = 3600.0
SKILLS = discover()
HOME = Home(
    areas=(Area(id="kitchen", name="kitchen"),),
    devices=(
        Device(id="lamp", name="lamp", kind="light", area="kitchen", state={"state": "off"}),
        Device(id="kettle", name="kettle", kind="switch", area="kitchen", state={"state": "off"}),
        Device(id="door", name="door", kind="lock", area="kitchen", state={"state": "locked"}),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """A home with an agenda."""

    agenda: Agenda
    clock: HomeClock
    house: House
    keeper: Keeper
    pipeline: Pipeline
    turns: list[Turn]

    def state(self, device: str) -> State:
        return self.house.states()[device]

    @property
    def said(self) -> list[str]:
        outcomes = [turn.last(Outcome) for turn in self.turns]
        return [outcome.reply for outcome in outcomes if outcome]


@asynccontextmanager
async def living(
    *entries: Entry, start: datetime = NOON, agenda: Agenda | None = None
) -> AsyncIterator[Living]:
    broker, clock, agenda = MemoryBroker(), HomeClock(start=start), agenda or Agenda()
    agenda.apply(*(Add(entry=entry) for entry in entries))
    house = House(
        devices=HOME.devices, areas={"kitchen": "kitchen"}, people=[], connect=broker.connect,
        clock=clock, physics=False, shared_link=True,
    )  # fmt: skip
    turns: list[Turn] = []

    async def note(turn: Turn) -> None:
        turns.append(turn)

    async with house, Bus(broker.connect) as bus:
        live = LiveHome(HOME, bus, clock.now, lambda: agenda.plans)
        await live.wait_until_known(5)
        stages = Stages(
            understand=UnderstandStage(SKILLS),
            resolve=ResolveStage(SKILLS),
            act=ActStage(SKILLS, live, bus, agenda=agenda),
        )
        pipeline = Pipeline(stages, live)
        keeper = Keeper(agenda, clock, live, pipeline, last="act")
        keeper.on_turn(note)
        async with keeper:
            await keeper.quiet()
            yield Living(
                agenda=agenda, clock=clock, house=house, keeper=keeper, pipeline=pipeline,
                turns=turns,
            )  # fmt: skip


def switch(device: str, *, on: bool = True, exact: bool = True) -> Deed:
    reading = Reading(
        intent="HassTurnOn" if on else "HassTurnOff",
        slots={"name": device},
        probability=0.97,
        matched_by="template",
        text=f"turn the {device}",
        exact=exact,
    )
    return Deed(
        said=f"switch the {device}",
        commands=(Candidate(reading=reading, devices=(device,), probability=0.97),),
        exact=exact,
    )


def in_seconds(seconds: float, deed: Deed, weekdays: Sequence[int] = ()) -> Appointment:
    return Appointment(at=NOON + timedelta(seconds=seconds), deed=deed, weekdays=tuple(weekdays))


def pizza(seconds: float) -> Timer:
    return Timer(
        seconds=seconds, started=NOON, ends=NOON + timedelta(seconds=seconds), name="pizza"
    )


def test_a_timer_rings_when_its_time_is_over() -> None:
    async def run() -> None:
        async with living(pizza(600)) as home:
            await home.clock.sleep(590)
            await home.keeper.quiet()
            assert home.said == []
            await home.clock.sleep(11)
            await home.keeper.quiet()
            assert home.said == ["The pizza timer is over."]
            assert len(home.agenda.plans) == 0

    virtual_time.run(run())


def test_an_alarm_rings_until_somebody_answers() -> None:
    async def run() -> None:
        half_past = NOON + timedelta(minutes=30)
        async with living(Alarm(at=half_past, weekdays=(0, 1))) as home:
            await home.clock.sleep(1801)
            await home.keeper.quiet()
            assert home.said == ["It is 12:30 PM. Time to wake up."]
            await home.clock.sleep(60)
            await home.keeper.quiet()
            assert home.said[1:] == ["It is 12:31 PM. Time to wake up."]
            answer = await home.pipeline.answer("stop", Origin(source="text"), last="act")
            assert (outcome := answer.last(Outcome)) and outcome.intent == "AlarmSilence"
            await home.clock.sleep(600)
            await home.keeper.quiet()
            assert len(home.said) == 2
            assert [alarm.at for alarm in home.agenda.plans.alarms] == [half_past + timedelta(1)]

    virtual_time.run(run())


def test_an_alarm_that_nobody_answers_gives_up() -> None:
    async def run() -> None:
        async with living(Alarm(at=NOON + timedelta(minutes=30))) as home:
            await home.clock.sleep(7200)
            await home.keeper.quiet()
            assert len(home.said) == MOST_RINGS
            assert len(home.agenda.plans) == 0

    virtual_time.run(run())


def test_the_last_ring_can_still_be_answered() -> None:
    async def run() -> None:
        async with living(Alarm(at=NOON + timedelta(minutes=30))) as home:
            await home.clock.sleep(1800 + 60 * (MOST_RINGS - 1) + 30)
            await home.keeper.quiet()
            assert len(home.said) == MOST_RINGS
            answer = await home.pipeline.answer("I'm up", Origin(source="text"), last="act")
            assert (outcome := answer.last(Outcome)) and outcome.reply == "Good morning."
            await home.clock.sleep(600)
            await home.keeper.quiet()
            assert home.agenda.plans.missed == ()

    virtual_time.run(run())


def test_an_alarm_that_nobody_answers_is_told_to_somebody_and_not_to_a_plan() -> None:
    async def run() -> None:
        alarm = Alarm(at=NOON + timedelta(minutes=30), area="kitchen")
        async with living(alarm, in_seconds(3600, switch("lamp"))) as home:
            await home.clock.sleep(3700)
            await home.keeper.quiet()
            assert home.said[-1] == "The lamp is on."
            (missed,) = home.agenda.plans.missed
            assert missed.first == alarm.at
            answer = await home.pipeline.answer("turn it off", Origin(source="text"), last="act")
            assert (outcome := answer.last(Outcome))
            assert outcome.reply == "The lamp is off. Nobody answered the 12:30 PM alarm."
            assert not outcome.evident
            assert home.agenda.plans.missed == ()

    virtual_time.run(run())


def test_an_alarm_whose_ringing_the_computer_slept_through_is_told() -> None:
    async def run() -> None:
        async with living(Alarm(at=NOON + timedelta(minutes=30))) as home:
            await home.clock.sleep(1830)
            home.clock.jump(8 * HOUR)
            await home.keeper.quiet()
            assert home.said[1:] == ["While I was away, nobody answered the 12:30 PM alarm."]
            assert home.agenda.plans.missed == ()

    virtual_time.run(run())


def test_a_clock_that_is_turned_lets_it_happen() -> None:
    async def run() -> None:
        async with living(in_seconds(3600, switch("lamp"))) as home:
            home.clock.advance(7200)
            await home.keeper.quiet()
            assert home.state("lamp")["state"] == "on"

    virtual_time.run(run())


def test_what_comes_every_day_comes_every_day() -> None:
    async def run() -> None:
        async with living(in_seconds(60, switch("lamp"), range(7))) as home:
            await home.clock.sleep(3 * 86400)
            await home.keeper.quiet()
            assert len(home.turns) == 3
            assert len(home.agenda.plans) == 1

    virtual_time.run(run())


def test_a_condition_waits_for_the_change() -> None:
    predicate = Predicate(device="kettle", attribute="state", operation="is", value="on")
    condition = Condition(predicate=predicate, words="the kettle is on", deed=switch("lamp"))

    async def run() -> None:
        async with living(condition, in_seconds(60, switch("kettle"))) as home:
            await home.clock.sleep(30)
            assert home.state("lamp")["state"] == "off"
            await home.clock.sleep(60)
            await home.keeper.quiet()
            assert home.state("lamp")["state"] == "on"
            assert len(home.agenda.plans) == 0

    virtual_time.run(run())


def test_what_became_so_while_the_disk_was_full_is_done_once_it_is_not() -> None:
    predicate = Predicate(device="kettle", attribute="state", operation="is", value="on")
    condition = Condition(predicate=predicate, words="the kettle is on", deed=switch("lamp"))

    class FullDisk(Agenda):
        full = True

        def update(self, change: Callable[[Plans], Plans]) -> None:
            if self.full and len(change(self.plans).conditions) < len(self.plans.conditions):
                raise AgendaError("I cannot keep plans: no space left.")
            super().update(change)

    async def run() -> None:
        agenda = FullDisk()
        async with living(condition, in_seconds(60, switch("kettle")), agenda=agenda) as home:
            await home.clock.sleep(90)
            assert home.state("kettle")["state"] == "on"
            assert home.state("lamp")["state"] == "off"
            agenda.full = False
            await home.clock.sleep(60)
            assert home.state("lamp")["state"] == "on"

    virtual_time.run(run())


def test_while_nobody_was_there() -> None:
    missed = in_seconds(60, switch("lamp"))
    late = in_seconds(3600 - 120, switch("kettle"))

    async def run() -> None:
        async with living(pizza(600), missed, late, start=NOON + timedelta(hours=1)) as home:
            told = home.said[0]
            assert told.startswith("While I was away, ")
            assert "pizza timer ended at 12:10 PM" in told
            assert 'did not "switch the lamp"' in told
            assert home.state("lamp")["state"] == "off"
            assert home.state("kettle")["state"] == "on"  # two minutes are not too late
            assert len(home.agenda.plans) == 0

    virtual_time.run(run())


def test_what_is_too_late_stays_undone_when_the_disk_is_full_at_the_start() -> None:
    class FullDisk(Agenda):
        failures = 0

        def update(self, change: Callable[[Plans], Plans]) -> None:
            if len(self.plans) and self.failures < 2:
                self.failures += 1
                raise AgendaError("I cannot keep plans: no space left.")
            super().update(change)

    async def run() -> None:
        missed, agenda = in_seconds(60, switch("lamp")), FullDisk()
        async with living(missed, start=NOON + timedelta(hours=1), agenda=agenda) as home:
            assert agenda.failures == 2
            assert home.state("lamp")["state"] == "off"
            assert 'did not "switch the lamp"' in home.said[0]

    virtual_time.run(run())


class FullAfter(Agenda):
    """The disk has room for so many changes more, until somebody makes room."""

    room: int | None = None

    def update(self, change: Callable[[Plans], Plans]) -> None:
        if self.room == 0:
            raise AgendaError("I cannot keep plans: no space left.")
        if self.room is not None:
            self.room -= 1
        super().update(change)


def test_a_disk_that_fills_while_it_is_told_what_was_missed_loses_nothing() -> None:
    async def run() -> None:
        agenda = FullAfter()
        async with living(agenda=agenda) as home:
            missed = (in_seconds(60, switch("lamp")), in_seconds(120, switch("kettle")))
            agenda.apply(*(Add(entry=entry) for entry in missed))
            agenda.room = 1
            home.clock.jump(8 * HOUR)
            await asyncio.sleep(60)
            agenda.room = None
            await home.keeper.quiet()
            (told,) = home.said
            assert 'did not "switch the lamp"' in told
            assert 'did not "switch the kettle"' in told
            assert len(agenda.plans) == 0

    virtual_time.run(run())


def test_a_timer_rings_once_though_the_disk_is_full() -> None:
    async def run() -> None:
        agenda = FullAfter()
        async with living(pizza(60), agenda=agenda) as home:
            agenda.room = 0
            await home.clock.sleep(90)
            (rung,) = home.said
            assert "pizza timer" in rung
            assert len(agenda.plans) == 1  # nobody could write down that it rang
            agenda.room = None
            await home.clock.sleep(60)
            assert home.said == [rung]
            assert len(agenda.plans) == 0

    virtual_time.run(run())


def test_a_full_disk_keeps_no_other_timer_and_no_alarm_from_ringing_on_time() -> None:
    async def run() -> None:
        agenda = FullAfter()
        alarm = Alarm(at=NOON + timedelta(minutes=3), area="kitchen")
        async with living(
            pizza(60), replace(pizza(120), name="rice"), alarm, agenda=agenda
        ) as home:
            agenda.room = 0
            await home.clock.sleep(61)
            assert len(home.said) == 1
            await home.clock.sleep(60)
            assert len(home.said) == 2
            assert "rice timer" in home.said[1]
            await home.clock.sleep(60)
            assert "Time to wake up" in home.said[2]
            agenda.room = None
            await home.clock.sleep(20)
            assert len(home.said) == 3
            assert agenda.plans.timers == ()
            assert [alarm.rung for alarm in agenda.plans.alarms] == [1]

    virtual_time.run(run())


def test_a_timer_that_rang_on_a_full_disk_is_not_told_as_missed() -> None:
    async def run() -> None:
        agenda = FullAfter()
        async with living(pizza(60), agenda=agenda) as home:
            agenda.room = 0
            await home.clock.sleep(90)
            agenda.room = None
            home.clock.jump(HOUR)
            await home.keeper.quiet()
            assert len(home.said) == 1
            assert len(agenda.plans) == 0

    virtual_time.run(run())


def test_what_cannot_be_written_down_is_told_and_done_later() -> None:
    async def run() -> None:
        agenda = FullAfter()
        async with living(in_seconds(60, switch("lamp")), agenda=agenda) as home:
            agenda.room = 0
            await home.clock.sleep(90)
            assert home.state("lamp")["state"] == "off"
            (told,) = home.said
            assert "is the disk full?" in told
            agenda.room = None
            await home.clock.sleep(60)
            assert home.state("lamp")["state"] == "on"

    virtual_time.run(run())


def test_what_was_missed_stays_planned_until_it_can_be_told() -> None:
    async def run() -> None:
        async with living(in_seconds(60, switch("lamp"))) as home:
            await home.house.inject("kettle", Slow(86_400))
            asked = Resolution(decision="act", candidates=switch("kettle").commands)
            going_on = asyncio.create_task(
                home.pipeline.take_up(asked, Origin(source="text"), last="act")
            )
            await asyncio.sleep(1)
            home.clock.jump(8 * HOUR)
            await asyncio.sleep(1)
            assert home.pipeline.busy
            assert len(home.agenda.plans) == 1
            await going_on
            await home.keeper.quiet()
            assert 'did not "switch the lamp"' in home.said[0]

    virtual_time.run(run())


def test_a_device_that_is_gone_is_told_not_guessed() -> None:
    async def run() -> None:
        async with living(in_seconds(60, switch("heater"))) as home:
            await home.clock.sleep(61)
            await home.keeper.quiet()
            assert home.said == [
                'I was to "switch the heater" now, but this home has no heater any more.'
            ]

    virtual_time.run(run())


def test_a_lock_never_rests_on_a_guess() -> None:
    async def run() -> None:
        guessed = in_seconds(60, switch("door", on=False, exact=False))
        async with living(guessed) as home:
            await home.clock.sleep(61)
            await home.keeper.quiet()
            assert home.state("door")["state"] == "locked"
            assert "not certain" in home.said[0]

    virtual_time.run(run())


def test_what_was_slept_through_is_told_and_not_done() -> None:
    async def sleep_through() -> None:
        async with living(in_seconds(3600, switch("lamp"))) as home:
            home.clock.jump(8 * 3600)
            await home.keeper.quiet()
            assert home.state("lamp")["state"] == "off"
            assert home.said[0].startswith("While I was away, it got")
            home.agenda.apply(Add(entry=in_seconds(8 * 3600 + 60, switch("lamp"))))
            home.clock.jump(90)  # a little late is not too late
            await home.keeper.quiet()
            assert home.state("lamp")["state"] == "on"

    virtual_time.run(sleep_through())


@pytest.mark.parametrize("by", [HOUR, -HOUR], ids=["forward", "back"])
def test_a_clock_that_is_set_moves_nothing_that_waits_for_time_to_pass(by: float) -> None:
    async def run() -> None:
        in_ten_minutes = replace(in_seconds(600, switch("lamp")), by_clock=False)
        at_two = in_seconds(2 * HOUR, switch("kettle"))
        at_two_too = replace(pizza(2 * HOUR), name="call Anna", by_clock=True)
        async with living(pizza(600), in_ten_minutes, at_two, at_two_too) as home:
            await home.clock.sleep(300)
            home.clock.jump(0, set_seconds=by)
            await asyncio.sleep(290)
            assert home.said == []
            assert home.state("lamp")["state"] == "off"
            await asyncio.sleep(20)
            await home.keeper.quiet()
            assert "The pizza timer is over." in home.said
            assert home.state("lamp")["state"] == "on"
            await asyncio.sleep(2 * HOUR - by - 660)  # a minute before two by the clock
            assert home.clock.now() < NOON + timedelta(hours=2)
            assert home.state("kettle")["state"] == "off"
            assert "Reminder: call Anna." not in home.said
            await asyncio.sleep(120)
            assert home.state("kettle")["state"] == "on"
            assert "Reminder: call Anna." in home.said

    virtual_time.run(run())


def test_a_clock_that_is_set_while_the_disk_is_full_moves_no_timer_once_it_is_not() -> None:
    class FullDisk(Agenda):
        full = False

        def update(self, change: Callable[[Plans], Plans]) -> None:
            if self.full:
                raise AgendaError("I cannot keep plans: no space left.")
            super().update(change)

    async def run() -> None:
        agenda = FullDisk()
        async with living(pizza(600), agenda=agenda) as home:
            agenda.full = True
            home.clock.jump(0, set_seconds=HOUR)
            await asyncio.sleep(60)
            assert home.said == []
            agenda.full = False
            await asyncio.sleep(530)
            assert home.said == []
            await asyncio.sleep(20)
            assert home.said == ["The pizza timer is over."]

    virtual_time.run(run())
