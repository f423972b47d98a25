"""The home's plan: floors, areas, devices and people."""

from dataclasses import dataclass
from functools import cached_property

from devices.contract import Device


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A room, or a part of the garden."""

    id: str
    name: str
    floor: str | None = None
    """Id of its floor."""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Home:
    """Everything that has a name, by id."""

    floors: tuple[Floor, ...] = ()
    areas: tuple[Area, ...] = ()
    devices: tuple[Device, ...] = ()
    people: tuple[Person, ...] = ()

    @cached_property
    def device_by_id(self) -> dict[str, Device]:
        return {device.id: device for device in self.devices}

    @cached_property
    def area_by_id(self) -> dict[str, Area]:
        return {area.id: area for area in self.areas}

    @cached_property
    def floor_by_id(self) -> dict[str, Floor]:
        return {floor.id: floor for floor in self.floors}

    def devices_in(self, area: str) -> tuple[Device, ...]:
        return tuple(device for device in self.devices if device.area == area)
