"""What is asked and what should come of it: one typed item for every source of requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from assistant.evaluation.understanding.wanted import Wanted
from assistant.home.model import Home
from assistant.turn import Slots
from devices.contract import State

Side: TypeAlias = Literal["dev", "test", "both"]
"""Half to build with, half to be judged by; our own cases are on both sides."""
NOON = datetime(2026, 3, 4, 12, 0)
"""A Wednesday; the wall clock of items that do not bring their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one device should be like afterwards; attributes that are not named may be anything."""

    device: str
    attributes: tuple[tuple[str, Wanted], ...]
    rest: bool = False
    """Whatever else changes on the device is not judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One acceptable end: everything in `must` is so, and nothing changed but `must` and `may`."""

    must: tuple[Effect, ...]
    may: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """An intent with its slots."""

    intent: str
    slots: Slots = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Nothing may change; answering, asking and declining are all right."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Devices end in one of these ways."""

    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question that this home can answer, and that changes nothing."""

    intents: frozenset[str] = frozenset()
    """Any of these; empty for any question."""
    devices: frozenset[str] = frozenset()
    """What the answer is about, exactly; empty when that is not judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """An intent and its slots, for what leaves no trace on a device (timers, time, weather)."""

    meanings: tuple[Meaning, ...]
    """Any of these."""
    exact: bool = False
    """The slots are these and no others; otherwise these are among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Something is arranged for another time; nothing changes now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """No device changes, and the reaction is of one of these kinds (`answered`, `asked`)."""

    kinds: frozenset[str]
    intents: frozenset[str] = frozenset()
    """Any of these; empty when that is not judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """Several readings are equally good."""

    options: tuple["Expected", ...]


Expected: TypeAlias = Nothing | Change | Answer | Means | Later | Still | OneOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One request to one home."""

    id: str
    set: str
    text: str
    home: Home = field(repr=False)
    expected: Expected
    group: str
    """Items of one group share their side of the split: a home, a prompt, a family of wordings."""
    family: str = ""
    """The kind of request, for breakdowns (`lights`, `volume`)."""
    states: Mapping[str, State] = field(default_factory=dict, repr=False)
    """Where they differ from the home's own start."""
    area: str | None = None
    """Id of the area that it was said in."""
    person: str | None = None
    now: datetime = NOON
    history: tuple[str, ...] = ()
    """What was said before in the same conversation."""
    split: Side = "dev"

    def before(self) -> dict[str, State]:
        """Every device's state when the request is made."""
        return {
            device.id: {**device.state, **self.states.get(device.id, {})}
            for device in self.home.devices
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A row of the data that makes no item, because its label does not decide what is right."""

    set: str
    reason: str
    text: str
