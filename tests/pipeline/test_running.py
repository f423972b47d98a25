"""One simulated home in a data folder at a time, and how others find it."""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.broker_url import BrokerUrl
from assistant.running import HomeRuns, announced, running_broker, take_over
from assistant.settings import Settings

URL = BrokerUrl.parse("mqtt://127.0.0.1:4711")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home_file=tmp_path / "home.yaml", data_dir=tmp_path / "data")


async def test_the_first_takes_it_and_the_second_finds_it(settings: Settings) -> None:
    with ExitStack() as first, ExitStack() as second:
        assert await take_over(settings, first) is None
        with announced(settings, URL):
            assert running_broker(settings) == str(URL)
            assert await take_over(settings, second) == str(URL)
        assert running_broker(settings) is None
    with ExitStack() as third:
        assert await take_over(settings, third) is None


async def test_who_cannot_be_joined_is_waited_for_and_then_told(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with ExitStack() as first, ExitStack() as second:
        await take_over(settings, first)
        with pytest.raises(HomeRuns, match="does not end"):
            await take_over(settings, second, patience_seconds=0.5, told_after_seconds=0.1)
    assert [one.message for one in caplog.records] == [
        "another command uses the home: waiting for it to end"
    ]


@pytest.mark.parametrize(
    "note", ["", "{", "[]", "5", '{"pid": 1}', '{"pid": 1, "broker": "mqtt://127.0.0.1:1"}']
)
async def test_a_note_that_somebody_left_behind_is_not_believed(
    settings: Settings, note: str
) -> None:
    """Whoever wrote it is dead, even if its process number lives again."""
    settings.data_dir.mkdir()
    settings.running_file.write_text(note.replace("1,", f"{os.getpid()},"))
    assert running_broker(settings) is None
    with ExitStack() as stack:
        assert await take_over(settings, stack) is None


async def test_a_folder_that_cannot_be_written_needs_no_lock(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.data_dir.write_text("a file in its place")
    with ExitStack() as stack, announced(settings, URL):
        assert await take_over(settings, stack) is None
    assert f"will not be kept: {settings.data_dir}" in caplog.text
    assert "Errno" not in caplog.text
    assert settings.data_dir.read_text() == "a file in its place"
