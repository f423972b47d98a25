"""Several microphones hear the same call: the one that hears it best answers."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

WINDOW_SECONDS = 0.3
"""Microphones of one home hear the same word within this time; a call that comes later is another.
What is said meanwhile is not lost, for the tapes run on."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Claim:
    """One microphone has heard the wake word."""

    level_db: float
    """How loud it was there, below full scale."""
    score: float
    """The detector's, 0 to 1; decides where the loudness does not."""


class Arbiter:
    """One for all conversations of a home."""

    def __init__(self, window_seconds: float = WINDOW_SECONDS) -> None:
        self._window_seconds = window_seconds
        self._listening = 0
        self._claims: list[Claim] = []

    @contextmanager
    def listening(self) -> Iterator[None]:
        """One more microphone listens meanwhile."""
        self._listening += 1
        try:
            yield
        finally:
            self._listening -= 1

    async def wins(self, claim: Claim) -> bool:
        """Whether this microphone is the one to answer; who listens alone need not wait."""
        if self._listening <= 1:
            return True
        claims = self._claims
        claims.append(claim)
        await asyncio.sleep(self._window_seconds)
        if claims is self._claims:  # the first one to come back closes the window
            self._claims = []
        return claim is max(claims, key=lambda one: (round(one.level_db), one.score))
