"""The learned detector of rephrases: for a request, which of the next turns words it anew.

It points at the first and the last word of the rephrase, as a reader points at an answer in a
text (contextual rephrase detection: Wang et al., 2021); the span then snaps to the whole turn.
`scripts/train_rephrases` makes it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from assistant.learning.rephrase_model.dialogue import Dialogue
from assistant.learning.rephrase_model.inputs import Encoder

FOLDER = Path(__file__).parents[2] / "data" / "models" / "rephrases"
MODEL, VOCABULARY, CARD = "rephrases.onnx", "pieces.txt", "card.json"
MANY = 256
"""Dialogues that are read at once."""
REMEMBERED = 100_000
"""Dialogues that need not be read again: every night most of the past is the same."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """How probable it is of each turn that it is the rephrase."""

    chances: tuple[float, ...]
    """The first is that none is; together 1."""

    @property
    def turn(self) -> int:
        """The place of the most probable later turn, which may be improbable."""
        return max(range(1, len(self.chances)), key=self.chances.__getitem__)

    @property
    def probability(self) -> float:
        """That it is this turn."""
        return self.chances[self.turn]


class RephraseModel:
    """Reads dialogues with the network in a folder."""

    def __init__(self, folder: Path = FOLDER) -> None:
        lines = (folder / VOCABULARY).read_text("utf-8").splitlines()
        self._encoder = Encoder(vocabulary_of(lines))
        card = json.loads((folder / CARD).read_text("utf-8"))
        self._oftener = float(card["oftener"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            folder / MODEL, options, providers=["CPUExecutionProvider"]
        )
        self._known: dict[Dialogue, Pointed] = {}

    def read(self, dialogues: Sequence[Dialogue]) -> list[Pointed]:
        """One for each, in order; those of about one size are read together."""
        new = sorted({one for one in dialogues if one not in self._known}, key=_size)
        found = {one: self._known[one] for one in dialogues if one in self._known}
        for start in range(0, len(new), MANY):
            these = new[start : start + MANY]
            found.update(zip(these, self._read(these), strict=True))
        if len(self._known) + len(new) > REMEMBERED:
            self._known.clear()
        self._known.update(found)
        return [found[one] for one in dialogues]

    def _read(self, dialogues: Sequence[Dialogue]) -> list[Pointed]:
        given = self._encoder.inputs(dialogues)
        (chances,) = self._session.run(
            None, {"pieces": given.pieces, "likeness": given.likeness, "signs": given.signs}
        )
        return [
            pointed(row[: len(one.turns)], self._oftener)
            for row, one in zip(chances, dialogues, strict=True)
        ]


def pointed(chances: np.ndarray, oftener: float) -> Pointed:
    """The chances where people reword so many times as often as in what was learned from."""
    odds = chances * np.where(np.arange(len(chances)) > 0, oftener, 1.0)
    return Pointed(tuple((odds / odds.sum()).tolist()))


@cache
def shipped() -> RephraseModel | None:
    """The network that comes with the assistant, loaded once; None where it was left out."""
    return RephraseModel() if (FOLDER / MODEL).is_file() else None


def vocabulary_of(lines: Sequence[str]) -> Mapping[str, int]:
    """Pieces one a line, numbered in their order."""
    return {piece: number for number, piece in enumerate(lines)}


def _size(dialogue: Dialogue) -> tuple[int, int]:
    return len(dialogue.turns), max(len(turn.words) for turn in dialogue.turns)
