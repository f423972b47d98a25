"""A breath, cut where "and", "but" or a pause may join what is said, and put together again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_JOINT = re.compile(
    r"\s*[,;]\s*(?:(?:and|then|but|so)\s+)*|\s+(?:and|but)\s+(?:then\s+)?|\s+so\s+(?=\w)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:(?:so|and|but|then|right|ok|okay)\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """One piece, and what joins it to the one before."""

    joint: str
    words: str


def cut(text: str) -> tuple[Said, ...]:
    """Every piece in the order of speaking; together they are the text."""
    return tuple(_pieces(text))


def joined(pieces: Iterable[Said]) -> str:
    """The pieces as one text; what joined the first to another is not said."""
    first, *others = pieces
    return first.words + "".join(one.joint + one.words for one in others)


def without(place: int, pieces: Sequence[Said]) -> tuple[Said, ...]:
    """The others; the one after it follows as it did."""
    left = [*pieces[:place], *pieces[place + 1 :]]
    if place < len(left):
        left[place] = Said(pieces[place].joint, left[place].words)
    return tuple(left)


def _pieces(text: str) -> Iterator[Said]:
    lead = _LEADING.match(text)
    joint, start = (lead[0], lead.end()) if lead else ("", 0)
    for found in _JOINT.finditer(text, start):
        if found.start() > start:
            yield Said(joint, text[start : found.start()])
            joint, start = found[0], found.end()
    yield Said(joint, text[start:])
