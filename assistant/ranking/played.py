"""What is to be played: something to watch, something to hear, or a title that is both."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from assistant.turn import Reading
from assistant.understanding.words import words_of
from devices.contract import Device

Form: TypeAlias = Literal["watched", "heard", "either"]

WATCHED = frozenset(
    "film films movie movies episode series season show video clip trailer documentary "
    "cartoon".split()
)
HEARD = frozenset(
    "music song songs track album playlist radio jazz rock pop classical blues hip hop techno "
    "metal country soul band podcast audiobook book story audio tune tunes singer "
    "symphony".split()
)
FILM_AND_BOOK = frozenset({
    "hunger games", "harry potter", "lord of rings", "hobbit", "dune", "twilight", "godfather",
    "martian", "great gatsby", "pride and prejudice", "jurassic park", "game of thrones",
    "shining", "fight club", "life of pi", "narnia", "chronicles of narnia", "little women",
    "wizard of oz", "jungle book", "da vinci code", "girl on train", "gone girl", "matilda",
    "les miserables", "alice in wonderland", "sherlock holmes", "peter pan", "treasure island",
})  # fmt: skip
"""Titles that many homes have as a film and as an audiobook."""
PLAYS = "HassMediaSearchAndPlay"
PLAYING_INTENTS = frozenset({"HassMediaUnpause", PLAYS})
SCREENS = frozenset({"television", "projector", "screen", "cinema"})
_SMALL = frozenset({"the", "a", "an"})


def title_in(text: str) -> str:
    """The words without articles, as titles are compared."""
    return " ".join(word for word in words_of(text) if word not in _SMALL)


def form_of(reading: Reading) -> Form | None:
    """How it is taken in, where the words tell; None where they do not, or nothing is played."""
    if reading.intent not in PLAYING_INTENTS:
        return None
    words = set(words_of(reading.text))
    if words & WATCHED:
        return "watched"
    if words & HEARD:
        return "heard"
    if reading.intent == PLAYS:
        query = title_in(str(reading.slots.get("search_query") or ""))
        return "either" if query in FILM_AND_BOOK else None
    return None


def has_screen(device: Device) -> bool:
    """Many players do not tell what they are, but are called so."""
    named = words_of(device.name)
    return device.device_class == "tv" or (
        device.device_class is None and not SCREENS.isdisjoint(named)
    )


def with_form(reading: Reading, devices: Sequence[Device]) -> Reading:
    """A title that is film and book becomes the one that the device can give."""
    if form_of(reading) != "either" or not devices or reading.slots.get("media_class"):
        return reading
    screens = all(map(has_screen, devices))
    slots = {**reading.slots, "media_class": "movie" if screens else "audiobook"}
    return replace(reading, slots=slots)
