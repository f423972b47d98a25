"""What a skill may ask of the agenda."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from assistant.agenda.entries import Alarm, Entry


class AgendaError(RuntimeError):
    """A change could not be made; the text says why, for the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """A new entry; the agenda gives it its id."""

    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Stop a timer for now."""

    id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Let a paused timer run on."""

    id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """Give a timer more time, or less."""

    id: int
    seconds: float
    """Negative for less; it never gets below nothing left."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody knows now of these alarms that nobody answered."""

    missed: tuple[Alarm, ...]


Change: TypeAlias = Add | Cancel | Pause | Resume | Extend | Told
