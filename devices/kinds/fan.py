"""Fans: on, off, speed in percent. A fan remembers its speed while it is off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import DeviceState, switched, text, whole
from devices.model import Value


@dataclass(frozen=True, kw_only=True)
class FanState(DeviceState):
    kind: ClassVar[str] = "fan"
    state: str = "off"
    percentage: int | None = None
    """1 to 100."""
    oscillating: bool | None = None
    direction: str | None = None
    preset_mode: str | None = None

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        if service == "oscillate":
            return replace(self, oscillating=bool(data["oscillating"]))
        if service == "set_direction":
            return replace(self, direction=text(data, "direction"))
        if service in ("turn_off", "toggle"):
            return replace(self, state=switched(self.state, service))
        percentage = whole(data, "percentage")
        if percentage == 0:
            return replace(self, state="off")
        return replace(
            self,
            state="on",
            percentage=self.percentage if percentage is None else percentage,
            preset_mode=text(data, "preset_mode") or self.preset_mode,
        )
