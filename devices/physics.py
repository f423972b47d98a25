"""Heat, damp and light of the rooms: crude, cheap, and right in direction and pace.

Each room leaks heat to the outside with one time constant. Thermostats and air conditioners move
it at a fixed rate while they work; an oven adds a little; people breathe. Daylight follows the
hour, lamps add to it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from devices.kinds import DeviceState, Surroundings
from devices.kinds.climate import ClimateState
from devices.kinds.light import LightState
from devices.kinds.oven import OvenState
from devices.model import Device
from devices.people import Place, is_outdoors, whereabouts

_LEAK_SECONDS = 8 * 3600.0
"""Time in which the difference to the outside falls to 37 %."""
_HEATING_PER_SECOND = 3.0 / 3600
"""Degrees Celsius by a working heater, the leak not counted."""
_COOLING_PER_SECOND = 4.0 / 3600
_OVEN_PER_SECOND = 0.4 / 3600 / 100
"""Degrees Celsius in the room, for each degree that the oven is warmer."""
_DAMP_SECONDS = 2 * 3600.0
_QUIET_HUMIDITY = 45.0
_BUSY_HUMIDITY = {"bathroom": 75.0, "kitchen": 60.0}
"""Percent that a room tends to while somebody is in it."""
_MEAN_CELSIUS, _SWING_CELSIUS, _WARMEST_HOUR = 12.0, 6.0, 15.0
_NOON_LUX, _INDOORS = 20_000.0, 0.03
_LAMP_LUX = 250.0
_LONGEST_STEP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Room:
    """One area's air."""

    name: str
    celsius: float
    humidity: float = _QUIET_HUMIDITY
    """Percent."""

    @property
    def outdoors(self) -> bool:
        return is_outdoors(self.name)


def outside_celsius(now: datetime) -> float:
    """The outdoor temperature by the hour: a cosine, warmest in the afternoon."""
    hour = now.hour + now.minute / 60
    return _MEAN_CELSIUS + _SWING_CELSIUS * math.cos((hour - _WARMEST_HOUR) / 24 * 2 * math.pi)


def daylight_lux(now: datetime) -> float:
    """Light outdoors: a sine from six to eight, dark in between."""
    hour = now.hour + now.minute / 60
    return max(0.0, math.sin((hour - 6) / 14 * math.pi)) * _NOON_LUX if 6 < hour < 20 else 0.0


class Physics:
    """Moves rooms and devices through time."""

    def __init__(
        self,
        devices: Sequence[Device],
        areas: Mapping[str, str],
        people: Sequence[str],
        states: Mapping[str, DeviceState],
        *,
        seed: int = 0,
    ) -> None:
        """`areas` are names by id; `states` set the temperature that the rooms begin with."""
        self._devices = devices
        self._areas = areas
        self._people = people
        self._seed = seed
        self._reachable = tuple(area for area, name in areas.items() if not is_outdoors(name))
        self.rooms: dict[str, Room] = {
            area: Room(name, self._first_celsius(area, states)) for area, name in areas.items()
        }

    def _first_celsius(self, area: str, states: Mapping[str, DeviceState]) -> float:
        for device in self._devices:
            state = states[device.id]
            if device.area != area or not isinstance(state, ClimateState):
                continue
            if state.current_temperature is not None and not state.fahrenheit:
                return state.current_temperature
        return 20.0

    def step(
        self, states: Mapping[str, DeviceState], before: datetime, now: datetime
    ) -> dict[str, DeviceState]:
        """The states after the time between two moments, in steps short enough to be true."""
        seconds = (now - before).total_seconds()
        steps = max(1, math.ceil(seconds / _LONGEST_STEP_SECONDS))
        moved = dict(states)
        for number in range(1, steps + 1):
            at = before + (now - before) * (number / steps)
            moved = self._short_step(moved, seconds / steps, at)
        return moved

    def whereabouts(self, now: datetime) -> Mapping[str, Place]:
        """Where everybody is, by id."""
        return whereabouts(self._people, self._areas, now, self._seed)

    def _short_step(
        self, states: Mapping[str, DeviceState], seconds: float, now: datetime
    ) -> dict[str, DeviceState]:
        places = self.whereabouts(now).values()
        occupied = {place.area for place in places if place.area is not None and place.awake}
        outside = outside_celsius(now)
        self._move_air(states, seconds, outside, occupied)
        views = self._views(states, now, outside, occupied)
        elsewhere = Surroundings(
            now=now, temperature_celsius=outside, outside_celsius=outside, rooms=self._reachable
        )
        return {
            device.id: states[device.id].tick(
                seconds,
                replace(views.get(device.area or "", elsewhere), device_class=device.device_class)
                if device.device_class
                else views.get(device.area or "", elsewhere),
            )
            for device in self._devices
        }

    def _move_air(
        self,
        states: Mapping[str, DeviceState],
        seconds: float,
        outside: float,
        occupied: set[str],
    ) -> None:
        gains = self._gains(states)
        leak = math.exp(-seconds / _LEAK_SECONDS)
        damp = math.exp(-seconds / _DAMP_SECONDS)
        for area, room in self.rooms.items():
            if room.outdoors:
                self.rooms[area] = replace(room, celsius=outside)
                continue
            celsius = outside + (room.celsius - outside) * leak + gains.get(area, 0.0) * seconds
            goal = _QUIET_HUMIDITY
            if area in occupied:
                goal = next((h for w, h in _BUSY_HUMIDITY.items() if w in room.name), goal + 3)
            humidity = goal + (room.humidity - goal) * damp
            self.rooms[area] = replace(room, celsius=celsius, humidity=humidity)

    def _gains(self, states: Mapping[str, DeviceState]) -> dict[str, float]:
        """Degrees Celsius a second that devices add to their rooms."""
        gains: dict[str, float] = {}
        for device in self._devices:
            state = states[device.id]
            gain = 0.0
            if isinstance(state, ClimateState):
                gain += _HEATING_PER_SECOND if state.hvac_action == "heating" else 0.0
                gain -= _COOLING_PER_SECOND if state.hvac_action == "cooling" else 0.0
            elif isinstance(state, OvenState) and state.chamber is not None:
                gain += max(0.0, state.chamber - 20.0) * _OVEN_PER_SECOND
            if gain and device.area is not None:
                gains[device.area] = gains.get(device.area, 0.0) + gain
        return gains

    def _views(
        self,
        states: Mapping[str, DeviceState],
        now: datetime,
        outside: float,
        occupied: set[str],
    ) -> dict[str, Surroundings]:
        lamps = self._lamp_lux(states)
        daylight = daylight_lux(now)
        return {
            area: Surroundings(
                now=now,
                temperature_celsius=room.celsius,
                humidity_percent=room.humidity,
                illuminance_lux=daylight * (1.0 if room.outdoors else _INDOORS)
                + lamps.get(area, 0.0),
                occupied=area in occupied,
                outside_celsius=outside,
                rooms=self._reachable,
            )
            for area, room in self.rooms.items()
        }

    def _lamp_lux(self, states: Mapping[str, DeviceState]) -> dict[str, float]:
        lux: dict[str, float] = {}
        for device in self._devices:
            state = states[device.id]
            if isinstance(state, LightState) and state.state == "on" and device.area is not None:
                share = 1.0 if state.brightness is None else state.brightness / 255
                lux[device.area] = lux.get(device.area, 0.0) + _LAMP_LUX * share
        return lux
