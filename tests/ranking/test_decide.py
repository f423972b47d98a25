"""The one decision, as a table and as what must always hold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.stakes import Evidence, Stake, Thresholds, decide

T = Thresholds()
H, C, G = Stake.HARMLESS, Stake.COSTLY, Stake.GUARDED


def evidence(
    p: float, by_words: float, stake: Stake, *, mass: float = 0.97, rivals: int = 0, **more: bool
) -> Evidence:
    base = Evidence(probability=p, by_words=by_words, mass=mass, stake=stake, rivals=rivals)
    return replace(base, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given_evidence", "wanted"),
    [
        (evidence(0.97, 0.97, H), "act"),
        (evidence(0.55, 0.55, H, mass=0.55), "confirm"),
        (evidence(0.35, 0.35, H, mass=0.35), "confirm"),
        (evidence(0.3, 0.3, H, mass=0.3), "decline"),
        (evidence(0.8, 0.8, C, mass=0.8), "confirm"),
        (evidence(0.97, 0.97, C), "act"),
        (evidence(0.97, 0.97, G), "act"),
        (evidence(0.97, 0.97, G, exact=False), "confirm"),
        (evidence(0.48, 0.48, H, rivals=1), "ask"),
        (evidence(0.9, 0.48, H, rivals=1), "act"),
        (evidence(0.65, 0.32, H, rivals=2), "ask"),  # context favours it, not clearly
        (evidence(0.8, 0.48, C, rivals=1), "ask"),
        (evidence(0.9, 0.48, C, rivals=1), "act"),
        (evidence(0.96, 0.48, G, rivals=1), "ask"),
        (evidence(0.96, 0.48, G), "confirm"),
        (evidence(0.9, 0.48, H, rivals=1, guarded_rival=True), "ask"),
        (evidence(0.7, 0.48, H, rivals=1, only_asks=True), "act"),
        (evidence(0.55, 0.55, G, mass=0.55, only_asks=True), "decline"),
    ],
)
def test_table(given_evidence: Evidence, wanted: str) -> None:
    assert decide(given_evidence, T) == wanted


probabilities = st.floats(0, 1)
anything = st.builds(
    Evidence,
    probability=probabilities,
    by_words=probabilities,
    mass=probabilities,
    stake=st.sampled_from(Stake),
    exact=st.booleans(),
    rivals=st.integers(0, 5),
    guarded_rival=st.booleans(),
    only_asks=st.just(False),
)


@given(anything)
def test_guarded_never_rests_on_context_or_on_a_guess(one: Evidence) -> None:
    guarded = replace(one, stake=Stake.GUARDED)
    if decide(guarded, T) == "act":
        assert guarded.exact
        assert guarded.by_words >= T.guarded


@given(anything, probabilities)
def test_more_probability_never_takes_an_action_back(one: Evidence, more: float) -> None:
    surer = replace(one, probability=max(one.probability, more))
    if decide(one, T) == "act":
        assert decide(surer, T) == "act"


@given(anything)
def test_a_higher_stake_never_acts_where_a_lower_one_does_not(one: Evidence) -> None:
    if decide(replace(one, stake=Stake.COSTLY), T) == "act":
        assert decide(replace(one, stake=Stake.HARMLESS), T) == "act"
    if decide(replace(one, stake=Stake.GUARDED), T) == "act":
        assert decide(replace(one, stake=Stake.COSTLY), T) == "act"
