"""What a recogniser makes of words: slips that one really made, a few written here, like sounds."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from assistant.learning.words import Words, alike
from rephrases.corpus import Said
from wishes.slips import HEARD

DELETED, INSERTED = 0.25, 0.08
"""Shares of the slips; the rest are other words (9.2, 5.4 and 1.9 of 100 words)."""
REAL_WORDS = 0.8
"""Share of slips that are other words; the rest are words that nobody knows."""
ALIKE = 65
"""Percent of letters that neighbours share at least."""
STRANGE = 0.35
"""Share of the slips that sound like nothing that was said, where such are known."""
UNLIKE = 0.5
LITTLE = "a the to in on and of is my you please".split()
LETTERS = "bcdfghklmnprstw"


@dataclass(frozen=True, slots=True)
class Ears:
    """Hears words as something else."""

    confusions: Mapping[str, tuple[Words, ...]]
    neighbours: Mapping[str, tuple[str, ...]]
    """Other words that are written almost the same."""
    strangers: Words = ()
    """What was heard for words that sound quite unlike it, as often as it was."""

    def hear(self, words: Words, dice: random.Random, least: float = 0.0) -> Words:
        """With a share of slips that differs from time to time; never nothing."""
        share = max(least, dice.betavariate(1.2, 6.0))
        found: list[str] = []
        for word in words:
            found.extend(self._hear(word, dice) if dice.random() < share else (word,))
        return tuple(found) or words

    def _hear(self, word: str, dice: random.Random) -> Words:
        way = dice.random()
        if way < DELETED:
            return ()
        if way < DELETED + INSERTED:
            return (dice.choice(LITTLE), word)
        if self.strangers and dice.random() < STRANGE:
            return (dice.choice(self.strangers),)
        if self.confusions.get(word):
            return dice.choice(self.confusions[word])
        if self.neighbours.get(word) and dice.random() < REAL_WORDS:
            return (dice.choice(self.neighbours[word]),)
        return (_blurred(word, dice),)


def ears(said: Sequence[Said]) -> Ears:
    """From what was really heard, and from a short list."""
    found: dict[str, list[Words]] = defaultdict(list)
    for word, heard in HEARD.items():
        found[word].extend(tuple(one.split()) for one in heard)
    for words, take in _slips(said):
        if len(words) == 1:
            found[words[0]].append(take)
    confusions = {word: tuple(heard) for word, heard in found.items()}
    return Ears(confusions, _neighbours(sorted({word for one in said for word in one.words})))


def wild(tame: Ears, said: Sequence[Said]) -> Ears:
    """The same, and now and then they hear what nobody would take for what was said."""
    unlike = [take for words, take in _slips(said) if alike(words, take) < UNLIKE]
    return replace(tame, strangers=tuple(word for take in unlike for word in take))


def _slips(said: Sequence[Said]) -> Iterator[tuple[Words, Words]]:
    """Words that were said and what was heard in their place."""
    for one in said:
        for take in one.takes:
            for block in Levenshtein.opcodes(one.words, take):
                if block.tag == "replace":
                    yield (
                        one.words[block.src_start : block.src_end],
                        take[block.dest_start : block.dest_end],
                    )


def _neighbours(words: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    spoken = [word for word in words if len(word) > 2 and not word[0].isdigit()]
    if not spoken:
        return {}
    table = cdist(spoken, spoken, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8)
    np.fill_diagonal(table, 0)
    return {
        word: tuple(spoken[place] for place in np.flatnonzero(row))
        for word, row in zip(spoken, table, strict=True)
    }


def _blurred(word: str, dice: random.Random) -> str:
    if len(word) < 3 or word[0].isdigit():
        return word
    place = dice.randrange(len(word))
    return word[:place] + dice.choice(LETTERS) + word[place + 1 :]
