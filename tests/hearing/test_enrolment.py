"""Voices that are enrolled: learned, kept, told apart, forgotten."""

import io
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from assistant.audio.wav import write_wav
from assistant.commands.enrol import EnrolOptions, enrol_voice, forget_voice, list_voices
from assistant.hearing import load_wake
from assistant.settings import Settings, default_home_file
from assistant.speech.enrolment import (
    SUFFIX,
    EnrolledVoice,
    EnrolmentError,
    enrolled,
    learn,
    remove,
    store,
)
from assistant.speech.espeak import Espeak

SHAPE = (3, 16, 96)


def windows(seed: int, shift: float) -> np.ndarray:
    return np.random.default_rng(seed).normal(shift, 1, SHAPE).astype(np.float32)


def a_voice(person: str = "anna", word: str = "hey_jarvis") -> EnrolledVoice:
    return learn(person, word, [windows(i, 1) for i in range(4)], [windows(9, -1)])


def test_learns_what_tells_one_voice_from_others() -> None:
    voice = a_voice()
    assert voice.probability(windows(20, 1)[0]) > 0.5
    assert voice.probability(windows(21, -1)[0]) < 0.5


def test_is_the_same_after_being_stored(tmp_path: Path) -> None:
    voice = a_voice()
    store(voice, tmp_path)
    (read,) = enrolled(tmp_path)
    assert (read.person, read.word, read.recordings) == ("anna", "hey_jarvis", 4)
    window = windows(20, 1)[0]
    assert read.probability(window) == pytest.approx(voice.probability(window), abs=1e-3)


def test_each_person_and_word_has_a_place_of_its_own(tmp_path: Path) -> None:
    for person, word in (("anna", "alexa"), ("anna", "hey_jarvis"), ("ann", "alexa")):
        store(a_voice(person, word), tmp_path)
    store(a_voice("anna", "alexa"), tmp_path)
    assert len(list(enrolled(tmp_path))) == 3
    assert remove("Anna", tmp_path) == 2
    assert [voice.person for voice in enrolled(tmp_path)] == ["ann"]
    assert remove("nobody", tmp_path) == 0


def test_too_few_recordings_are_refused() -> None:
    with pytest.raises(EnrolmentError, match="at least 3"):
        learn("anna", "alexa", [windows(1, 1)] * 2, [windows(2, 0)])


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"person": 1, "word": "a", "bias": "x"}'])
def test_a_damaged_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / f"anna@alexa{SUFFIX}").write_text(content)
    with pytest.raises(EnrolmentError, match="anna@alexa"):
        list(enrolled(tmp_path))


def test_a_damaged_file_costs_only_that_voice(tmp_path: Path) -> None:
    settings = Settings(
        home_file=default_home_file(), data_dir=tmp_path, wake_words=("hey_jarvis",)
    )
    store(a_voice("zoe"), settings.voices_dir)
    (settings.voices_dir / f"anna@hey_jarvis{SUFFIX}").write_text("{")
    told = io.StringIO()
    assert load_wake(settings, Console(file=told, width=500)) is not None
    assert "anna@hey_jarvis" in told.getvalue()
    left: list[str] = []
    assert [voice.person for voice in enrolled(settings.voices_dir, left.append)] == ["zoe"]
    assert len(left) == 1


def test_where_only_those_enrolled_may_call_a_damaged_file_is_refused(tmp_path: Path) -> None:
    settings = Settings(home_file=default_home_file(), data_dir=tmp_path, only_enrolled=True)
    store(a_voice("zoe"), settings.voices_dir)
    (settings.voices_dir / f"anna@hey_jarvis{SUFFIX}").write_text("{")
    with pytest.raises(EnrolmentError, match="anna@hey_jarvis"):
        load_wake(settings, Console(file=io.StringIO()))


def test_the_command_learns_from_files_lists_and_forgets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(home_file=default_home_file(), data_dir=tmp_path / "data")
    files = []
    for speed in (130, 145, 160):
        files.append(tmp_path / f"{speed}.wav")
        write_wav(files[-1], Espeak("en-us+f2", speed, 50).render("hey jarvis"))
    silent = tmp_path / "silent.wav"
    write_wav(silent, np.zeros(16_000, np.int16))
    options = EnrolOptions(person="anna", word="hey_jarvis", files=(*files, silent))
    assert enrol_voice(settings, options) == 0
    assert "silent.wav: the wake word is not in it" in capsys.readouterr().out
    assert list_voices(settings) == 0
    assert "anna: hey_jarvis, from 3 recordings" in capsys.readouterr().out
    assert forget_voice(settings, "anna") == 0
    with pytest.raises(EnrolmentError, match="anna is not enrolled"):
        forget_voice(settings, "anna")
