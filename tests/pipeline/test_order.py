"""Order and names of the steps; any first and any last stage."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.learning.codec import CodecError
from assistant.learning.journal import Journal
from assistant.pipeline import ORDER, Origin, StageName, Stages
from assistant.stages import NotReady
from assistant.stages.speak import SpeakStage
from assistant.stages.wake import WakeStage
from assistant.testing import NOON, home_of, in_virtual_time, outcome_of, reply_of
from assistant.turn import (
    Event,
    Interpretation,
    Outcome,
    Reply,
    Resolution,
    RunEnded,
    RunStarted,
    Step,
    Transcript,
)
from devices.faults import Slow
from tests.pipeline.homes import HOME, types

TYPED = Origin(source="text", area="kitchen", person="anna")
TEXT_STAGES = ORDER[ORDER.index("intent") :]


@in_virtual_time
async def test_a_typed_turn_has_every_step_once_and_in_order() -> None:
    async with home_of(HOME) as home:
        turn = await home.say("turn on the kitchen light")
    assert types(turn) == [
        "run-start", "stt-end", "intent-end", "resolve-end", "act-end", "tts-end", "run-end",
    ]  # fmt: skip
    events: list[type[Event]] = [
        RunStarted, Transcript, Interpretation, Resolution, Outcome, Reply, RunEnded,
    ]  # fmt: skip
    assert [type(step.event) for step in turn] == events
    assert all(step.took_ms >= 0 for step in turn)
    at = [step.at_ms for step in turn]
    assert at == sorted(at)
    assert turn.last(RunEnded) == RunEnded(kind="action_done")


@in_virtual_time
async def test_the_start_says_who_where_and_when() -> None:
    async with home_of(HOME, at=datetime(2026, 7, 1, 6, 30)) as home:
        turn = await home.pipeline.answer("what time is it", TYPED)
    start = turn.last(RunStarted)
    assert start is not None
    assert (start.source, start.area, start.person) == ("text", "kitchen", "anna")
    assert start.at.replace(microsecond=0, second=0) == datetime(2026, 7, 1, 6, 30)
    assert "6:30" in reply_of(turn)


@in_virtual_time
async def test_a_command_is_published_once_and_changes_only_what_was_meant() -> None:
    async with home_of(HOME) as home:
        before = dict(home.house.states())
        turn = await home.say("turn on the kitchen light")
        assert [topic for topic, _ in home.broker.commands] == ["home/kitchen_light/set"]
        after = dict(home.house.states())
    assert reply_of(turn) == "The kitchen light is on."
    assert {name for name in after if after[name] != before[name]} == {"kitchen_light"}


@pytest.mark.parametrize("last", TEXT_STAGES)
def test_a_typed_turn_ends_after_any_stage(last: StageName) -> None:
    @in_virtual_time
    async def case() -> None:
        async with home_of(HOME) as home:
            turn = await home.say("turn on the kitchen light", last=last)
            wanted = [f"{stage}-end" for stage in TEXT_STAGES[: TEXT_STAGES.index(last) + 1]]
            assert types(turn) == ["run-start", "stt-end", *wanted, "run-end"]
            acted = TEXT_STAGES.index(last) >= TEXT_STAGES.index("act")
            assert bool(home.broker.commands) == acted
            assert turn.last(RunEnded) == RunEnded(kind="action_done" if acted else "ignored")

    case()


@pytest.mark.parametrize("kind", [Transcript, Interpretation, Resolution, Outcome])
@pytest.mark.parametrize("last", TEXT_STAGES)
def test_a_turn_is_taken_up_from_any_event_to_any_stage(kind: type[Event], last: StageName) -> None:
    @in_virtual_time
    async def case() -> None:
        async with home_of(HOME) as home:
            whole = await home.say("turn on the kitchen light")
            begun = whole.last(kind)
            assert begun is not None
            first = types(whole)[[type(step.event) for step in whole].index(kind)]
            turn = await home.pipeline.take_up(begun, TYPED, last=last)
            steps = types(turn)
            assert steps[:2] == ["run-start", first]
            remaining = [f"{stage}-end" for stage in ORDER if stage != "rewrite"]
            begins, ends = remaining.index(first) + 1, remaining.index(f"{last}-end") + 1
            assert steps[2:] == [*remaining[begins:ends], "run-end"]
            assert "error" not in steps

    case()


@in_virtual_time
async def test_what_is_no_beginning_is_refused() -> None:
    async with home_of(HOME) as home:
        with pytest.raises(ValueError, match="Reply"):
            await home.pipeline.take_up(Reply(text="hello"), TYPED)
        assert not home.pipeline.busy


@in_virtual_time
async def test_observers_are_told_of_each_step_as_it_happens() -> None:
    seen: list[tuple[str, str]] = []

    def watch(turn_id: str, step: Step) -> None:
        seen.append((turn_id, step.type))

    async with home_of(HOME, observers=[watch]) as home:
        turn = await home.say("turn on the kitchen light")
    assert seen == [(turn.id, kind) for kind in types(turn)]


@in_virtual_time
async def test_a_question_is_answered_and_nothing_is_commanded() -> None:
    async with home_of(HOME) as home:
        turn = await home.say("is the front door locked")
        assert home.broker.commands == []
    assert outcome_of(turn).kind == "query_answer"
    assert reply_of(turn).lower().startswith("yes")


ANSWERS = [
    ("the kitchen", "kitchen_lamp"),
    ("in the kitchen please", "kitchen_lamp"),
    ("the kitchen lamp", "kitchen_lamp"),
    ("the first", "kitchen_lamp"),
    ("the one in the kitchen", "kitchen_lamp"),
    ("the first one", "kitchen_lamp"),
    ("no", None),
    ("never mind", None),
]


@pytest.mark.parametrize(("answer", "meant"), ANSWERS)
def test_our_question_is_answered_within_the_conversation(answer: str, meant: str | None) -> None:
    @in_virtual_time
    async def case() -> None:
        async with home_of(HOME) as home:
            asked = await home.say("turn on the lamp")
            assert outcome_of(asked).kind == "clarify"
            before = dict(home.house.states())
            await home.say(answer)
            after = home.house.states()
            changed = [name for name in after if after[name] != before[name]]
            assert changed == ([meant] if meant else [])

    case()


@in_virtual_time
async def test_a_new_command_is_no_answer() -> None:
    async with home_of(HOME) as home:
        await home.say("turn on the lamp")
        turn = await home.say("turn on the kitchen light")
        assert reply_of(turn) == "The kitchen light is on."
        assert home.state("kitchen_lamp")["state"] == "off"


@in_virtual_time
async def test_an_old_question_is_forgotten() -> None:
    async with home_of(HOME) as home:
        await home.say("turn on the lamp")
        await asyncio.sleep(600)
        late = await home.say("the kitchen")
        assert home.state("kitchen_lamp")["state"] == "off"
    assert outcome_of(late).kind != "action_done"


@in_virtual_time
async def test_an_observer_that_breaks_breaks_no_turn(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []

    def break_down(_turn_id: str, _step: Step) -> None:
        raise ValueError("a page that has gone")

    observers = [break_down, lambda _turn, step: seen.append(step.type)]
    async with home_of(HOME, observers=observers) as home:
        turn = await home.say("turn on the kitchen light")
        assert not home.pipeline.busy
    assert reply_of(turn) == "The kitchen light is on."
    assert seen == types(turn), "who comes after it is told of each step"
    assert "a page that has gone" in caplog.text


@in_virtual_time
async def test_a_turn_that_cannot_even_begin_leaves_the_pipeline_free(tmp_path: Path) -> None:
    unfit: Any = object()
    with Journal.open(tmp_path / "journal.db") as journal:
        async with home_of(HOME, journal=journal) as home:
            with pytest.raises(CodecError, match="object"):
                await home.pipeline.answer("turn on the lamp", Origin(source="text", area=unfit))
            assert not home.pipeline.busy


@in_virtual_time
async def test_a_turn_that_is_cancelled_leaves_the_pipeline_free() -> None:
    async with home_of(HOME) as home:
        await home.inject("kitchen_light", Slow(3))
        saying = asyncio.create_task(home.say("turn on the kitchen light"))
        await asyncio.sleep(1)
        assert home.pipeline.busy
        saying.cancel()
        await asyncio.wait([saying])
        assert not home.pipeline.busy
        again = await home.say("turn on the lamp", area="kitchen")
        assert reply_of(again) == "The lamp in the kitchen is on."


@in_virtual_time
async def test_the_clock_of_a_home_is_its_own() -> None:
    async with home_of(HOME) as home:
        home.clock.advance(3600)
        turn = await home.say("what time is it")
    assert f"{NOON.hour + 1 - 12}:00" in reply_of(turn)


@in_virtual_time
async def test_what_is_planned_happens_when_it_is_due() -> None:
    async with home_of(HOME) as home:
        turn = await home.say("turn on the kitchen light in ten minutes")
        assert outcome_of(turn).kind == "action_done"
        await home.wait(590)
        assert home.state("kitchen_light")["state"] == "off"
        await home.wait(20)
        assert home.state("kitchen_light")["state"] == "on"


@in_virtual_time
async def test_a_clock_that_is_set_moves_times_of_day_and_no_lengths_of_time() -> None:
    async with home_of(HOME) as home:
        for wish in (
            "set a timer for ten minutes",
            "remind me at five to call Anna",
            "turn on the kitchen light in ten minutes",
            "turn off the kitchen light at five",
        ):
            await home.say(wish, area="kitchen")
        before = home.live.context(Origin(source="text"), ()).plans
        home.clock.jump(0, set_seconds=3600)
        after = home.live.context(Origin(source="text"), ()).plans
    hour = timedelta(hours=1)
    timers = zip(before.timers, after.timers, strict=True)
    assert [(now.ends - then.ends) / hour for then, now in timers] == [1, 0]
    appointments = zip(before.appointments, after.appointments, strict=True)
    assert [(now.at - then.at) / hour for then, now in appointments] == [1, 0]


@in_virtual_time
async def test_all_stages_that_refuse_to_start_are_reported_together() -> None:
    async with home_of(HOME) as home:
        stages = home.pipeline._stages
        poor = Stages(
            understand=stages.understand,
            resolve=stages.resolve,
            act=stages.act,
            wake=WakeStage(words=("hey_nobody",)),
            speak=SpeakStage(voice="no such voice"),
        )
        refusals = poor.prepare()
    assert all(isinstance(refusal, NotReady) and refusal.fix for refusal in refusals)
    assert "hey_nobody" in str(refusals[0])
    assert len(refusals) == 2
