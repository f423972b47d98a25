"""Coffee makers: they brew, keep warm for half an hour, and turn themselves off."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import (
    HIDDEN,
    DeviceState,
    Refused,
    Surroundings,
    names,
    switched,
    text,
    whole,
)
from devices.model import Value

_CUP_SECONDS = 45.0
_WARM_SECONDS = 30 * 60.0


@dataclass(frozen=True, kw_only=True)
class CoffeeMakerState(DeviceState):
    """`state` is off, on (ready), brewing or warming."""

    kind: ClassVar[str] = "coffee_maker"
    state: str = "off"
    drink: str | None = None
    """What it brews, or brewed last."""
    size: str | None = None
    strength: str | None = None
    cups: int | None = None
    extras: tuple[Value, ...] | None = None
    """Milk, sugar and the like."""
    left_seconds: float | None = field(default=None, metadata=HIDDEN)
    """Until brewing or warming is over."""

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        if service == "brew":
            return self._brew(data)
        was = "off" if self.state == "off" else "on"
        wanted = switched(was, service)
        if wanted == "on":
            return self if was == "on" else replace(self, state="on", left_seconds=None)
        return replace(self, state="off", left_seconds=None)

    def _brew(self, data: Mapping[str, Value]) -> Self:
        if self.state == "brewing":
            raise Refused("it is brewing already")
        return replace(
            self,
            state="brewing",
            drink=text(data, "drink") or "coffee",
            size=text(data, "size"),
            strength=text(data, "strength"),
            cups=whole(data, "cups"),
            extras=names(data, "extras") or None,
            left_seconds=_CUP_SECONDS * (whole(data, "cups") or 1),
        )

    def tick(self, seconds: float, surroundings: Surroundings) -> Self:
        if self.state not in ("brewing", "warming"):
            return self
        left = (self.left_seconds or 0.0) - seconds
        if left > 0:
            return replace(self, left_seconds=left)
        if self.state == "warming":
            return replace(self, state="off", left_seconds=None)
        return replace(self, state="warming", left_seconds=_WARM_SECONDS)
