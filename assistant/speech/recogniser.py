"""What every speech recogniser of the house can do."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from assistant.turn import Hypothesis, Word


class RecogniserError(Exception):
    """A recogniser or its model cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read the audio, with its words."""

    words: tuple[Word, ...]
    confidence: float
    """0 to 1; the confidences of one utterance's readings add up to at most 1."""

    @property
    def hypothesis(self) -> Hypothesis:
        return Hypothesis(text=" ".join(w.text for w in self.words), confidence=self.confidence)


class Stream(Protocol):
    """One utterance that is recognised while it is spoken."""

    def accept(self, pcm: bytes) -> str:
        """Take in more of it; the words so far, of which the last may still change."""

    def finish(self) -> tuple[Reading, ...]:
        """Its readings, as of `Recogniser.transcribe`; nothing can be added afterwards."""


class Recogniser(Protocol):
    """Turns one utterance into its readings."""

    @property
    def name(self) -> str:
        """For the journal, for instance `vosk:vosk-home-small`."""

    @property
    def description(self) -> str:
        """One line for people: what hears, with which model."""

    def transcribe(self, pcm: bytes) -> tuple[Reading, ...]:
        """Readings of 16-bit mono audio at 16,000 hertz, most probable first.

        One of them may have no words: that nothing in it is a word, and how probable that is.
        Word times count from the start of `pcm`.
        """


@runtime_checkable
class Streaming(Protocol):
    """A recogniser that can also read an utterance while it is spoken."""

    def stream(self) -> Stream | None:
        """Begin an utterance; None where only whole ones are read after all."""


def shares(log_likelihoods: Sequence[float], scale: float) -> list[float]:
    """Softmax: what share of the readings' total likelihood each one has, 0 to 1."""
    best = max(log_likelihoods, default=0.0)
    weights = [math.exp(scale * (value - best)) for value in log_likelihoods]
    return [weight / sum(weights) for weight in weights]


def merged(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Readings of the same text made one, their confidences added up, most probable first."""
    by_text: dict[str, Reading] = {}
    for reading in readings:
        text = reading.hypothesis.text
        known = by_text.setdefault(text, replace(reading, confidence=0.0))
        total = min(1.0, known.confidence + reading.confidence)
        by_text[text] = replace(known, confidence=total)
    return tuple(sorted(by_text.values(), key=lambda reading: -reading.confidence))


def with_word_confidences(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Give each word the confidence of all readings that have it at about the same time."""
    return tuple(
        replace(
            reading,
            words=tuple(
                replace(
                    word, confidence=round(sum(r.confidence for r in readings if _has(r, word)), 4)
                )
                for word in reading.words
            ),
        )
        for reading in readings
    )


def _has(reading: Reading, word: Word) -> bool:
    middle_ms = (word.start_ms + word.end_ms) / 2
    return any(
        other.text == word.text and other.start_ms <= middle_ms <= other.end_ms
        for other in reading.words
    )
