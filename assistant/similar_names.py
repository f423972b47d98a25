"""Names that sound alike: which pairs of a home, and how near they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from assistant.home.find import names_of
from assistant.home.model import Area, Home
from assistant.home.phones import PHONES, Phones
from assistant.sayings.words import spoken
from assistant.speech.language.lexicon import Lexicon
from devices.contract import Device

ALIKE = 0.8
"""From this likeness on two names are taken for each other: "heating lamp" and "reading lamp"."""
WORTH_A_LOOK = 0.65
"""Likeness by mere counting of phones, below which the sounds are not compared."""
PER_NAME = 8
"""Names that one is compared with by sound: those that are nearest by mere counting."""
ROWS = 500
"""Names compared with all others at once."""
NEAR_COST = 0.5
_NEAR = (
    "P B", "T D", "K G", "F V", "S Z", "SH ZH", "CH JH", "TH DH", "M N NG", "TH F", "T K P",
    "IY IH", "EH AE", "AA AO AH", "UW UH", "EY EH", "OW AO", "ER AH", "AY AA", "AW AA", "OY AO",
)  # fmt: skip
"""Phones that noise makes one of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two names and how much alike they sound, 0 to 1."""

    one: str
    other: str
    likeness: float


def _near_phones() -> frozenset[tuple[str, str]]:
    groups = [group.split() for group in _NEAR]
    return frozenset((a, b) for group in groups for a in group for b in group)


NEAR = _near_phones()


def phones_of(names: Iterable[str], lexicon: Lexicon) -> dict[str, Phones]:
    """Each name in the first way to say it; names that nobody can say are left out."""
    words = {name: spoken(name) for name in names}
    sounds = lexicon.sounds(word for parts in words.values() for word in parts)
    return {
        name: tuple(phone for word in parts for phone in sounds[word].pronunciations[0])
        for name, parts in words.items()
        if parts and all(sounds[word].pronunciations for word in parts)
    }


def names_in(home: Home) -> Mapping[str, frozenset[str]]:
    """What devices and rooms are called, with the ids of what is called so."""
    found: dict[str, set[str]] = {}
    things: list[Device | Area] = [*home.devices, *home.areas]
    for thing in things:
        for name in names_of(thing):
            found.setdefault(" ".join(spoken(name)), set()).add(thing.id)
    return {name: frozenset(ids) for name, ids in found.items() if name}


def namesakes(home: Home) -> Iterator[tuple[str, str]]:
    """Ids of devices that no words tell apart: one name, one kind and one room for both."""
    first: dict[tuple[str, str, str | None], str] = {}
    for device in home.devices:
        known = first.setdefault((device.name.casefold(), device.kind, device.area), device.id)
        if known != device.id:
            yield known, device.id


def confusable(home: Home, lexicon: Lexicon) -> tuple[Pair, ...]:
    """Names of different things that sound alike, the nearest first."""
    names = names_in(home)
    pairs = (p for p in alike(phones_of(names, lexicon)) if names[p.one] != names[p.other])
    return tuple(sorted(pairs, key=lambda pair: (-pair.likeness, pair.one)))


def alike(phones: Mapping[str, Phones]) -> Iterator[Pair]:
    """Pairs that sound alike, in no particular order."""
    names = list(phones)
    letters = ["".join(chr(65 + PHONES.index(p)) for p in phones[name]) for name in names]
    seen: set[tuple[str, str]] = set()
    edges = [*range(0, len(names), ROWS), len(names)]
    for first, last in pairwise(edges):
        likely = cdist(
            letters[first:last],
            letters,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=WORTH_A_LOOK,
            dtype=np.float32,
        )
        likely[np.arange(last - first), np.arange(first, last)] = 0
        nearest = np.argsort(-likely, axis=1)[:, :PER_NAME]
        for row, column in np.argwhere(np.take_along_axis(likely, nearest, axis=1) > 0):
            place, against = first + row, int(nearest[row, column])
            one, other = names[min(place, against)], names[max(place, against)]
            if (one, other) in seen:
                continue
            seen.add((one, other))
            if (value := likeness(phones[one], phones[other])) >= ALIKE:
                yield Pair(one=one, other=other, likeness=value)


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """1 for the same sounds; by edit distance, in which near sounds count half."""
    if not one or not other:
        return 0.0
    row = [float(place) for place in range(len(other) + 1)]
    for place, phone in enumerate(one, 1):
        before, row = row, [float(place)]
        for index, against in enumerate(other):
            swap = 0.0 if phone == against else NEAR_COST if (phone, against) in NEAR else 1.0
            row.append(min(before[index] + swap, before[index + 1] + 1, row[index] + 1))
    return 1 - row[-1] / max(len(one), len(other))
