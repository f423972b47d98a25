"""Which of many spellings are nearly this one, without comparing all of them."""

from collections.abc import Iterable, Iterator

import numpy as np
from rapidfuzz import fuzz

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


class Spellings:
    """Spellings with the count of every letter in them.

    Two spellings are never more alike than the letters they share, in whatever order.
    """

    def __init__(self, spellings: Iterable[str]) -> None:
        self._spellings = tuple(spellings)
        self._lengths = np.array([len(spelled) for spelled in self._spellings], np.int64)
        counts = [_counts(spelled) for spelled in self._spellings]
        self._counts = np.array(counts, np.uint8).reshape(len(counts), len(LETTERS) + 1).T.copy()

    def near(self, letters: str, least: float) -> Iterator[tuple[str, float]]:
        """Spellings at least so much alike, from 0 to 1, in edit similarity."""
        shared = np.minimum(self._counts, _counts(letters)[:, None]).sum(axis=0, dtype=np.int64)
        able = 2 * shared >= least * (self._lengths + len(letters))
        for place in np.flatnonzero(able):
            likeness = fuzz.ratio(letters, self._spellings[place]) / 100
            if likeness >= least:
                yield self._spellings[place], likeness


def _counts(letters: str) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """How often each letter is there; all others are counted together."""
    counts = [letters.count(letter) for letter in LETTERS]
    return np.array([*counts, len(letters) - sum(counts)], np.uint8)
