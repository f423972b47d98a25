"""Wishes that are worded almost alike and are not the same: what a detector must not fall for."""

import random
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from assistant.learning.words import Words, alike
from rephrases.corpus import Corpus, Said, place_of
from wishes.vocabulary import ROOMS

OPPOSITES: Mapping[str, str] = MappingProxyType(
    {
        one: other
        for first, second in (
            ("on", "off"), ("up", "down"), ("open", "close"), ("lock", "unlock"),
            ("increase", "decrease"), ("raise", "lower"), ("louder", "quieter"),
            ("brighter", "darker"), ("start", "stop"), ("add", "remove"), ("mute", "unmute"),
            ("next", "previous"), ("warmer", "cooler"), ("activate", "deactivate"),
            ("enable", "disable"), ("first", "last"), ("morning", "evening"), ("more", "less"),
            ("save", "delete"), ("send", "read"), ("like", "hate"), ("start", "end"),
            ("brighten", "dim"), ("lighter", "dimmer"), ("higher", "lower"), ("begin", "cancel"),
        )
        for one, other in ((first, second), (second, first))
    }
)  # fmt: skip
SOUNDS_THE_SAME = 0.6
"""Likeness from which on one may have been said and the other heard."""
PLACES = tuple(tuple(name.split()) for name in ROOMS)


def other_number(said: Said, corpus: Corpus, dice: random.Random) -> Words | None:
    places = [n for n, word in enumerate(said.words) if word.isdigit()]
    if not places:
        return None
    place = dice.choice(places)
    value = int(said.words[place])
    step = dice.choice((1, 2, 3, 5, 10, 20, 25, 30))
    other = value + step if value < step or dice.random() < 0.5 else value - step
    return (*said.words[:place], str(other), *said.words[place + 1 :])


def other_room(said: Said, corpus: Corpus, dice: random.Random) -> Words | None:
    for room in PLACES:
        start = place_of(said.words, room)
        if start >= 0:
            other = dice.choice([place for place in PLACES if place != room])
            return said.words[:start] + other + said.words[start + len(room) :]
    return None


def other_way(said: Said, corpus: Corpus, dice: random.Random) -> Words | None:
    places = [n for n, word in enumerate(said.words) if word in OPPOSITES]
    if not places:
        return None
    place = places[0]
    return (*said.words[:place], OPPOSITES[said.words[place]], *said.words[place + 1 :])


def other_value(said: Said, corpus: Corpus, dice: random.Random) -> Words | None:
    """Another day, device, title: whatever else was said for the same type of slot."""
    if not said.slots:
        return None
    kind, value = dice.choice(said.slots)
    others = [one for one in corpus.values[kind] if _is_apart(one, value)]
    start = place_of(said.words, value)
    if not others or start < 0:
        return None
    return said.words[:start] + dice.choice(others) + said.words[start + len(value) :]


def same_topic(said: Said, corpus: Corpus, dice: random.Random) -> Words | None:
    """Worded by somebody else, of the same kind, for something else."""
    others = corpus.by_topic[said.topic]
    for _ in range(8):
        other = dice.choice(others)
        if is_other(said, other):
            return other.words
    return None


def unrelated(said: Said, corpus: Corpus, dice: random.Random) -> Words | None:
    return another_topic(said, corpus.said, dice).words


def chatter(said: Said, corpus: Corpus, dice: random.Random) -> Words | None:
    return dice.choice(corpus.chatter or [("how", "are", "you", "today")])


Near = Callable[[Said, Corpus, random.Random], Words | None]
NEAR: Mapping[str, Near] = MappingProxyType(
    {
        "other number": other_number,
        "other room": other_room,
        "other way": other_way,
        "other value": other_value,
        "other wish, same kind": same_topic,
        "new goal": unrelated,
        "chatter": chatter,
    }
)
"""Kinds of what is no rephrase; None where the request offers nothing to change."""


def is_other(said: Said, other: Said) -> bool:
    """Another wish for sure: both name something, and it differs in a type that both name."""
    if other.wish == said.wish or not said.slots or not other.slots:
        return False
    ours: dict[str, set[Words]] = {}
    for kind, value in said.slots:
        ours.setdefault(kind, set()).add(value)
    return any(
        kind in ours and all(_is_apart(value, one) for one in ours[kind])
        for kind, value in other.slots
    )


def another_topic(said: Said, among: Sequence[Said], dice: random.Random) -> Said:
    while (other := dice.choice(among)).topic == said.topic:
        pass
    return other


def _is_apart(one: Words, other: Words) -> bool:
    """Not one value misheard or in the plural: no common word, and another sound."""
    return not set(one) & set(other) and alike(one, other) < SOUNDS_THE_SAME
