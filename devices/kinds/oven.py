"""Ovens: off or on, a target temperature, and a chamber that takes minutes to get there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import (
    HIDDEN,
    DeviceState,
    Refused,
    Surroundings,
    number,
    switched,
    text,
    toward,
)
from devices.model import Value

_HEATING_PER_SECOND = 0.35
"""Degrees Celsius: 200 degrees in nine minutes."""
_COOLING_SECONDS = 1500.0
"""Time in which the difference to the room falls to a third."""
_COLD_WITHIN = 1.0
"""Degrees Celsius from the room at which an oven that is off counts as cold."""
_USUAL_CELSIUS = 180.0
_LIMITS_CELSIUS = (30.0, 300.0)
_LIMITS_FAHRENHEIT = (100.0, 575.0)


@dataclass(frozen=True, kw_only=True)
class OvenState(DeviceState):
    kind: ClassVar[str] = "oven"
    state: str = "off"
    temperature: float | None = None
    """Target, in the oven's own unit: Celsius unless `temperature_unit` says otherwise, or it is
    hotter than any oven gets in Celsius."""
    current_temperature: float | None = None
    mode: str | None = None
    action: str | None = None
    """`preheating`, `holding` or `off`, known while time passes."""
    chamber: float | None = field(default=None, metadata=HIDDEN)
    """The current temperature with its fraction, degrees Celsius."""

    @property
    def fahrenheit(self) -> bool:
        hotter_than_any = (self.temperature or 0.0) > _LIMITS_CELSIUS[1]
        return hotter_than_any or "F" in str(self.extra.get("temperature_unit", ""))

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        """Setting a temperature turns the oven on: nobody sets an oven that shall stay cold."""
        if service == "set_temperature":
            service = "turn_on"
        state = switched(self.state, service)
        if state == "off":
            return replace(self, state="off")
        target = number(data, "temperature")
        if target is not None:
            self._check_target(target)
        return replace(
            self,
            state="on",
            temperature=self.temperature if target is None else target,
            mode=text(data, "mode") or self.mode,
        )

    def _check_target(self, target: float) -> None:
        usual = _LIMITS_FAHRENHEIT if self.fahrenheit else _LIMITS_CELSIUS
        low = number(self.extra, "min_temp")
        high = number(self.extra, "max_temp")
        low, high = usual[0] if low is None else low, usual[1] if high is None else high
        if not low <= target <= high:
            raise Refused(f"the oven can be set from {low:g} to {high:g} degrees")

    def tick(self, seconds: float, surroundings: Surroundings) -> Self:
        if self.fahrenheit:
            return self
        room = surroundings.temperature_celsius
        here = self.chamber if self.chamber is not None else self.current_temperature
        here = room if here is None else here
        if self.state != "on" and abs(here - room) < _COLD_WITHIN:
            return replace(self, chamber=None, current_temperature=round(room), action="off")
        if self.state != "on":
            here = room + (here - room) * 3 ** (-seconds / _COOLING_SECONDS)
            return self._at(here, "off")
        target = _USUAL_CELSIUS if self.temperature is None else self.temperature
        here = toward(here, target, _HEATING_PER_SECOND * seconds)
        return self._at(here, "holding" if abs(here - target) < 1 else "preheating")

    def _at(self, here: float, action: str) -> Self:
        return replace(self, chamber=here, current_temperature=round(here), action=action)
