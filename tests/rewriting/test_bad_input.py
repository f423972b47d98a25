"""`assistant learn` on journals and tables that are not as they should be.

Whatever they hold: no wrong rewrite goes live, nothing crashes, and what was left out is told.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.learning.journal import Journal
from assistant.learning.journal_file import MIGRATIONS
from assistant.learning.rewriting.model import Learned
from assistant.learning.rewriting.store import Store, as_text
from tests.learning.talk import Talk
from tests.rewriting.tables import rewrite, table

HEARD, MEANT = "turn on the desk lump", "turn on the desk lamp"
DAYS_AGO = 20


def learn(folder: Path) -> str:
    done = CliRunner().invoke(app, ["learn", "--data-dir", str(folder)], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    return done.output


def learned(folder: Path) -> Learned:
    loaded = Store(folder / "learned.json").load()
    assert loaded.notice is None
    return loaded.table


def live(folder: Path) -> list[str]:
    return [one.rewrite for one in learned(folder).rewrites if one.live]


def began(days_ago: float = DAYS_AGO) -> Talk:
    return Talk(now=datetime.now(UTC) - timedelta(days=days_ago))


def evening(talk: Talk) -> None:
    """It fails, is put right, and a day goes by."""
    talk.say(HEARD, "declined", after=24 * 3600)
    talk.say(MEANT, intent="HassTurnOn", slots={"name": "desk lamp"}, after=6)


def write(folder: Path, talk: Talk) -> Path:
    path = folder / "journal.db"
    with Journal.open(path) as journal:
        journal.add(talk.turns)
    return path


def test_turns_are_missing(tmp_path: Path) -> None:
    """Half a turn is told as left out; that a correction is missing teaches nothing wrong."""
    talk = began()
    for _ in range(12):
        evening(talk)
    path = write(tmp_path, talk)
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM steps WHERE turn IN ('turn-3', 'turn-9')")
        database.execute("DELETE FROM turns WHERE id IN ('turn-5', 'turn-6')")
        database.execute("UPDATE steps SET step = '{' WHERE turn = 'turn-12'")
    told = learn(tmp_path)
    assert "Left out: 1 request, cannot be read" in told
    assert "Left out: 2 requests, nothing was said" in told
    assert set(live(tmp_path)) <= {MEANT}


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400), timedelta(hours=-1)])
def test_the_clock_jumps(tmp_path: Path, jump: timedelta) -> None:
    talk = began()
    for number in range(8):
        talk.say("play some jazz", "declined", after=4000)
        talk.now += jump if number == 4 else timedelta()
        talk.say("turn off the fan", intent="HassTurnOff", slots={"name": "fan"}, after=8)
    write(tmp_path, talk)
    told = learn(tmp_path)
    assert live(tmp_path) == []
    if jump > timedelta(days=100):
        assert "dated in the future" in told


def test_two_processes_learn_at_once(tmp_path: Path) -> None:
    talk = began()
    for _ in range(12):
        evening(talk)
    write(tmp_path, talk)
    command = [sys.executable, "-m", "assistant", "learn", "--brief", "--data-dir", str(tmp_path)]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(2)
    ]
    told = [process.communicate(timeout=240)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert all("Learned from 24 requests" in one for one in told)
    assert set(live(tmp_path)) <= {MEANT}
    assert len({one.id for one in learned(tmp_path).rewrites}) == len(learned(tmp_path).rewrites)


def test_an_older_journal(tmp_path: Path) -> None:
    """Without what later versions added, and with steps of turns that say less."""
    talk = began()
    evening(talk)
    whole = write(tmp_path, talk)
    older = tmp_path / "older.db"
    with sqlite3.connect(whole) as now, sqlite3.connect(older) as before:
        before.executescript(MIGRATIONS[0])
        before.execute("PRAGMA user_version = 1")
        for name, columns in (("turns", "id, at, ended, said, replied"), ("steps", "*")):
            for row in now.execute(f"SELECT {columns} FROM {name}"):
                marks = ", ".join("?" * len(row))
                named = f"({columns})" if columns != "*" else ""
                before.execute(f"INSERT INTO {name} {named} VALUES ({marks})", row)
    older.replace(whole)
    for beside in ("journal.db-wal", "journal.db-shm"):
        (tmp_path / beside).unlink(missing_ok=True)
    assert "Learned from 2 requests" in learn(tmp_path)
    assert live(tmp_path) == []


BAD = table(
    rewrite("turn on the lamp", "turn off the lamp"),
    rewrite("good night", "unlock the front door"),
    rewrite("turn on the kitchen light", "turn on the bedroom light"),
    rewrite("turn on the moonlight", "turn on the rocket"),
)


def by_hand(found: dict[str, object]) -> str:
    weight = {"name": "room", "prior": 4.0, "value": -900, "learned": "2026-03-01T00:00:00+00:00"}
    return json.dumps({**found, "context_weights": [weight], "surprise": 1})


@pytest.mark.parametrize(
    "edit", [by_hand, lambda found: json.dumps(found)[:900], lambda found: json.dumps([found])]
)
def test_a_table_edited_or_cut_off(
    tmp_path: Path, edit: Callable[[dict[str, object]], str]
) -> None:
    talk = began()
    talk.say("turn on the kitchen light", intent="HassTurnOn", after=4000)
    write(tmp_path, talk)
    file = tmp_path / "learned.json"
    file.write_text(edit(json.loads(as_text(BAD))))
    learn(tmp_path)
    assert live(tmp_path) == []
    said = CliRunner().invoke(app, ["learned", "--data-dir", str(tmp_path)])
    assert said.exit_code == 0, said.output


@pytest.mark.parametrize("content", [b"not a journal at all", bytes(range(256)) * 40])
def test_a_file_that_is_no_journal_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    """Somebody has named it; it may be anything."""
    named = tmp_path / "diary.txt"
    named.write_bytes(content)
    said = CliRunner().invoke(app, ["learn", str(named), "--data-dir", str(tmp_path / "home")])
    assert said.exit_code == 2
    assert named.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == ["diary.txt"]


def test_one_day_of_history(tmp_path: Path) -> None:
    """What was put right once is no habit yet."""
    talk = began(0.5)
    talk.say("turn on the moonlight", "declined", after=1800)
    talk.say(MEANT, intent="HassTurnOn", slots={"name": "desk lamp"}, after=6)
    talk.say("play some jazz", "declined", after=1800)
    talk.say("turn off the fan", intent="HassTurnOff", slots={"name": "fan"}, after=6)
    write(tmp_path, talk)
    assert "Learned from 4 requests" in learn(tmp_path)
    assert live(tmp_path) == []


def test_who_says_no_to_everything(tmp_path: Path) -> None:
    talk = began()
    for number in range(40):
        wish = ("turn on the kitchen light", "play some jazz", "set a timer for 5 minutes")
        talk.say(wish[number % 3], intent="HassTurnOn", after=9000)
        talk.say("no", intent="LeaveIt", form="sorry", by="correction", after=3)
    write(tmp_path, talk)
    told = learn(tmp_path)
    assert live(tmp_path) == []
    assert learned(tmp_path).context_weights == ()
    assert "is judged as before" in told
