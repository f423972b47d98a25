"""Scripts: done as soon as they start, so only the time of the last run shows.

A simulated script only records that it ran; the home file does not say what it would do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import DeviceState
from devices.model import Value


@dataclass(frozen=True, kw_only=True)
class ScriptState(DeviceState):
    kind: ClassVar[str] = "script"
    state: str = "off"
    last_triggered: str | None = None
    """ISO time by the home's clock."""

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        if service == "turn_off":
            return replace(self, state="off")
        return replace(self, last_triggered=now.isoformat(timespec="milliseconds"))
