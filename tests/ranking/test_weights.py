"""Weights that were learned stay within bounds, and it is noted which of them decided."""

from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.context import Context
from assistant.ranking.option import Option, Ranked
from assistant.ranking.ranker import Ranker
from assistant.ranking.weights import (
    FACTS,
    NO_WEIGHT,
    PRIOR,
    Weights,
    bounds,
    learned_weights,
)

Around = Callable[..., Context]
Meant = Callable[..., Option]
anything = st.floats(allow_nan=True, allow_infinity=True)


def test_what_was_not_learned_keeps_its_prior() -> None:
    assert learned_weights({"room": 1.0}) == Weights(room=1.0)
    assert learned_weights({}) == PRIOR


@given(st.dictionaries(st.sampled_from([*bounds(), NO_WEIGHT, "horoscope"]), anything))
def test_nothing_that_a_file_says_goes_beyond_the_bounds(given_weights: dict[str, float]) -> None:
    weights = learned_weights(given_weights)
    for name, (prior, least, most) in bounds().items():
        assert 0 < least <= getattr(weights, name) <= most <= 2 * prior
    assert all(getattr(weights, name) == getattr(PRIOR, name) for name in (*FACTS, NO_WEIGHT))


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="room"):
        Weights(room=-1)


def test_every_weight_is_positive() -> None:
    assert all(getattr(Weights(), one.name) > 0 for one in fields(Weights))


def test_those_in_use_are_asked_for_at_every_request(around: Around, meant: Meant) -> None:
    now = [PRIOR]
    ranker = Ranker(lambda: now[0])
    options = [meant("HassTurnOn", "lounge_light"), meant("HassTurnOn", "bedroom_light")]
    before = ranker.rank(options, around(area="lounge"))[0].probability
    now[0] = Weights(room=1.0)
    assert ranker.rank(options, around(area="lounge"))[0].probability < before


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    area=st.sampled_from([None, "lounge", "bedroom"]),
    on=st.sampled_from(["on", "off"]),
    moves=st.sampled_from(["on", "off"]),
    lux=st.sampled_from([1, 500]),
    other=st.floats(0.3, 4.0),
)
def test_the_counts_tell_what_other_weights_would_say(
    area: str | None, on: str, moves: str, lux: int, other: float, around: Around, meant: Meant
) -> None:
    """Learning sees only what is in the journal, and must come to the same as the ranker."""
    context = around(
        area=area, lounge_light={"state": on}, moves={"state": moves}, lux={"state": lux}
    )
    options = [meant("HassTurnOn", lamp) for lamp in ("lounge_light", "bedroom_light", "night")]
    changed = replace(PRIOR, room=other, presence=other, already_on=other, dark=other)

    def told(ranked: tuple[Ranked, ...]) -> dict[str, float]:
        return {one.option.devices[0].id: sum(v for _, v in one.signals) for one in ranked}

    noted = {
        one.option.devices[0].id: sum(getattr(changed, name) * n for name, n in one.counts)
        for one in Ranker().rank(options, context)
    }
    assert told(Ranker(changed).rank(options, context)) == pytest.approx(noted, abs=1e-3)


def test_a_single_option_teaches_nothing(around: Around, meant: Meant) -> None:
    (only,) = Ranker().rank([meant("HassTurnOn", "lounge_light")], around(area="lounge"))
    assert only.signals
    assert only.counts == ()
