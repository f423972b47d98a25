"""Slips of the recogniser in the names of this home: "font door" for "front door".

A run of words that nearly spells a name is replaced by the name, and the sentence is read again
as if it had been heard so. The likeness stays with it as doubt.
"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from assistant.home.find import names_of, plain
from assistant.home.model import Area, Floor, Home
from devices.contract import Device

AT_LEAST = 0.8
"""Normalised edit similarity, spaces aside; below it "bathroom" begins to look like "bedroom"."""
SHORTEST = 4
"""Letters that a run of words must have; shorter ones are like too much."""
MARGIN = 0.08
"""What is so much less like than the best is not meant."""
KEPT = 6

_NUMBER = re.compile(
    r"\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|first|second|third)\b"
)


@dataclass(frozen=True, slots=True)
class Respelling:
    """The sentence with one run of words replaced by a name."""

    text: str
    heard: str
    name: str
    likeness: float
    """0 to 1."""


class Respeller:
    """Knows the names of one home."""

    def __init__(self, home: Home) -> None:
        self.home = home
        things: tuple[Device | Area | Floor, ...] = (*home.devices, *home.areas, *home.floors)
        names = {plain(name) for thing in things for name in names_of(thing)}
        self._by_letters = {name.replace(" ", ""): name for name in sorted(names) if name}
        self._known = frozenset(names)
        self._longest = max((len(name.split()) for name in names), default=0) + 1

    def respellings(self, text: str) -> tuple[Respelling, ...]:
        """The sentence with each run of words that nearly is a name, most alike first."""
        words = plain(text).split()
        found = []
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + self._longest) + 1):
                heard = " ".join(words[start:end])
                for name, likeness in self._like(heard):
                    spelled = " ".join((*words[:start], name, *words[end:]))
                    found.append(Respelling(spelled, heard, name, likeness))
        best = max((one.likeness for one in found), default=0.0)
        near = [one for one in found if one.likeness > best - MARGIN]
        return tuple(sorted(near, key=lambda one: -one.likeness)[:KEPT])

    def _like(self, heard: str) -> list[tuple[str, float]]:
        letters = heard.replace(" ", "")
        if len(letters) < SHORTEST or heard in self._known:
            return []
        matches = process.extract(
            letters, self._by_letters.keys(), scorer=fuzz.ratio, score_cutoff=AT_LEAST * 100
        )
        names = [(self._by_letters[match], score / 100) for match, score, _ in matches]
        return [(name, score) for name, score in names if _numbers(name) == _numbers(heard)]


def _numbers(phrase: str) -> list[str]:
    return _NUMBER.findall(phrase)
