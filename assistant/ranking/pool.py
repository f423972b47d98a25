"""Devices that a reading may mean: those of its place and kind, but for what is spared."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.context import Context
from assistant.home.essential import runs_for_the_home
from assistant.home.find import area_named, floor_named, named, names_of, plain
from assistant.home.model import Home
from assistant.home.phrasing import listing
from assistant.skill import Targets
from assistant.turn import Reading
from assistant.understanding.lexicon import key_of
from assistant.understanding.words import words_of
from devices.contract import Device

EVERYTHING = frozenset({"light", "switch", "fan", "media_player"})
"""What "everything" switches; nobody means the oven or the locks."""
OPENINGS = frozenset({"window", "door", "garage", "gate"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where the devices are looked for."""

    devices: tuple[Device, ...]
    words: str = ""
    """For instance `in the kitchen`; empty for the whole home."""


def place_of(reading: Reading, context: Context) -> Place | str:
    """The devices of the area or floor that was named; a sentence when there is no such place."""
    home = context.home
    if area_slot := reading.slots.get("area"):
        more = reading.slots.get("more_areas")
        wanted = (area_slot, *(more if isinstance(more, tuple) else ()))
        devices: list[Device] = []
        names: list[str] = []
        for one in wanted:
            area = area_named(home, str(one))
            if area is None:
                return f"I don't know a room called {plain(str(one))}."
            devices.extend(home.devices_in(area.id))
            names.append(f"the {area.name}")
        return Place(tuple(devices), f"in {listing(names)}")
    if floor_slot := reading.slots.get("floor"):
        floor = floor_named(home, str(floor_slot))
        if floor is None:
            return f"I don't know a floor called {plain(str(floor_slot))}."
        rooms = {area.id for area in home.areas if area.floor == floor.id}
        inside = tuple(device for device in home.devices if device.area in rooms)
        return Place(inside, _on(floor.name))
    return Place(home.devices)


def _on(floor: str) -> str:
    """Upstairs, on the first floor, in the basement."""
    if floor.lower().endswith("stairs"):
        return floor
    flat = floor.lower().endswith(("floor", "level", "storey", "story"))
    return f"{'on' if flat else 'in'} the {floor}"


def pool_of(
    place: Place, reading: Reading, targets: Targets, context: Context
) -> tuple[Device, ...]:
    spared = _spared(reading, place, context.home)
    pool = tuple(
        device
        for device in _narrowed(place, reading, context.home)
        if device.id not in spared and _suits(device, reading, targets)
    )
    if leaves_out_what_is_off(reading):
        return tuple(d for d in pool if context.states.get(d.id, {}).get("state") != "off")
    return pool


def leaves_out_what_is_off(reading: Reading) -> bool:
    """ "Everything off" is about what is on."""
    return reading.slots.get("domain") == "everything" and reading.intent == "HassTurnOff"


def _narrowed(place: Place, reading: Reading, home: Home) -> Sequence[Device]:
    """Of a whole home, only what the name or the kind leaves needs to be looked at."""
    if place.devices is not home.devices:
        return place.devices
    if known := named(home, str(reading.slots.get("name") or "")):
        return known
    domain = str(reading.slots.get("domain") or "everything")
    if domain == "binary_sensor":
        return home.devices  # windows with a motor are asked about with those that have a contact
    return home.devices if domain == "everything" else home.devices_of(domain)


def _spared(reading: Reading, place: Place, home: Home) -> frozenset[str]:
    """What comes after "except"."""
    spared: set[str] = set()
    names, areas = reading.slots.get("except_name"), reading.slots.get("except_area")
    for name in names if isinstance(names, tuple) else ():
        spared.update(device.id for device in _called_there(str(name), place, home))
    for name in areas if isinstance(areas, tuple) else ():
        area = area_named(home, str(name))
        spared.update(device.id for device in (home.devices_in(area.id) if area else ()))
    return frozenset(spared)


def _called_there(name: str, place: Place, home: Home) -> tuple[Device, ...]:
    """ "The fan" is what is called so; in a room without one, the "gym fan" that is there."""
    known = named(home, name)
    if any(device in place.devices for device in known):
        return tuple(known)
    key = key_of(words_of(name))
    ends = (
        device
        for device in place.devices
        if any(key_of(words_of(own))[-len(key) :] == key for own in names_of(device))
    )
    return (*known, *ends)


def _suits(device: Device, reading: Reading, targets: Targets) -> bool:
    if targets.kinds and device.kind not in targets.kinds:
        return False
    if device.kind in targets.only_by_name and "name" not in reading.slots:
        return False
    domain = reading.slots.get("domain")
    if domain == "everything":
        return device.kind in EVERYTHING and not runs_for_the_home(device)
    if domain and device.kind != domain and not is_asked_too(device, reading):
        return False
    device_class = reading.slots.get("device_class")
    return not device_class or device.device_class == device_class


def is_asked_too(device: Device, reading: Reading) -> bool:
    """ "Which windows are open" asks about those with a motor as well as those with a contact."""
    contacts = reading.intent == "HassGetState" and reading.slots.get("domain") == "binary_sensor"
    return contacts and device.kind == "cover" and device.device_class in OPENINGS
