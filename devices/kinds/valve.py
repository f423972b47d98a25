"""Water and gas valves; faster than covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import whole
from devices.kinds.travelling import TravellingState
from devices.model import Value


@dataclass(frozen=True, kw_only=True)
class ValveState(TravellingState):
    kind: ClassVar[str] = "valve"
    travel_seconds: ClassVar[float] = 5.0

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        if service == "toggle":
            service = "close_valve" if self.state in ("open", "opening") else "open_valve"
        match service:
            case "open_valve":
                return self.moving_to(100)
            case "close_valve":
                return self.moving_to(0)
            case "stop_valve":
                return self.stopped()
            case "set_valve_position":
                return self.moving_to(whole(data, "position") or 0, knows=self._unsure(data))
        return super()._obey(service, data, now)

    def _unsure(self, data: Mapping[str, Value]) -> bool:
        """A position between the ends can only be shown as a number."""
        return whole(data, "position") not in (0, 100)
