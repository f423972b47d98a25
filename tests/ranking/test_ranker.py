"""The ranker: mass is kept, signals can be switched off, more evidence never hurts."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.context import Context
from assistant.ranking.option import Option
from assistant.ranking.ranker import ALL_SIGNALS, Ranker
from assistant.ranking.weights import Weights

Around = Callable[..., Context]
Meant = Callable[..., Option]
LAMPS = ("lounge_light", "bedroom_light", "night")
quick = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
switched = st.sampled_from(["on", "off"])


def test_an_unknown_signal_cannot_be_switched_off() -> None:
    with pytest.raises(ValueError, match="horoscope"):
        Ranker(disabled={"horoscope"})


@quick
@given(
    shares=st.lists(st.floats(0.001, 0.9), min_size=3, max_size=3),
    states=st.lists(switched, min_size=3, max_size=3),
    area=st.sampled_from([None, "lounge", "bedroom", "kitchen"]),
    disabled=st.sets(st.sampled_from(sorted(ALL_SIGNALS))),
)
def test_context_moves_probability_and_adds_none(
    shares: list[float],
    states: list[str],
    area: str | None,
    disabled: set[str],
    around: Around,
    meant: Meant,
) -> None:
    options = [meant("HassTurnOff", lamp, p=p) for lamp, p in zip(LAMPS, shares, strict=True)]
    now = {lamp: {"state": state} for lamp, state in zip(LAMPS, states, strict=True)}
    ranked = Ranker(disabled=disabled).rank(options, around(area=area, **now))
    total = sum(one.probability for one in ranked)
    assert total == pytest.approx(min(1.0, sum(shares)))
    assert [one.probability for one in ranked] == sorted(
        (one.probability for one in ranked), reverse=True
    )
    assert not disabled & {name for one in ranked for name, _ in one.signals}


@quick
@given(p=st.floats(0.01, 1.0), state=switched)
def test_a_single_option_is_as_probable_as_its_words(
    p: float, state: str, around: Around, meant: Meant
) -> None:
    option = meant("HassTurnOff", "lounge_light", p=p)
    (ranked,) = Ranker().rank([option], around(lounge_light={"state": state}, area="kitchen"))
    assert ranked.probability == pytest.approx(p)


def test_without_any_signal_the_words_stand(around: Around, meant: Meant) -> None:
    options = [meant("HassTurnOff", "lounge_light", p=0.3), meant("HassTurnOff", "night", p=0.6)]
    ranked = Ranker(disabled=ALL_SIGNALS).rank(options, around(lounge_light={"state": "on"}))
    assert [one.probability for one in ranked] == pytest.approx([0.6, 0.3])
    assert all(one.signals == () for one in ranked)


@quick
@given(less=st.floats(0, 8), more=st.floats(0, 8))
def test_a_heavier_sign_never_hurts_whom_it_favours(
    less: float, more: float, around: Around, meant: Meant
) -> None:
    less, more = sorted((less, more))
    options = [meant("HassTurnOn", "lounge_light"), meant("HassTurnOn", "bedroom_light")]
    context = around(area="lounge")

    def favoured(weight: float) -> float:
        ranked = Ranker(replace(Weights(), room=weight)).rank(options, context)
        return next(x.probability for x in ranked if x.option is options[0])

    assert favoured(less) <= favoured(more) + 1e-12


@pytest.mark.parametrize("signal", sorted(ALL_SIGNALS))
def test_each_signal_can_be_switched_off(signal: str, around: Around, meant: Meant) -> None:
    context = around(area="lounge", moves={"state": "on"}, lux={"state": 1}, at="2026-03-02T02:00")
    options = [meant("HassTurnOn", lamp) for lamp in LAMPS]
    spoke = {name for one in Ranker().rank(options, context) for name, _ in one.signals}
    without = Ranker(disabled={signal}).rank(options, context)
    assert {name for one in without for name, _ in one.signals} == spoke - {signal}
