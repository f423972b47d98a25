"""What is not speech, or not for the home, is not forced into a command."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.audio.frame import RATE
from assistant.audio.wav import read_wav
from assistant.evaluation.voice import voice
from assistant.hearing import Ears
from assistant.speech.choose import bundled_folder, choose
from assistant.speech.recogniser import Recogniser
from assistant.speech.trust import Evidence, Trust, TrustError, digest_of, read_trust
from assistant.speech.vosk import VoskRecogniser
from assistant.stakes import Thresholds
from tests.conversation.talks import at_db
from tests.conversation.talks import noise as hush
from tests.hearing.ears import RECORDINGS


@pytest.fixture(scope="session")
def recogniser(real_ears: Ears) -> Recogniser:
    """Ours, with the language of the default home."""
    assert real_ears.language is not None
    return real_ears.language.recogniser


def recording(name: str) -> bytes:
    return read_wav(RECORDINGS / f"{name}.wav").samples.tobytes()


def noise(level: float) -> bytes:
    rng = np.random.default_rng(0)
    return (level * rng.standard_normal(2 * RATE)).astype("<i2").tobytes()


def chord() -> bytes:
    """Two seconds of an organ."""
    time = np.arange(2 * RATE) / RATE
    tones = sum(np.sin(2 * np.pi * hertz * time) for hertz in (220, 277, 330, 440))
    return (3000 * tones).astype("<i2").tobytes()


@pytest.mark.parametrize(
    "pcm",
    [
        pytest.param(b"", id="nothing at all"),
        pytest.param(bytes(64_000), id="silence"),
        pytest.param(noise(30), id="quiet noise"),
        pytest.param(noise(3000), id="loud noise"),
        pytest.param(chord(), id="a chord"),
        pytest.param(recording("no_wake_talk"), id="talk"),
        pytest.param(recording("kitchen_light_on")[:6_000], id="a truncated word"),
    ],
)
def test_nothing_is_heard(recogniser: Recogniser, pcm: bytes) -> None:
    readings = recogniser.transcribe(pcm)
    assert not readings or readings[0].words == ()


def test_a_command_is_heard_surely(recogniser: Recogniser) -> None:
    best, *others = recogniser.transcribe(recording("no_wake_command"))
    assert best.hypothesis.text == "turn on the kitchen light"
    assert best.confidence > 0.8
    assert sum(other.confidence for other in others) <= 1 - best.confidence


@pytest.mark.parametrize(
    "said",
    [
        "turn on the orangery light",
        "turn on the carousel",
        "switch the seismograph off",
        "turn on the aviary light",
        "open the observatory",
        "dim the lamp in the armoury",
        "turn off the metronome",
    ],
)
def test_a_thing_that_the_home_lacks_is_never_surely_another(
    recogniser: Recogniser, said: str
) -> None:
    quiet = np.concatenate((hush(0.4), at_db(voice(said, "en-us+f4", 140, 55), -24.0), hush(0.5)))
    best, *_ = recogniser.transcribe(quiet.tobytes())
    assert not best.words or best.confidence < Thresholds().harmless


def test_numbers_are_heard_as_words(recogniser: Recogniser) -> None:
    best, *_ = recogniser.transcribe(recording("thermostat_twenty_three"))
    assert best.hypothesis.text.endswith("to twenty three degrees")


def evidence(**changed: float) -> Evidence:
    usual = {
        "words": 5,
        "speech_seconds": 2.0,
        "unknown_seconds": 0.0,
        "over_phones": 30.0,
        "margin": 8.0,
    }
    return Evidence(**{**usual, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "less", [{"over_phones": 2.0}, {"unknown_seconds": 1.0}, {"margin": 0.1}], ids=str
)
def test_what_speaks_against_a_reading(less: dict[str, float]) -> None:
    trust = read_trust(bundled_folder())
    assert trust is not None
    assert trust.probability(evidence(**less)) < trust.probability(evidence())
    assert 0 <= trust.probability(evidence(over_phones=-1e9)) < 0.01


@pytest.mark.parametrize(
    "text", ["{", "{}", '{"weights": [1], "nothing_below": 0, "fitted_for": ""}']
)
def test_a_damaged_fit_is_told(tmp_path: Path, text: str) -> None:
    model = tmp_path / "own"
    shutil.copytree(bundled_folder(), model)
    (model / "confidence.json").write_text(text)
    with pytest.raises(TrustError, match=r"confidence\.json"):
        read_trust(model)
    assert "confidence.json" in choose(str(model)).notes[0]


def test_a_fit_is_written_and_read(tmp_path: Path) -> None:
    acoustic_model = tmp_path / "am" / "final.mdl"
    acoustic_model.parent.mkdir()
    acoustic_model.write_text("one model")
    weights = tuple(float(n) for n in range(7))
    trust = Trust(weights=weights, nothing_below=0.1, fitted_for=digest_of(tmp_path))
    trust.write(tmp_path)
    assert read_trust(tmp_path) == trust
    assert json.loads((tmp_path / "confidence.json").read_text())["nothing_below"] == 0.1
    acoustic_model.write_text("another model")
    with pytest.raises(TrustError, match=r"another am/final\.mdl"):
        read_trust(tmp_path)


@pytest.mark.parametrize("rate", [8_000, 22_050])
def test_a_model_for_another_sample_rate(tmp_path: Path, rate: int) -> None:
    """It gets the audio at its own rate; whether it hears anything is the model's affair."""
    model = tmp_path / "other"
    shutil.copytree(bundled_folder(), model)
    conf = model / "conf" / "mfcc.conf"
    text = conf.read_text().replace("frequency=16000", f"frequency={rate}")
    conf.write_text(text.replace("high-freq=7600", "high-freq=3800"))
    recogniser = VoskRecogniser(model)
    assert isinstance(recogniser.transcribe(recording("no_wake_command")), tuple)
