"""Which takes can be used."""

import numpy as np
import pytest

from assistant.audio.wav import read_wav
from assistant.recording.level import level_of
from tests.hearing.ears import RECORDINGS

SPEECH = read_wav(RECORDINGS / "kitchen_light_on.wav").samples.astype(float)


def as_take(samples: np.ndarray) -> np.ndarray:
    return np.clip(samples, -32768, 32767).astype(np.int16)


def test_a_good_take_has_no_fault() -> None:
    assert level_of(as_take(SPEECH)).fault is None


@pytest.mark.parametrize(
    ("samples", "fault"),
    [
        (SPEECH * 30, "too loud"),
        (SPEECH / 100, "too quiet"),
        (SPEECH + np.random.default_rng(1).normal(0, 1500, len(SPEECH)), "nearly as loud"),
        (SPEECH[:100], "nothing was recorded"),
        (np.zeros(0), "nothing was recorded"),
        (np.zeros(16_000), "too quiet"),
    ],
)
def test_what_is_wrong_with_a_bad_one(samples: np.ndarray, fault: str) -> None:
    assert fault in str(level_of(as_take(samples)).fault)
