"""Binary sensors: motion follows the people; contacts stay as the home file has them."""

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from devices.kinds.base import DeviceState, Surroundings


@dataclass(frozen=True, kw_only=True)
class BinarySensorState(DeviceState):
    kind: ClassVar[str] = "binary_sensor"
    state: str = "off"

    def tick(self, seconds: float, surroundings: Surroundings) -> Self:
        """Motion, occupancy and presence follow the people; doors and windows stay."""
        if surroundings.device_class not in ("motion", "occupancy", "presence"):
            return self
        return replace(self, state="on" if surroundings.occupied else "off")
