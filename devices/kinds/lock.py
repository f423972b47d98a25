"""Locks: the bolt takes a second, and may be jammed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import HIDDEN, DeviceState, Refused, Surroundings
from devices.model import Value

_TURN_SECONDS = 1.0
_ON_THE_WAY = {"locking": "locked", "unlocking": "unlocked", "opening": "open"}
_STARTS = {"lock": "locking", "unlock": "unlocking", "open": "opening"}


@dataclass(frozen=True, kw_only=True)
class LockState(DeviceState):
    kind: ClassVar[str] = "lock"
    state: str = "locked"
    turned_seconds: float | None = field(default=None, metadata=HIDDEN)
    """How long the bolt has been moving."""

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        if self.state == "jammed":
            raise Refused("the lock is jammed")
        start = _STARTS[service]
        if self.state == _ON_THE_WAY[start]:
            return self
        return replace(self, state=start, turned_seconds=0.0)

    def tick(self, seconds: float, surroundings: Surroundings) -> Self:
        if self.state not in _ON_THE_WAY:
            return self
        turned = (self.turned_seconds or 0.0) + seconds
        return self.settle() if turned >= _TURN_SECONDS else replace(self, turned_seconds=turned)

    def settle(self) -> Self:
        return replace(self, state=_ON_THE_WAY.get(self.state, self.state), turned_seconds=None)

    def jam(self) -> Self:
        return replace(self, state="jammed", turned_seconds=None)
