"""What may be said, as graphs of outputs: one text in all its pronunciations, or any phones."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from speech_model.sounds import NUMBER, PHONE_COUNT, SILENCE, pronunciations

Doubles = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

QUIET = NUMBER[SILENCE]
STAY = 0.5
"""Every phone lasts at least one step and goes on with this probability, as Vosk's graph has it."""


@dataclass(frozen=True, slots=True)
class TextGraph:
    """The ways to say one text. State 0 is the first; each arc takes one step."""

    states: int
    sources: Integers
    targets: Integers
    outputs: Integers
    finals: Integers


def text_graph(text: str) -> TextGraph:
    """Words in order, each in any of its pronunciations, with silence between where there is."""
    builder = _Builder()
    ends = builder.maybe_silence([0])
    for word in text.split():
        spoken = [builder.phones(ends, phones) for phones in pronunciations(word)]
        ends = builder.maybe_silence(spoken)
    return builder.graph(ends)


class _Builder:
    def __init__(self) -> None:
        self._states = 1
        self._arcs: list[tuple[int, int, int]] = []

    def phones(self, begins: Sequence[int], phones: Iterable[int]) -> int:
        """Add phones behind any of some states; the state they end in."""
        for phone in phones:
            state = self._states
            self._states += 1
            self._arcs += [(begin, state, 2 * phone) for begin in begins]
            self._arcs.append((state, state, 2 * phone + 1))
            begins = [state]
        return begins[0]

    def maybe_silence(self, begins: Sequence[int]) -> list[int]:
        return [*begins, self.phones(begins, [QUIET])]

    def graph(self, finals: Sequence[int]) -> TextGraph:
        sources, targets, outputs = np.array(self._arcs, np.int64).T
        return TextGraph(self._states, sources, targets, outputs, np.array(finals, np.int64))


@dataclass(frozen=True, slots=True)
class PhoneLoop:
    """Any phones at all, as probable as pairs of them are in the texts."""

    first: Doubles
    """Shape (phones,): how probably an utterance begins with each."""
    follows: Doubles
    """Shape (phones, phones)."""
    last: Doubles
    """Shape (phones,): how probably one ends an utterance, when it ends."""


def phone_loop(texts: Iterable[str], seed: int = 3) -> PhoneLoop:
    """Counted in texts, with some silence between words and much around them."""
    chance = random.Random(seed)
    pairs = np.full((PHONE_COUNT, PHONE_COUNT), 0.02)
    first, last = np.full(PHONE_COUNT, 0.1), np.full(PHONE_COUNT, 0.1)
    for text in texts:
        phones = _with_silence(text, chance)
        first[phones[0]] += 1
        last[phones[-1]] += 1
        np.add.at(pairs, (phones[:-1], phones[1:]), 1)
    total = pairs.sum(axis=1) + last
    return PhoneLoop(first / first.sum(), pairs / total[:, None], (1 - STAY) * last / total)


def _with_silence(text: str, chance: random.Random) -> list[int]:
    phones = [QUIET] if chance.random() < 0.8 else []
    for word in text.split():
        phones += chance.choice(pronunciations(word))
        if chance.random() < 0.2:
            phones.append(QUIET)
    if phones[-1] != QUIET and chance.random() < 0.8:
        phones.append(QUIET)
    return phones
