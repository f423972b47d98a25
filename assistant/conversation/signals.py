"""What can be seen of a conversation while nobody has finished speaking yet.

The steps of a turn are told by the pipeline's observers; these are the moments between them.
Times are counted in audio from the start of the source.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Why: TypeAlias = Literal["wake_word", "answer", "follow_up", "barge_in"]
"""What made it listen: it was called, it had asked, it had just replied, it was interrupted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One frame (80 ms) while it waits to be spoken to."""

    at_ms: float
    """End of the frame."""
    level_db: float
    """Below full scale."""
    wake_score: float
    """0 to 1."""
    speech: float
    """Probability that somebody speaks, 0 to 1; 0 while only the wake word is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """From now on what is said is taken for a request."""

    why: Why
    at_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """The words so far, while somebody is speaking."""

    text: str
    at_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """A reply begins to be played."""

    turn: str
    """Id of the turn."""
    text: str
    duration_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A reply is over."""

    turn: str
    played_ms: float
    interrupted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaiting:
    """An answer, or more, is waited for: it listens without the wake word."""

    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """Nobody is listened to or answered any more: only the wake word counts."""


Signal: TypeAlias = Heard | Listening | Partial | Speaking | Spoken | Awaiting | Idle
Watcher: TypeAlias = Callable[[Signal], None]


def unwatched(_signal: Signal) -> None:
    """For whoever does not want to see any of it."""


def watched_by(*watchers: Watcher) -> Watcher:
    """All of them are told."""

    def tell(signal: Signal) -> None:
        for watcher in watchers:
            watcher(signal)

    return tell
