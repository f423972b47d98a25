"""Which devices Home Assistant's own target matching picks for an intent's slots."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.evaluation.understanding.item import Item
from assistant.home.find import names_of
from assistant.home.model import Area, Floor
from assistant.turn import Slots
from devices.contract import Device

DOMAINS = {
    "coffee_maker": "switch",
    "oven": "switch",
    "alarm_clock": "switch",
}
"""Home Assistant has no such kinds; there such an appliance is a switch."""
SILENT = frozenset({"person", "sensor", "binary_sensor", "weather", "todo", "sun", "zone"})
"""Domains that cannot be switched."""


class NoTarget(Exception):
    """Nothing in the home fits, or two things with the same name do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What an intent demands of its targets beside its slots."""

    domains: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()


def domain_of(device: Device) -> str:
    return DOMAINS.get(device.kind, device.kind)


def match(item: Item, slots: Slots, constraints: Constraints) -> tuple[Device, ...]:
    """The devices that fit every slot; raises NoTarget when none does or the name is not unique."""
    name = _text(slots, "name")
    if name == "all":
        name = ""
    domains = _several(slots, "domain") or constraints.domains
    classes = _several(slots, "device_class")
    area, floor = _text(slots, "area"), _text(slots, "floor")
    if not (name or area or floor or domains or classes):
        raise NoTarget
    found = [
        device
        for device in item.home.devices
        if (not domains or domain_of(device) in domains)
        and (not classes or device.device_class in classes)
        and (not name or _is_called(device, name))
        and (not area or device.area in _area_ids(item.home.areas, area))
        and (not floor or device.area in _areas_on(item, floor))
        and _in_state(item, device, constraints.states)
    ]
    if not found:
        raise NoTarget
    if name and len(found) > 1:
        found = [device for device in found if item.area and device.area == item.area]
        if len(found) != 1:
            raise NoTarget
    return tuple(found)


def nearest(item: Item, devices: Iterable[Device]) -> tuple[Device, ...]:
    """Those in the room of the request where there are any."""
    all_of_them = tuple(devices)
    here = tuple(device for device in all_of_them if item.area and device.area == item.area)
    return here or all_of_them


def _is_called(device: Device, name: str) -> bool:
    wanted = name.strip().casefold()
    return device.id == name or any(wanted == own.strip().casefold() for own in names_of(device))


def _area_ids(areas: Iterable[Area | Floor], name: str) -> frozenset[str]:
    wanted = name.strip().casefold()
    return frozenset(
        area.id
        for area in areas
        if area.id == name or wanted in (own.strip().casefold() for own in names_of(area))
    )


def _areas_on(item: Item, floor: str) -> frozenset[str]:
    floors = _area_ids(item.home.floors, floor)
    return frozenset(area.id for area in item.home.areas if area.floor in floors)


def _in_state(item: Item, device: Device, states: frozenset[str]) -> bool:
    if not states:
        return True
    return str({**device.state, **item.states.get(device.id, {})}.get("state")) in states


def _text(slots: Slots, name: str) -> str:
    value = slots.get(name)
    if isinstance(value, tuple):
        value = value[0] if value else None
    return "" if value is None else str(value)


def _several(slots: Slots, name: str) -> frozenset[str]:
    value = slots.get(name)
    if value is None:
        return frozenset()
    values = value if isinstance(value, tuple) else (value,)
    return frozenset(str(one) for one in values)
