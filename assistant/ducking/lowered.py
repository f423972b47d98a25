"""One player whose volume was lowered, and how its own reports are to be read meanwhile."""

import asyncio
from dataclasses import dataclass, field

from devices.contract import State

ROUNDING = 0.006
"""A player may store its volume in whole percent."""


@dataclass(slots=True, kw_only=True)
class Lowered:
    """From the command to be quieter to the first report of another volume."""

    former: float
    """Its volume before, 0 to 1."""
    quiet: float
    """What it was told."""
    back_to: float
    """What it gets in the end: its former volume, or what the person asked for meanwhile."""
    reported_quiet: bool = False
    """It has said that it obeyed."""
    is_returning: bool = False
    """It was told to be as loud as before."""
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """It has another volume again: it was put back, or somebody has set it."""

    def is_quiet(self, level: float) -> bool:
        return abs(level - self.quiet) <= ROUNDING

    def as_set(self, fresh: State) -> State:
        """What it reports, with the volume that people have set instead of the lowered one."""
        level = level_of(fresh)
        if level is None or self.over.is_set():
            return fresh
        if self.is_quiet(level):
            self.reported_quiet = True
            return {**fresh, "volume_level": self.former}
        if self.reported_quiet or self.is_returning:
            self.over.set()
        return fresh


def level_of(found: State) -> float | None:
    """The volume among these attributes, 0 to 1."""
    level = found.get("volume_level")
    return float(level) if isinstance(level, int | float) and not isinstance(level, bool) else None
