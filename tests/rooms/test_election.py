"""Who of several that heard one call answers it, whatever the messages between them suffer."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from assistant import virtual_time
from assistant.conversation.arbiter import (
    PATIENCE_SECONDS,
    SAME_CALL_SECONDS,
    WINDOW_SECONDS,
    Answering,
    Arbiter,
    Bid,
    Claim,
    Notice,
)

HALF_A_WINDOW = 0.49 * WINDOW_SECONDS


@dataclass(frozen=True, kw_only=True)
class Hearer:
    """One process that hears the call."""

    at: float
    """Seconds after the call."""
    level_db: float
    delays: Sequence[float]
    """How long its messages take to each of the others."""
    dies: bool = False
    """After its bid, before it says anything more."""


@dataclass(kw_only=True)
class Ended:
    """What came of a call."""

    answering: list[int] = field(default_factory=list)
    lost_to: dict[int, float] = field(default_factory=dict)
    """The winner's level, by who lost."""
    took: float = 0.0
    """Seconds from the call to the last decision."""


def hearers(
    longest_delay: float, *, may_die: bool, together: bool = False
) -> st.SearchStrategy[list[Hearer]]:
    delays = st.lists(st.floats(0, longest_delay), min_size=4, max_size=4)
    one = st.builds(
        Hearer,
        at=st.just(0.0) if together else st.floats(0, 0.5),
        level_db=st.sampled_from([10.0, 20.0, 20.2, 30.0]),
        delays=delays,
        dies=st.booleans() if may_die else st.just(False),
    )
    return st.lists(one, min_size=2, max_size=4)


def elect(hearing: Sequence[Hearer]) -> Ended:
    return virtual_time.run(_elect(hearing))


async def _elect(hearing: Sequence[Hearer]) -> Ended:
    ended, loop, arbiters = Ended(), asyncio.get_running_loop(), list[Arbiter]()

    def sender(me: int) -> Arbiter:
        async def tell(notice: Notice) -> None:
            for to, arbiter in enumerate(arbiters):
                if to != me and not (hearing[me].dies and isinstance(notice, Answering)):
                    loop.call_later(hearing[me].delays[to], arbiter.hear, notice)

        def lost(winner: Bid) -> None:
            ended.lost_to[me] = winner.claim.level_db

        return Arbiter(tell=tell, lost=lost)

    async def call(me: int) -> None:
        arbiter, hearer = arbiters[me], hearing[me]
        arbiter.rivals(len(hearing) - 1)
        await asyncio.sleep(hearer.at)
        with arbiter.listening():
            if await arbiter.wins(Claim(level_db=hearer.level_db, score=0.5)) and not hearer.dies:
                ended.answering.append(me)

    arbiters.extend(sender(me) for me in range(len(hearing)))
    await asyncio.gather(*(call(me) for me in range(len(hearing))))
    ended.took = loop.time()
    return ended


@given(hearers(HALF_A_WINDOW, may_die=False))
def test_exactly_one_answers(hearing: list[Hearer]) -> None:
    ended = elect(hearing)
    assert len(ended.answering) == 1
    assert len(ended.lost_to) == len(hearing) - 1


@given(hearers(HALF_A_WINDOW, may_die=False, together=True))
def test_of_those_that_hear_it_together_the_nearest_answers(hearing: list[Hearer]) -> None:
    [winner] = elect(hearing).answering
    assert round(hearing[winner].level_db) == max(round(one.level_db) for one in hearing)


@given(hearers(2.0, may_die=True))
def test_somebody_always_answers_and_soon(hearing: list[Hearer]) -> None:
    """Whoever dies after its bid, and however late the messages are."""
    alive = [one for one in hearing if not one.dies]
    ended = elect(hearing)
    assert bool(ended.answering) == bool(alive)
    latest = 0.5 + SAME_CALL_SECONDS + WINDOW_SECONDS
    assert ended.took <= latest + (len(hearing) - 1) * PATIENCE_SECONDS + 0.001


@given(hearers(HALF_A_WINDOW, may_die=True))
def test_the_next_best_takes_the_place_of_one_that_died_alone(hearing: list[Hearer]) -> None:
    assert len(elect(hearing).answering) <= 1


async def test_a_call_after_another_one_is_a_new_call() -> None:
    arbiter = Arbiter()
    arbiter.rivals(1)
    with arbiter.listening():
        arbiter.hear(Answering(bid=Bid(id="far", claim=Claim(level_db=50.0, score=0.9))))
        assert not await arbiter.wins(Claim(level_db=20.0, score=0.5))
        await asyncio.sleep(0.7)
        assert await arbiter.wins(Claim(level_db=20.0, score=0.5))
