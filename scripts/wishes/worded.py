"""What people say to a home, as a language model wrote it down: `scripts/wishes/worded`.

`requests.txt` words each wish in many manners, and what is near a wish and is none. Asides go
before, after and into wishes, and are marked; what looks like one and makes it no wish ("my brother
always says") makes it nobody's; what narrows a wish ("except the hall") is no aside. One line in
seven is kept back to measure with, and never learned from.
"""

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, cycle
from pathlib import Path

from assistant.understanding.wishes.labels import OTHER
from assistant.wordpiece import plain_words
from wishes.example import UNKNOWN, Example, Mark, Part

FOLDER = Path(__file__).parent / "worded"
KEPT_BACK = 7
COMPOSED = 12_000
"""Wishes with an aside."""
NO_WISHES = 6_000
LIMITED = 3_000
ALONE = 1_500
AS_WRITTEN = 3
"""How often each whole sentence of the folder is learned from."""
UNKNOWN_EACH: tuple[Mark, ...] = (UNKNOWN,)
FUNCTION_WORDS = frozenset("the my our a an in on to at all for up off down some".split())
"""People hesitate before these rather than in the middle of a name."""
WISHES, REQUESTS, TALK = "wishes", "requests", "talk"
"""Files of whole sentences; talk has several clauses."""
FILES = ("before", "after", "middle", "not_before", "not_after", "limits_before", "limits_after")
PLACES = {
    ("before",): 35, ("after",): 35, ("before", "after"): 14, ("middle",): 12,
    ("before", "middle", "after"): 4,
}  # fmt: skip
"""Where asides are put, and how often."""
_MARKED = re.compile(r"[\[\]<>{}]|[^\[\]<>{}]+")
_BRACKETS = {"[": "aside", "<": "title", "{": "item", "]": "", ">": "", "}": ""}


def lines(name: str, folder: Path = FOLDER) -> tuple[tuple[str, ...], ...]:
    """The plain words of each line that is learned from; none where there is no such file."""
    path = folder / f"{name}.txt"
    text = path.read_text("utf-8") if path.is_file() else ""
    every = dict.fromkeys(line.strip() for line in text.splitlines())
    found = (plain_words(line) for line in every if not is_kept_back(line))
    return tuple(words for words in found if words)


def is_kept_back(line: str) -> bool:
    return hashlib.sha256(line.encode()).digest()[0] % KEPT_BACK == 0


def written(
    folder: Path = FOLDER, name: str = WISHES, *, kept_back: bool = False
) -> Iterator[Example]:
    """Whole sentences with their wish, as `label | words [aside] <title> {item}`.

    Those that are learned from, or those that are kept back.
    """
    path = folder / f"{name}.txt"
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        label, bar, sentence = line.partition("|")
        if bar and is_kept_back(line) == kept_back:
            example = _written(label.strip(), sentence)
            if example.words:
                yield example


def _written(label: str, sentence: str) -> Example:
    words: list[str] = []
    parts: list[Part] = []
    asides: list[Mark] = []
    inside = ""
    for chunk in _MARKED.findall(sentence):
        if chunk in _BRACKETS:
            inside = _BRACKETS[chunk]
            continue
        for word in plain_words(chunk):
            words.append(word)
            parts.append("title" if inside == "title" else "item" if inside == "item" else "none")
            asides.append(inside == "aside")
    return Example(tuple(words), label, " ".join(words), "written", tuple(parts), tuple(asides))


def composed(
    wishes: Sequence[Example],
    others: Sequence[Example],
    folder: Path = FOLDER,
    *,
    seed: int = 5,
) -> Iterator[Example]:
    """Wishes among what is said around them, and what only looks like a wish or an aside."""
    said = _Said(folder, random.Random(seed))
    for _ in range(COMPOSED):
        yield said.with_aside(said.chance.choice(wishes), "composed")
    for _ in range(NO_WISHES):
        yield said.no_wish(said.chance.choice(wishes))
    for _ in range(LIMITED):
        yield said.limited(said.chance.choice(wishes))
    for _ in range(ALONE):
        yield said.alone()
        other = said.with_aside(said.chance.choice(others), "other among asides")
        yield replace(other, aside=UNKNOWN)


class _Said:
    """Puts words around wishes."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.chance = chance
        self._lines: dict[str, Iterator[tuple[str, ...]]] = {}
        for name in FILES:
            chosen = list(lines(name, folder))
            chance.shuffle(chosen)
            self._lines[name] = cycle(chosen)

    def with_aside(self, wish: Example, source: str) -> Example:
        (places,) = self.chance.choices(list(PLACES), list(PLACES.values()))
        own = [wish]
        if "middle" in places and (place := _place_in(wish, self.chance)):
            own = [_cut(wish, 0, place), self._next("middle"), _cut(wish, place, None)]
        before = [self._next("before")] if "before" in places else []
        after = [self._next("after")] if "after" in places else []
        return replace(_joined(wish, [*before, *own, *after]), source=source)

    def no_wish(self, wish: Example) -> Example:
        """What is not to be done, not by us, or not now."""
        told = _words(wish.words, aside=False)
        if self.chance.random() < 0.5:
            bits = [self._next("not_before", aside=False), told]
        else:
            bits = [told, self._next("not_after", aside=False)]
        if self.chance.random() < 0.2:
            bits.insert(0, self._next("before", aside=None))
        return replace(_joined(wish, bits), wish=OTHER, source="not")

    def limited(self, wish: Example) -> Example:
        """What says when, or what not: part of the wish."""
        if self.chance.random() < 0.35:
            bits = [self._next("limits_before", aside=False), wish]
        else:
            bits = [wish, self._next("limits_after", aside=False)]
        if self.chance.random() < 0.3:
            bits.insert(0, self._next("before"))
        return replace(_joined(wish, bits), source="limited")

    def alone(self) -> Example:
        """Nothing but asides: nothing is wished."""
        bits = [self._next(name) for name in ("before", "after") if self.chance.random() < 0.6]
        one = _joined(self._next("before"), bits or [self._next("after")])
        return replace(one, group=" ".join(one.words), source="alone", aside=UNKNOWN)

    def _next(self, name: str, *, aside: Mark = True) -> Example:
        return _words(next(self._lines[name]), aside=aside)


def _words(words: Sequence[str], *, aside: Mark) -> Example:
    count = len(words)
    return Example(tuple(words), OTHER, "", "", ("none",) * count, (aside,) * count)


def _joined(wish: Example, bits: Sequence[Example]) -> Example:
    """All the words one after the other, as the wish's; titles are known where all of them are."""
    parts = [bit.parts for bit in bits if bit.parts is not None]
    asides = (UNKNOWN_EACH * len(bit.words) if bit.aside is None else bit.aside for bit in bits)
    return replace(
        wish,
        words=tuple(chain.from_iterable(bit.words for bit in bits)),
        parts=tuple(chain.from_iterable(parts)) if len(parts) == len(bits) else UNKNOWN,
        aside=tuple(chain.from_iterable(asides)),
    )


def _cut(wish: Example, start: int, end: int | None) -> Example:
    return replace(
        wish,
        words=wish.words[start:end],
        parts=wish.parts[start:end] if wish.parts is not None else UNKNOWN,
        aside=wish.aside[start:end] if wish.aside is not None else UNKNOWN,
    )


def _place_in(wish: Example, chance: random.Random) -> int:
    """Where people hesitate, never in a title; 0 where there is no such place."""
    parts = wish.parts or ("none",) * len(wish.words)
    free = [at for at in range(1, len(parts)) if parts[at - 1 : at + 1] == ("none", "none")]
    likely = [at for at in free if wish.words[at] in FUNCTION_WORDS]
    if likely and chance.random() < 0.8:
        return chance.choice(likely)
    return chance.choice(free) if free else 0
