"""The learned reader: how probable each wish is, and which words are a title.

A small transformer in eight bits, run by onnxruntime on one core; `scripts/train_wishes` makes
it. What its probabilities are worth is fitted on sentences that it had not seen, see `evidence`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
import onnxruntime

from assistant.understanding.wishes.labels import OTHER
from assistant.wordpiece import pieces, plain_words

FOLDER = Path(__file__).parents[2] / "data" / "models" / "wishes"
LONGEST = 40
"""Pieces that are looked at; what comes after changes no wish."""
REMEMBERED = 32
"""Texts, and parts of them, that a network was just asked about."""
LEAST = 1e-4
"""Probability of a wish that the network does not know."""
ALIKE = (
    frozenset({"HassMediaSearchAndPlay", "HassMediaUnpause"}),
    frozenset({"HassSetVolume", "HassSetVolumeRelative"}),
    frozenset({"HassVacuumStart", "HassVacuumCleanArea"}),
    frozenset({"HassClimateGetTemperature", "HassGetState"}),
    frozenset({"AlarmClockSet", "HassStartTimer"}),
)
"""Intents that people word alike: "play some music" with and without anything in the player."""
TITLE = 1
"""Place of the title among the parts in the network's output."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one sentence may wish."""

    probabilities: Mapping[str, float] = field(default_factory=dict)
    """Of every label, 0 to 1, together 1."""
    title: str = ""
    """The words that name something to play, in order; empty when there are none."""

    def of(self, wish: str) -> float:
        """Probability of one label."""
        return max(LEAST, self.probabilities.get(wish, LEAST))

    def of_intent(self, intent: str) -> float:
        """Probability of an intent or one that is worded alike, whatever the kind of thing."""
        alike = next((group for group in ALIKE if intent in group), {intent})
        found = (
            probability
            for wish, probability in self.probabilities.items()
            if wish.partition(":")[0] in alike
        )
        return max(LEAST, sum(found))

    @property
    def other(self) -> float:
        """Probability that it is nothing for a home."""
        return self.of(OTHER)

    def likely(self, least: float) -> list[str]:
        """Labels that are at least so probable, most probable first; never the other."""
        found = [
            wish
            for wish, probability in self.probabilities.items()
            if probability >= least and wish != OTHER
        ]
        return sorted(found, key=lambda wish: -self.probabilities[wish])


class WishModel:
    """Reads sentences with the network in a folder."""

    def __init__(self, folder: Path = FOLDER) -> None:
        card = json.loads((folder / "card.json").read_text("utf-8"))
        self.labels: tuple[str, ...] = tuple(card["labels"])
        lines = (folder / "pieces.txt").read_text("utf-8").splitlines()
        self._vocabulary = {piece: number for number, piece in enumerate(lines)}
        self._session = session(folder / "wishes.onnx")
        self._run = lru_cache(maxsize=REMEMBERED)(self._run_anew)
        """The second network mostly asks for what has just been read."""

    def read(self, text: str) -> Wishes:
        """What the text may wish; nothing for a text without words."""
        words = plain_words(text)
        if not words:
            return Wishes()
        wish, part, _, firsts = self._run(words)
        return Wishes(probabilities(self.labels, wish[0]), title_in(words, part[0], firsts))

    def vectors(self, words: tuple[str, ...]) -> tuple[np.ndarray, list[int]]:
        """Of each piece of some plain words the vector, shape (1, pieces, width), and for each
        word the place of its first piece.
        """
        _, _, vectors, firsts = self._run(words)
        return vectors, firsts

    def _run_anew(
        self, words: tuple[str, ...]
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[int]]:
        ids, firsts = pieces(words, self._vocabulary)
        row = np.array([ids[:LONGEST]], dtype=np.int64)
        wish, part, vectors = self._session.run(None, {"ids": row, "mask": np.ones_like(row)})
        return wish, part, vectors, firsts


@cache
def shipped() -> WishModel:
    """The network that comes with the assistant, loaded once."""
    return WishModel()


def session(path: Path) -> onnxruntime.InferenceSession:
    """A network that runs on one core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def probabilities(labels: Sequence[str], logits: np.ndarray) -> Mapping[str, float]:
    """Of each label its probability; `logits` is (labels,)."""
    return MappingProxyType(dict(zip(labels, softmax(logits).tolist(), strict=True)))


def title_in(words: Sequence[str], parts: np.ndarray, firsts: Sequence[int]) -> str:
    """The words that are a title; `parts` is (pieces, parts), `firsts` where each word begins."""
    found = (
        word
        for word, first in zip(words, firsts, strict=True)
        if first < len(parts) and int(parts[first].argmax()) == TITLE
    )
    return " ".join(found)


def softmax(logits: np.ndarray) -> np.ndarray:
    """Logits, shape (n,), to probabilities."""
    powers = np.exp(logits - logits.max())
    chances: np.ndarray = powers / powers.sum()
    return chances
