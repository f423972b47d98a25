"""Switches, sockets and whatever else is only on or off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import DeviceState, switched
from devices.model import Value


@dataclass(frozen=True, kw_only=True)
class SwitchState(DeviceState):
    kind: ClassVar[str] = "switch"
    state: str = "off"

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        return replace(self, state=switched(self.state, service))
