"""In what two requests contradict each other: on or off, how much, and where."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias

from assistant.home.find import names_of
from assistant.home.model import Area, Floor, Home
from assistant.learning.words import Words, numbers_in, words_in

Contrast: TypeAlias = Literal["polarity", "number", "room"]

POWER, HOW_MUCH = "power", "level"
"""What on and off are said of, and what more and less, up and down."""
_POLES: dict[str, tuple[str, int]] = {
    word: (axis, sign)
    for axis, more, less in (
        (POWER, "on enable activate", "off disable deactivate"),
        ("opening", "open opens opened", "close closes closed shut"),
        (
            HOW_MUCH,
            "up raise increase louder brighter warmer hotter higher faster more brighten",
            "down lower decrease reduce quieter dimmer dim darker darken softer soften cooler "
            "colder slower less",
        ),
        ("lock", "lock", "unlock"),
        ("guard", "arm", "disarm"),
        ("sound", "unmute", "mute"),
        ("run", "start begin play resume continue unpause", "stop end pause cancel halt"),
        ("list", "add set create make", "remove delete"),
        ("order", "next", "previous last"),
    )
    for sign, words in ((1, more), (-1, less))
    for word in words.split()
}
_NO_WAY = frozenset("set make".split())
_ASKING = frozenset(
    "is are was were what whats which who how why did does do when where should shall".split()
)
_NEEDING_A_VERB = frozenset("what which who where".split())
_DOING = frozenset("do does".split())
_DOERS = frozenset(
    "i you we they he she it the a my our your any all this that these those".split()
)
_VERBS_OF_QUESTIONS = frozenset(
    "is are was were am did does do has have had can could will would may might".split()
)
_NEGATIONS = frozenset(
    "no not never without wouldnt couldnt shouldnt havent hasnt hadnt arent aint".split()
)
_STANCES = frozenset(
    "should shall would could why if unless when while until because since although already almost "
    "nearly yet ago later soon thought think guess wonder suppose hope said told asked".split()
)
"""What is said with them is weighed, put off, told or asked, and not simply wished for."""
ROOMS = tuple(
    words_in(name)
    for name in (
        "kitchen,living room,lounge,bedroom,bed room,bathroom,bath room,office,study,hall,hallway,"
        "garage,garden,dining room,guest room,nursery,kids room,attic,basement,cellar,porch,patio,"
        "balcony,terrace,laundry,laundry room,utility room,entrance,corridor,upstairs,downstairs"
    ).split(",")
)
"""What homes call their rooms; a home's own names come on top."""


def rooms_of(home: Home) -> tuple[Words, ...]:
    """The names of rooms and floors, those of this home first."""
    places: tuple[Area | Floor, ...] = (*home.areas, *home.floors)
    own = (words_in(name) for place in places for name in names_of(place))
    return tuple(dict.fromkeys((*(name for name in own if name), *ROOMS)))


def contrasts(first: Words, second: Words, rooms: tuple[Words, ...] = ROOMS) -> frozenset[Contrast]:
    """Where both say something and not the same."""
    found: set[Contrast] = set()
    if _opposed(first, second):
        found.add("polarity")
    if _differ(numbers_in(first), numbers_in(second)):
        found.add("number")
    if _differ(rooms_in(first, rooms), rooms_in(second, rooms)):
        found.add("room")
    return frozenset(found)


def additions(
    first: Words, second: Words, rooms: tuple[Words, ...] = ROOMS
) -> tuple[frozenset[Contrast], frozenset[Contrast]]:
    """What only the second says, and what only the first says."""
    pairs: tuple[tuple[Contrast, bool, bool], ...] = (
        ("polarity", _turns(first), _turns(second)),
        ("number", bool(numbers_in(first)), bool(numbers_in(second))),
        ("room", bool(rooms_in(first, rooms)), bool(rooms_in(second, rooms))),
    )
    more = frozenset(name for name, ours, theirs in pairs if theirs and not ours)
    less = frozenset(name for name, ours, theirs in pairs if ours and not theirs)
    return more, less


@lru_cache(maxsize=65536)
def rooms_in(words: Words, rooms: tuple[Words, ...] = ROOMS) -> frozenset[str]:
    """The rooms that are named, written without spaces so that "bed room" is "bedroom"."""
    return frozenset(
        "".join(room)
        for room in rooms
        for start in range(len(words) - len(room) + 1)
        if words[start : start + len(room)] == room
    )


def asks(words: Words) -> bool:
    """Whether it begins as a question does.

    "What" alone is none ("what lower the blind"), nor "do" without somebody who does.
    """
    asking = _ASKING.intersection(words[:2])
    if asking <= _NEEDING_A_VERB:
        return bool(asking) and not _VERBS_OF_QUESTIONS.isdisjoint(words)
    return not asking <= _DOING or not _DOERS.isdisjoint(words[1:3])


def negations_in(words: Words) -> frozenset[str]:
    """The words that turn what is said into its opposite."""
    return _NEGATIONS.intersection(words)


def stances_in(words: Words) -> frozenset[str]:
    """The words that make something else of a wish than a wish; "would you" and the like ask so
    politely."""
    polite = [word for word, following in pairwise(words) if following == "you"]
    return _STANCES.intersection(words).difference(polite)


def directions_in(words: Words) -> dict[str, tuple[str, ...]]:
    """The words that say which way, by what they say it of; "set" and "make" say it of nothing."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        axis, sign = _POLES.get(word, ("", 0))
        if axis and (axis, sign) != ("list", 1):
            found[axis] = (*found.get(axis, ()), word)
    return found


def opposites_of(word: str) -> tuple[str, ...]:
    """The words that say the other way of the same; none for what says no way."""
    axis, sign = _POLES.get(word, ("", 0))
    return tuple(other for other, found in _POLES.items() if axis and found == (axis, -sign))


def _poles(words: Words) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for word in words:
        if word in _POLES:
            axis, sign = _POLES[word]
            found.setdefault(axis, set()).add(sign)
    return found


def _turns(words: Words) -> bool:
    """Whether it says which way; "set" and "make" are opposites of "remove" and no way."""
    return not _POLES.keys().isdisjoint(word for word in words if word not in _NO_WAY)


def _opposed(first: Words, second: Words) -> bool:
    ours, theirs = _poles(first), _poles(second)
    return any(not signs & theirs[axis] for axis, signs in ours.items() if axis in theirs)


def _differ(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    ours, theirs = set(ours), set(theirs)
    return bool(ours) and bool(theirs) and ours != theirs
