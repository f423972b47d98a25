"""The names of one home as runs of words: devices, areas, floors, people."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.home.once import once_per_home
from assistant.understanding.lexicon import COLORS, key_of, lexicon
from assistant.understanding.spellings import Spellings
from assistant.understanding.words import words_of

NEAREST = 0.8
"""Edit similarity, spaces aside; below it "bathroom" begins to look like "bedroom"."""
NEAR = 0.82
"""The same where nothing else speaks for it that a run of words is a slip for a name."""
NEAR_ONE_WORD = 0.86
"""The same for a single word, of which there are many that are like others: speak, speaker."""
WORD_NEAR = 2 / 3
"""Each word of a longer name is more alike than this: "dining" and "living" share so much."""
MOST_LETTERS_MORE = 2
"""Samuel is somebody else than Sam."""
MOST = 4
"""Names that one run of words may be a slip for."""
TEXTS = 16
"""Each is looked at in several ways, one after the other."""
SHORTEST = 4
"""Letters of the shortest run that may be a slip."""
SAME_CONSONANTS = 0.84
"""Likeness of "lump" and "lamp"."""
FEWEST_CONSONANTS = 3
_ALIKE = str.maketrans("czq", "ksk")
SEVERAL = frozenset({"all", "both", "every", "each"})
INSIDE = frozenset("in of at from inside".split())
""" "Music in the kitchen and bedroom lights off" are two wishes."""
PLAIN = frozenset("left right top bottom middle front back side shall".split()) | {
    *COLORS.split(", ")
}
"""What tells one thing from another by itself: the left light is not the one in the loft, nor the
green one the garden's."""
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
        self._words = frozenset(word for key in self._by_key for word in key)
        self._letters: dict[str, list[tuple[tuple[str, ...], Named]]] = {}
        for key, known in self._by_key.items():
            self._letters.setdefault("".join(key), []).extend((key, named) for named in known)
        self._sounds: dict[str, list[str]] = {}
        for spelled in self._letters:
            self._sounds.setdefault(consonants(spelled), []).append(spelled)
        self._spellings = Spellings(self._letters)
        self._longest = max((len(key) for key in self._by_key), default=0)
        self.near = lru_cache(maxsize=TEXTS)(self._near)
        """Runs of words that may be a slip, the unlikely ones too."""

    def exact(self, words: tuple[str, ...]) -> Iterator[Mention]:
        """Names as they are spelled, plurals aside."""
        key = key_of(words)
        several = not SEVERAL.isdisjoint(words)
        for start in range(len(words)):
            several = several or self._follows_a_room(key[:start])
            for end in range(start + 1, min(len(words), start + self._longest) + 1):
                if several and self._is_kind_in_a_room(words[start:end], key[start:end]):
                    continue
                for named in self._by_key.get(key[start:end], ()):
                    if _is_a_small_word(words[start:end], named):
                        continue
                    likeness = 1.0 if words[start:end] == words_of(named.name) else 0.99
                    yield Mention(start, end, named, likeness)

    def _follows_a_room(self, before: tuple[str, ...]) -> bool:
        """ "The kitchen and ...": what comes next may be the other room of both."""
        while before[-1:] == ("the",):
            before = before[:-1]
        if before[-1:] != ("and",):
            return False
        rooms = (
            before[start:-1]
            for start in range(max(0, len(before) - 1 - self._longest), len(before) - 1)
            if not {*before[max(0, start - 2) : start]} & INSIDE
        )
        return any(named.kind == "area" for room in rooms for named in self._by_key.get(room, ()))

    def _is_kind_in_a_room(self, words: tuple[str, ...], key: tuple[str, ...]) -> bool:
        """ "Both office lights" are the lights of the office; one may be called "office light"."""
        return (
            len(words) > 1
            and words[-1] != key[-1]
            and any(named.kind == "area" for named in self._by_key.get(key[:-1], ()))
            and any(tag.kind == "thing" for tag in lexicon().get(words[-1:], ()))
            and not any(words_of(named.name) == words for named in self._by_key.get(key, ()))
        )

    def similar(self, words: tuple[str, ...]) -> Iterator[Mention]:
        """Slips of the recogniser: runs of words whose letters nearly spell a name."""
        for mention in self.near(words):
            least = NEAR_ONE_WORD if mention.end == mention.start + 1 else NEAR
            if mention.likeness >= least or mention.likeness == SAME_CONSONANTS:
                yield mention

    def _near(self, words: tuple[str, ...]) -> tuple[Mention, ...]:
        key = key_of(words)
        found: list[Mention] = []
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + self._longest + 1) + 1):
                if key[start:end] in self._by_key or _is_small(words[start], words[end - 1]):
                    continue
                letters = "".join(key[start:end])
                if len(letters) < SHORTEST:
                    continue
                found += (
                    Mention(start, end, named, likeness)
                    for spelled, likeness in self._like(letters)
                    for name, named in self._letters[spelled]
                    if self._is_slip(key[start:end], name, likeness)
                )
        return tuple(found)

    def _is_slip(self, heard: tuple[str, ...], name: tuple[str, ...], likeness: float) -> bool:
        """Each word is like its own, and a word more or less is no slip.

        "Dining room light" is nearly "living room light" by its letters, and so is "lock the
        living room light".
        """
        if _numbers(heard) != _numbers(name):
            return False
        if len(heard) != len(name):
            return not (set(heard) <= set(name) or set(name) <= set(heard))
        pairs = zip(heard, name, strict=True)
        if any(one != other and (one in self._words or one in PLAIN) for one, other in pairs):
            return False  # the word is known; it was not said for another
        return likeness == SAME_CONSONANTS or all(map(_word_is_slip, heard, name))

    def _like(self, letters: str) -> Iterable[tuple[str, float]]:
        """Names with nearly the same letters, or with the same consonants in the same order."""
        found = sorted(self._spellings.near(letters, NEAREST), key=lambda one: -one[1])
        like = dict(found[:MOST])
        for spelled in self._sounds.get(consonants(letters), ()):
            like[spelled] = max(like.get(spelled, 0.0), SAME_CONSONANTS)
        return like.items()


gazetteer_of = once_per_home(Gazetteer)


def consonants(letters: str) -> str:
    """What a recogniser seldom gets wrong; the letters themselves where that is too little."""
    key = _skeleton(letters)
    return key if len(key) >= FEWEST_CONSONANTS else letters


def _skeleton(letters: str) -> str:
    """The first letter and the consonants after it.

    A plain relative of Soundex: letters that sound alike are written alike, vowels are dropped.
    """
    alike = letters.replace("ph", "f").replace("ck", "k").replace("gh", "").translate(_ALIKE)
    return alike[:1] + "".join(letter for letter in alike[1:] if letter not in "aeiouyhw")


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


def _is_a_small_word(words: tuple[str, ...], named: Named) -> bool:
    """ "Can you ..." speaks of nothing that is called "cans"."""
    if len(words) != 1 or words == words_of(named.name):
        return False
    tags = {tag.kind for tag in lexicon().get(words, ())}
    return bool(tags & {"filler", "question", "prep"}) and "thing" not in tags


def _is_small(*words: str) -> bool:
    """A name does not begin or end with "the" or "please"."""
    return any(
        tag.kind in ("filler", "prep", "and")
        for word in words
        for tag in lexicon().get((word,), ())
    )


def _word_is_slip(heard: str, word: str) -> bool:
    if abs(len(heard) - len(word)) > MOST_LETTERS_MORE:
        return False
    return fuzz.ratio(heard, word) > 100 * WORD_NEAR or _skeleton(heard) == _skeleton(word)


def _numbers(words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word[0].isdecimal()]
