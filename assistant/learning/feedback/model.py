"""A sign that a reply was right or wrong, and the moment in which signs are looked for."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from assistant.learning.contrast import ROOMS
from assistant.learning.exchange import Exchange
from assistant.learning.history import Change
from assistant.learning.rephrase_model.model import Pointed
from assistant.learning.words import Words

FeedbackKind: TypeAlias = Literal[
    "barge_in_annoyed",
    "barge_in_innocent",
    "rephrase",
    "repetition",
    "denied",
    "praised",
    "undone_by_voice",
    "undone_by_hand",
    "abandoned",
    "neither",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One sign about one turn."""

    turn: str
    """Id of the turn that it speaks of."""
    kind: FeedbackKind
    probability: float
    """That it is what it looks like; what that says of the turn is another matter."""
    by: str
    """Id of the turn, or of the device, that told it."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One exchange with what came after it in the same place."""

    exchange: Exchange
    after: Exchange | None
    """What was said next, if it was of the same conversation."""
    request: Exchange | None = None
    """The next one that wishes for something; remarks ("no", "thanks") may stand before it."""
    gap_seconds: float = math.inf
    """To that wish; endless when there is none."""
    later: tuple[Exchange, ...] = ()
    """All that followed, of the same conversation."""
    changes: tuple[Change, ...] = ()
    """By hand, within a minute."""
    watched_seconds: float = 0.0
    """How long the home was listened to afterwards."""
    rooms: tuple[Words, ...] = ROOMS
    other_days: int = 0
    """On which the same words failed, too, and the same was said next."""
    pointed: Pointed | None = None
    """Which of the later ones words it anew, by the network; None where it was not asked."""


Sign: TypeAlias = Callable[[Moment], Feedback | None]
"""Looks for one kind of feedback."""
