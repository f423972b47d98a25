"""Which entries of a list are spoken of: "I've phoned the plumber" is of "phone the plumber"."""

from assistant.context import Context
from assistant.understanding.listing.which import is_of_deeds
from assistant.understanding.words import words_of
from devices.contract import Device

_ENDINGS = ("ing", "ies", "ed", "es", "s", "d", "e")
_BASE = {
    "bought": "buy", "sent": "send", "paid": "pay", "made": "make", "rang": "ring", "did": "do",
    "done": "do", "got": "get", "took": "take", "wrote": "write", "fed": "feed", "went": "go",
    "sold": "sell", "found": "find", "brought": "bring", "swept": "sweep", "fixed": "fix",
    "taken": "take", "written": "write", "cut": "cut", "hung": "hang", "built": "build",
}  # fmt: skip
_SMALL = frozenset("the a an my our some of to".split())


def entries_of(device: Device, context: Context) -> tuple[str, ...]:
    """What is open on it, as it is spelled there."""
    items = context.states.get(device.id, {}).get("items")
    return tuple(map(str, items)) if isinstance(items, tuple | list) else ()


def entries_named(said: str, device: Device, context: Context) -> tuple[str, ...]:
    """The entries whose every word is said, in the order of speaking; of two that the same words
    may be, the longer.
    """
    words = [_stem(word) for word in words_of(said) if word not in _SMALL]
    free = [True] * len(words)
    found: list[tuple[int, str]] = []
    entries = {entry: _stems(entry) for entry in entries_of(device, context)}
    for entry in sorted(entries, key=lambda one: -len(entries[one])):
        sought = entries[entry]
        for at in range(len(words) - len(sought) + 1):
            place = slice(at, at + len(sought))
            if sought and words[place] == sought and all(free[place]):
                free[place] = [False] * len(sought)
                found.append((at, entry))
                break
        else:
            if is_of_deeds(device) and (told := _in_any_order(sought, words, free)) is not None:
                found.append((told, entry))
    return tuple(entry for _, entry in sorted(found))


def _in_any_order(sought: list[str], words: list[str], free: list[bool]) -> int | None:
    """ "The heifers are dosed" is of "dose heifers"; where it begins, and None where it is not."""
    places = [words.index(word) for word in sought if word in words]
    if len(sought) < 2 or len(places) < len(sought) or not all(free[place] for place in places):
        return None
    for place in places:
        free[place] = False
    return min(places)


def _stems(entry: str) -> list[str]:
    return [_stem(word) for word in words_of(entry.replace("-", " ")) if word not in _SMALL]


def _stem(word: str) -> str:
    word = _BASE.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word.removesuffix(ending)
    return word
