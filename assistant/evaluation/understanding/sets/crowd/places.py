"""Which part of the crowd's home a request speaks of."""

import re
from dataclasses import dataclass
from functools import cache

from assistant.evaluation.understanding.homes.crowd import (
    HERE,
    OUTDOORS,
    all_lights,
    crowd_home,
    lights_in,
)
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, Undecided
from assistant.home.find import names_of

_WHOLE = frozenset({"house", "home", "flat", "apartment", "whole house", "everywhere"})
_ROOM = frozenset({"room", "this room", "my room", "here"})
_OUTSIDE = frozenset({"outside", "outdoor", "outdoors", "exterior"})
_IGNORED = frozenset({"floor", "floors", "carpets", "carpet", "overhead", "ceiling", "rug"})


@dataclass(frozen=True, slots=True)
class Place:
    """Areas, and whether somebody named them."""

    areas: tuple[str, ...]
    named: bool
    whole: bool = False


def place_of(row: CrowdRow) -> Place:
    """Where the request is about; raises Undecided for several places or one that is not there."""
    found = {*_in_text(row.words)}
    for value in row.values("house_place"):
        name = value.removeprefix("my ").removeprefix("the ").replace(" 's", "'s")
        if name in _IGNORED:
            continue
        areas = _in_text(name)
        if not areas:
            raise Undecided("a place that no home has")
        found |= {*areas}
    concrete = {place for place in found if place not in ("here", "home")}
    if len(concrete) > 1:
        raise Undecided("several places")
    if concrete:
        return Place(_areas(concrete.pop()), named=True)
    if "home" in found:
        return Place(tuple(area.id for area in crowd_home().areas), named=True, whole=True)
    return Place((HERE,), named="here" in found)


def lights_of(place: Place) -> tuple[str, ...]:
    """The lights of a place."""
    return all_lights() if place.whole else lights_in(place.areas)


def _areas(place: str) -> tuple[str, ...]:
    if place == "outdoors":
        return OUTDOORS
    floor = tuple(area.id for area in crowd_home().areas if area.floor == place)
    return floor or (place,)


def _in_text(text: str) -> set[str]:
    """Ids of areas and floors, `here`, `home` or `outdoors`; longer names win over shorter."""
    found: set[str] = set()
    left = f" {text} "
    for name, place in _names():
        pattern = rf"(?<![\w']){re.escape(name)}s?(?![\w'])"
        if re.search(pattern, left):
            found.add(place)
            left = re.sub(pattern, " ", left)
    return found


@cache
def _names() -> tuple[tuple[str, str], ...]:
    home = crowd_home()
    pairs = [(name, area.id) for area in home.areas for name in names_of(area)]
    pairs += [(name, floor.id) for floor in home.floors for name in names_of(floor)]
    pairs += [(name, "home") for name in _WHOLE]
    pairs += [(name, "here") for name in _ROOM]
    pairs += [(name, "outdoors") for name in _OUTSIDE]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
