"""Finding what a phrase refers to: devices, areas and floors by name and alias."""

import re
from functools import lru_cache

from assistant.home.model import Area, Floor, Home
from devices.contract import Device

_ARTICLES = re.compile(r"^(the|my|our|a|an)\s+")
_NOT_WORDS = re.compile(r"[^\w\s]")


@lru_cache(maxsize=65536)
def plain(phrase: str) -> str:
    """The phrase in lower case without punctuation, leading article or double spaces."""
    words = " ".join(_NOT_WORDS.sub(" ", phrase.replace("'", "").lower()).split())
    return _ARTICLES.sub("", words)


def names_of(thing: Device | Area | Floor) -> tuple[str, ...]:
    return (thing.name, *thing.aliases)


def named(home: Home, phrase: str) -> tuple[Device, ...]:
    """Devices that have exactly this name or alias."""
    wanted = plain(phrase)
    return tuple(
        device for device in home.devices if any(plain(name) == wanted for name in names_of(device))
    )


def area_named(home: Home, phrase: str) -> Area | None:
    """The area with this name, alias or id."""
    wanted = plain(phrase)
    for area in home.areas:
        if area.id == phrase or any(plain(name) == wanted for name in names_of(area)):
            return area
    return None


def floor_named(home: Home, phrase: str) -> Floor | None:
    """The floor with this name, alias or id."""
    wanted = plain(phrase)
    for floor in home.floors:
        if floor.id == phrase or any(plain(name) == wanted for name in names_of(floor)):
            return floor
    return None
