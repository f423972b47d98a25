"""Robot vacuums: they roam the rooms they can reach, or the ones they were sent to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import HIDDEN, Refused, Surroundings, names, text
from devices.kinds.robot import RobotState
from devices.model import Value

_ROOM_SECONDS = 8 * 60.0
"""Time for one room."""


@dataclass(frozen=True, kw_only=True)
class VacuumState(RobotState):
    kind: ClassVar[str] = "vacuum"
    working: ClassVar[str] = "cleaning"
    fan_speed: str | None = None
    area: str | None = None
    """The room it is in, or was sent to."""
    plan: tuple[Value, ...] = field(default=(), metadata=HIDDEN)
    """The rooms it was sent to; empty for all of them."""

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        match service:
            case "start":
                return self.set_off()
            case "pause":
                return self.paused()
            case "stop":
                if self.state == "docked":
                    raise Refused("it stands at its dock")
                return replace(self, state="idle")
            case "return_to_base":
                return self.going_home()
            case "clean_spot":
                return self.set_off()
            case "locate":
                return self
            case "clean_area":
                rooms = names(data, "area")
                away = replace(self.set_off(), spent_seconds=0.0)
                return replace(away, plan=rooms, area=rooms[0])
            case "set_fan_speed":
                return replace(self, fan_speed=text(data, "fan_speed"))
        return super()._obey(service, data, now)

    def tick(self, seconds: float, surroundings: Surroundings) -> Self:
        moved = super().tick(seconds, surroundings)
        if moved.state != self.working:
            return replace(moved, plan=()) if moved.state == "docked" and moved.plan else moved
        rooms = [str(room) for room in moved.plan] or list(surroundings.rooms)
        visited = int(moved.spent_seconds // _ROOM_SECONDS)
        if moved.plan and visited >= len(rooms):
            return moved.going_home()
        return replace(moved, area=rooms[visited % len(rooms)]) if rooms else moved
