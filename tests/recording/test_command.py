"""The conversation that `assistant record` has, over a made-up microphone."""

from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from assistant.audio.source import FileSource
from assistant.commands import record
from assistant.commands.record import RecordOptions, record_sentences
from assistant.recording.collection import Collection
from assistant.settings import Settings, SettingsError, default_home_file
from tests.hearing.ears import RECORDINGS

SETTINGS = Settings(home_file=default_home_file(), data_dir=Path("unused"))


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person types, in order; then the input ends."""
    keys: list[str] = []

    def answer(*_: object, **__: object) -> str:
        if not keys:
            raise EOFError
        return keys.pop(0)

    @asynccontextmanager
    async def microphone() -> Iterator[FileSource]:
        yield FileSource(RECORDINGS / "kitchen_light_on.wav")

    monkeypatch.setattr(record.console, "input", answer)
    monkeypatch.setattr(record, "_microphone", lambda _device: microphone)
    return keys


def test_nothing_is_recorded_without_a_yes(tmp_path: Path, typed: list[str]) -> None:
    typed += ["what?", "no"]
    assert record_sentences(SETTINGS, RecordOptions(folder=tmp_path / "ours")) == 1
    assert not (tmp_path / "ours").exists()


def test_keep_again_skip_and_end(tmp_path: Path, typed: list[str]) -> None:
    typed += ["yes", "", "", "", "r", "", "s", "", "k"]  # "k" is no key here, and then it ends
    assert record_sentences(SETTINGS, RecordOptions(folder=tmp_path, count=5)) == 0
    assert len(list(tmp_path.glob("*.wav"))) == 1
    assert Collection(tmp_path).agreed(None)


def test_hands_free_goes_through_and_a_second_start_goes_on(
    tmp_path: Path, typed: list[str]
) -> None:
    options = RecordOptions(folder=tmp_path, count=2, agreed=True, hands_free=True)
    for kept in (2, 4):
        assert record_sentences(SETTINGS, options) == 0
        assert len(list(tmp_path.glob("*.wav"))) == kept


def test_an_unknown_person_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--person"):
        record_sentences(SETTINGS, RecordOptions(folder=tmp_path, person="nobody"))
