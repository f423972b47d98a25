"""What an understander did about a request, in the one shape that is judged."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from assistant.evaluation.understanding.item import Meaning
from devices.contract import Command

Kind: TypeAlias = Literal["acted", "answered", "asked", "declined"]

ACTS_WITHOUT_DEVICES = frozenset({"HassBroadcast", "HassStartTimer"})
"""Intents that do something though no device is commanded."""
TIMER_INTENTS = frozenset(
    {
        "HassCancelAllTimers",
        "HassCancelTimer",
        "HassDecreaseTimer",
        "HassIncreaseTimer",
        "HassPauseTimer",
        "HassUnpauseTimer",
    }
)
"""They do something only where a timer runs, which none does in the homes that are judged."""
TALK = frozenset({"HassNevermind", "HassRespond"})
"""Intents that neither do nor tell anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One understander's reaction to one item."""

    kind: Kind
    commands: tuple[Command, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    devices: tuple[str, ...] = ()
    """What an answer is about."""
    reply: str = ""
    refused: bool = False
    """It was understood, and declined only because nothing in the home fits or can do it."""
    later: bool = False
    """It arranged something for another time."""
    error: str = ""
    """It broke; the text says how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """The best candidate, taken at its word: what acting on it would do."""

    probability: float
    deed: Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """What was done, what the best candidate was, and how long it took."""

    deed: Deed
    guess: Guess | None = None
    """None where the understander has no candidates or no probabilities."""
    took_ms: float = 0.0
