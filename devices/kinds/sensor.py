"""Sensors: they read their room, and what no physics covers stays as the home file has it."""

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from devices.kinds.base import DeviceState, Surroundings, from_celsius


@dataclass(frozen=True, kw_only=True)
class SensorState(DeviceState):
    kind: ClassVar[str] = "sensor"
    state: str | int | float | None = None
    unit_of_measurement: str | None = None

    def tick(self, seconds: float, surroundings: Surroundings) -> Self:
        reading = self._reading(surroundings)
        return self if reading is None else replace(self, state=reading)

    def _reading(self, surroundings: Surroundings) -> float | None:
        match surroundings.device_class:
            case "temperature":
                fahrenheit = "F" in (self.unit_of_measurement or "")
                return from_celsius(surroundings.temperature_celsius, fahrenheit=fahrenheit)
            case "humidity":
                return round(surroundings.humidity_percent)
            case "illuminance":
                return _two_digits(surroundings.illuminance_lux)
        return None


def _two_digits(lux: float) -> int:
    """A light meter shows two digits; more would be noise."""
    step: int = 10 ** max(0, len(str(int(lux))) - 2)
    return round(lux / step) * step
