"""The home's plan: floors, areas, devices and people."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from assistant.home.phones import Phones
from devices.contract import Device

Group = TypeVar("Group")


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
    pronunciations: Mapping[str, tuple[Phones, ...]] = field(default_factory=dict)
    """How words are said here, where a dictionary would not know or be wrong."""

    @cached_property
    def device_by_id(self) -> dict[str, Device]:
        return {device.id: device for device in self.devices}

    @cached_property
    def area_by_id(self) -> dict[str, Area]:
        return {area.id: area for area in self.areas}

    @cached_property
    def floor_by_id(self) -> dict[str, Floor]:
        return {floor.id: floor for floor in self.floors}

    @cached_property
    def _by_area(self) -> dict[str | None, tuple[Device, ...]]:
        return _grouped(self.devices, lambda device: device.area)

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Device, ...]]:
        return _grouped(self.devices, lambda device: device.kind)

    def devices_in(self, area: str) -> tuple[Device, ...]:
        return self._by_area.get(area, ())

    def devices_of(self, kind: str) -> tuple[Device, ...]:
        return self._by_kind.get(kind, ())


def _grouped(
    devices: Iterable[Device], by: Callable[[Device], Group]
) -> dict[Group, tuple[Device, ...]]:
    groups: dict[Group, list[Device]] = {}
    for device in devices:
        groups.setdefault(by(device), []).append(device)
    return {group: tuple(members) for group, members in groups.items()}
