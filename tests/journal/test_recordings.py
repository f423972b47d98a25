"""Audio is kept only on request, and not for ever."""

import asyncio
import os
import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import virtual_time
from assistant.app import open_assistant
from assistant.background import beside, every_day
from assistant.learning.journal import Journal
from assistant.learning.journal_file import JournalError
from assistant.learning.recordings import Recordings
from assistant.settings import Settings

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_nothing_is_kept_unless_asked_for(tmp_path: Path) -> None:
    assert Recordings(folder=tmp_path / "audio").store("t", b"\x00\x00") is None
    assert not (tmp_path / "audio").exists()


def test_a_recording_is_a_wav(tmp_path: Path) -> None:
    name = Recordings(folder=tmp_path, enabled=True).store("../t:1", b"\x01\x00" * 160)
    assert name == "___t_1.wav"
    with wave.open(str(tmp_path / name)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (16_000, 1, 160)


def test_old_recordings_go_also_after_opting_out(tmp_path: Path) -> None:
    keeping = Recordings(folder=tmp_path, keep_days=2, enabled=True)
    for name, days in (("old", 3), ("new", 1)):
        assert keeping.store(name, b"\x00\x00")
        then = (NOW - timedelta(days=days)).timestamp()
        os.utime(tmp_path / f"{name}.wav", (then, then))
    (tmp_path / "notes.txt").write_text("not ours")
    assert Recordings(folder=tmp_path, keep_days=2).prune(now=NOW) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["new.wav", "notes.txt"]
    assert Recordings(folder=tmp_path / "none").prune(now=NOW) == 0


def aged(path: Path, days: float) -> None:
    then = (NOW - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))


def test_what_cannot_be_deleted_keeps_no_other_recording(tmp_path: Path) -> None:
    keeping = Recordings(folder=tmp_path, keep_days=2, enabled=True)
    (tmp_path / "a.wav").mkdir()
    (tmp_path / "b.wav").symlink_to("nowhere")
    assert keeping.store("c", b"\x00\x00")
    aged(tmp_path / "a.wav", 3)
    aged(tmp_path / "c.wav", 3)
    with pytest.raises(JournalError, match=r"cannot delete 1 old recordings: .*a\.wav"):
        keeping.prune(now=NOW)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.wav", "b.wav"]


def test_a_recording_that_stays_does_not_keep_what_was_said(tmp_path: Path) -> None:
    (tmp_path / "home.yaml").write_text("devices: []")
    settings = Settings(home_file=tmp_path / "home.yaml", data_dir=tmp_path, port=0, page=False)
    settings.recordings_dir.mkdir()
    (settings.recordings_dir / "stays.wav").mkdir()
    os.utime(settings.recordings_dir / "stays.wav", (0, 0))
    with Journal.open(settings.journal_file) as journal:
        journal.begin("old", datetime(2001, 1, 1, tzinfo=UTC))
    told: list[str] = []

    async def started() -> None:
        async with open_assistant(settings, told.append, simulate=True):
            pass

    asyncio.run(started())
    assert any("cannot delete" in line for line in told)
    with Journal.open(settings.journal_file) as journal:
        assert journal.recent() == ()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match="cannot keep the recording"):
        Recordings(folder=tmp_path / "file" / "x", enabled=True).store("t", b"\x00\x00")


def test_recordings_go_in_time_however_long_the_assistant_runs(tmp_path: Path) -> None:
    recordings = Recordings(folder=tmp_path, keep_days=2, enabled=True)
    assert recordings.store("said", b"\x00\x00")
    os.utime(tmp_path / "said.wav", (NOW.timestamp(), NOW.timestamp()))

    async def run() -> list[bool]:
        loop, there = asyncio.get_running_loop(), list[bool]()

        def now() -> datetime:
            return NOW + timedelta(seconds=loop.time())

        async with beside(every_day(lambda: recordings.prune(now=now())), "recordings"):
            await asyncio.sleep(3600)  # looks an hour after it prunes
            for _ in range(3):
                await asyncio.sleep(86400)
                there.append((tmp_path / "said.wav").exists())
        return there

    assert virtual_time.run(run()) == [True, True, False]
