"""Was there somebody, or was it what is left of its own voice?"""

from dataclasses import dataclass

import numpy as np
import pytest

from assistant.audio.frame import FRAME_SAMPLES
from assistant.conversation.doubt import Doubt, DoubtSettings
from assistant.hearing import Ears
from assistant.turn import Transcript, Utterance

OWN = frozenset("the front door is locked".split())
ECHO = ((-30, -36, -38, -38, -40, -49, -56, -62, -65, -65, -66, -66, -66),
        (0.8, 0.8, 0.8, 0.9, 0.9, 0.9, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3))  # fmt: skip
"""Level (dB) and speech of each frame; five of them sound like speech, then the room is silent."""
SHORT = ((-30, -22, -24, -22, -25, -40, -60, -65, -65, -65, -65, -65, -65),
         (0.8, 0.9, 1.0, 1.0, 1.0, 0.6, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))  # fmt: skip
LONG = ((-24,) * 13, (0.9,) * 13)
COUGH = ((-20, -22, -26, -40, -60, -65, -65, -65, -65), (0.4, 0.6, 0.5, 0.1, 0, 0, 0, 0, 0))
Sound = tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True)
class Recognised:
    """A stage that hears this in anything."""

    text: str
    confidence: float

    def transcribe(self, _utterance: Utterance) -> Transcript:
        return Transcript(text=self.text, confidence=self.confidence)


def somebody(sound: Sound, text: str, confidence: float) -> bool:
    doubt = Doubt(DoubtSettings(), 1000.0, ())
    for level_db, speech in zip(*sound, strict=True):
        frame = np.full(FRAME_SAMPLES, round(32768 * 10 ** (level_db / 20)), np.int16)
        doubt.add(frame, speech)
    assert doubt.is_over
    ears = Ears(wake=None, listen=None, transcribe=Recognised(text, confidence))  # type: ignore[arg-type]
    return doubt.somebody_spoke(ears, OWN)


@pytest.mark.parametrize(
    ("text", "confidence"), [("", 0.0), ("the front door", 0.9), ("replay", 0.2), ("what", 0.4)]
)
def test_what_a_room_sends_back_of_its_voice_is_nobody(text: str, confidence: float) -> None:
    """In rooms that the canceller does not master it sounds like speech for half a second."""
    assert not somebody(ECHO, text, confidence)


@pytest.mark.parametrize(
    ("text", "confidence"), [("what time is it", 0.8), ("enough", 0.2), ("wait", 0.8)]
)
def test_words_that_are_not_its_own_are_somebody(text: str, confidence: float) -> None:
    assert somebody(SHORT, text, confidence)


@pytest.mark.parametrize("text", ["", "xylophone"])
def test_whoever_speaks_on_and_on_is_somebody_even_where_no_word_is_known(text: str) -> None:
    assert somebody(LONG, text, 0.1)


def test_its_own_words_are_nobody_however_long() -> None:
    assert not somebody(LONG, "the door is locked", 0.9)


def test_too_short_for_anything_but_the_word_to_tell() -> None:
    assert somebody(COUGH, "stop", 0.2)
    assert not somebody(COUGH, "replay", 0.9)
