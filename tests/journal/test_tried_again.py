"""A journal that could not be opened at the start is used as soon as it can be."""

import asyncio
import time
from pathlib import Path

import pytest

from assistant import virtual_time
from assistant.app import open_assistant
from assistant.learning import journal_of_run
from assistant.learning.journal import DevicesKnown, Journal
from assistant.learning.journal_file import OPENING_SECONDS, open_file
from assistant.learning.journal_of_run import AGAIN_SECONDS, JournalOfRun
from assistant.pipeline import Origin
from assistant.records import Records, TurnRecord
from assistant.settings import Settings
from assistant.testing import NOON
from assistant.turn import RunEnded, RunStarted, Step
from tests.pipeline.homes import types

NOTE = DevicesKnown(kinds={"lamp": "light"})


def test_it_is_tried_again_and_told_when_it_is_there(tmp_path: Path) -> None:
    in_the_way, told, begun = tmp_path / "data", list[str](), list[str]()
    in_the_way.write_text("a file")

    async def run() -> None:
        with JournalOfRun(in_the_way / "journal.db", told.append, has_home=True) as run:
            trying = asyncio.create_task(run.keep_trying(lambda: begun.append("begun")))
            run.note(NOTE)
            await asyncio.sleep(3 * AGAIN_SECONDS)
            (line,) = told
            assert "unrecorded" in line
            in_the_way.unlink()
            await asyncio.sleep(2 * AGAIN_SECONDS)
            assert trying.done()
            assert begun == ["begun"]
            run.note(NOTE)
            assert run.journal is not None
            assert [note for _, note in run.journal.notes()] == [NOTE]

    virtual_time.run(run())
    assert len(told) == 2
    assert "recorded from now on" in told[1]


def test_to_try_again_does_not_keep_the_home_waiting(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.mkdir()
    with JournalOfRun(path, lambda _line: None, has_home=True) as run:
        path.rmdir()
        other = open_file(path)
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        assert not run.try_again()
        assert time.monotonic() - began < OPENING_SECONDS / 2
        other.close()
        assert run.try_again()


def test_a_turn_that_has_begun_without_a_journal_goes_on_without_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    now: list[Journal] = []
    record = TurnRecord("t", Records(journal=lambda: now[0] if now else None))
    record.add(step(RunStarted(source="text", at=NOON)))
    with Journal.open(tmp_path / "journal.db") as journal:
        now.append(journal)
        record.add(step(RunEnded(kind="action_done")))
        assert journal.recent() == ()
    assert caplog.records == []


def step(event: RunStarted | RunEnded) -> Step:
    return Step(type=type(event).__name__, at_ms=0.0, took_ms=0.0, event=event)


async def test_what_is_said_is_recorded_once_there_is_a_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_of_run, "AGAIN_SECONDS", 0.02)
    (tmp_path / "home.yaml").write_text("devices: [{id: lamp, name: lamp, kind: light}]")
    settings = Settings(home_file=tmp_path / "home.yaml", data_dir=tmp_path, port=0, page=False)
    settings.journal_file.mkdir()
    is_there = asyncio.Event()
    typed = Origin(source="text")

    def tell(line: str) -> None:
        if "recorded from now on" in line:
            is_there.set()

    async with open_assistant(settings, tell, simulate=True) as assistant:
        await assistant.pipeline.answer("turn on the lamp", typed)
        settings.journal_file.rmdir()
        await is_there.wait()
        turn = await assistant.pipeline.answer("turn off the lamp", typed)
    with Journal.open(settings.journal_file) as journal:
        (summary,) = journal.recent()
        recorded = journal.turn(summary.id)
        assert recorded is not None
        assert types(recorded) == types(turn)
        assert journal.kinds() == {"lamp": "light"}
