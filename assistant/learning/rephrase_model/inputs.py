"""Dialogues as numbers: pieces of words, the likeness of words, and what happened around them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, get_args

import numpy as np
from rapidfuzz.distance import Indel

from assistant.learning.contrast import Contrast, contrasts
from assistant.learning.rephrase_model.dialogue import Dialogue, Spoken
from assistant.learning.words import Words, alike, overlap
from assistant.turn import ResponseKind
from assistant.wordpiece import pieces

LONGEST = 18
"""Words of a request that are looked at."""
MOST_PIECES = 4
MANY_WORDS = 8
"""Of what differs; more are as many."""
GAPS_SECONDS = (5.0, 15.0, 30.0, 45.0, 90.0)
"""Where one bucket ends and the next begins."""


class Difference(NamedTuple):
    """A slip of hearing changes little, to what sounds alike; another wish does not."""

    in_common: float
    """Share of the words that both have in the same order."""
    alike: float
    """How much the rest of both sounds alike; 0 where one has no rest."""
    ours: float
    theirs: float
    """How many words the rest of each has, of many."""


KINDS: tuple[ResponseKind, ...] = get_args(ResponseKind)
CONTRASTS: tuple[Contrast, ...] = get_args(Contrast)
SIGNS = len(KINDS) + 2 + len(GAPS_SECONDS) + 1 + 2 + len(Difference._fields) + len(CONTRASTS)
"""Numbers of a turn: kind of reply, interrupted, names nothing that there is, gap, and how it
compares with the first.
"""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Some dialogues, padded with zeros to the longest."""

    pieces: np.ndarray
    """Ids, shape (dialogues, turns, words, MOST_PIECES)."""
    likeness: np.ndarray
    """Of the words of the first turn to those of each later one, by sound and letters, 0 to 1;
    shape (dialogues, turns - 1, words of the first, words of the later)."""
    signs: np.ndarray
    """Shape (dialogues, turns, SIGNS)."""


class Encoder:
    """Makes the inputs with a vocabulary."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, list[int]] = {}

    def inputs(self, dialogues: Sequence[Dialogue]) -> Inputs:
        turns = max(len(one.turns) for one in dialogues)
        words = max(min(LONGEST, len(turn.words)) for one in dialogues for turn in one.turns)
        found = Inputs(
            np.zeros((len(dialogues), turns, words, MOST_PIECES), dtype=np.int64),
            np.zeros((len(dialogues), turns - 1, words, words), dtype=np.float32),
            np.zeros((len(dialogues), turns, SIGNS), dtype=np.float32),
        )
        for row, dialogue in enumerate(dialogues):
            self._fill(found, row, dialogue)
        return found

    def _fill(self, found: Inputs, row: int, dialogue: Dialogue) -> None:
        first = dialogue.turns[0]
        for place, turn in enumerate(dialogue.turns):
            for column, word in enumerate(turn.words[:LONGEST]):
                ids = self._ids(word)
                found.pieces[row, place, column, : len(ids)] = ids
            found.signs[row, place] = _signs(first, turn, dialogue.rooms)
            if place:
                table = _likeness(first.words[:LONGEST], turn.words[:LONGEST])
                found.likeness[row, place - 1, : table.shape[0], : table.shape[1]] = table

    def _ids(self, word: str) -> list[int]:
        if word not in self._known:
            self._known[word] = pieces((word,), self._vocabulary)[0][1:-1][:MOST_PIECES]
        return self._known[word]


def _signs(first: Spoken, turn: Spoken, rooms: tuple[Words, ...]) -> list[float]:
    bucket = sum(turn.gap_seconds >= limit for limit in GAPS_SECONDS)
    apart = contrasts(first.words, turn.words, rooms)
    return [
        *(float(turn.kind == kind) for kind in KINDS),
        float(turn.interrupted),
        float(turn.unknown),
        *(float(bucket == place) for place in range(len(GAPS_SECONDS) + 1)),
        alike(first.words, turn.words),
        overlap(first.words, turn.words),
        *difference(first.words, turn.words),
        *(float(contrast in apart) for contrast in CONTRASTS),
    ]


def difference(first: Words, second: Words) -> Difference:
    """Each 0 to 1."""
    blocks = Indel.opcodes(first, second)
    ours = _joined(first[one.src_start : one.src_end] for one in blocks if one.tag != "equal")
    theirs = _joined(second[one.dest_start : one.dest_end] for one in blocks if one.tag != "equal")
    return Difference(
        in_common=Indel.normalized_similarity(first, second),
        alike=alike(ours, theirs),
        ours=min(len(ours) / MANY_WORDS, 1.0),
        theirs=min(len(theirs) / MANY_WORDS, 1.0),
    )


def _joined(parts: Iterable[Words]) -> Words:
    return tuple(word for part in parts for word in part)


def _likeness(ours: Words, theirs: Words) -> np.ndarray:
    return np.array([[_of_words(one, other) for other in theirs] for one in ours], dtype=np.float32)


@lru_cache(maxsize=262144)
def _of_words(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if one[0].isdigit() or other[0].isdigit():
        return 0.0
    return alike((one,), (other,))
