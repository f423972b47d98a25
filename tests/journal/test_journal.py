"""The journal: nothing is lost, nothing breaks the house."""

import contextlib
import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.learning.journal import ConnectionChanged, Journal, Note, StateChanged, Trouble
from assistant.learning.journal_file import MIGRATIONS, JournalDamaged, JournalError, set_aside
from assistant.turn import (
    Event,
    Interpretation,
    Reading,
    Reply,
    RunEnded,
    RunStarted,
    Step,
    Transcript,
)
from tests.speed import slowness

NOW = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)


def step(event: Event, at_ms: float = 1.5) -> Step:
    return Step(type="stt-end", at_ms=at_ms, took_ms=0.5, event=event)


def whole_turn(said: str) -> list[Step]:
    reading = Reading(
        intent="HassTurnOn", slots={"name": "lamp", "brightness": 50}, probability=0.9,
        matched_by="template", text=said,
    )  # fmt: skip
    return [
        step(RunStarted(source="text", at=NOW)),
        step(Transcript(text=said)),
        step(Interpretation(text=said, readings=(reading,))),
        step(Reply(text=f"I did {said}.", pcm=b"\x00" * 100)),
        step(RunEnded(kind="action_done")),
    ]


def write(journal: Journal, turn_id: str, said: str, at: datetime = NOW) -> list[Step]:
    steps = whole_turn(said)
    journal.begin(turn_id, at)
    for each in steps:
        journal.append(turn_id, each)
    journal.end(turn_id)
    return steps


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "journal.sqlite"


def test_a_turn_comes_back_whole(path: Path) -> None:
    with Journal.open(path) as journal:
        steps = write(journal, "t1", "turn on the lamp")
        assert journal.notice is None
    with Journal.open(path) as journal:
        turn = journal.turn("t1")
        assert turn is not None and turn.steps == steps
        assert journal.turn("t2") is None


def test_what_people_say_is_theirs_alone(path: Path) -> None:
    with Journal.open(path) as journal:
        write(journal, "t1", "turn on the lamp")
        kept = [file for file in path.parent.iterdir() if file.is_file()]
        assert kept
        assert {file.stat().st_mode & 0o077 for file in kept} == {0}


def test_recent_and_search(path: Path) -> None:
    with Journal.open(path) as journal:
        write(journal, "t1", "turn on the lamp")
        write(journal, "t2", "dim to 50% now", NOW + timedelta(minutes=1))
        journal.begin("t3", NOW + timedelta(minutes=2))
        assert [(s.id, s.said, s.ended) for s in journal.recent()] == [
            ("t3", "", False), ("t2", "dim to 50% now", True), ("t1", "turn on the lamp", True),
        ]  # fmt: skip
        assert journal.recent(1)[0].at == NOW + timedelta(minutes=2)
        assert [s.id for s in journal.search("LAMP")] == ["t1"]
        assert [s.id for s in journal.search("I did dim")] == ["t2"]
        assert [s.id for s in journal.search("0%")] == ["t2"]
        assert journal.search("_") == ()


def test_notes(path: Path) -> None:
    notes: list[Note] = [
        StateChanged(device="lamp", before={"state": "off"}, after={"state": "on", "rgb": (1, 2)}),
        ConnectionChanged(connected=False, reason="gone"),
        Trouble(code="stt", message="no model"),
    ]
    with Journal.open(path) as journal:
        for note in notes:
            journal.note(note, NOW)
        assert journal.notes() == tuple((NOW, note) for note in reversed(notes))


def test_old_turns_are_forgotten_with_their_steps(path: Path) -> None:
    with Journal.open(path) as journal:
        write(journal, "old", "a", NOW - timedelta(days=31))
        write(journal, "new", "b", NOW - timedelta(days=29))
        journal.note(Trouble(code="x", message=""), NOW - timedelta(days=31))
        assert journal.prune(30, now=NOW) == 1
        assert [s.id for s in journal.recent()] == ["new"]
        assert journal.turn("old") is None
        assert journal.notes() == ()
    steps = sqlite3.connect(path).execute("SELECT count(*) FROM steps WHERE turn = 'old'")
    assert steps.fetchone() == (0,)


def test_an_older_file_is_brought_up_to_date_and_keeps_its_turns(path: Path) -> None:
    path.parent.mkdir()
    database = sqlite3.connect(path)
    database.executescript(MIGRATIONS[0])
    database.execute(
        "INSERT INTO turns (id, at, said) VALUES ('t', ?, 'hello')", (NOW.isoformat(),)
    )
    database.execute("PRAGMA user_version = 1")
    database.commit()
    database.close()
    with Journal.open(path) as journal:
        assert [s.said for s in journal.recent()] == ["hello"]
        journal.note(Trouble(code="x", message=""), NOW)


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    Journal.open(path).close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(JournalError, match=r"newer version \(schema 99, this one knows 2\)"):
        Journal.open(path)
    assert path.exists()


@pytest.mark.parametrize("damage", [b"this is no database" * 100, None])
def test_a_damaged_file_is_set_aside(path: Path, damage: bytes | None) -> None:
    with Journal.open(path) as journal:
        for number in range(50):
            write(journal, f"t{number}", "hello" * 50)
    if damage is None:
        raw = bytearray(path.read_bytes())
        raw[4096:20480] = os.urandom(16384)
        damage = bytes(raw)
    path.write_bytes(damage)
    with Journal.open(path) as journal:
        (aside,) = path.parent.glob("*.damaged-*[0-9]")
        assert journal.notice is not None and str(aside) in journal.notice
        assert aside.read_bytes() == damage
        write(journal, "t1", "a new life")
        assert len(journal.recent()) == 1


def damage(path: Path) -> bytes:
    raw = b"this is no database" * 100
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    return raw


def test_who_only_looks_leaves_a_damaged_file_where_it_is(path: Path) -> None:
    raw = damage(path)
    with pytest.raises(JournalDamaged, match="the journal is damaged"):
        Journal.beside(path)
    assert path.read_bytes() == raw
    assert [file.name for file in path.parent.glob(f"{path.name}*damaged*")] == []


def test_who_only_reads_sees_everything_and_can_write_nothing(path: Path) -> None:
    with Journal.open(path) as journal, Journal.to_read(path) as reader:
        write(journal, "t1", "hello")
        assert [one.said for one in reader.recent()] == ["hello"]
        with pytest.raises(JournalError, match="readonly"):
            reader.note(Trouble(code="x", message=""), NOW)
    with Journal.to_read(path) as reader:  # nobody has it open
        assert [one.said for one in reader.recent()] == ["hello"]


def test_who_only_reads_leaves_an_older_journal_as_it_is(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript(MIGRATIONS[0])
        database.execute("PRAGMA user_version = 1")
    before = path.read_bytes()
    with Journal.to_read(path) as reader:
        assert reader.recent() == ()
        assert reader.notes() == ()
        with pytest.raises(JournalError, match="readonly"):
            reader.note(Trouble(code="x", message=""), NOW)
    assert path.read_bytes() == before


@pytest.mark.parametrize("gone", [True, False])
def test_who_only_reads_makes_no_journal(path: Path, gone: bool) -> None:
    if not gone:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    with pytest.raises(JournalError):
        Journal.to_read(path)
    assert path.exists() is not gone


def test_who_writes_goes_on_in_the_file_that_is_there(path: Path) -> None:
    with Journal.open(path) as journal:
        write(journal, "before", "hello")
        journal.begin("under way", NOW)
        set_aside(path)
        with Journal.open(path) as other:
            other.begin("theirs", NOW)
        write(journal, "after", "nothing is lost")
        journal.note(Trouble(code="x", message=""), NOW)
        with pytest.raises(JournalError):  # told, and not written where nobody looks
            journal.append("under way", step(Transcript(text="x")))
        with Journal.beside(path) as reader:
            assert {one.id for one in reader.recent()} == {"theirs", "after"}
            assert len(reader.notes()) == 1
        path.unlink()
        write(journal, "again", "a new life")
    with Journal.beside(path) as reader:
        assert [one.said for one in reader.recent()] == ["a new life"]


def test_a_full_disk_is_an_error_that_can_be_told(path: Path) -> None:
    with Journal.open(path) as journal:
        journal.begin("t", NOW)
        (pages,) = journal._database.execute("PRAGMA page_count").fetchone()
        journal._database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(JournalError, match="the disk is full"):
            for _ in range(100):
                journal.append("t", step(Transcript(text="x" * 5000)))
        journal._database.execute("PRAGMA max_page_count = 100000")
        journal.append("t", step(Transcript(text="it goes on")))


def test_the_reason_is_told_where_sqlite_has_rolled_back_already(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "assistant.learning.journal_file.MIGRATIONS", ("ROLLBACK;\nDROP TABLE lost;\n",)
    )
    with pytest.raises(JournalError, match="no such table: lost"):
        Journal.open(path)


def test_another_process_that_holds_the_file_is_told(path: Path) -> None:
    with Journal.open(path) as journal:
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="another process holds the journal"):
            journal.begin("t", NOW)
        other.rollback()
        journal.begin("t", NOW)


def test_a_reader_beside_it_sees_the_turn_in_flight(path: Path) -> None:
    with Journal.open(path) as journal, Journal.open(path) as reader:
        journal.begin("t", NOW)
        journal.append("t", step(Transcript(text="hello")))
        turn = reader.turn("t")
        assert turn is not None and len(turn.steps) == 1


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match="for the journal"):
        Journal.open(tmp_path / "file" / "journal.sqlite")


def test_a_step_of_a_turn_that_never_began(path: Path) -> None:
    with Journal.open(path) as journal, pytest.raises(JournalError):
        journal.append("nobody", step(Transcript(text="x")))


WRITER = """
import sys
from datetime import datetime, UTC
from assistant.learning.journal import Journal
from assistant.turn import Step, Transcript
journal = Journal.open(sys.argv[1])
for turn in range(10_000):
    journal.begin(str(turn), datetime.now(UTC))
    for number in range(5):
        event = Transcript(text=f"step {number}")
        journal.append(str(turn), Step(type="stt-end", at_ms=0, took_ms=0, event=event))
    journal.end(str(turn))
    print(turn, flush=True)
"""


def test_a_killed_process_loses_no_turn_that_had_ended(path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    for _ in range(20):
        last = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate()
    last = int(rest.split()[-1]) if rest.split() else last
    with Journal.open(path) as journal:
        assert journal.notice is None
        summaries = {summary.id: summary for summary in journal.recent(100_000)}
        assert len(summaries) <= last + 2
        for number in range(last + 1):
            assert summaries[str(number)].ended
            turn = journal.turn(str(number))
            assert turn is not None and len(turn.steps) == 5


def test_a_step_is_written_in_less_than_a_millisecond(path: Path) -> None:
    with Journal.open(path) as journal:
        journal.begin("t", NOW)
        seconds = []
        for _ in range(300):
            began = time.perf_counter()
            journal.append("t", step(Transcript(text="turn on the light in the kitchen")))
            seconds.append(time.perf_counter() - began)
    assert statistics.median(seconds) < 0.001 * slowness()
