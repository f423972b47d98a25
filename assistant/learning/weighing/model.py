"""A choice that somebody in the home has made, and a weight that was learned from choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

Bounds: TypeAlias = Mapping[str, tuple[float, float, float]]
"""For each weight by name its prior, its least and its most, in log-odds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One thing that may have been meant."""

    by_words: float
    """Probability by the words alone."""
    counts: Mapping[str, float]
    """How often each weight counts for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Of several things one was meant, or one was not."""

    turn: str
    at: datetime
    offered: tuple[Offered, ...]
    place: int
    """Of the one that is spoken of."""
    meant: bool
    """It was meant; otherwise any of the others was."""
    credence: float
    """Probability that this was understood rightly."""
    taught: bool
    """Somebody has said so, in an answer or by putting it right; otherwise nobody complained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedWeight:
    """How much one sign counts here."""

    name: str
    prior: float
    value: float
    evidence: tuple[str, ...] = ()
    """Ids of the turns that moved it."""
    learned: datetime
