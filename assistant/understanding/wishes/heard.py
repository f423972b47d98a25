"""What is only said beside a wish: a second network, asked where the whole could not be read.

It has learned from wishes among what people say around them. It tells which words are an aside and
what is wished by all of them together; the first network looks the pieces up for it.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from assistant.understanding.wishes.model import (
    FOLDER,
    Wishes,
    WishModel,
    probabilities,
    session,
    shipped,
)
from assistant.wordpiece import plain_words


@dataclass(frozen=True, slots=True)
class Heard:
    """What one sentence may wish, aside by aside."""

    wishes: Wishes = field(default_factory=Wishes)
    """Of the whole sentence."""
    asides: tuple[float, ...] = ()
    """Of each plain word how probable it is, 0 to 1, that as much is wished without it."""


class AsideModel:
    """Reads sentences with the second network in a folder."""

    def __init__(self, beside: WishModel, folder: Path = FOLDER) -> None:
        self._beside = beside
        self.labels: tuple[str, ...] = tuple(
            json.loads((folder / "asides.json").read_text("utf-8"))["labels"]
        )
        self._session = session(folder / "asides.onnx")

    def read(self, text: str) -> Heard:
        """What is aside in the text; nothing for a text without words."""
        words = plain_words(text)
        if not words:
            return Heard()
        vectors, firsts = self._beside.vectors(words)
        mask = np.ones(vectors.shape[:2], dtype=np.int64)
        wish, aside = self._session.run(None, {"vectors": vectors, "mask": mask})
        chances = 1 / (1 + np.exp(-aside[0]))
        # what comes after the pieces that are looked at is no aside
        asides = tuple(float(chances[at]) if at < len(chances) else 0.0 for at in firsts)
        return Heard(Wishes(probabilities(self.labels, wish[0])), asides)


@cache
def shipped_asides() -> AsideModel:
    """The network that comes with the assistant, loaded once."""
    return AsideModel(shipped())
