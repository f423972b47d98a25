"""One sentence with its wish and, word by word, what is a title or an item in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Part: TypeAlias = Literal["none", "title", "item"]
PARTS: tuple[Part, ...] = ("none", "title", "item")
UNKNOWN = None
"""Parts of a sentence nobody has marked."""
Mark: TypeAlias = bool | None
"""Whether a word is an aside; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class Example:
    """What the network learns from."""

    words: tuple[str, ...]
    wish: str
    group: str
    """Sentences of one group are never on both sides of a split."""
    source: str
    parts: tuple[Part, ...] | None = UNKNOWN
    """One for each word."""
    aside: tuple[Mark, ...] | None = UNKNOWN
    """Whether each word may be dropped without another thing being wished."""


def to_the_point(
    words: Sequence[str], wish: str, source: str, parts: tuple[Part, ...] | None = None
) -> Example:
    """A sentence without any aside; without title and item too, unless there are `parts`."""
    count = len(words)
    return Example(
        tuple(words), wish, " ".join(words), source, parts or ("none",) * count, (False,) * count
    )


def marked(words: Sequence[str], phrases: Iterable[Sequence[str]], part: Part) -> tuple[Part, ...]:
    """The words of each phrase marked where the phrase is found."""
    parts: list[Part] = ["none"] * len(words)
    for phrase in phrases:
        for start in range(len(words) - len(phrase) + 1):
            if phrase and tuple(words[start : start + len(phrase)]) == tuple(phrase):
                parts[start : start + len(phrase)] = [part] * len(phrase)
                break
    return tuple(parts)
