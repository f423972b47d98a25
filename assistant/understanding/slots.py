"""What the slots of a reading take: any words, a place, a thing, or a number."""

from assistant.turn import Reading
from assistant.understanding.candidates import TITLED

OPEN = frozenset({TITLED, "item", "message"})
"""Any words may be in these."""
ANYTHING_AFTER = frozenset({TITLED, "message"})
"""What comes after the beginning of these may be more of it."""
PLACES = frozenset({"area", "floor"})
POINTERS = frozenset({"name", "domain", "device_class"})
MEASURED = frozenset(
    {"brightness", "color", "percentage", "position", "temperature", "volume_level", "volume_step"}
)
"""Slots with a number or a word from a list; other slots take any words."""


def takes_any_words(reading: Reading) -> bool:
    """Some of it may be an item, a message or a title."""
    return not OPEN.isdisjoint(reading.slots)


def has_a_place_for_each_word(reading: Reading) -> bool:
    """So that no word of it can speak of a time."""
    return reading.slots.keys() <= MEASURED | PLACES | POINTERS


def names_target(reading: Reading) -> bool:
    """A name or a place was said."""
    said = set(reading.slots) - set(reading.implied)
    return not said.isdisjoint(("name", "area", "floor"))
