"""Requests for what a home does not have, and questions and talk about what it has.

Made from the homes' own lists, with rooms and devices of other homes. Nothing may change.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from assistant.evaluation.understanding.homes.crowd import crowd_home
from assistant.evaluation.understanding.item import Item, Nothing
from assistant.evaluation.understanding.sets.built import Built, distinct
from assistant.evaluation.understanding.sets.device_actions import described_homes
from assistant.evaluation.understanding.sets.ha_commands import shared_home
from assistant.evaluation.understanding.split import side_of
from assistant.evaluation.understanding.wanted import words_of
from assistant.home.find import names_of
from assistant.home.model import Home
from devices.contract import Device

Entry = TypeVar("Entry")
Texts: TypeAlias = Callable[[Home, str], Iterator[tuple[str, str]]]

ABSENT = "impossible"
QUESTIONS = "questions"
HOMES = 30
"""Homes to make requests for."""
PER_KIND = 12
"""Requests of one kind in one home."""

_ROOMS = (
    "sauna,wine cellar,library,gym,conservatory,pool house,boathouse,stables,music room,workshop,"
    "greenhouse,sunroom,walk in closet,pantry,roof terrace,guest house,nursery,home cinema"
).split(",")
_IN_ROOM = (
    "turn on the lights in the {room}",
    "switch off the {room} light",
    "dim the {room} lights to 30 percent",
    "close the blinds in the {room}",
    "open the {room} curtains",
    "set the {room} to 21 degrees",
    "can you turn the {room} fan on please",
    "play some jazz in the {room}",
    "mute the speaker in the {room}",
    "make it brighter in the {room}",
    "lock the {room} door",
    "please turn everything off in the {room}",
)
_THINGS = (
    ("aquarium pump", "switch"),
    ("christmas tree", "switch"),
    ("skylight", "cover"),
    ("awning", "cover"),
    ("pergola roof", "cover"),
    ("hot tub", "switch"),
    ("towel warmer", "switch"),
    ("lava lamp", "light"),
    ("neon sign", "light"),
    ("gramophone", "media_player"),
    ("jukebox", "media_player"),
    ("dehumidifier", "fan"),
    ("safe", "lock"),
    ("gun cabinet", "lock"),
    ("cat flap", "lock"),
    ("espresso grinder", "switch"),
    ("3d printer", "switch"),
    ("electric blanket", "switch"),
    ("pool heater", "climate"),
    ("ice maker", "switch"),
)
_ABOUT_THING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "switch": ("turn on the {thing}", "switch the {thing} off please", "start the {thing}"),
        "cover": ("open the {thing}", "close the {thing}", "set the {thing} to 40 percent"),
        "light": ("turn the {thing} on", "set the {thing} to blue", "dim the {thing}"),
        "media_player": ("pause the {thing}", "turn up the {thing}", "next song on the {thing}"),
        "fan": ("turn on the {thing}", "set the {thing} to 50 percent"),
        "lock": ("unlock the {thing}", "lock the {thing}", "is the {thing} locked"),
        "climate": ("set the {thing} to 28 degrees", "turn off the {thing}"),
    }
)
_WRONG_ATTRIBUTE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "light": (
            "set the volume of {name} to 50 percent",
            "lock the {name}",
            "set {name} to 21 degrees",
        ),
        "switch": ("set {name} to blue", "set the brightness of {name} to 40 percent"),
        "lock": ("dim the {name}", "set the {name} to 30 percent brightness", "mute the {name}"),
        "cover": ("set {name} to red", "pause the {name} music", "set {name} to 23 degrees"),
        "climate": ("lock the {name}", "set the {name} to purple"),
        "media_player": (
            "set {name} to 19 degrees",
            "close the {name} shutters",
            "set {name} to green",
        ),
        "fan": ("unlock the {name}", "set {name} to yellow"),
        "vacuum": ("set {name} to 22 degrees", "set the brightness of {name} to 10 percent"),
        "valve": ("set {name} to orange", "set the volume of {name} to 20 percent"),
    }
)
_ASKING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "light": (
            "is the {name} on",
            "did I leave the {name} on",
            "why is the {name} off",
            "how do I turn on the {name}",
            "what happens if I turn off the {name}",
            "could you tell me whether the {name} is on",
            "are any {area} lights on",
            "do you think the {name} should be turned off",
        ),
        "lock": (
            "is the {name} locked",
            "did somebody unlock the {name}",
            "when was the {name} locked",
            "can you check if the {name} is unlocked",
            "how do you lock the {name}",
        ),
        "cover": (
            "is the {name} open",
            "who opened the {name}",
            "do I need to close the {name} tonight",
            "how far is the {name} open",
        ),
        "switch": (
            "is the {name} running",
            "how long has the {name} been on",
            "what is the {name}",
        ),
        "climate": (
            "what is the {name} set to",
            "is the {name} on",
            "how warm will the {name} make it",
        ),
        "media_player": (
            "is the {name} playing",
            "what is playing on the {name}",
            "is the {name} loud",
        ),
        "fan": ("is the {name} on", "how fast is the {name}"),
    }
)
_TALK = (
    "my wife said turn off the {name}",
    "he told me to turn the {name} on",
    "I already turned off the {name}",
    "don't turn off the {name}",
    "do not touch the {name}",
    "I was going to turn on the {name} but never mind",
    "the {name} is nice",
    "I bought the {name} yesterday",
    "in the film somebody turned off the {name}",
    "please never turn on the {name}",
)


def impossible() -> Built:
    """Requests for rooms, devices and attributes that the home does not have."""
    return Built(items=distinct(_items(ABSENT, _absent)))


def questions() -> Built:
    """Questions, reported speech and remarks about devices that the home has."""
    return Built(items=distinct(_items(QUESTIONS, _spoken_of)))


def _items(name: str, texts_of: Texts) -> Iterator[Item]:
    homes = (crowd_home(), shared_home(), *described_homes())
    for number, home in enumerate(homes[:HOMES]):
        for family, said in texts_of(home, f"{name} {number}"):
            group = f"{name} {family} {said.split('{')[0][:24]} {number}"
            yield Item(
                id=f"{name}-{number}-{_digest(said)[:10]}",
                set=name,
                text=said,
                home=home,
                expected=Nothing(why=family),
                group=group,
                family=family,
                area=home.areas[int(_digest(said), 16) % len(home.areas)].id,
                split=side_of(group),
            )


def _absent(home: Home, seed: str) -> Iterator[tuple[str, str]]:
    known = _home_words(home)
    rooms = [room for room in _ROOMS if not words_of(room) & known]
    for place, pattern in enumerate(_some(_IN_ROOM, seed)):
        if rooms:
            yield "room", pattern.format(room=rooms[place % len(rooms)])
    things = [(thing, kind) for thing, kind in _THINGS if not words_of(thing) & known]
    for thing, kind in _some(things, seed):
        for pattern in _some(_ABOUT_THING[kind], f"{seed} {thing}")[:2]:
            yield "device", pattern.format(thing=thing)
    for device in _some(_unique(home), seed):
        patterns = _WRONG_ATTRIBUTE.get(device.kind, ())
        for pattern in _some(patterns, f"{seed} {device.id}")[:1]:
            yield "attribute", pattern.format(name=device.name)


def _spoken_of(home: Home, seed: str) -> Iterator[tuple[str, str]]:
    for device in _some(_unique(home), seed):
        area = home.area_by_id.get(device.area or "")
        patterns = _ASKING.get(device.kind, ())
        for pattern in _some(patterns, f"{seed} {device.id}")[:2]:
            if area is not None or "{area}" not in pattern:
                place = area.name if area else ""
                yield "question", pattern.format(name=device.name, area=place)
        if patterns:
            pattern = _some(_TALK, f"talk {seed} {device.id}")[0]
            yield "talk", pattern.format(name=device.name)


def _unique(home: Home) -> list[Device]:
    """Devices whose name means only them."""
    names = [name.casefold() for device in home.devices for name in names_of(device)]
    return [device for device in home.devices if names.count(device.name.casefold()) == 1]


def _home_words(home: Home) -> frozenset[str]:
    return frozenset(
        word
        for names in (
            *map(names_of, home.devices),
            *map(names_of, home.areas),
            *map(names_of, home.floors),
        )
        for name in names
        for word in words_of(name)
    ) - {"room", "house", "light", "door", "the"}


def _some(entries: Sequence[Entry], seed: str) -> list[Entry]:
    """At most a few of them, in an order of their own."""
    return sorted(entries, key=lambda entry: _digest(f"{seed} {entry!r}"))[:PER_KIND]


def _digest(seed: str) -> str:
    return hashlib.sha256(seed.encode()).hexdigest()
