"""What every simulated kind has in common: a typed state that a command or time turns into another.

States are frozen; `apply` and `tick` return a new one and touch nothing else, so a test needs no
house, no clock and no broker. Attributes that a kind does not know are carried along in `extra`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from types import MappingProxyType, UnionType
from typing import ClassVar, Self, get_args, get_origin, get_type_hints

from devices.model import Command, ContractError, State, Value
from devices.wire.services import check_command

NOTHING: State = MappingProxyType({})
HIDDEN = MappingProxyType({"hidden": True})
"""Metadata of a field that the device keeps to itself: a target, a timer, a remembered mode."""


class Refused(Exception):
    """The device understood and will not; the text is the reason, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a device feels of the house while time passes."""

    now: datetime
    """The home's wall clock at the end of the step."""
    device_class: str | None = None
    """The device's own, because a thermometer and a hygrometer are both sensors."""
    temperature_celsius: float = 20.0
    """Of the room; outdoors where the device belongs to no room."""
    humidity_percent: float = 45.0
    illuminance_lux: float = 0.0
    occupied: bool = False
    """Somebody is in the room and awake."""
    outside_celsius: float = 12.0
    rooms: tuple[str, ...] = ()
    """Ids of the rooms that a cleaning robot can reach."""


@dataclass(frozen=True, kw_only=True)
class DeviceState:
    """Base of the states of all kinds."""

    kind: ClassVar[str] = ""
    extra: State = field(default_factory=lambda: NOTHING)

    @classmethod
    def read(cls, attributes: State) -> Self:
        """The state with these attributes; what has the wrong type for a field becomes extra."""
        known: dict[str, Value] = {}
        extra: dict[str, Value] = {}
        types = _shape(cls).types
        for name, value in attributes.items():
            fits = name in types and _is_a(value, types[name])
            (known if fits else extra)[name] = value
        build: Callable[..., Self] = cls
        return build(**known, extra=MappingProxyType(extra) if extra else NOTHING)

    def shown(self) -> dict[str, Value]:
        """Attributes as the world sees them; None where there is nothing to tell."""
        told = {name: self._value(name) for name in _shape(type(self)).shown}
        return {**told, **self.extra} if self.extra else told

    def kept(self) -> dict[str, Value]:
        """Attributes that must survive a restart, the hidden ones too."""
        told = {name: self._value(name) for name in _shape(type(self)).types}
        return {**{k: v for k, v in told.items() if v is not None}, **self.extra}

    def _value(self, name: str) -> Value:
        value: Value = getattr(self, name)
        return value

    def apply(self, command: Command, now: datetime) -> Self:
        """The state after a command; raises Refused, or ContractError for what is no command."""
        data = check_command(self.kind, command.service, command.data)
        return self._obey(command.service, data, now)

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        """The state after a service whose data has been checked."""
        raise Refused(f"a {self.kind.replace('_', ' ')} cannot {service.replace('_', ' ')}")

    def tick(self, seconds: float, surroundings: Surroundings) -> Self:
        """The state after some time, in seconds of the home's clock."""
        return self

    def settle(self) -> Self:
        """The state when short movements are over; long runs go on."""
        return self

    def jam(self) -> Self:
        """The state when a command meets a stuck mechanism: nothing moves."""
        return self


_Type = type | UnionType
_shapes: dict[type[DeviceState], "_Shape"] = {}


@dataclass(frozen=True, slots=True)
class _Shape:
    """The fields of one kind, looked at once."""

    types: Mapping[str, tuple[type, ...]]
    shown: tuple[str, ...]


def _shape(cls: type[DeviceState]) -> _Shape:
    if cls not in _shapes:
        hints: Mapping[str, _Type] = get_type_hints(cls)
        parts = [part for part in fields(cls) if part.name != "extra"]
        types = {part.name: _plain_types(hints[part.name]) for part in parts}
        told = tuple(part.name for part in parts if not part.metadata.get("hidden"))
        _shapes[cls] = _Shape(types, told)
    return _shapes[cls]


def _plain_types(hint: _Type) -> tuple[type, ...]:
    """The classes of a field's type, for isinstance; the items of tuples are not looked at."""
    if get_origin(hint) is tuple:
        return (tuple,)
    parts = get_args(hint)
    if parts:
        return tuple(plain for part in parts for plain in _plain_types(part))
    plain = hint if isinstance(hint, type) else object
    return (int, float) if plain is float else (plain,)


def _is_a(value: Value, types: tuple[type, ...]) -> bool:
    if isinstance(value, bool) and bool not in types and object not in types:
        return False
    return isinstance(value, types)


def number(data: Mapping[str, Value], name: str) -> float | None:
    """An argument as a number; None when it was not given."""
    value = data.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def whole(data: Mapping[str, Value], name: str) -> int | None:
    """An argument as a whole number; None when it was not given."""
    value = number(data, name)
    return None if value is None else round(value)


def text(data: Mapping[str, Value], name: str) -> str | None:
    """An argument as text; None when it was not given."""
    value = data.get(name)
    return value if isinstance(value, str) else None


def names(data: Mapping[str, Value], name: str) -> tuple[str, ...]:
    """An argument as a list of names; empty when it was not given."""
    value = data.get(name)
    return tuple(str(part) for part in value) if isinstance(value, tuple) else ()


def switched(state: str, service: str) -> str:
    """On or off, after turn_on, turn_off or toggle."""
    if service == "toggle":
        return "off" if state == "on" else "on"
    return "on" if service == "turn_on" else "off"


def toward(value: float, target: float, step: float) -> float:
    """A value moved to its target by at most a step."""
    return min(value + step, target) if value < target else max(value - step, target)


def celsius(value: float, *, fahrenheit: bool) -> float:
    return (value - 32) / 1.8 if fahrenheit else value


def from_celsius(value: float, *, fahrenheit: bool) -> float:
    """Degrees of the device's own scale, to a tenth."""
    return round(value * 1.8 + 32 if fahrenheit else value, 1)


__all__ = [
    "HIDDEN",
    "NOTHING",
    "ContractError",
    "DeviceState",
    "Refused",
    "Surroundings",
    "celsius",
    "from_celsius",
    "names",
    "number",
    "switched",
    "text",
    "toward",
    "whole",
]
