"""Questions name the act, and claim none that there are no words for."""

import pytest

from assistant.home.model import Home
from assistant.ranking.option import Option
from assistant.ranking.shall_i import shall_i
from assistant.turn import Reading, Value


def part(home: Home, intent: str, *devices: str, **slots: Value) -> Option:
    reading = Reading(intent=intent, slots=slots, probability=0.5, matched_by="test", text="")
    known = home.device_by_id
    return Option(reading=reading, devices=tuple(known[one] for one in devices), probability=0.5)


@pytest.mark.parametrize(
    ("intent", "device", "slots", "asked"),
    [
        ("HassTurnOn", "night", {}, "Shall I turn on the night light?"),
        ("HassTurnOn", "front", {}, "Shall I lock the front door?"),
        ("HassTurnOff", "front", {}, "Shall I unlock the front door?"),
        ("HassTurnOff", "blinds", {}, "Shall I close the blinds?"),
        ("HassLightSet", "night", {"brightness_step": "down"}, "Shall I dim the night light?"),
        (
            "HassLightSet",
            "night",
            {"brightness": 30.0, "color": "red"},
            "Shall I set the night light to red and 30 percent?",
        ),
        (
            "HassMediaSearchAndPlay",
            "pod",
            {"search_query": "Jazz"},
            "Shall I play Jazz on the pod?",
        ),
        ("HassMediaSearchAndPlay", "pod", {}, "Did you mean the pod?"),
        ("HassGetState", "pod", {}, "Did you mean the pod?"),
    ],
)
def test_the_act_is_named(
    house: Home, intent: str, device: str, slots: dict[str, Value], asked: str
) -> None:
    assert shall_i([part(house, intent, device, **slots)], house) == asked


def test_several_in_one_breath(house: Home) -> None:
    parts = [part(house, "HassTurnOff", "night"), part(house, "HassTurnOn", "front")]
    assert shall_i(parts, house) == "Shall I turn off the night light and lock the front door?"


def test_nothing_to_name(house: Home) -> None:
    assert shall_i([part(house, "HassStartTimer")], house) == "Did you mean that?"
