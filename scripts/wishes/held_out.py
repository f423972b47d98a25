"""What networks say of sentences that they had not seen, kept in a file between two steps."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from assistant.understanding.wishes.model import Wishes, WishModel, softmax
from assistant.wordpiece import plain_words


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What is said of one sentence."""

    logits: tuple[float, ...]
    """One for each label."""
    title: str


def keep(said: Mapping[str, HeldOut], labels: Sequence[str], path: Path) -> None:
    """Write it down; the keys are the plain words of the sentences."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {text: [list(one.logits), one.title] for text, one in said.items()}
    path.write_text(json.dumps({"labels": list(labels), "said": kept}), "utf-8")


def held_out_wishes(path: Path, folder: Path) -> Callable[[str], Wishes]:
    """What a network says that had not seen the sentence; the whole one for all other sentences."""
    held = json.loads(path.read_text("utf-8"))
    labels: list[str] = held["labels"]
    said: Mapping[str, tuple[list[float], str]] = held["said"]
    model = WishModel(folder)

    def wishes(text: str) -> Wishes:
        found = said.get(" ".join(plain_words(text)))
        if found is None:
            return model.read(text)
        logits, title = found
        chances = softmax(np.array(logits)).tolist()
        return Wishes(MappingProxyType(dict(zip(labels, chances, strict=True))), title)

    return wishes
