"""Burglar alarms. They arm at once and ask for no code."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import DeviceState
from devices.model import Value


@dataclass(frozen=True, kw_only=True)
class AlarmState(DeviceState):
    kind: ClassVar[str] = "alarm_control_panel"
    state: str = "disarmed"

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        if service == "alarm_disarm":
            return replace(self, state="disarmed")
        if service == "alarm_trigger":
            return replace(self, state="triggered")
        return replace(self, state=service.replace("alarm_arm", "armed"))
