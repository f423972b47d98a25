"""Finding what a phrase refers to: devices, areas and floors by name and alias."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from assistant.home.model import Area, Floor, Home
from assistant.home.once import once_per_home
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


def names_in(home: Home) -> Iterator[str]:
    """What its devices and rooms are called."""
    things: tuple[Device | Area, ...] = (*home.devices, *home.areas)
    for thing in things:
        yield from names_of(thing)


def named(home: Home, phrase: str) -> tuple[Device, ...]:
    """Devices that have exactly this name or alias."""
    return _devices_by_name(home).get(plain(phrase), ())


@once_per_home
def _devices_by_name(home: Home) -> Mapping[str, tuple[Device, ...]]:
    found: dict[str, list[Device]] = {}
    for device in home.devices:
        for name in {plain(name) for name in names_of(device)}:
            found.setdefault(name, []).append(device)
    return {name: tuple(devices) for name, devices in found.items()}


def area_named(home: Home, phrase: str) -> Area | None:
    """The area with this name, alias or id."""
    return _areas_by_name(home).get(plain(phrase)) or home.area_by_id.get(phrase)


@once_per_home
def _areas_by_name(home: Home) -> Mapping[str, Area]:
    """The first of a name has it."""
    found: dict[str, Area] = {}
    for area in home.areas:
        for name in names_of(area):
            found.setdefault(plain(name), area)
    return found


def floor_named(home: Home, phrase: str) -> Floor | None:
    """The floor with this name, alias or id."""
    wanted = plain(phrase)
    for floor in home.floors:
        if floor.id == phrase or any(plain(name) == wanted for name in names_of(floor)):
            return floor
    return None
