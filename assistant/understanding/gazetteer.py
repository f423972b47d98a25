"""The names of one home as runs of words: devices, areas, floors, people."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.understanding.lexicon import key_of, lexicon
from assistant.understanding.words import words_of

NEAR = 82.0
"""Edit similarity in percent, spaces aside, from which a run of words may be a slip for a name."""
NEAR_ONE_WORD = 0.86
"""The same for a single word, of which there are many that are like others: speak, speaker."""
SHORTEST = 4
"""Letters of the shortest run that may be a slip."""
SAME_CONSONANTS = 0.84
"""Likeness of "lump" and "lamp"."""
FEWEST_CONSONANTS = 3
_ALIKE = str.maketrans("czq", "ksk")
_PARTS = re.compile(r"[/(),;&+]| - ")


@dataclass(frozen=True, slots=True)
class Named:
    """One name of the home."""

    kind: str
    """`device`, `area`, `floor` or `person`."""
    name: str
    """As the home spells it; the value of the slot."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of words that is, or nearly is, a name."""

    start: int
    end: int
    named: Named
    likeness: float
    """0 to 1; 1 is the same words."""


class Gazetteer:
    """Finds the names of one home in plain words."""

    def __init__(self, home: Home) -> None:
        self._by_key: dict[tuple[str, ...], list[Named]] = {}
        for named, spelling in _spellings(home):
            key = key_of(words_of(spelling))
            known = self._by_key.setdefault(key, [])
            if key and named not in known:
                known.append(named)
        self._by_key.pop((), None)
        self._letters: dict[str, list[Named]] = {}
        for key, known in self._by_key.items():
            self._letters.setdefault("".join(key), []).extend(known)
        self._sounds: dict[str, list[str]] = {}
        for spelled in self._letters:
            self._sounds.setdefault(consonants(spelled), []).append(spelled)
        self._longest = max((len(key) for key in self._by_key), default=0)

    def exact(self, words: tuple[str, ...]) -> Iterator[Mention]:
        """Names as they are spelled, plurals aside."""
        key = key_of(words)
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + self._longest) + 1):
                for named in self._by_key.get(key[start:end], ()):
                    likeness = 1.0 if words[start:end] == words_of(named.name) else 0.99
                    yield Mention(start, end, named, likeness)

    def similar(self, words: tuple[str, ...]) -> Iterator[Mention]:
        """Slips of the recogniser: runs of words whose letters nearly spell a name."""
        key = key_of(words)
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + self._longest + 1) + 1):
                if key[start:end] in self._by_key or _is_small(words[start], words[end - 1]):
                    continue
                letters = "".join(key[start:end])
                if len(letters) < SHORTEST:
                    continue
                for spelled, likeness in self._like(letters):
                    if (
                        end == start + 1
                        and likeness < NEAR_ONE_WORD
                        and likeness != SAME_CONSONANTS
                    ):
                        continue
                    for named in self._letters[spelled]:
                        if _numbers(words[start:end]) == _numbers(words_of(named.name)):
                            yield Mention(start, end, named, likeness)

    def _like(self, letters: str) -> Iterable[tuple[str, float]]:
        """Names with nearly the same letters, or with the same consonants in the same order."""
        found = process.extract(
            letters, self._letters.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=4
        )
        like = {spelled: score / 100 for spelled, score, _ in found}
        for spelled in self._sounds.get(consonants(letters), ()):
            like[spelled] = max(like.get(spelled, 0.0), SAME_CONSONANTS)
        return like.items()


def consonants(letters: str) -> str:
    """What a recogniser seldom gets wrong: the first letter and the consonants after it.

    A plain relative of Soundex: letters that sound alike are written alike, vowels are dropped.
    """
    alike = letters.replace("ph", "f").replace("ck", "k").replace("gh", "").translate(_ALIKE)
    key = alike[:1] + "".join(letter for letter in alike[1:] if letter not in "aeiouyhw")
    return key if len(key) >= FEWEST_CONSONANTS else letters


def _spellings(home: Home) -> Iterator[tuple[Named, str]]:
    for device in home.devices:
        for name in names_of(device):
            yield Named("device", name), name
    for area in home.areas:
        for name in names_of(area):
            yield Named("area", area.name), name
            parts = [part.strip() for part in _PARTS.split(name)]
            for part in parts if len(parts) > 1 else ():
                yield Named("area", area.name), part
    for floor in home.floors:
        for name in names_of(floor):
            yield Named("floor", floor.name), name
            if "floor" not in name.lower() and not name.lower().endswith("stairs"):
                yield Named("floor", floor.name), f"{name} floor"
    for person in home.people:
        for name in (person.name, *person.aliases):
            yield Named("person", person.name), name


def _is_small(*words: str) -> bool:
    """A name does not begin or end with "the" or "please"."""
    return any(
        tag.kind in ("filler", "prep", "and")
        for word in words
        for tag in lexicon().get((word,), ())
    )


def _numbers(words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word[0].isdecimal()]
