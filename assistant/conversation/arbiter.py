"""Several microphones hear the same call: the one that hears it best answers.

A sealed-bid election by whoever heard the call, in this process and in others. Each tells its bid,
waits for a moment, and answers when no better bid has come; it says so at once, and whoever hears
that falls silent. What was said meanwhile is not lost, for the tapes run on.

No clock is compared with another: times are those of arrival. While a message takes less than half
the window only one answers. Where a better bidder says nothing more, the next best takes its place,
so that somebody always answers.
"""

import asyncio
import contextlib
import math
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

WINDOW_SECONDS = 0.15
"""So long after its own bid it waits for others'; shorter than any command."""
PATIENCE_SECONDS = 0.35
"""So long a better bidder may then take to say that it answers."""
SAME_CALL_SECONDS = 0.6
"""Detectors notice one call within this time; a call that comes later is another."""

KEPT_SECONDS = 5.0
"""Longer than any election takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One microphone has heard the wake word."""

    level_db: float
    """How far it was above what is usual at this microphone: gains differ."""
    score: float
    """The detector's, 0 to 1; decides where the loudness does not."""
    area: str | None = None
    """Id of the area that the microphone is in."""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.level_db) and math.isfinite(self.score)):
            raise ValueError(f"a level and a score are numbers, got {self.level_db}, {self.score}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """A claim as the others hear of it."""

    id: str
    claim: Claim

    @property
    def rank(self) -> tuple[int, float, str]:
        """The greatest wins; no two are equal."""
        return round(self.claim.level_db), self.claim.score, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Whoever made this bid answers the call."""

    bid: Bid


Notice: TypeAlias = Bid | Answering
"""What those who may answer tell each other."""


class Arbiter:
    """One for all conversations of a process."""

    def __init__(
        self,
        *,
        tell: Callable[[Notice], Awaitable[None]] | None = None,
        lost: Callable[[Bid], None] = lambda _winner: None,
    ) -> None:
        """`tell` passes on to other processes what is decided here, and returns soon; `lost` is
        told of every call that another answered."""
        self._tell = tell
        self._lost = lost
        self._listening = 0
        self._rivals = 0
        self._listening_changed: Callable[[bool], None] = lambda _listens: None
        self._bids: list[tuple[float, Bid]] = []
        """With the times of their arrival."""
        self._answering: tuple[float, Bid] | None = None
        """The latest that answers, and when it said so."""
        self._news = asyncio.Event()
        """Set when the next notice has come; every notice has one of its own."""

    def on_listening(self, told: Callable[[bool], None]) -> None:
        """Told when the first microphone here begins to listen, and when the last one ends."""
        self._listening_changed = told

    @contextmanager
    def listening(self) -> Iterator[None]:
        """One more microphone listens meanwhile."""
        self._listening += 1
        if self._listening == 1:
            self._listening_changed(True)
        try:
            yield
        finally:
            self._listening -= 1
            if not self._listening:
                self._listening_changed(False)

    @property
    def listens(self) -> bool:
        """A microphone of this process does."""
        return self._listening > 0

    def rivals(self, count: int) -> None:
        """So many other processes listen."""
        self._rivals = count

    def hear(self, notice: Notice) -> None:
        """Somebody, here or elsewhere, has heard a call or answers one."""
        now = asyncio.get_running_loop().time()
        if isinstance(notice, Bid):
            recent = [(at, bid) for at, bid in self._bids if now - at <= KEPT_SECONDS]
            self._bids = [*recent, (now, notice)]
        else:
            self._answering = now, notice.bid
        self._news.set()
        self._news = asyncio.Event()

    async def wins(self, claim: Claim) -> bool:
        """Whether this microphone is the one to answer; who listens alone need not wait."""
        if self._listening <= 1 and not self._rivals:
            return True
        mine = Bid(id=uuid.uuid4().hex, claim=claim)
        now = asyncio.get_running_loop().time()
        await self._say(mine)
        winner = await self._winner(mine, now)
        if winner is mine:
            await self._say(Answering(bid=mine))
            return True
        self._lost(winner)
        return False

    async def _winner(self, mine: Bid, at: float) -> Bid:
        """The one who has said that it answers, or who made this bid, when it is its turn."""
        while True:
            if self._answering and self._answering[0] >= at - SAME_CALL_SECONDS:
                return self._answering[1]
            if not await self._hears_until(self._turn(mine, at)):
                return mine

    def _turn(self, mine: Bid, at: float) -> float:
        """When the bidder of that time may answer, for none of those before it has.

        The best waits for the window, each of the others for the one before it, too. Bids that come
        too late to be of this call move nobody's turn further.
        """
        better = [
            (min(arrived, at + SAME_CALL_SECONDS), bid)
            for arrived, bid in self._bids
            if arrived >= at - SAME_CALL_SECONDS and bid.rank > mine.rank
        ]
        turn = -math.inf
        for arrived, _ in (*sorted(better, key=lambda one: one[1].rank, reverse=True), (at, mine)):
            turn = max(arrived + WINDOW_SECONDS, turn + PATIENCE_SECONDS)
        return turn

    async def _hears_until(self, until: float) -> bool:
        """Whether there is news before then."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                return await self._news.wait()
        return False

    async def _say(self, notice: Notice) -> None:
        self.hear(notice)
        if self._tell is not None:
            await self._tell(notice)
