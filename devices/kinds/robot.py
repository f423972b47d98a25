"""What vacuums and mowers share: trips on a battery that ends sooner or later at the dock."""

from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from devices.kinds.base import HIDDEN, DeviceState, Refused, Surroundings, toward

_RETURN_SECONDS = 60.0
_CHARGE_SECONDS = 2 * 3600.0
"""From empty to full."""
_LOW_PERCENT = 15
"""It goes home to charge below this."""
_EMPTY_PERCENT = 3
"""It does not even start below this."""


@dataclass(frozen=True, kw_only=True)
class RobotState(DeviceState):
    working: ClassVar[str] = ""
    """The state while it does its job."""
    battery_seconds: ClassVar[float] = 90 * 60.0
    """From full to empty at work."""
    trip_seconds: ClassVar[float] = 60 * 60.0
    """After this it is done."""
    state: str = "docked"
    battery_level: float | None = None
    """Percent; None for a device that does not tell."""
    charge: float | None = field(default=None, metadata=HIDDEN)
    """The battery level with its fraction."""
    spent_seconds: float = field(default=0.0, metadata=HIDDEN)
    """Since it began to do what it does."""

    def set_off(self) -> Self:
        if self._charge() <= _EMPTY_PERCENT:
            raise Refused("its battery is empty")
        if self.state == self.working:
            return self
        spent = self.spent_seconds if self.state == "paused" else 0.0
        return replace(self, state=self.working, spent_seconds=spent)

    def paused(self) -> Self:
        if self.state == "docked":
            raise Refused("it stands at its dock")
        return replace(self, state="paused")

    def going_home(self) -> Self:
        if self.state in ("docked", "returning"):
            return self
        return replace(self, state="returning", spent_seconds=0.0)

    def tick(self, seconds: float, surroundings: Surroundings) -> Self:
        spent = self.spent_seconds + seconds
        if self.state == "docked":
            return self._charged(toward(self._charge(), 100, 100 * seconds / _CHARGE_SECONDS))
        if self.state == "returning":
            done = spent >= _RETURN_SECONDS
            return replace(
                self, state="docked" if done else "returning", spent_seconds=0.0 if done else spent
            )
        if self.state != self.working:
            return self
        charge = toward(self._charge(), 0, 100 * seconds / self.battery_seconds)
        moved = replace(self._charged(charge), spent_seconds=spent)
        if charge <= _LOW_PERCENT or spent >= self.trip_seconds:
            return moved.going_home()
        return moved

    def _charge(self) -> float:
        if self.charge is not None:
            return self.charge
        return 100.0 if self.battery_level is None else self.battery_level

    def _charged(self, charge: float) -> Self:
        level = None if self.battery_level is None else round(charge)
        return replace(self, charge=charge, battery_level=level)
