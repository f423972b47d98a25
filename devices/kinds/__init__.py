"""The kinds of simulated devices, by Home Assistant's domain."""

from collections.abc import Mapping
from types import MappingProxyType

from devices.kinds.alarm_clock import AlarmClockState
from devices.kinds.alarm_control_panel import AlarmState
from devices.kinds.base import DeviceState, Refused, Surroundings
from devices.kinds.binary_sensor import BinarySensorState
from devices.kinds.climate import ClimateState
from devices.kinds.coffee_maker import CoffeeMakerState
from devices.kinds.cover import CoverState
from devices.kinds.fan import FanState
from devices.kinds.generic import GenericState
from devices.kinds.lawn_mower import LawnMowerState
from devices.kinds.light import LightState
from devices.kinds.lock import LockState
from devices.kinds.media_player import MediaPlayerState
from devices.kinds.oven import OvenState
from devices.kinds.scene import SceneState
from devices.kinds.script import ScriptState
from devices.kinds.sensor import SensorState
from devices.kinds.switch import SwitchState
from devices.kinds.todo import TodoState
from devices.kinds.vacuum import VacuumState
from devices.kinds.valve import ValveState
from devices.kinds.weather import WeatherState
from devices.model import State

_ALL: tuple[type[DeviceState], ...] = (
    AlarmClockState,
    AlarmState,
    BinarySensorState,
    ClimateState,
    CoffeeMakerState,
    CoverState,
    FanState,
    LawnMowerState,
    LightState,
    LockState,
    MediaPlayerState,
    OvenState,
    SceneState,
    ScriptState,
    SensorState,
    SwitchState,
    TodoState,
    VacuumState,
    ValveState,
    WeatherState,
)

KINDS: Mapping[str, type[DeviceState]] = MappingProxyType({kind.kind: kind for kind in _ALL})
"""Kinds with a typed state of their own; all others are GenericState."""


def state_of(kind: str, attributes: State) -> DeviceState:
    """The typed state of a device of this kind."""
    if kind in KINDS:
        return KINDS[kind].read(attributes)
    return GenericState.read({**attributes, "domain": kind})


__all__ = ["KINDS", "DeviceState", "Refused", "Surroundings", "state_of"]
