"""What covers and valves share: something that travels between closed (0) and open (100)."""

from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from devices.kinds.base import HIDDEN, DeviceState, Surroundings, toward


@dataclass(frozen=True, kw_only=True)
class TravellingState(DeviceState):
    travel_seconds: ClassVar[float] = 20.0
    """From one end to the other."""
    state: str = "closed"
    current_position: int | None = None
    """0 closed to 100 open; None for a device that does not know."""
    target: int | None = field(default=None, metadata=HIDDEN)
    exact: float | None = field(default=None, metadata=HIDDEN)
    """The position with its fraction, while it moves."""

    def moving_to(self, target: int, *, knows: bool = False) -> Self:
        """On the way; `knows` makes a device that told no position so far tell one."""
        here = self._here()
        if round(here) == target:
            return self._arrived(target, knows=knows)
        state = "opening" if target > here else "closing"
        position = round(here) if knows and self.current_position is None else self.current_position
        return replace(self, state=state, target=target, exact=here, current_position=position)

    def stopped(self) -> Self:
        if self.target is None:
            return self
        return self._arrived(round(self._here()), knows=False)

    def settle(self) -> Self:
        return self if self.target is None else self._arrived(self.target, knows=False)

    def tick(self, seconds: float, surroundings: Surroundings) -> Self:
        if self.target is None:
            return self
        here = toward(self._here(), self.target, 100 * seconds / self.travel_seconds)
        if here == self.target:
            return self._arrived(self.target, knows=False)
        position = None if self.current_position is None else round(here)
        return replace(self, exact=here, current_position=position)

    def _here(self) -> float:
        if self.exact is not None:
            return self.exact
        if self.current_position is not None:
            return self.current_position
        return 0.0 if self.state in ("closed", "opening") else 100.0

    def _arrived(self, position: int, *, knows: bool) -> Self:
        told = position if knows or self.current_position is not None else None
        state = "open" if position > 0 else "closed"
        return replace(self, state=state, current_position=told, target=None, exact=None)
