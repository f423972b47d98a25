"""The journal gets each step as it happens, and never stands in the way."""

import asyncio
import logging
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from assistant.learning.journal import Journal, Summary
from assistant.learning.recordings import Recordings
from assistant.pipeline import Origin
from assistant.records import Records, TurnRecord
from assistant.testing import NOON, home_of, in_virtual_time, outcome_of, reply_of
from assistant.turn import (
    BargeIn,
    Event,
    Failure,
    Outcome,
    Resolution,
    ResponseKind,
    RunEnded,
    RunStarted,
    Step,
    Transcript,
    Turn,
    Utterance,
)
from tests.pipeline.homes import HOME, types


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


def recorded(path: Path, turn_id: str) -> list[str]:
    """The steps of a turn as another process sees them."""
    with Journal.open(path) as reader:
        turn = reader.turn(turn_id)
    return [step.type for step in turn] if turn else []


def test_each_step_is_on_disk_before_the_next_stage_begins(path: Path) -> None:
    so_far: list[str] = []
    on_disk: list[list[str]] = []

    def look(turn_id: str, step: Step) -> None:
        so_far.append(step.type)
        on_disk.append(recorded(path, turn_id))

    @in_virtual_time
    async def case() -> None:
        with Journal.open(path) as journal:
            async with home_of(HOME, journal=journal, observers=[look]) as home:
                await home.say("turn on the kitchen light")

    case()
    assert so_far[-1] == "run-end"
    assert on_disk == [so_far[: count + 1] for count in range(len(so_far))]


@in_virtual_time
async def test_what_was_done_is_known_after_a_restart_and_long_after(path: Path) -> None:
    asked = ("what did you do", "why did you do that", "repeat that")
    with Journal.open(path) as journal:
        async with home_of(HOME, journal=journal) as home:
            await home.say("turn on the kitchen light")
    with Journal.open(path) as journal:
        async with home_of(HOME, journal=journal) as home:
            done, why, said = [reply_of(await home.say(one)) for one in asked]
            assert home.broker.commands == []
            again = reply_of(await home.say("turn it off"))
            await home.say("turn off the kitchen light")
            await home.clock.sleep(3600)
            await asyncio.sleep(3600)
            assert reply_of(await home.say(asked[0])) == "At noon I turned off the kitchen light."
    assert done == "At noon I turned on the kitchen light."
    assert why.startswith('At noon I heard "turn on the kitchen light"')
    assert "kitchen light" in why
    assert said == why, "the latest thing that was said"
    assert "kitchen light" not in again, "nothing is spoken of any more"


@in_virtual_time
async def test_a_journal_that_cannot_be_read_is_no_reason_not_to_start(path: Path) -> None:
    with Journal.open(path) as journal:
        async with home_of(HOME, journal=journal) as home:
            await home.say("turn on the kitchen light")
    with sqlite3.connect(path) as database:
        database.execute("UPDATE steps SET step = '{}'")
    with Journal.open(path) as journal:
        async with home_of(HOME, journal=journal) as home:
            assert "nothing" in reply_of(await home.say("what did you do"))


def test_what_is_recorded_is_what_happened(path: Path) -> None:
    @in_virtual_time
    async def case() -> None:
        with Journal.open(path) as journal:
            async with home_of(HOME, journal=journal) as home:
                turn = await home.say("turn on the kitchen light")
                assert journal.turn(turn.id) == turn
                (summary,) = journal.recent()
        assert summary.id == turn.id
        assert summary.said == "turn on the kitchen light"
        assert summary.replied == "The kitchen light is on."
        assert summary.ended

    case()


@pytest.mark.parametrize("breaks_at", ["run-start", "intent-end", "act-end", "tts-end"])
def test_a_journal_that_breaks_in_mid_turn_does_not_stop_the_turn(
    path: Path, breaks_at: str, caplog: pytest.LogCaptureFixture
) -> None:
    @in_virtual_time
    async def case() -> None:
        journal = Journal.open(path)

        def break_it(_turn_id: str, step: Step) -> None:
            if step.type == breaks_at:
                journal.close()

        async with home_of(HOME, journal=journal, observers=[break_it]) as home:
            turn = await home.say("turn on the kitchen light")
            assert home.state("kitchen_light")["state"] == "on"
            again = await home.say("turn off the kitchen light")
        assert reply_of(turn) == "The kitchen light is on."
        assert types(turn)[-1] == "run-end"
        assert outcome_of(again).kind == "action_done"
        assert recorded(path, turn.id)[-1:] == [breaks_at]

    with caplog.at_level(logging.WARNING):
        case()
    told = [record for record in caplog.records if "unrecorded" in record.message]
    assert len(told) == 2, "once for each turn"
    assert not any(record.exc_info for record in told), "one line, no traceback"


def test_what_comes_after_the_end_of_a_turn_is_recorded_too(path: Path) -> None:
    """As when somebody speaks into the reply."""
    cut = Step(
        type="barge-in", at_ms=0.0, took_ms=0.0, event=BargeIn(offset_ms=700.0, said_so_far="")
    )

    @in_virtual_time
    async def case() -> None:
        with Journal.open(path) as journal:
            async with home_of(HOME, journal=journal) as home:
                turn = await home.say("turn on the kitchen light")
                TurnRecord(turn.id, Records(journal=lambda: journal)).add(cut)
        assert recorded(path, turn.id) == [*types(turn), "barge-in"]

    case()


def test_a_journal_that_was_locked_takes_the_next_turn_again(path: Path) -> None:
    @in_virtual_time
    async def case() -> None:
        rival = sqlite3.connect(path, isolation_level=None)
        locked: list[str] = []

        def lock(turn_id: str, step: Step) -> None:
            if step.type == "intent-end" and not locked:
                rival.execute("BEGIN IMMEDIATE")
                locked.append(turn_id)

        with Journal.open(path) as journal:
            async with home_of(HOME, journal=journal, observers=[lock]) as home:
                first = await home.say("turn on the kitchen light")
                rival.execute("ROLLBACK")
                second = await home.say("turn off the kitchen light")
        rival.close()
        assert locked == [first.id]
        assert types(first)[-1] == "run-end"
        assert recorded(path, first.id) == ["run-start", "stt-end", "intent-end"]
        assert recorded(path, second.id) == types(second)
        with Journal.open(path) as journal:
            ended = {one.id: one.ended for one in journal.recent()}
        assert ended == {first.id: False, second.id: True}

    case()


def spoken() -> Utterance:
    pcm = np.zeros(16000, np.int16).tobytes()
    return Utterance(start_ms=0, speech_end_ms=900, end_ms=1000, ended_by="silence", pcm=pcm)


def test_audio_is_kept_only_if_asked_for(tmp_path: Path, path: Path) -> None:
    @in_virtual_time
    async def case() -> None:
        with Journal.open(path) as journal:
            for folder, enabled in (("no", False), ("yes", True)):
                kept = Recordings(folder=tmp_path / folder, enabled=enabled)
                async with home_of(HOME, journal=journal, recordings=kept) as home:
                    origin = Origin(source="microphone")
                    turn = await home.pipeline.take_up(spoken(), origin, last="vad")
                summary = journal.recent(1)[0]
                assert summary.id == turn.id
                assert summary.audio == (f"{turn.id}.wav" if enabled else None)
        assert not (tmp_path / "no").exists()
        assert len(list((tmp_path / "yes").glob("*.wav"))) == 1

    case()


def test_a_folder_for_audio_that_cannot_be_written_costs_the_audio_only(
    tmp_path: Path, path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")

    @in_virtual_time
    async def case() -> None:
        kept = Recordings(folder=tmp_path / "file" / "below", enabled=True)
        with Journal.open(path) as journal:
            async with home_of(HOME, journal=journal, recordings=kept) as home:
                turn = await home.pipeline.take_up(
                    spoken(), Origin(source="microphone"), last="vad"
                )
                typed = await home.say("turn on the kitchen light")
            assert [one.ended for one in journal.recent()] == [True, True]
            assert journal.recent()[1].audio is None
        assert recorded(path, turn.id) == types(turn)
        assert recorded(path, typed.id) == types(typed)

    case()


def recorded_uncalled(folder: Path, *events: Event) -> tuple[Summary, Turn, list[Step]]:
    """What the journal has of a turn that nobody called for, and what its observers saw."""
    seen: list[Step] = []
    kept = Recordings(folder=folder / "audio", enabled=True)
    with Journal.open(folder / "journal.db") as journal:
        records = Records(
            journal=lambda: journal,
            recordings=kept,
            observers=[lambda _turn, step: seen.append(step)],
        )
        record = TurnRecord("t", records, called=False)
        for event in events:
            kind = "run-end" if isinstance(event, RunEnded) else type(event).__name__
            record.add(Step(type=kind, at_ms=0.0, took_ms=0.0, event=event))
        (summary,), turn = journal.recent(), journal.turn("t")
    assert turn is not None
    return summary, turn, seen


START = RunStarted(source="microphone", at=NOON)
TALK = Transcript(text="the doctor says it is benign")


@pytest.mark.parametrize(
    ("middle", "end"),
    [
        ([Resolution(decision="ignore"), Outcome(kind="ignored", reply="")], "ignored"),
        ([Failure(code="internal", message=TALK.text), Outcome(kind="error", reply="")], "error"),
        ([], "ignored"),
    ],
)
def test_what_was_not_said_to_the_assistant_is_not_written_down(
    tmp_path: Path, middle: list[Event], end: ResponseKind
) -> None:
    events = (START, spoken(), TALK, *middle, RunEnded(kind=end))
    summary, turn, seen = recorded_uncalled(tmp_path, *events)
    assert [step.event for step in turn] == [START, RunEnded(kind=end)]
    assert (summary.said, summary.kind, summary.audio, summary.ended) == ("", end, None, True)
    assert not (tmp_path / "audio").exists()
    assert [step.event for step in seen] == list(events), "who looks on sees it happen"


def test_what_was_meant_for_it_after_all_is_written_whole(tmp_path: Path) -> None:
    taken = Resolution(decision="act")
    done = Outcome(kind="action_done", reply="Done.")
    events = (START, spoken(), TALK, taken, done, RunEnded(kind="action_done"))
    summary, turn, _ = recorded_uncalled(tmp_path, *events)
    assert [step.event for step in turn] == list(events)
    assert (summary.said, summary.audio) == (TALK.text, "t.wav")


@in_virtual_time
async def test_without_a_journal_everything_works() -> None:
    async with home_of(HOME) as home:
        turn = await home.say("turn on the kitchen light")
    assert isinstance(turn.last(Outcome), Outcome)
