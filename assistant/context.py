"""What is true around a request, as one frozen object."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from assistant.agenda.plans import Plans
from assistant.home.model import Home
from assistant.turn import RunStarted, Turn
from devices.contract import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that was asked for before, done and not taken back."""

    intent: str
    device: str
    """Device id."""
    at: datetime
    """The home's wall clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything a stage may take into account besides the words themselves."""

    home: Home
    states: Mapping[str, State]
    """Latest state by device id."""
    now: datetime
    """The home's wall clock."""
    unavailable: frozenset[str] = frozenset()
    """Ids of devices that said they are offline, or whose last will said so."""
    area: str | None = None
    """Id of the area that the request was made in, where known."""
    person: str | None = None
    plans: Plans = field(default_factory=Plans)
    """Timers and everything else that is planned."""
    history: tuple[Turn, ...] = field(default=(), repr=False)
    """Earlier turns of this conversation, the latest last; what others said elsewhere is none."""
    earlier: tuple[Turn, ...] = field(default=(), repr=False)
    """All other turns, the latest last: those before this conversation, those of earlier runs, and
    what was said elsewhere meanwhile. Only questions about the past look here."""
    deeds: tuple[Deed, ...] = field(default=(), repr=False)
    """What this home usually does, from the journal, the latest last."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Everything that is remembered; this conversation last, the latest of it at the end."""
        return (*self.earlier, *self.history)


def is_of(turn: Turn, area: str | None, person: str | None) -> bool:
    """Whether the turn belongs to the conversations of this place and may be of this person."""
    began = turn.last(RunStarted)
    return began is not None and began.shares_talk(area, person)
