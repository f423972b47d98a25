"""What is kept is whole: the disk may be full, and the process may be killed at any moment."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.whole_file import in_words, write_whole
from tests.kept.full_disk import room_for

OLD = "what was there before"


@given(content=st.one_of(st.binary(), st.text(st.characters(codec="utf-8"))))
def test_what_is_written_is_read(content: bytes | str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new" / "kept.json"
        write_whole(path, content)
        assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)
        assert path.stat().st_mode & 0o777 == 0o600


def test_what_went_wrong_is_told_without_the_systems_number(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="File exists") as refused:
        write_whole(tmp_path / "file" / "kept.json", OLD)
    assert in_words(refused.value) == f"{tmp_path}/file/kept.json: File exists"
    assert in_words(ValueError("no file at all")) == "no file at all"


@settings(max_examples=50)
@given(size=st.integers(1, 100_000), room=st.integers(0, 100_000))
def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(size: int, room: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kept.json"
        path.write_text(OLD)
        with room_for(room):
            if size <= room:
                write_whole(path, "x" * size)
            else:
                with pytest.raises(OSError, match="File too large"):
                    write_whole(path, "x" * size)
        assert path.read_text() == ("x" * size if size <= room else OLD)
        assert [one.name for one in Path(folder).iterdir()] == ["kept.json"]


def test_what_cannot_be_replaced_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "kept.json").mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "kept.json", "new")
    assert [one.name for one in tmp_path.iterdir()] == ["kept.json"]


WRITER = """
import sys
from pathlib import Path
from devices.whole_file import write_whole
for number in range(1_000_000):
    write_whole(Path(sys.argv[1]), str(number % 10) * 300_000, survives_power_cut=number % 2 == 0)
    if number == 0:
        print("began", flush=True)
"""


@pytest.mark.parametrize("seconds", [0.0, 0.003, 0.01, 0.03, 0.1])
def test_killed_at_any_moment_one_version_is_whole(tmp_path: Path, seconds: float) -> None:
    path = tmp_path / "kept.json"
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
    found = path.read_text()
    assert len(found) == 300_000
    assert len(set(found)) == 1


def test_a_reader_never_sees_a_part(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        read = [path.read_text() for _ in range(200)]
        writer.kill()
    assert {len(one) for one in read} == {300_000}
    assert all(len(set(one)) == 1 for one in read)


def test_the_disk_has_all_of_it_before_the_old_file_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept"
    path.write_text("old")
    on_the_disk: list[str] = []

    def sync(handle: int) -> None:
        on_the_disk.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        if len(on_the_disk) == 1:
            assert path.read_text() == "old"

    monkeypatch.setattr(os, "fsync", sync)
    write_whole(path, "new")
    assert on_the_disk[0].startswith(".kept."), "the new file first"
    assert on_the_disk[1:] == [tmp_path.name], "then its name"
    assert path.read_text() == "new"
