"""Listens again: whether the recogniser, too, hears the wake phrase in what woke the detector."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from assistant.audio.frame import Samples
from assistant.speech.recogniser import RecogniserError
from assistant.speech.vosk import VoskRecogniser

PHRASES: Mapping[str, str] = {
    "hey_jarvis": "hey jarvis",
    "alexa": "alexa",
    "hey_mycroft": "hey mycroft",
}
"""What openWakeWord's words sound like, for those that the bundled model knows."""
LEAST_CONFIDENCE = 0.5
"""Together, of the readings that have the phrase in them."""


class WakeCheck:
    """One recogniser that knows the wake phrases, and that anything else may be said."""

    def __init__(self, folder: Path, words: tuple[str, ...]) -> None:
        """Load the model for the words that it can hear; raises RecogniserError."""
        self._phrases = {word: PHRASES[word] for word in words if word in PHRASES}
        if not self._phrases:
            raise RecogniserError("none of the wake words is one that the recogniser knows")
        parts = {part for phrase in self._phrases.values() for part in (phrase, *phrase.split())}
        self._recogniser = VoskRecogniser(folder, phrases=sorted(parts))

    def knows(self, word: str) -> bool:
        """Whether it can tell if this wake word was said."""
        return word in self._phrases

    def confirms(self, word: str, samples: Samples) -> bool:
        """Whether the phrase is in the last moments of audio, at 16,000 hertz."""
        wanted = f" {self._phrases[word]} "
        readings = self._recogniser.transcribe(np.ascontiguousarray(samples, "<i2").tobytes())
        heard = (r.confidence for r in readings if wanted in f" {r.hypothesis.text} ")
        return sum(heard) >= LEAST_CONFIDENCE
