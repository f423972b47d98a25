"""A live rewrite stays only while it helps."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.learning.markov.counts import Counts
from assistant.learning.markov.learner import Personal
from assistant.learning.markov.posterior import Posterior
from assistant.learning.markov.rewrites import Suggestion
from assistant.learning.markov.standing import (
    Standing,
    going_live,
    is_held_out,
    observed,
    reviewed,
)
from tests.learning.chains import TODAY, session, visit


def suggestion(times: int = 10) -> Suggestion:
    counts = Counts(as_of=TODAY)
    for _ in range(times):
        counts.add(session(visit("tan on", 0.95, 0.95), visit("fan on", 0.0, 0.05)))
    (found,) = Personal(counts).suggestions()
    return found


def live() -> Standing:
    return going_live(suggestion(), TODAY)


def exposed(standing: Standing, defect: float, *, applied: bool = True) -> Standing:
    return observed(standing, applied=applied, defect=defect, said_no=False, at=TODAY)


def test_what_was_refused_never_goes_live() -> None:
    with pytest.raises(ValueError, match="guarded"):
        going_live(replace(suggestion(), refused=("guarded",)), TODAY)


def test_wins_keep_it() -> None:
    standing = live()
    for _ in range(20):
        standing = exposed(standing, 0.05)
    assert standing.live
    assert (standing.wins, standing.losses) == (20, 0)


def test_an_explicit_no_ends_it_at_once_also_when_pinned() -> None:
    pinned = replace(live(), pinned=True)
    after = observed(pinned, applied=True, defect=0.9, said_no=True, at=TODAY)
    assert after.withdrawn == "said no"


def test_the_second_confirmed_loss_ends_it() -> None:
    once = exposed(live(), 0.9)
    assert once.live
    assert exposed(once, 0.9).withdrawn == "lost twice"


def test_doubtful_losses_end_it_soon() -> None:
    exposures = []
    for defect in (0.5, 0.6, 0.7, 0.75, 0.95):
        standing, count = live(), 0
        while standing.live and count < 100:
            standing, count = exposed(standing, defect), count + 1
        exposures.append(count)
    assert exposures[1:] == sorted(exposures[1:], reverse=True)
    assert exposures[2] <= 6
    assert exposures[-1] == 2


def test_held_out_successes_end_it() -> None:
    standing = live()
    for _ in range(40):
        standing = exposed(standing, 0.0, applied=False)
    assert standing.withdrawn == "no longer better"
    assert standing.losses == 0


def test_what_is_withdrawn_stays_so() -> None:
    gone = replace(live(), withdrawn="said no")
    assert exposed(gone, 0.0) == gone
    assert reviewed(gone, TODAY + timedelta(days=99)) == gone


def test_unused_or_renamed() -> None:
    later = TODAY + timedelta(days=31)
    assert reviewed(live(), later).withdrawn == "unused"
    assert reviewed(replace(live(), pinned=True), later).live
    assert reviewed(live(), TODAY + timedelta(days=29)).live
    changed = reviewed(replace(live(), pinned=True), TODAY, names_changed=True)
    assert changed.withdrawn == "names something that has changed"


def test_held_out_now_and_then_and_never_where_guarded() -> None:
    held = [is_held_out(f"turn {number}", "tan on", guarded=False) for number in range(20_000)]
    assert 0.02 < sum(held) / len(held) < 0.05
    assert not any(is_held_out(f"turn {n}", "tan on", guarded=True) for n in range(2000))
    assert is_held_out("a", "b", guarded=False) == is_held_out("a", "b", guarded=False)


counts = st.floats(0, 1000)


@given(counts, counts)
def test_bounds_stand_around_the_mean(success: float, failure: float) -> None:
    found = Posterior(success, failure)
    assert 0 <= found.low <= found.high <= 1
    assert found.better_than(found) == pytest.approx(0.5, abs=0.01)
    assert found.at_most(4).success + found.at_most(4).failure <= 4 + 1e-9
