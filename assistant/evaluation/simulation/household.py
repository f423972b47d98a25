"""A simulated household: its home, who lives there, and how they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from assistant.evaluation.simulation.goals import Goal
from assistant.home.model import Home

Setting: TypeAlias = Literal["easy", "hard"]
"""Hard: rooms full of things of one kind, and wishes that differ in one word."""
Manner: TypeAlias = Literal["usual", "careless", "hostile"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """Something that is wished for again and again."""

    goal: Goal
    weight: float
    hour: float
    """About when."""
    room: str
    """Where the person stands when saying it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """One person; a guest is one who does not know what things are called."""

    id: str
    routines: tuple[Routine, ...] = field(repr=False)
    patience: float = 1.0
    """Scales how often a failure is corrected."""
    clarity: float = 1.0
    """Scales how often the recogniser gets this voice wrong."""
    guest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the home is at one time; after a drift there is another."""

    version: str
    home: Home = field(repr=False)
    residents: tuple[Resident, ...]
    nicknames: Mapping[str, str]
    """By device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Everything about one of the population."""

    id: str
    setting: Setting
    manner: Manner
    unseen: bool
    """Its turns are never pooled; what others taught is tried on it."""
    plans: tuple[tuple[int, Plan], ...]
    """From which day on each is true."""
    has_television: bool

    def plan_on(self, day: int) -> Plan:
        return [plan for first, plan in self.plans if first <= day][-1]

    @property
    def drift_day(self) -> int | None:
        return self.plans[1][0] if len(self.plans) > 1 else None
