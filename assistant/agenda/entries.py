"""What the agenda holds: timers, appointments, conditions. Times are the home's wall clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from assistant.turn import Candidate, Slots, Value

Operation: TypeAlias = Literal["is", "is_not", "above", "below", "reached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Rings when its time is over."""

    seconds: float
    """As it was started; people tell timers apart by this."""
    started: datetime
    ends: datetime
    """Means nothing while it is paused."""
    id: int = 0
    """Given by the agenda when it is added."""
    name: str | None = None
    area: str | None = None
    """Id of the area that it was started in."""
    left_seconds: float | None = None
    """What was left when it was paused; None while it runs."""
    by_clock: bool = False
    """A time of day was said, not a length: it goes by the clock, also when that is set."""

    @property
    def paused(self) -> bool:
        return self.left_seconds is not None

    def left(self, now: datetime) -> float:
        """Seconds until it rings."""
        if self.left_seconds is not None:
            return self.left_seconds
        return max(0.0, (self.ends - now).total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What is to be done: commands with their devices settled, or a message to be said."""

    said: str
    """The command in the person's own words."""
    commands: tuple[Candidate, ...] = ()
    message: str = ""
    exact: bool = True
    """Nothing in the request was guessed; what is guarded is done only then."""
    area: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A deed at a time, once or on days of the week."""

    at: datetime
    """The next time."""
    deed: Deed
    id: int = 0
    weekdays: tuple[int, ...] = ()
    """Monday is 0; empty for once."""
    by_clock: bool = True
    """False where a length of time was said ("in ten minutes"), which no set clock changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A statement about one device's state."""

    device: str
    attribute: str
    operation: Operation
    value: Value
    """A tuple for `is` means one of these; for `reached` it names the attribute to reach."""

    def holds(self, state: Slots) -> bool:
        """Whether it is so; what nobody knows is not so."""
        found = state.get(self.attribute)
        if found is None:
            return False
        if self.operation in ("is", "is_not"):
            allowed = self.value if isinstance(self.value, tuple) else (self.value,)
            return (found in allowed) is (self.operation == "is")
        goal = state.get(str(self.value)) if self.operation == "reached" else self.value
        if not isinstance(found, int | float) or not isinstance(goal, int | float):
            return False
        return found < goal if self.operation == "below" else found > goal - _SLACK[self.operation]


_SLACK = {"above": 0.0, "reached": 2.0}
"""An oven is hot a little before its last degree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A deed for the moment when something becomes so."""

    predicate: Predicate
    words: str
    """For instance `the oven is hot`."""
    deed: Deed
    id: int = 0
    once: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Wakes somebody at a time of day, once or on days of the week, and rings until it is heard."""

    at: datetime
    """The next time."""
    id: int = 0
    weekdays: tuple[int, ...] = ()
    """Monday is 0; empty for once."""
    area: str | None = None
    """Id of the area that it was set in."""
    rung: int = 0
    """How often it has rung just now; it is ringing where that is more than 0."""
    first: datetime | None = None
    """When it rang first, while it is ringing."""


Entry: TypeAlias = Timer | Appointment | Condition | Alarm
