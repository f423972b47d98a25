"""Blinds, curtains, shutters and garage doors."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import whole
from devices.kinds.travelling import TravellingState
from devices.model import Value

_TILTS = {"open_cover_tilt": 100, "close_cover_tilt": 0}


@dataclass(frozen=True, kw_only=True)
class CoverState(TravellingState):
    kind: ClassVar[str] = "cover"
    current_tilt_position: int | None = None
    """0 closed to 100 open; slats turn at once."""

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        if service == "toggle":
            service = "close_cover" if self.state in ("open", "opening") else "open_cover"
        match service:
            case "open_cover":
                return self.moving_to(100)
            case "close_cover":
                return self.moving_to(0)
            case "stop_cover":
                return self.stopped()
            case "set_cover_position":
                return self.moving_to(whole(data, "position") or 0, knows=True)
            case "set_cover_tilt_position":
                return replace(self, current_tilt_position=whole(data, "tilt_position"))
            case "open_cover_tilt" | "close_cover_tilt":
                return replace(self, current_tilt_position=_TILTS[service])
        return super()._obey(service, data, now)
