"""A recogniser as a channel: sentences that go wrong, and what becomes of their words.

Errors come in clumps: most sentences are heard right, a wrong one has several wrong words, and
those stand beside each other. A sentence that was misheard once is misheard again three times as
often as another, and now and then in the very same way.
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from assistant.evaluation.simulation.chance import chance
from assistant.home.model import Home

SAME_AGAIN = 0.15
"""Two wrong takes of one sentence are the same wrong text."""
CORRELATION = 0.36
"""Of two takes being wrong, from 0.51 after a wrong one and 0.15 after a right one."""
NEIGHBOURS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Fitted on pairs, or written by hand."""

    wrong_by_length: tuple[float, ...]
    """Share of wrong sentences by number of words, from 1; longer ones are like the last."""
    substituted: float
    """Per word of a wrong sentence, as are the next two."""
    deleted: float
    inserted: float
    goes_on: float = 1.0
    """How much more often a word goes wrong after a wrong one than the average."""
    comes_up: float = 1.0
    """And after one that was heard right."""
    confusions: Mapping[str, tuple[tuple[str, int], ...]] = field(repr=False)
    """What a word was heard as, and how often."""
    onsets: tuple[tuple[str, int], ...] = field(repr=False)
    """Words that were heard and not said."""
    hardness: Mapping[str, float] = field(default_factory=dict, repr=False)
    """How much more often than the average a word goes wrong; 1 for one that is not named."""
    vocabulary: tuple[str, ...] = field(repr=False)
    """Words that may be heard in place of one that was never seen misheard."""

    def in_home(self, home: Home) -> "Channel":
        """The same everywhere."""
        return self

    def hear(self, text: str, voice: object, take: object, severity: float = 1.0) -> str:
        """One take of this text by this voice; `severity` scales how often it is wrong."""
        words = text.split()
        if not words or severity <= 0:
            return text
        often = min(0.97, self._wrong(len(words)) * severity)
        ours = _difficulty(chance("difficulty", voice, text), often)
        draw = chance("take", voice, text, take)
        if draw.random() >= ours:
            return text
        again = draw.random() < math.sqrt(SAME_AGAIN)
        return self._misheard(words, chance("wrong", voice, text) if again else draw)

    def _wrong(self, length: int) -> float:
        return self.wrong_by_length[min(length, len(self.wrong_by_length)) - 1]

    def _misheard(self, words: Sequence[str], draw: random.Random) -> str:
        for _ in range(12):
            heard: list[str] = []
            factor = 1.0
            for word in words:
                parts = self._word(word, draw, factor)
                factor = self.comes_up if parts[-1:] == [word] else self.goes_on
                heard += parts
            if heard and heard != list(words):
                return " ".join(heard)
        place = draw.randrange(len(words))
        return " ".join((*words[:place], self._other(words[place], draw), *words[place + 1 :]))

    def _word(self, word: str, draw: random.Random, factor: float) -> list[str]:
        kept = [word]
        chosen = draw.random() / max(factor * self.hardness.get(word, 1.0), 0.01)
        if chosen < self.deleted:
            kept = []
        elif chosen < self.deleted + self.substituted:
            kept = [self._other(word, draw)]
        if draw.random() < self.inserted:
            kept.insert(0, _weighted(self.onsets, draw))
        return kept

    def _other(self, word: str, draw: random.Random) -> str:
        seen = self.confusions.get(word)
        if seen and draw.random() < 0.7:
            return _weighted(seen, draw)
        near = _neighbours(word, self.vocabulary)
        return draw.choice(near) if near else word[:-1] or "uh"


def _difficulty(draw: random.Random, mean: float) -> float:
    """How often this sentence of this voice goes wrong: few always, many never."""
    strength = 1 / CORRELATION - 1
    return draw.betavariate(max(mean * strength, 1e-3), max((1 - mean) * strength, 1e-3))


def _weighted(options: Sequence[tuple[str, int]], draw: random.Random) -> str:
    words = [word for word, _ in options]
    return draw.choices(words, [count for _, count in options])[0]


@lru_cache(maxsize=8192)
def _neighbours(word: str, vocabulary: tuple[str, ...]) -> tuple[str, ...]:
    """Words that are spelled much alike; English spelling is near enough to its sound."""
    found = process.extract(word, vocabulary, scorer=fuzz.ratio, limit=NEIGHBOURS + 1)
    return tuple(other for other, score, _ in found if other != word and score >= 40)
