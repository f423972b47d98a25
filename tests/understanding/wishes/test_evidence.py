"""What speaks for a reading raises its probability, and nothing makes it certain."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.wishes.evidence import MOST, Evidence, Weights, fitted

CHANCE = st.floats(min_value=0, max_value=1)
SOURCES = ("frame", "part", "topic", "wish", "guess")


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    return Evidence(
        source=draw(st.sampled_from(SOURCES)),
        prior=draw(CHANCE),
        wish=draw(CHANCE),
        intent=draw(CHANCE),
        other=draw(CHANCE),
        titles=draw(CHANCE),
    )


@given(evidences())
def test_a_probability_whatever_the_evidence(evidence: Evidence) -> None:
    assert 0 <= fitted().probability(evidence) <= MOST


def test_weights_are_constant_then_one_a_feature() -> None:
    weights = Weights({"frame": (0.5, 1.0, 0.0, 0.0, 0.0, 0.0)})
    even = Evidence(source="frame", prior=0.5, wish=0.1, intent=0.1, other=0.9)
    assert weights.probability(even) == pytest.approx(0.6225, abs=1e-4)
    assert weights.probability(replace(even, prior=0.9)) > weights.probability(even)


@given(evidences(), CHANCE)
def test_what_speaks_for_nothing_never_helps(evidence: Evidence, more: float) -> None:
    """The fit is held to the sense of each feature."""
    weigh = fitted().probability
    likelier = replace(evidence, other=max(evidence.other, more))
    assert weigh(likelier) <= weigh(evidence)
    assert weigh(replace(evidence, wish=max(evidence.wish, more))) >= weigh(evidence)
    assert weigh(replace(evidence, prior=max(evidence.prior, more))) >= weigh(evidence)
    assert weigh(replace(evidence, titles=max(evidence.titles, more))) >= weigh(evidence)
