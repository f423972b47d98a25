"""Word errors, and which of them hit the names and numbers that matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """Counts over one or more utterances."""

    utterances: int = 0
    exact: int = 0
    words: int = 0
    wrong: int = 0
    """Substituted, deleted and inserted words."""
    entity_words: int = 0
    wrong_entity_words: int = 0

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(
            **{name: getattr(self, name) + getattr(other, name) for name in self.__slots__}
        )


def errors(said: Sequence[str], heard: Sequence[str], entities: frozenset[str]) -> Errors:
    """Compare one utterance word by word."""
    wrong = wrong_entities = 0
    for edit in Levenshtein.editops(said, heard):
        wrong += 1
        touched = {said[edit.src_pos]} if edit.tag != "insert" else {heard[edit.dest_pos]}
        wrong_entities += bool(touched & entities)
    return Errors(
        utterances=1,
        exact=tuple(said) == tuple(heard),
        words=len(said),
        wrong=wrong,
        entity_words=sum(word in entities for word in said),
        wrong_entity_words=wrong_entities,
    )


def total(counts: Iterable[Errors]) -> Errors:
    """All of them together."""
    return reduce(add, counts, Errors())


def slots_right(slots: Iterable[str], heard: Sequence[str]) -> int:
    """How many of the slots' values are in what was heard, longer values first, none twice."""
    rest = f" {' '.join(heard)} "
    found = 0
    for value in sorted(slots, key=lambda value: -len(value.split())):
        if f" {value} " in rest:
            found += 1
            rest = rest.replace(f" {value} ", " | ", 1)
    return found
