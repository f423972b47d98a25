"""A request and what was said after it, as the network reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.learning.contrast import ROOMS
from assistant.learning.exchange import Exchange, gap_seconds, names_nothing
from assistant.learning.words import Words
from assistant.turn import ResponseKind

MOST_TURNS = 6
LONGEST_SECONDS = 120.0
"""From the end of the first reply; who comes back later does not go on, but begins anew."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn."""

    words: Words
    kind: ResponseKind
    """Of the reply."""
    interrupted: bool = False
    """The reply was."""
    gap_seconds: float = 0.0
    """Silence before it, since the end of the reply before."""
    unknown: bool = False
    """Something in it is called as nothing in the home is; False where nobody knows."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """At least two turns; the question is which of them words the first anew."""

    turns: tuple[Spoken, ...]
    rooms: tuple[Words, ...] = ROOMS


def dialogue_of(
    first: Exchange, later: Sequence[Exchange], rooms: tuple[Words, ...] = ROOMS
) -> Dialogue | None:
    """None when nothing was said soon enough."""
    turns = [_spoken(first, 0.0)]
    before = first
    for exchange in later[: MOST_TURNS - 1]:
        gap = gap_seconds(before, exchange)
        if gap is None or (exchange.at - first.ended).total_seconds() > LONGEST_SECONDS:
            break
        turns.append(_spoken(exchange, gap))
        before = exchange
    return Dialogue(tuple(turns), rooms) if len(turns) > 1 else None


def _spoken(exchange: Exchange, gap: float) -> Spoken:
    interrupted = exchange.barge_in is not None
    return Spoken(exchange.words, exchange.kind, interrupted, gap, names_nothing(exchange))
