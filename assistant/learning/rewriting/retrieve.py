"""The requests that are most like what was heard, out of many thousands in a few milliseconds."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from assistant.learning.rewriting.model import KnownRequest
from assistant.learning.words import Words, sound_of, words_in

KEPT = 20
WORDINGS = 2
"""Of one meaning that are ranked."""
LETTERS, SOUNDS = 3, 2
"""Lengths of the pieces that are compared; sounds have no vowels and are shorter."""


class Index:
    """Requests by the pieces of their letters and of their sound."""

    def __init__(self, requests: Sequence[KnownRequest]) -> None:
        self.requests = tuple(requests)
        self.words = tuple(words_in(one.text) for one in self.requests)
        self._at = {words: number for number, words in enumerate(self.words)}
        places: dict[str, list[int]] = {}
        for number, words in enumerate(self.words):
            for piece in pieces(words):
                places.setdefault(piece, []).append(number)
        self._places = {piece: np.array(found, np.int32) for piece, found in places.items()}
        self._sizes = np.array([len(pieces(words)) for words in self.words], np.float64)

    def __len__(self) -> int:
        return len(self.requests)

    def __contains__(self, heard: Words) -> bool:
        return heard in self._at

    def nearest(self, heard: Words, count: int = KEPT) -> list[tuple[int, float]]:
        """Places of the most alike, each with the share of pieces that it has in common."""
        asked = pieces(heard)
        found = [self._places[piece] for piece in asked if piece in self._places]
        if not found:
            return []
        both = np.bincount(np.concatenate(found), minlength=len(self.requests))
        shares = both / (len(asked) + self._sizes - both)
        best = (
            np.argpartition(-shares, count)[:count] if len(shares) > count else range(len(shares))
        )
        ranked = sorted(
            ((int(n), float(shares[n])) for n in best), key=lambda one: (-one[1], one[0])
        )
        return [(number, share) for number, share in ranked if share > 0]

    def nearest_meanings(self, heard: Words, count: int) -> list[tuple[int, float]]:
        """The most alike of so many meanings; each with its best wordings."""
        found: list[tuple[int, float]] = []
        times: dict[str, int] = {}
        for place, share in self.nearest(heard):
            meaning = self.requests[place].meaning or str(place)
            times[meaning] = times.get(meaning, 0) + 1
            if len(times) > count:
                break
            if times[meaning] <= WORDINGS:
                found.append((place, share))
        return found


@lru_cache(maxsize=65536)
def pieces(words: Words) -> frozenset[str]:
    """Pieces of the letters, and of the sound, which are marked so as not to be confused."""
    letters = f" {' '.join(words)} "
    sounds = sound_of(words).replace(" ", "")
    return frozenset(
        (
            *(letters[at : at + LETTERS] for at in range(len(letters) - LETTERS + 1)),
            *(f"~{sounds[at : at + SOUNDS]}" for at in range(len(sounds) - SOUNDS + 1)),
        )
    )
