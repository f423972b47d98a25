"""`assistant learn` and `assistant learned`, and learning every night."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.learning.journal import Journal
from assistant.learning.rewriting.model import Layer, RewriteSettings
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.learning.rewriting.shelf import without
from assistant.learning.rewriting.store import Store
from assistant.nightly import as_process, every_night, seconds_until, time_of
from assistant.settings import Settings, SettingsError
from assistant.testing import in_virtual_time
from assistant.turn import Rewritten, Transcript
from tests.learning.talk import Talk
from tests.rewriting.tables import SCENE, known, rewrite, table

ONE = rewrite("turn on the moonlight", "turn on the bedroom light", status="proposed")
TWO = rewrite("play some quite jazz", "play some quiet jazz")


def said(folder: Path, *words: str, exit_code: int = 0) -> str:
    done = CliRunner().invoke(app, [*words, "--data-dir", str(folder)], env={"COLUMNS": "200"})
    assert done.exit_code == exit_code, done.output
    return done.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Store(tmp_path / "learned.json").save(table(ONE, TWO, requests=(known("play it"),)))
    return tmp_path


def status(folder: Path) -> dict[str, str]:
    return {one.id: one.status for one in Store(folder / "learned.json").load().table.rewrites}


def test_listed_and_shown(folder: Path) -> None:
    assert "1 request known to work" in said(folder, "learned")
    lines = [json.loads(line) for line in said(folder, "learned", "--json").splitlines()]
    assert [line["id"] for line in lines] == [ONE.id, TWO.id]
    shown = said(folder, "learned", "show", ONE.id[:4])
    assert "none of this home" in shown
    assert "how it does in use is not known yet" in shown
    used = replace(TWO, wins=2, losses=1)
    Store(folder / "learned.json").save(table(ONE, used))
    shown = said(folder, "learned", "show", TWO.id[:4])
    assert "went well 2 times and wrong 1 time, last used" in shown
    said(folder, "learned", "show", "zzzz", exit_code=2)


def test_what_was_learned_is_shown_where_the_journal_is_gone(tmp_path: Path) -> None:
    remembered = replace(ONE, evidence=("3f9a0000",))
    Store(tmp_path / "learned.json").save(table(remembered))
    assert "3f9a0000  no longer in the journal" in said(tmp_path, "learned", "show", ONE.id[:4])
    assert not (tmp_path / "journal.db").exists()


@pytest.mark.parametrize("written", ["listening", "already_on", "already on"])
def test_a_sign_of_which_nothing_was_learned_counts_as_in_other_homes(
    tmp_path: Path, written: str
) -> None:
    shown = said(tmp_path, "learned", "show", written)
    assert shown.startswith(f"{written.replace(' ', '_')}: ")
    assert "Nothing else was learned of it in this home, so it counts as in others" in shown
    assert " times as likely as the other." in shown
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_learned_where_there_is_no_journal_and_none_is_made(tmp_path: Path) -> None:
    assert "Learned from no requests" in said(tmp_path, "learn")
    assert not (tmp_path / "journal.db").exists()


def test_nothing_learned_is_told_in_sentences(tmp_path: Path) -> None:
    assert "No requests known to work." in said(tmp_path, "learned")


def test_approved_pinned_forgotten_and_rolled_back(folder: Path) -> None:
    said(folder, "learned", "approve", ONE.id)
    assert status(folder)[ONE.id] == "live"
    said(folder, "learned", "pin", TWO.id)
    assert status(folder)[TWO.id] == "pinned"
    said(folder, "learned", "forget", ONE.id)
    assert ONE.id not in status(folder)
    assert ONE.id in Store(folder / "learned.json").load().table.forgotten
    said(folder, "learned", "rollback")
    assert status(folder)[ONE.id] == "live"


@pytest.mark.parametrize("layer", ["global", "personal"])
def test_what_is_forgotten_does_not_come_back_from_elsewhere(tmp_path: Path, layer: Layer) -> None:
    one = rewrite("turn on the glo lamp", "turn on the glow lamp", layer=layer)
    twin: Layer = "personal" if layer == "global" else "global"
    store = Store(tmp_path / "learned.json")
    here = replace(known(one.rewrite, times=20), areas=("kitchen",))
    store.save(table(one, rewrite(one.heard, one.rewrite, layer=twin), requests=(here,)))
    assert what_is_meant(store, one.heard) == one.rewrite
    said(tmp_path, "learned", "forget", one.id)
    assert what_is_meant(store, one.heard) is None
    store.change(lambda found: replace(found, rewrites=(), forgotten=()))
    assert what_is_meant(store, one.heard) == one.rewrite, "by likeness alone"


def what_is_meant(store: Store, heard: str) -> str | None:
    rewriter = Rewriter(store.load().table, RewriteSettings(held_out=0.0))
    return rewriter.rewrite(Transcript(text=heard), SCENE, 1.0).rewritten


def test_nobody_can_approve_what_the_guardrails_forbid(tmp_path: Path) -> None:
    bad = rewrite("turn on the lamp", "turn off the lamp", status="proposed")
    Store(tmp_path / "learned.json").save(table(bad))
    said(tmp_path, "learned", "approve", bad.id, exit_code=2)
    assert status(tmp_path)[bad.id] == "proposed"


def test_from_one_home_to_another(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    file, other = folder / "given.json", tmp_path_factory.mktemp("other")
    said(folder, "learned", "export", str(file))
    assert "1 meaning taken over" in said(other, "learned", "import", str(file))
    (one,) = Store(other / "learned.json").load().table.rewrites
    assert (one.rewrite, one.layer) == (TWO.rewrite, "global")
    file.write_text("no table")
    said(other, "learned", "import", str(file), exit_code=2)


def test_what_another_home_decided_and_counted_is_not_taken_over(tmp_path: Path) -> None:
    theirs = replace(
        TWO, status="pinned", confirmed=True, wins=9, losses=1, asked=1, allowed=TWO.used
    )
    Store(tmp_path / "given.json").save(table(theirs))
    other = tmp_path / "other"
    assert "1 meaning taken over" in said(other, "learned", "import", str(tmp_path / "given.json"))
    (one,) = Store(other / "learned.json").load().table.rewrites
    assert one == replace(TWO, layer="global")


def test_another_home_gives_nothing_that_the_guardrails_forbid(tmp_path: Path) -> None:
    bad = rewrite("turn on the lamp", "unlock the front door", status="live")
    Store(tmp_path / "given.json").save(table(TWO, bad))
    other = tmp_path / "other"
    told = said(other, "learned", "import", str(tmp_path / "given.json"))
    assert "1 meaning taken over; 1 left out" in told
    assert [one.rewrite for one in Store(other / "learned.json").load().table.rewrites] == [
        TWO.rewrite
    ]


@pytest.mark.parametrize(
    ("areas", "other"),
    [(("office",), "live"), (("office", "bedroom"), "withdrawn"), ((), "withdrawn")],
    ids=["another room", "this room too", "every room"],
)
def test_what_is_approved_for_a_room_is_meant_in_that_room_alone(
    tmp_path: Path, areas: tuple[str, ...], other: str
) -> None:
    here = replace(ONE, areas=("bedroom",))
    there = rewrite(ONE.heard, "turn on the desk lamp", areas=areas)
    Store(tmp_path / "learned.json").save(table(here, there))
    said(tmp_path, "learned", "approve", here.id)
    approved, beside = Store(tmp_path / "learned.json").load().table.rewrites
    assert (approved.status, approved.areas) == ("live", ("bedroom",))
    assert beside.status == other


def test_nothing_is_approved_that_names_another_room_of_this_home(tmp_path: Path) -> None:
    file = tmp_path / "home.yaml"
    file.write_text("areas: [{id: a, name: snug}, {id: b, name: larder}]\ndevices: []\n")
    one = rewrite("turn on the snug lamp", "turn on the larder lamp", status="proposed")
    Store(tmp_path / "learned.json").save(table(one))
    for verdict in ("approve", "pin"):
        told = said(tmp_path, "learned", verdict, one.id, "--home", str(file), exit_code=2)
        assert "cannot be used" in told
    assert status(tmp_path) == {one.id: "proposed"}


def test_learn_from_a_journal(tmp_path: Path) -> None:
    talk = Talk(now=datetime.now(UTC) - timedelta(days=2))
    for _ in range(6):
        talk.say("play some quite jazz", "declined", after=4000)
        talk.say("turn on the kitchen light", intent="HassTurnOn", after=6000)
    with Journal.open(tmp_path / "journal.db") as journal:
        journal.add(talk.turns)
    assert "Learned from 12 requests" in said(tmp_path, "learn", "--brief")
    assert "1 request known to work" in said(tmp_path, "learned")


def test_an_empty_home_learns_nothing_and_says_so(tmp_path: Path) -> None:
    assert "Learned from no requests" in said(tmp_path, "learn")


def test_no_while_learning_is_not_lost(folder: Path) -> None:
    store = Store(folder / "learned.json")
    before = store.load().table
    no = Rewritten(original=TWO.heard, rewritten=TWO.rewrite, learned=TWO.id)
    store.change(lambda found: without(found, no))
    assert not store.switch(before, table(ONE, TWO))
    assert status(folder)[TWO.id] == "withdrawn"


def test_the_time_of_the_night() -> None:
    assert time_of("never") is None
    assert time_of("03:30") == time(3, 30)
    with pytest.raises(SettingsError, match="03:30"):
        time_of("late")
    assert seconds_until(time(3, 30), datetime(2026, 3, 2, 3, 0)) == 1800
    assert seconds_until(time(3, 30), datetime(2026, 3, 2, 3, 30)) == 24 * 3600


class _Clock:
    """Shows what has been slept."""

    def __init__(self) -> None:
        self.shown = datetime(2026, 3, 2, 12)

    def now(self) -> datetime:
        return self.shown

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.shown += timedelta(seconds=seconds)


@in_virtual_time
async def test_every_night_also_after_a_bad_one() -> None:
    clock, told, nights = _Clock(), [], []

    async def work() -> str:
        nights.append(clock.now())
        if len(nights) == 1:
            raise OSError("no room")
        return "learned"

    task = asyncio.create_task(every_night(time(3, 30), clock, work, told.append))
    await asyncio.sleep(2.5 * 24 * 3600)
    task.cancel()
    assert nights == [datetime(2026, 3, day, 3, 30) for day in (3, 4)]
    assert told == ["did not learn tonight: no room", "learned"]


async def test_a_night_that_fails_says_so_and_why(tmp_path: Path) -> None:
    settings = Settings(home_file=tmp_path / "none.yaml", data_dir=tmp_path)
    told = await as_process(settings)()
    assert told.startswith("did not learn tonight: ")
    assert "none.yaml" in told
