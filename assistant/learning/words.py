"""Requests as plain words, their sound, and how alike two of them are.

What a person repeats differs from what was heard in spelling, in order, in small words. Three
views of the same words see through that: the words themselves, the concepts behind them ("lamp"
and "light"), and their consonants ("bath room" and "bat broom").
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from assistant.home.find import plain

Words = tuple[str, ...]

_SPELLED = {
    "whats": "what is", "dont": "do not", "didnt": "did not", "doesnt": "does not",
    "isnt": "is not", "wasnt": "was not", "thats": "that is", "its": "it is", "im": "i am",
    "cant": "can not", "wont": "will not", "id": "i would", "ill": "i will", "lets": "let us",
}  # fmt: skip
_BEFORE_OWNED = frozenset("to of from in on at with for into by and".split())
_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SMALL = frozenset(
    "a an the my our your this that these those it them one ones some any all of to in on off at "
    "by for with from and or but so then now please can could would will you i me we us is are be "
    "do does did was were what hey ok okay just like want need wanted there here up down out too "
    "no not um uh oh well again".split()
)
"""Words that say little about what is wanted; on, off, up and down are told apart as polarity."""
_COMMON = frozenset("turn switch set put make get give change start let go have show tell".split())
"""Verbs that go with everything."""
COMMON_WEIGHT = 0.4
ARTICLES = frozenset("the a an my our".split())
_FILLING = ARTICLES | frozenset(
    "please hey okay ok um uh so now thanks thank you for me assistant excuse".split()
)
"""At the edge of a sentence, or of a part of one, these say nothing."""
_CONCEPTS = {
    word: group.split()[0]
    for group in (
        "light lights lamp lamps bulb bulbs lighting",
        "television tv telly",
        "thermostat temperature heating heater heat degrees warm warmer warmth cold colder cooler",
        "blind blinds shade shades curtain curtains shutter shutters",
        "volume louder quieter loud quiet",
        "music song songs track tune tunes",
        "bright brighter brighten dim dimmer darker dark brightness",
        "vacuum hoover",
        "close shut",
        "play resume",
        "turn switch",
        "wake alarm",
        "couch sofa",
    )
    for word in group.split()
}


@lru_cache(maxsize=65536)
def words_in(text: str) -> Words:
    """Plain words, contractions spelled out, numbers as digits."""
    found: list[str] = []
    for word in _spelled_out(plain(text).split()):
        value = _TENS.get(word, _UNITS.get(word))
        if word in _UNITS and found and found[-1] in _ROUND and 0 < _UNITS[word] < 10:
            found[-1] = str(int(found[-1]) + _UNITS[word])
        else:
            found.append(word if value is None else str(value))
    return tuple(found)


def _spelled_out(words: list[str]) -> Iterator[str]:
    """ "It's" loses its apostrophe, but after "back to" it was none."""
    for before, word in pairwise(("", *words)):
        owned = word == "its" and before in _BEFORE_OWNED
        yield from (word,) if owned else _SPELLED.get(word, word).split()


_ROUND = frozenset(str(value) for value in _TENS.values())


def without_filling(words: Words) -> Words:
    """Without what says nothing at both ends."""
    while words and words[0] in _FILLING:
        words = words[1:]
    while words and words[-1] in _FILLING:
        words = words[:-1]
    return words


def without_any_filling(words: Words) -> Words:
    """And in between."""
    return tuple(word for word in words if word not in _FILLING)


LONGEST_SPAN = 5
"""Words; a longer part of a sentence is a sentence of its own."""


def spans_in(words: Words) -> Iterator[Words]:
    """All parts of a sentence, the longest first."""
    for length in range(min(LONGEST_SPAN, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            yield words[start : start + length]


def put(words: Words, part: Words, other: Words) -> Words:
    """With the other words in place of the part, where it is there."""
    for start in range(len(words) - len(part) + 1):
        if part and words[start : start + len(part)] == part:
            return (*words[:start], *other, *words[start + len(part) :])
    return words


def numbers_in(words: Words) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())


@lru_cache(maxsize=65536)
def concepts_in(words: Words) -> dict[str, float]:
    """What the words speak of, each with its weight; small words are left out."""
    return {
        _CONCEPTS.get(word, word): COMMON_WEIGHT if word in _COMMON else 1.0
        for word in words
        if word not in _SMALL
    }


def overlap(first: Words, second: Words) -> float:
    """Share of the concepts that both have, 0 to 1."""
    ours, theirs = concepts_in(first), concepts_in(second)
    both = sum(weight for concept, weight in ours.items() if concept in theirs)
    every = sum(ours.values()) + sum(theirs.values())
    return 2 * both / every if every else 0.0


@lru_cache(maxsize=262144)
def alike(first: Words, second: Words) -> float:
    """How alike two requests sound or read, 0 to 1; spaces do not count."""
    if not first or not second:
        return 0.0
    letters = fuzz.ratio("".join(first), "".join(second)) / 100
    sounds = fuzz.ratio(sound_of(first).replace(" ", ""), sound_of(second).replace(" ", "")) / 100
    return (letters + sounds) / 2


def sound_of(words: Iterable[str]) -> str:
    """The sound of each word; numbers stay as they are, so that they are never confused."""
    return " ".join(word if word[0].isdigit() else _sound(word) for word in words)


_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^wh", "w"),
        (r"ph", "f"),
        (r"(?<=.)gh(?=[^aeiou]|$)", ""),
        (r"tch|ch|sh|(?:t|s)(?=ion)", "X"),
        (r"th", "0"),
        (r"mb$", "m"),
        (r"dg(?=[eiy])|g(?=[eiy])", "j"),
        (r"c(?=[eiy])", "s"),
        (r"ck|c|q", "k"),
        (r"x", "ks"),
        (r"b", "p"),
        (r"d", "t"),
        (r"g", "k"),
        (r"v", "f"),
        (r"z", "s"),
        (r"^[aeiouy]+", "A"),
        (r"(?<=.)[aeiouyhw]", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""Consonants as the mouth makes them, voiced and unvoiced alike; vowels only at the beginning."""


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word
