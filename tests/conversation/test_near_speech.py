"""What is loud enough, above what is left of its own voice, to be somebody."""

import numpy as np
import pytest

from assistant.audio.frame import FRAME_SAMPLES, HALF_SAMPLES, Samples
from assistant.conversation.near_speech import NearSpeech

LEFT_DB = -50.0


def sound(level_db: float, samples: int = FRAME_SAMPLES) -> Samples:
    return np.full(samples, round(32768 * 10 ** (level_db / 20)), np.int16)


def knowing() -> NearSpeech:
    """It knows what is usually left in this room."""
    near = NearSpeech()
    near.begin(-20.0)
    for _ in range(40):
        assert not near.is_near(sound(LEFT_DB), 0.9)
    return near


@pytest.mark.parametrize(
    ("above_db", "speech", "is_near"),
    [(7, 0.6, True), (5, 1.0, False), (16, 0.0, True), (13, 0.0, False),
     (11, 0.3, True), (9, 0.3, False)],
)  # fmt: skip
def test_the_more_it_is_like_speech_the_less_loud_it_need_be(
    above_db: float, speech: float, is_near: bool
) -> None:
    assert knowing().is_near(sound(LEFT_DB + above_db), speech) is is_near


@pytest.mark.parametrize(
    ("above_db", "speech", "is_plain"),
    [(10, 0.9, True), (7, 0.9, False), (19, 0.0, True), (16, 0.0, False)],
)
def test_half_a_frame_must_be_louder(above_db: float, speech: float, is_plain: bool) -> None:
    half = sound(LEFT_DB + above_db, HALF_SAMPLES)
    assert knowing().is_plain(half, speech) is is_plain


@pytest.mark.parametrize(("level_db", "is_plain"), [(-18.0, True), (-21.0, False)])
def test_before_it_knows_the_room_its_own_loudness_counts(level_db: float, is_plain: bool) -> None:
    near = NearSpeech()
    near.begin(-20.0)
    assert near.is_plain(sound(level_db, HALF_SAMPLES), 0.9) is is_plain


def test_half_a_frame_teaches_it_nothing() -> None:
    near = knowing()
    for _ in range(100):
        near.is_plain(sound(LEFT_DB + 8, HALF_SAMPLES), 0.9)
    assert near.is_near(sound(LEFT_DB + 7), 0.9)
