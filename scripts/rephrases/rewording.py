"""The same wish in other words."""

import random
from collections.abc import Mapping
from types import MappingProxyType

from assistant.learning.words import Words
from rephrases.corpus import Corpus, Said, place_of

BEFORE = (
    "please;could you;can you please;would you;hey;ok;i want you to;i would like you to;just;"
    "i need you to;can we;go ahead and"
).split(";")
AFTER = "please;now;for me;thanks;right now;will you;if you can".split(";")
MEANT = (
    "no;no i said;no i meant;i said;i meant;that is wrong;not that;that is not what i said;"
    "no no;wrong;sorry i meant;what i want is;listen;i asked you to;you did not understand me"
).split(";")
SMALL = frozenset(
    "a an the my our please could you can would i want to me for of some now just hey ok it is do "
    "need like that in on at".split()
)
SYNONYMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "turn": ("switch", "put"), "switch": ("turn", "flip"), "set": ("change", "put"),
        "change": ("set", "make"), "light": ("lamp", "lights"), "lights": ("lamps", "light"),
        "lamp": ("light",), "play": ("put on", "start"), "start": ("begin", "run"),
        "stop": ("end", "quit"), "show": ("tell", "give"), "tell": ("show", "give"),
        "what": ("tell me what",), "increase": ("raise", "turn up"), "raise": ("increase",),
        "decrease": ("lower", "reduce"), "lower": ("reduce", "turn down"),
        "delete": ("remove", "erase"), "remove": ("delete", "take off"), "add": ("put", "include"),
        "create": ("make", "start"), "make": ("create",), "find": ("look for", "search for"),
        "song": ("track", "music"), "music": ("songs", "a song"), "email": ("mail", "message"),
        "meeting": ("appointment", "event"), "remind": ("notify",), "list": ("show",),
        "weather": ("forecast",), "news": ("headlines",), "close": ("shut",), "open": ("open up",),
        "tv": ("television",), "vacuum": ("hoover", "vacuum cleaner"), "room": ("room",),
        "volume": ("sound",), "book": ("reserve", "order"), "get": ("fetch", "give"),
        "send": ("write",), "check": ("look up", "look at"), "big": ("large",),
        "temperature": ("heat",), "home": ("house",), "everything": ("all",),
    }
)  # fmt: skip


def reworded(said: Said, corpus: Corpus, dice: random.Random) -> Words:
    """Another wording of the wish where one is known, otherwise the same one edited."""
    others = [one.words for one in corpus.by_wish[said.wish] if one.words != said.words]
    if others and dice.random() < 0.75:
        found = dice.choice(others)
        return edited(found, said, dice) if dice.random() < 0.3 else found
    for _ in range(5):
        found = edited(said.words, said, dice)
        if found != said.words:
            return found
    return (*dice.choice(BEFORE).split(), *said.words)


def edited(words: Words, said: Said, dice: random.Random) -> Words:
    """Dropped, added, put elsewhere or said with other words, as people do."""
    for change in dice.sample((_without_small, _around, _with_synonyms, _turned, _shorter), 2):
        words = change(words, said, dice)
    return words


def corrected(words: Words, dice: random.Random) -> tuple[Words, int]:
    """Worded as a correction, and where in it the request begins."""
    begins = tuple(dice.choice(MEANT).split())
    return (*begins, *words), len(begins)


def _without_small(words: Words, said: Said, dice: random.Random) -> Words:
    kept = tuple(word for word in words if word not in SMALL or dice.random() < 0.3)
    return kept if len(kept) > 1 else words


def _around(words: Words, said: Said, dice: random.Random) -> Words:
    if dice.random() < 0.5:
        return (*dice.choice(BEFORE).split(), *words)
    return (*words, *dice.choice(AFTER).split())


def _with_synonyms(words: Words, said: Said, dice: random.Random) -> Words:
    found: list[str] = []
    for word in words:
        other = SYNONYMS.get(word)
        found.extend(dice.choice(other).split() if other and dice.random() < 0.6 else (word,))
    return tuple(found)


def _turned(words: Words, said: Said, dice: random.Random) -> Words:
    """The end comes first: "in the kitchen turn on the light"."""
    if len(words) < 4:
        return words
    cut = next(
        (n for n in range(2, len(words) - 1) if words[n] in ("in", "for", "at", "on", "to")), None
    )
    return words if cut is None else (*words[cut:], *words[:cut])


def _shorter(words: Words, said: Said, dice: random.Random) -> Words:
    """Only what it is about: one of several things that were named is left out."""
    if len(said.slots) < 2 or dice.random() < 0.5:
        return words
    _, value = dice.choice(said.slots)
    start = place_of(words, value)
    found = words[:start] + words[start + len(value) :] if start >= 0 else words
    while found and found[-1] in SMALL:
        found = found[:-1]
    return found if len(found) > 1 else words
