"""Asks a second recogniser where the first is not sure.

The two were trained by other people on other voices, so they seldom make the same mistake: what
both read in the same audio is far more probable than either says. The second only picks among the
first one's readings; it never brings in words of its own, and a sure reading does not wait for it.
What the first takes for nothing stays nothing, but for a single word: no command comes of noise.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.audio.frame import RATE
from assistant.speech.recogniser import (
    Reading,
    Recogniser,
    Stream,
    Streaming,
    with_word_confidences,
)

SURE = 0.75
"""What the first says with this probability is not asked about."""
AGREED, PICKED = 0.8, 0.65
"""How probable a reading is that both have as their best, and one that only the second has so.

Counted on the tuning half of `scripts/bench hearing` and on 90 digits by six people whom nothing
was trained with: right were 26 of 31 that both had, and 27 of 39 that the second picked, where the
first alone was right 14 times.
"""
LONGEST_SECONDS = 3.0
"""Longer audio is left to the first: the second takes 70 ms of computing for each second."""


class SecondOpinion:
    """Two recognisers that hear as one (`Recogniser`, `Streaming`)."""

    def __init__(self, first: Recogniser, second: Recogniser) -> None:
        self._first = first
        self._second = second
        self.name = first.name
        self.description = first.description

    def transcribe(self, pcm: bytes) -> tuple[Reading, ...]:
        return self.judged(self._first.transcribe(pcm), pcm)

    def stream(self) -> Stream | None:
        stream = self._first.stream() if isinstance(self._first, Streaming) else None
        return _Stream(self, stream) if stream else None

    def judged(self, readings: tuple[Reading, ...], pcm: bytes) -> tuple[Reading, ...]:
        """The first one's readings of this audio, in the light of the second's."""
        if not _are_doubtful(readings) or len(pcm) > 2 * RATE * LONGEST_SECONDS:
            return readings
        best = next(iter(self._second.transcribe(pcm)), None)
        picked = next((one for one in readings if best and one.words and _same(one, best)), None)
        if picked is None or (not readings[0].words and len(picked.words) > 1):
            return readings
        probability = AGREED if picked is readings[0] else PICKED
        return _with_first(picked, max(probability, picked.confidence), readings)


class _Stream:
    """One utterance; the second recogniser reads it when it is over."""

    def __init__(self, opinion: SecondOpinion, stream: Stream) -> None:
        self._opinion = opinion
        self._stream = stream
        self._pcm = bytearray()

    def accept(self, pcm: bytes) -> str:
        self._pcm += pcm
        return self._stream.accept(pcm)

    def finish(self) -> tuple[Reading, ...]:
        return self._opinion.judged(self._stream.finish(), bytes(self._pcm))


def _are_doubtful(readings: Sequence[Reading]) -> bool:
    """None is sure, and there are words to choose from."""
    sure = any(one.words and one.confidence >= SURE for one in readings)
    return not sure and any(one.words for one in readings)


def _same(one: Reading, other: Reading) -> bool:
    return one.hypothesis.text == other.hypothesis.text


def _with_first(
    picked: Reading, probability: float, readings: Sequence[Reading]
) -> tuple[Reading, ...]:
    """That one first, and as probable as that; the others share the rest."""
    others = [one for one in readings if one is not picked]
    total = sum(one.confidence for one in others)
    share = min(1.0, (1 - probability) / total) if total else 0.0
    return with_word_confidences(
        [
            replace(picked, confidence=probability),
            *(replace(one, confidence=share * one.confidence) for one in others),
        ]
    )
