"""Robot mowers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.robot import RobotState
from devices.model import Value


@dataclass(frozen=True, kw_only=True)
class LawnMowerState(RobotState):
    kind: ClassVar[str] = "lawn_mower"
    working: ClassVar[str] = "mowing"
    battery_seconds: ClassVar[float] = 70 * 60.0

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        match service:
            case "start_mowing":
                return self.set_off()
            case "pause":
                return self.paused()
            case "dock":
                return self.going_home()
        return super()._obey(service, data, now)
