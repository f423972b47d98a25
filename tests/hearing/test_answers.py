"""Short answers, in voices that nothing was trained with, in the language of the home."""

import numpy as np
import pytest

from assistant.audio.frame import RATE
from assistant.evaluation.voice import voice
from assistant.hearing import Ears
from tests.conversation.talks import at_db, noise

ANSWERS = (
    "yes", "no", "yes please", "no thanks", "both", "neither", "all of them", "the first one",
    "the second", "the other one", "never mind", "stop", "cancel", "twenty one", "five minutes",
    "the bedroom", "number two", "neither of them", "go ahead", "that one",
    "the latter",
)  # fmt: skip


def joined(text: str) -> str:
    """`nevermind` sounds like `never mind`."""
    return text.replace(" ", "")


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_heard(real_ears: Ears, answer: str) -> None:
    assert real_ears.language is not None
    said = at_db(voice(answer, "en-us+f4", 140, 55), -24.0)
    samples = np.concatenate((noise(0.4), said, noise(0.5)))
    assert len(samples) > RATE
    best, *_ = real_ears.language.recogniser.transcribe(samples.tobytes())
    assert joined(best.hypothesis.text) == joined(answer)
