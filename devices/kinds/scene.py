"""Scenes: `state` is when the scene was last activated, as in Home Assistant.

A simulated scene only records that it was asked for; the home file does not say what it would
change, so it changes nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import DeviceState
from devices.model import Value


@dataclass(frozen=True, kw_only=True)
class SceneState(DeviceState):
    kind: ClassVar[str] = "scene"
    state: str | None = None
    """ISO time by the home's clock."""

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        return replace(self, state=now.isoformat(timespec="milliseconds"))
