"""Audio is kept only on request, and not for ever."""

import asyncio
import os
import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import virtual_time
from assistant.background import beside
from assistant.learning.journal import JournalError
from assistant.learning.recordings import Recordings

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

        async with beside(recordings.prune_daily(now, print), "recordings"):
            await asyncio.sleep(3600)  # looks an hour after it prunes
            for _ in range(3):
                await asyncio.sleep(86400)
                there.append((tmp_path / "said.wav").exists())
        return there

    assert virtual_time.run(run()) == [True, True, False]
