"""What learning reads of a journal, also of a bad one."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.learning.codec import step_from_json, step_to_json
from assistant.learning.feedback.signals import verdicts
from assistant.learning.history import History, history_of, read_history
from assistant.learning.journal import Journal, StateChanged
from assistant.turn import BargeIn, Step, Turn
from tests.learning.talk import NOON, Talk, switched

LATER = NOON + timedelta(days=1)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(tmp_path / "journal.sqlite")


def write(journal: Journal, talk: Talk) -> None:
    for at, turn in talk.turns:
        journal.begin(turn.id, at)
        for step in turn:
            journal.append(turn.id, step)
        journal.end(turn.id)
    for change in talk.changes:
        note = StateChanged(device=change.device, before=change.before, after=change.after)
        journal.note(note, change.at)


def test_signs_from_a_journal(journal: Journal) -> None:
    talk = Talk()
    cut = BargeIn(offset_ms=400, said_so_far="All")
    turn = talk.say("turn on the lamp", actions=[switched("lamp", {"state": "off"})], cut=cut)
    talk.by_hand("lamp", {"state": "on"}, {"state": "off"})
    write(journal, talk)
    (verdict,) = verdicts(read_history(journal, now=LATER))
    assert verdict.exchange.id == turn
    assert {sign.kind for sign in verdict.signs} == {"barge_in_annoyed", "undone_by_hand"}


def test_a_barge_in_survives_the_journal() -> None:
    event = BargeIn(offset_ms=812.5, said_so_far="The kitchen")
    step = Step(type="barge-in", at_ms=900.0, took_ms=0.0, event=event)
    assert step_from_json(step_to_json(step)) == step


def test_what_cannot_be_read_is_counted(journal: Journal, tmp_path: Path) -> None:
    talk = Talk()
    for _ in range(4):
        talk.say("turn on the lamp", after=300)
    talk.say("", after=300)
    talk.turns.append((LATER + timedelta(days=400), Turn("far", talk.turns[0][1].steps)))
    talk.by_hand("lamp", {"state": "on"}, {"state": "off"})
    write(journal, talk)
    with sqlite3.connect(tmp_path / "journal.sqlite") as database:
        database.execute("UPDATE steps SET step = '{' WHERE turn = 'turn-1' AND position = 2")
        database.execute("DELETE FROM steps WHERE turn = 'turn-2' AND type = 'stt-end'")
        database.execute("UPDATE notes SET note = '{'")
    history = read_history(journal, now=LATER)
    assert [one.id for one in history.exchanges] == ["turn-0", "turn-3"]
    assert history.left_out == {
        "cannot be read": 1,
        "changes from here on cannot be read": 1,
        "nothing was said": 2,
        "dated in the future": 1,
    }
    assert len(verdicts(history)) == 2


def test_turns_added_whole_are_as_those_written_step_by_step(tmp_path: Path) -> None:
    talk = Talk()
    talk.say("turn on the lamp", actions=[switched("lamp", {"state": "off"})])
    talk.say("thanks \ud800", after=2)
    with (
        Journal.open(tmp_path / "one.sqlite") as by_step,
        Journal.open(tmp_path / "other.sqlite") as whole,
    ):
        write(by_step, talk)
        whole.add(talk.turns)
        assert whole.since() == by_step.since()
        assert [whole.turn(one.id) for one in whole.since()] == [turn for _, turn in talk.turns]


def test_since_and_changes_are_cut_by_time(journal: Journal) -> None:
    talk = Talk()
    talk.say("turn on the lamp")
    talk.by_hand("lamp", {"state": "on"}, {"state": "off"})
    talk.now += timedelta(hours=2)
    talk.say("turn off the lamp")
    write(journal, talk)
    history = read_history(journal, now=LATER, since=NOON + timedelta(hours=1))
    assert [one.id for one in history.exchanges] == ["turn-1"]
    assert not history.changes
    assert len(read_history(journal, now=LATER).changes) == 1


def test_an_empty_journal(journal: Journal) -> None:
    assert read_history(journal, now=LATER) == History(exchanges=(), until=LATER)


def test_a_turn_without_a_zone_is_taken_as_the_machines_own() -> None:
    talk = Talk(now=datetime(2026, 3, 2, 12))
    talk.say("turn on the lamp")
    (exchange,) = history_of(talk.turns, now=datetime(2026, 3, 3, tzinfo=UTC)).exchanges
    assert exchange.at.tzinfo is UTC
