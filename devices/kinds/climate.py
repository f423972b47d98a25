"""Thermostats, heaters and air conditioners: `state` is the mode, as in Home Assistant."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import (
    HIDDEN,
    DeviceState,
    Refused,
    Surroundings,
    celsius,
    from_celsius,
    number,
    text,
)
from devices.model import Value

_HEATING = frozenset({"heat", "heat_cool", "auto"})
_COOLING = frozenset({"cool", "heat_cool", "auto"})
_PLAY_CELSIUS = 0.3
"""How far the room may stray from the target before the device starts; it stops at the target."""
_FAHRENHEIT_ABOVE = 45.0
"""No room is set to this many degrees Celsius, so such a number is in Fahrenheit."""


@dataclass(frozen=True, kw_only=True)
class ClimateState(DeviceState):
    kind: ClassVar[str] = "climate"
    state: str = "off"
    temperature: float | None = None
    """Target, in the device's own unit."""
    target_temp_low: float | None = None
    target_temp_high: float | None = None
    current_temperature: float | None = None
    hvac_action: str | None = None
    fan_mode: str | None = None
    preset_mode: str | None = None
    swing_mode: str | None = None
    humidity: float | None = None
    """Target humidity in percent."""
    last_mode: str | None = field(default=None, metadata=HIDDEN)
    """What `turn_on` goes back to."""

    @property
    def fahrenheit(self) -> bool:
        unit = str(self.extra.get("temperature_unit") or self.extra.get("unit_of_measurement", ""))
        if unit:
            return "F" in unit
        return max(self.current_temperature or 0, self.temperature or 0) > _FAHRENHEIT_ABOVE

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        if service == "toggle":
            service = "turn_on" if self.state == "off" else "turn_off"
        match service:
            case "turn_off":
                return self._in_mode("off")
            case "turn_on":
                return (
                    self
                    if self.state != "off"
                    else self._in_mode(self.last_mode or self._usual_mode())
                )
            case "set_hvac_mode":
                return self._in_mode(text(data, "hvac_mode") or self.state)
            case "set_temperature":
                return self._at(data)
            case "set_fan_mode":
                return replace(self, fan_mode=text(data, "fan_mode"))
            case "set_preset_mode":
                return replace(self, preset_mode=text(data, "preset_mode"))
            case "set_swing_mode":
                return replace(self, swing_mode=text(data, "swing_mode"))
            case "set_humidity":
                return replace(self, humidity=number(data, "humidity"))
        return super()._obey(service, data, now)

    def _usual_mode(self) -> str:
        """What it does when nobody says what: heat, or the first thing that it can do."""
        modes = self.extra.get("hvac_modes")
        able = [str(mode) for mode in modes if mode != "off"] if isinstance(modes, tuple) else []
        return "heat" if not able or "heat" in able else able[0]

    def _in_mode(self, mode: str) -> Self:
        modes = self.extra.get("hvac_modes")
        if isinstance(modes, tuple) and modes and mode not in modes:
            raise Refused(f"it has no mode {mode}, it has: {', '.join(map(str, modes))}")
        last = self.last_mode if self.state == "off" else self.state
        return replace(self, state=mode, last_mode=last if mode == "off" else None)

    def _at(self, data: Mapping[str, Value]) -> Self:
        low, high = self._limits()
        for name in ("temperature", "target_temp_low", "target_temp_high"):
            target = number(data, name)
            if target is not None and not low <= target <= high:
                raise Refused(f"it can be set from {low:g} to {high:g} degrees")
        mode = text(data, "hvac_mode")
        moved = self if mode is None else self._in_mode(mode)
        return replace(
            moved,
            temperature=_either(number(data, "temperature"), self.temperature),
            target_temp_low=_either(number(data, "target_temp_low"), self.target_temp_low),
            target_temp_high=_either(number(data, "target_temp_high"), self.target_temp_high),
        )

    def _limits(self) -> tuple[float, float]:
        low, high = number(self.extra, "min_temp"), number(self.extra, "max_temp")
        usual = (41.0, 95.0) if self.fahrenheit else (5.0, 35.0)
        return (usual[0] if low is None else low), (usual[1] if high is None else high)

    def tick(self, seconds: float, surroundings: Surroundings) -> Self:
        """Reads the room and decides whether to heat or cool; the house does the warming."""
        room = from_celsius(surroundings.temperature_celsius, fahrenheit=self.fahrenheit)
        return replace(self, current_temperature=room, hvac_action=self._action(surroundings))

    def _action(self, surroundings: Surroundings) -> str:
        if self.state == "off":
            return "off"
        if self.temperature is None:
            return "idle"
        target = celsius(self.temperature, fahrenheit=self.fahrenheit)
        short = target - surroundings.temperature_celsius
        if self.state in _HEATING and short > self._slack("heating"):
            return "heating"
        if self.state in _COOLING and -short > self._slack("cooling"):
            return "cooling"
        return "fan" if self.state == "fan_only" else "drying" if self.state == "dry" else "idle"

    def _slack(self, action: str) -> float:
        return 0.0 if self.hvac_action == action else _PLAY_CELSIUS


def _either(new: float | None, old: float | None) -> float | None:
    return old if new is None else new
