"""What a voice is enrolled from: the embeddings at the wake word, and everything that is not it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.audio.frame import RATE, Framer, Samples
from assistant.speech.enrolment import EnrolmentError
from assistant.speech.espeak import Espeak, EspeakError
from assistant.speech.wakeword import WakeWordModel

Floats = npt.NDArray[np.float32]

HEARD_FROM = 0.1
"""A recording whose score stays below this does not have the wake word in it."""
AROUND_FRAMES = 1
"""Windows on each side of the best one that are its kind too."""
APART_FRAMES = 12
"""So far from the best window nothing of the wake word is left in view."""
LEAD_SECONDS = 1.0
OTHER_VOICES = tuple(
    f"{accent}+{variant}"
    for accent, variants in (
        ("en-us", ("m1", "m3", "m7", "f1", "f3", "f5")),
        ("en", ("m2", "m4", "f2", "f4")),
        ("en-gb-scotland", ("m5", "f1")),
        ("en-gb-x-rp", ("m6", "f3")),
    )
    for variant in variants
)
OTHER_WORDS = "turn off the light in the living room please"


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Of one recording, shape (windows, embeddings, 96)."""

    at_word: Floats
    elsewhere: Floats
    best_score: float

    @property
    def heard(self) -> bool:
        """The wake word is in it."""
        return self.best_score >= HEARD_FROM


def windows_of(model: WakeWordModel, word: str, samples: Samples) -> Windows:
    """Play a recording to the detector, with a moment of silence before and behind."""
    model.reset()
    hush = np.random.default_rng(0).integers(-3, 4, int(RATE * LEAD_SECONDS)).astype(np.int16)
    scores, windows = [], []
    for frame in Framer().push(np.concatenate((hush, samples, hush))):
        scores.append(next(s.value for s in model.scores(frame) if s.word == word))
        windows.append(model.window(word).copy())
    best = int(np.argmax(scores))
    distance = np.abs(np.arange(len(scores)) - best)
    table = np.stack(windows)
    return Windows(
        at_word=table[distance <= AROUND_FRAMES],
        elsewhere=table[distance >= APART_FRAMES],
        best_score=max(scores),
    )


def other_voices(model: WakeWordModel, word: str) -> Iterator[Windows]:
    """Synthetic voices that say the wake word, and then something else."""
    try:
        for number, voice in enumerate(OTHER_VOICES):
            speaker = Espeak(voice, words_per_minute=140 + 10 * (number % 5), pitch=50)
            phrase = word.replace("_", " ")
            yield windows_of(model, word, speaker.render(f"{phrase}, {OTHER_WORDS}"))
    except EspeakError as error:
        raise EnrolmentError(
            f"enrolling compares with other voices, which espeak-ng speaks: {error}; "
            "sudo apt-get install espeak-ng"
        ) from error
