"""Answers to a question, in the wordings that people use."""

import pytest

from tests.dialogue.talk import asked, left, said

LAMPS = asked(
    "HassTurnOn", {"name": "lamp"}, "living_room_lamp", "bedroom_lamp", text="turn on the lamp"
)
SURE = asked(
    "HassTurnOff", {"name": "front door"}, "front_door", text="unlock the font door",
    decision="confirm",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["yes", "Yes please", "yeah", "yep do it", "sure", "ok", "okay go ahead", "right", "exactly",
     "that's right", "yes, that's the one", "of course", "please do", "alright", "absolutely",
     "yes I did", "correct", "yes unlock it", "yes the front door", "confirmed", "I am sure"],
)  # fmt: skip
def test_consent(text: str) -> None:
    found = said(text, SURE)
    assert found is not None
    assert (found.intent, found.devices, found.exact) == ("HassTurnOff", ("front_door",), True)


@pytest.mark.parametrize(
    "text",
    ["no", "nope", "no thanks", "No, thank you.", "never mind", "forget it", "cancel", "stop",
     "don't", "please don't", "absolutely not", "of course not", "no way", "leave it",
     "not really", "no I didn't", "nah", "that's wrong", "no don't do that"],
)  # fmt: skip
def test_refusal(text: str) -> None:
    found = said(text, SURE)
    assert found is not None
    assert found.intent == "HassNevermind"


@pytest.mark.parametrize(
    "text",
    ["yes but lock the back door", "no lights in the kitchen", "what time is it",
     "yes and turn on the light", "open the garage", "right after the news turn it off"],
)  # fmt: skip
def test_more_than_consent_settles_nothing(text: str) -> None:
    found = said(text, SURE)
    assert found is None or found.devices != ("front_door",)


@pytest.mark.parametrize(
    ("text", "devices"),
    [
        ("the second", {"bedroom_lamp"}),
        ("number two", {"bedroom_lamp"}),
        ("the latter", {"bedroom_lamp"}),
        ("the first one please", {"living_room_lamp"}),
        ("uh the bedroom", {"bedroom_lamp"}),
        ("I meant the one in the bedroom", {"bedroom_lamp"}),
        ("the bed room lump", {"bedroom_lamp"}),
        ("both please", {"living_room_lamp", "bedroom_lamp"}),
        ("all of them", {"living_room_lamp", "bedroom_lamp"}),
        ("the first and the second", {"living_room_lamp", "bedroom_lamp"}),
        ("the bedroom and the living room", {"living_room_lamp", "bedroom_lamp"}),
        ("the standing lamp", {"living_room_lamp"}),
        ("the one downstairs", {"living_room_lamp"}),
        ("not the first", {"bedroom_lamp"}),
        ("whatever", {"living_room_lamp"}),
    ],
)
def test_choice(text: str, devices: set[str]) -> None:
    found = said(text, LAMPS)
    assert found is not None
    assert set(found.devices) == devices


@pytest.mark.parametrize(
    "text",
    ["turn off the bedroom light", "what is the weather", "set a timer for two minutes",
     "delete the last list", "remind me at one", "play the first song"],
)  # fmt: skip
def test_a_new_command_is_no_answer(text: str) -> None:
    assert said(text, LAMPS) is None


def test_another_thing_of_the_kind_may_be_named() -> None:
    found = said("the desk lamp", LAMPS)
    assert found is not None
    assert (found.intent, found.slots["name"]) == ("HassTurnOn", "desk lamp")


def test_an_unclear_answer_is_asked_about_once() -> None:
    again = said("the third one", LAMPS)
    assert again is not None
    assert set(again.among) == {"living_room_lamp", "bedroom_lamp"}
    assert left("hmm purple", LAMPS) is not None
