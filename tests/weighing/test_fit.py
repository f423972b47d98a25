"""The fit moves towards what was chosen, stays in bounds, and is kept only where it helps."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.learning.weighing.fit import fitted, probabilities, wrong
from assistant.learning.weighing.learner import TAUGHT, learned_from
from assistant.learning.weighing.model import Bounds, Choice, LearnedWeight, Offered

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
BOUNDS: Bounds = {"room": (4.0, 0.4, 8.0), "habit": (1.0, 0.1, 2.0), "fact": (5.0, 5.0, 5.0)}
WRITTEN = {name: prior for name, (prior, _, _) in BOUNDS.items()}
NAMES = tuple(BOUNDS)


def choice(
    *counts: Mapping[str, float],
    place: int = 0,
    meant: bool = True,
    taught: bool = True,
    days: float = 0,
) -> Choice:
    return Choice(
        turn=f"turn-{days}",
        at=NOW - timedelta(days=days),
        offered=tuple(Offered(by_words=0.48, counts=one) for one in counts),
        place=place,
        meant=meant,
        credence=0.9,
        taught=taught,
    )


def elsewhere(number: int, *, since: float = 0) -> list[Choice]:
    """So often what is not in the room was meant, the oldest first."""
    days = [since + number - one for one in range(number)]
    return [choice({"room": 1.0}, {}, place=1, days=one) for one in days]


counts = st.dictionaries(st.sampled_from(NAMES), st.floats(-3, 3), max_size=3)
choices = st.builds(
    lambda offered, place, meant: choice(*offered, place=place % len(offered), meant=meant),
    st.lists(counts, min_size=2, max_size=4),
    st.integers(0, 3),
    st.booleans(),
)


@settings(max_examples=30)
@given(st.lists(choices, max_size=30))
def test_whatever_was_chosen_the_bounds_hold(made: list[Choice]) -> None:
    found = fitted(made, BOUNDS, now=NOW)
    for name, (_, least, most) in BOUNDS.items():
        assert least - 1e-9 <= found[name] <= most + 1e-9


@settings(max_examples=40)
@given(choices)
def test_what_was_chosen_never_becomes_less_probable(made: Choice) -> None:
    before = probabilities(made, WRITTEN)[made.place]
    after = probabilities(made, fitted([made], BOUNDS, now=NOW))[made.place]
    assert (after >= before - 1e-6) if made.meant else (after <= before + 1e-6)


def test_without_choices_the_prior_stands() -> None:
    assert fitted([], BOUNDS, now=NOW) == pytest.approx(WRITTEN)


def test_what_is_long_past_counts_less() -> None:
    recent = fitted(elsewhere(6), BOUNDS, now=NOW)["room"]
    past = fitted(elsewhere(6, since=200), BOUNDS, now=NOW)["room"]
    assert recent < past < WRITTEN["room"]


def test_too_few_teach_nothing() -> None:
    found = learned_from(elsewhere(TAUGHT - 1), (), BOUNDS, frozenset(), now=NOW)
    assert found.weights == ()
    assert found.why


def test_one_evening_is_no_habit() -> None:
    guest = [choice({"room": 1.0}, {}, place=1, days=1 - n / 100) for n in range(12)]
    found = learned_from(guest, (), BOUNDS, frozenset(), now=NOW)
    assert found.weights == ()
    assert "days" in found.why


def test_a_habit_is_learned_with_its_turns() -> None:
    found = learned_from(elsewhere(12), (), BOUNDS, frozenset(), now=NOW)
    (room,) = found.weights
    assert (room.name, room.prior) == ("room", 4.0)
    assert room.value < 4.0
    assert set(room.evidence) <= {one.turn for one in elsewhere(12)}
    again = learned_from(elsewhere(12), found.weights, BOUNDS, frozenset(), now=NOW)
    assert again.weights == found.weights


def test_what_a_person_forgot_is_not_learned_again() -> None:
    found = learned_from(elsewhere(12), (), BOUNDS, frozenset({"room"}), now=NOW)
    assert "room" not in {one.name for one in found.weights}


def test_what_later_choices_deny_is_not_learned() -> None:
    """Ten times elsewhere, and then always here."""
    here = [choice({"room": 1.0}, {}, days=1 - one / 10) for one in range(5)]
    found = learned_from(elsewhere(10, since=5) + here, (), BOUNDS, frozenset(), now=NOW)
    assert found.weights == ()


def test_what_went_out_of_date_counts_as_written_again() -> None:
    old = LearnedWeight(name="room", prior=4.0, value=0.4, learned=NOW)
    against = [choice({"room": 1.0, "habit": -2.0}, {}, days=9 - n) for n in range(9)]
    unsure = {**WRITTEN, "room": 0.4, "habit": 2.0}
    assert wrong(against, unsure) > wrong(against, WRITTEN)
    worse = (old, LearnedWeight(name="habit", prior=1.0, value=2.0, learned=NOW))
    found = learned_from(against, worse, BOUNDS, frozenset(), now=NOW)
    assert not {"room", "habit"} & {one.name for one in found.weights if one.value in (0.4, 2.0)}


def test_who_denies_everything_is_not_learned_from() -> None:
    denied = [choice({"room": 1.0}, {}, meant=False, days=20 - n) for n in range(20)]
    assert learned_from(denied, (), BOUNDS, frozenset(), now=NOW).weights == ()
