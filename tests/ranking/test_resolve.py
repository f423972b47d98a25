"""The whole stage on a small house: what is asked, in which order, and why it is declined."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.context import Context
from assistant.ranking.explain import weighed
from assistant.ranking.ranker import ALL_SIGNALS, Ranker
from assistant.skill import discover
from assistant.stages.resolve import ResolveStage
from assistant.turn import Interpretation, Reading, Resolution, Slots

Around = Callable[..., Context]
SKILLS = discover()
ON, OFF = {"state": "on"}, {"state": "off"}


def resolved(
    text: str,
    context: Context,
    intent: str,
    ranker: Ranker | None = None,
    *,
    p: float = 0.97,
    among: tuple[str, ...] = (),
    **slots: str,
) -> Resolution:
    values: Slots = slots
    reading = Reading(
        intent=intent, slots=values, probability=p, matched_by="test", text=text, among=among
    )
    stage = ResolveStage(SKILLS, ranker=ranker)
    return stage.resolve(Interpretation(text=text, readings=(reading,)), context)


def test_state_decides_between_two_of_one_name(around: Around) -> None:
    context = around(lounge_light=OFF, bedroom_light=ON)
    found = resolved("turn off the lamp", context, "HassTurnOff", name="lamp")
    assert found.decision == "act"
    assert found.candidates[0].devices == ("bedroom_light",)


def test_without_the_signal_it_asks(around: Around) -> None:
    context = around(lounge_light=OFF, bedroom_light=ON)
    blind = Ranker(disabled={"device_state"})
    found = resolved("turn off the lamp", context, "HassTurnOff", blind, name="lamp")
    assert found.decision == "ask"
    assert found.reply == "The lamp in the lounge or the lamp in the bedroom?"


def test_the_question_begins_with_the_likely_one(around: Around) -> None:
    context = around(front={"state": "locked"}, back={"state": "unlocked"})
    found = resolved("lock the door", context, "HassTurnOn", domain="lock")
    assert (found.decision, found.reply) == ("ask", "The back door or the front door?")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    front=st.sampled_from(["locked", "unlocked"]),
    back=st.sampled_from(["locked", "unlocked"]),
    intent=st.sampled_from(["HassTurnOn", "HassTurnOff"]),
    area=st.sampled_from([None, "lounge"]),
    disabled=st.sets(st.sampled_from(sorted(ALL_SIGNALS))),
)
def test_no_context_opens_a_door(
    front: str, back: str, intent: str, area: str | None, disabled: set[str], around: Around
) -> None:
    context = around(front={"state": front}, back={"state": back}, area=area)
    ranker = Ranker(disabled=disabled)
    found = resolved("the door", context, intent, ranker, domain="lock")
    assert found.decision in ("ask", "confirm")


def test_a_name_is_not_overruled(around: Around) -> None:
    context = around(tv=OFF, pod={"state": "playing"}, area="bedroom")
    found = resolved("turn off the tv", context, "HassTurnOff", name="tv")
    assert (found.decision, found.candidates[0].devices) == ("act", ("tv",))


def test_what_was_offered_is_asked_about(around: Around) -> None:
    context = around(lounge_light=OFF, bedroom_light=ON)
    among = ("lounge_light", "bedroom_light")
    found = resolved("the purple one", context, "HassTurnOff", among=among)
    assert found.decision == "ask"
    assert found.reply == "The lamp in the bedroom or the lamp in the lounge?"


@pytest.mark.parametrize(
    ("text", "slots", "reply"),
    [
        (
            "turn on the lamp in the kitchen",
            {"name": "lamp", "area": "kitchen"},
            "There is no lamp in the kitchen. "
            "There is a lamp in the lounge and a lamp in the bedroom.",
        ),
        (
            "turn on the fan in the kitchen",
            {"domain": "fan", "area": "kitchen"},
            "There is no fan in the kitchen. "
            "There is a fan in the lounge and a fan in the bedroom.",
        ),
        (
            "turn on the night lantern",
            {"name": "night lantern"},
            "I don't know anything called night lantern. There is a night light.",
        ),
        ("turn on the toaster", {"name": "toaster"}, "I don't know anything called toaster."),
        (
            "turn on the light in the attic",
            {"domain": "light", "area": "attic"},
            "I don't know a room called attic.",
        ),
    ],
)
def test_why_it_cannot_be_done(
    text: str, slots: dict[str, str], reply: str, around: Around
) -> None:
    found = resolved(text, around(), "HassTurnOn", **slots)
    assert (found.decision, found.reply) == ("decline", reply)


@pytest.mark.parametrize(
    ("text", "states", "wanted"),
    [
        ("stop", {"pod": {"state": "playing"}}, ("HassMediaPause", ("pod",))),
        ("stop it", {"lounge_fan": ON}, ("HassTurnOff", ("lounge_fan",))),
        ("close it", {"blinds": {"state": "open"}}, ("HassTurnOff", ("blinds",))),
        ("turn it off", {"oven": ON}, ("HassTurnOff", ("oven",))),
    ],
)
def test_requests_that_name_nothing(
    text: str, states: dict[str, dict[str, str]], wanted: tuple[str, ...], around: Around
) -> None:
    quiet = {
        "garage": {"state": "closed"},
        "oven": OFF,
        "coffee": OFF,
        "tv": OFF,
        "pod": OFF,
        "night": OFF,
        "alarm": OFF,
    }
    context = around(**{**quiet, "blinds": {"state": "closed"}, **states})
    found = ResolveStage(SKILLS).resolve(Interpretation(text=text), context)
    assert found.decision == "act"
    assert (found.candidates[0].reading.intent, found.candidates[0].devices) == wanted


def test_nothing_to_close(around: Around) -> None:
    context = around(blinds={"state": "closed"}, garage={"state": "closed"})
    found = ResolveStage(SKILLS).resolve(Interpretation(text="close it"), context)
    assert (found.decision, found.reply) == ("decline", "Nothing is open.")


def test_a_guarded_thing_is_confirmed_even_when_it_alone_can_be_meant(around: Around) -> None:
    context = around(blinds={"state": "closed"}, garage={"state": "open"})
    found = ResolveStage(SKILLS).resolve(Interpretation(text="close it"), context)
    assert (found.decision, found.reply) == ("confirm", "Shall I close the garage door?")


def test_it_explains_itself(around: Around) -> None:
    context = around(lounge_light=OFF, bedroom_light=ON)
    found = resolved("turn off the lamp", context, "HassTurnOff", name="lamp")
    lines = list(weighed(found))
    assert "bedroom_light" in lines[0]
    assert "device state -5.0" in lines[1]
    assert lines[-1] == "acts: context lifts it from 0.48 to 0.96"
