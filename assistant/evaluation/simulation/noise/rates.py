"""How often a recogniser is wrong, counted by aligning words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

Pair = tuple[tuple[str, ...], tuple[str, ...]]
"""What was said and what was heard, in words."""


class Edit(NamedTuple):
    """One wrong word."""

    tag: str
    """`replace`, `delete` or `insert`."""
    said: int
    heard: int
    """Places of the words."""


def edits(said: Sequence[str], heard: Sequence[str]) -> tuple[Edit, ...]:
    """The fewest that lead from one to the other."""
    return tuple(
        Edit(str(tag), int(here), int(there))
        for tag, here, there in Levenshtein.editops(said, heard).as_list()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Errors per 100 words that were said; the last is per 100 sentences."""

    substitutions: float
    deletions: float
    insertions: float
    wrong_sentences: float
    sentences: int

    @property
    def word_error_rate(self) -> float:
        """Per 100 words."""
        return self.substitutions + self.deletions + self.insertions


def rates_of(pairs: Iterable[Pair]) -> Rates:
    """Count the errors of all pairs together."""
    words = sentences = wrong = 0
    errors: Counter[str] = Counter()
    for said, heard in pairs:
        words += len(said)
        sentences += 1
        wrong += said != heard
        errors.update(edit.tag for edit in edits(said, heard))
    if not words:
        raise ValueError("no words to count errors of")
    return Rates(
        substitutions=100 * errors["replace"] / words,
        deletions=100 * errors["delete"] / words,
        insertions=100 * errors["insert"] / words,
        wrong_sentences=100 * wrong / sentences,
        sentences=sentences,
    )
