"""What happens to a sentence between the head and the recogniser's output."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wishes.example import Example, Part

BEFORE = ("please", "hey", "okay", "can you", "could you", "would you please", "um", "uh",
          "i want you to", "i'd like you to", "so", "well",
          "i need you to", "go ahead and")  # fmt: skip
AFTER = ("please", "now", "for me", "thanks", "right now", "thank you", "would you", "if you can")
FILLERS = ("um", "uh", "like", "er", "you know")
WORDED = {
    "turn": ("switch", "put"), "switch": ("turn",), "lights": ("lamps", "lighting"),
    "start": ("begin", "launch"), "stop": ("end", "cancel"), "tell": ("let",),
    "make": ("set", "get"), "room": ("room",), "the": ("the", "my", "that", "all the"),
    "increase": ("raise", "boost", "up"), "decrease": ("lower", "reduce", "drop"),
    "what's": ("what is", "tell me", "how is"), "what is": ("what's",),
}  # fmt: skip
HEARD = {
    "the": ("a", ""), "a": ("the", ""), "light": ("lights", "life"), "lights": ("light",),
    "lamp": ("lump", "lamb"), "on": ("in", "on the"), "off": ("of", "often"), "in": ("and", "on"),
    "to": ("two", "the"), "two": ("to",), "for": ("four", "from"), "four": ("for",),
    "turn": ("turned", "churn"), "play": ("played", "lay"), "set": ("said", "sat"),
    "volume": ("volumes", "value"), "add": ("at", "had"), "my": ("by", ""),
    "please": ("", "police"),
    "blinds": ("blind", "lines"), "door": ("doors", "or"), "alarm": ("alarms", "a lamb"),
    "vacuum": ("back you", "vacuums"), "dim": ("them", "dimmer"), "is": ("as", ""),
}  # fmt: skip


def varied(example: Example, chance: random.Random) -> Iterator[Example]:
    """The example with words around it, other words in it, or slips in it; parts follow."""
    pairs = list(zip(example.words, example.parts or ("none",) * len(example.words), strict=True))
    for change in (_worded, _around, _heard):
        if chance.random() < 0.5:
            pairs = change(pairs, chance)
    words = tuple(word for word, _ in pairs)
    if words and words != example.words:
        parts = tuple(part for _, part in pairs) if example.parts is not None else None
        yield replace(example, words=words, parts=parts, aside=None)


Pairs = list[tuple[str, Part]]


def _around(pairs: Pairs, chance: random.Random) -> Pairs:
    before = chance.choice(BEFORE).split() if chance.random() < 0.6 else []
    after = chance.choice(AFTER).split() if chance.random() < 0.4 else []
    found = [*_plain(before), *pairs, *_plain(after)]
    if chance.random() < 0.2:
        place = chance.randrange(len(found) + 1)
        found[place:place] = _plain([chance.choice(FILLERS)])
    return found


def _worded(pairs: Pairs, chance: random.Random) -> Pairs:
    return _replaced(pairs, WORDED, 0.3, chance)


def _heard(pairs: Pairs, chance: random.Random) -> Pairs:
    found = _replaced(pairs, HEARD, 0.15, chance)
    if len(found) > 3 and chance.random() < 0.15:
        found.pop(0 if chance.random() < 0.6 else chance.randrange(len(found)))
    return found


def _replaced(
    pairs: Pairs, others: dict[str, tuple[str, ...]], share: float, chance: random.Random
) -> Pairs:
    found: Pairs = []
    for word, part in pairs:
        if word in others and part == "none" and chance.random() < share:
            found += [(other, part) for other in chance.choice(others[word]).split()]
        else:
            found.append((word, part))
    return found


def _plain(words: Sequence[str]) -> Pairs:
    return [(word, "none") for word in words]
