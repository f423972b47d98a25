"""Where the simulated people are: a plain daily routine, the same for the same seed.

A person is a role (the first stays at home in the day, the others leave on weekdays) and a
handful of words that rooms are known by. What the house lacks, nobody visits.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

_MINUTES_IN_ONE_PLACE = 10
_STROLL = 0.25
"""How often somebody is elsewhere than the routine says."""
_OUTDOORS = ("garden", "porch", "patio", "balcony", "terrace", "outdoor", "outside", "yard")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one person is."""

    area: str | None
    """Id of the area; None when out of the house."""
    awake: bool = True


def is_outdoors(name: str) -> bool:
    """True for areas under the sky, by their name."""
    return any(word in name.lower() for word in _OUTDOORS)


def whereabouts(
    people: Sequence[str], areas: Mapping[str, str], now: datetime, seed: int
) -> Mapping[str, Place]:
    """Everybody's place at a moment; areas are names by id."""
    return {person: _place(person, index, areas, now, seed) for index, person in enumerate(people)}


def _place(person: str, index: int, areas: Mapping[str, str], now: datetime, seed: int) -> Place:
    slot = (now.hour * 60 + now.minute) // _MINUTES_IN_ONE_PLACE
    dice = random.Random(f"{seed}/{person}/{now.date()}/{slot}")
    hour = now.hour + now.minute / 60
    bed = _room(areas, ("guest", "nursery", "kids", "bedroom") if index > 1 else ("bedroom",))
    if hour < 6.75 or hour >= 23:
        return Place(bed, awake=False)
    if index > 0 and now.weekday() < 5 and 8.5 <= hour < 17:
        return Place(None)
    if dice.random() < _STROLL:
        return Place(dice.choice(sorted(areas)) if areas else None)
    return Place(_room(areas, _routine(hour)))


def _routine(hour: float) -> tuple[str, ...]:
    """Words for the rooms that fit the hour, best first."""
    if hour < 7.25:
        return ("bathroom", "bedroom")
    if hour < 8.5 or 12 <= hour < 13 or 17.5 <= hour < 19:
        return ("kitchen", "dining")
    if hour < 17.5:
        return ("office", "study", "living")
    return ("living", "lounge", "bedroom") if hour < 22.5 else ("bathroom", "bedroom")


def _room(areas: Mapping[str, str], words: tuple[str, ...]) -> str | None:
    for word in words:
        matching = [area for area, name in areas.items() if word in name.lower()]
        if matching:
            return min(matching, key=lambda area: (len(areas[area]), area))
    return min(areas, default=None)
