"""Utterances as the network learns from them, kept in files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from speech_model.features import Floats


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was heard and what was said."""

    features: Floats
    """Shape (frames, 40), one frame each 10 ms."""
    text: str
    source: str
    """A synthesiser, or the name of the recordings."""


def write(path: Path, utterances: Iterable[Utterance]) -> None:
    """Sixteen bits a value: half a file, and no loss that can be measured."""
    kept = list(utterances)
    part = path.with_suffix(".part.npz")
    np.savez(
        part,
        features=np.concatenate([one.features for one in kept]).astype(np.float16),
        lengths=[len(one.features) for one in kept],
        texts=[one.text for one in kept],
        sources=[one.source for one in kept],
    )
    part.rename(path)


def read(path: Path) -> Iterator[Utterance]:
    """The utterances of one file."""
    with np.load(path) as stored:
        ends = np.cumsum(stored["lengths"])
        pieces = np.split(stored["features"], ends[:-1])
        for features, text, source in zip(pieces, stored["texts"], stored["sources"], strict=True):
            yield Utterance(features, str(text), str(source))
