"""The weather outside: `state` is Home Assistant's condition."""

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from devices.kinds.base import DeviceState, Surroundings, from_celsius


@dataclass(frozen=True, kw_only=True)
class WeatherState(DeviceState):
    """Temperature follows the hour; the condition stays as the home file has it."""

    kind: ClassVar[str] = "weather"
    state: str | None = None
    temperature: float | None = None
    temperature_unit: str | None = None
    humidity: float | None = None
    """Percent."""

    def tick(self, seconds: float, surroundings: Surroundings) -> Self:
        if self.temperature is None:
            return self
        fahrenheit = "F" in (self.temperature_unit or "")
        outside = from_celsius(surroundings.outside_celsius, fahrenheit=fahrenheit)
        return replace(self, temperature=outside)
