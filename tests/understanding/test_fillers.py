"""Slots of wishes that are known to be right, in wordings that no rule looks for."""

from datetime import datetime

import pytest

from assistant.context import Context
from assistant.home.model import Area, Home
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.gazetteer import Gazetteer
from assistant.understanding.meaning import Meaning
from assistant.understanding.segment import segment
from assistant.understanding.topics import lists, machines, playing, volume
from assistant.understanding.words import words_of
from devices.contract import Device, State

HOME = Home(
    areas=(Area(id="den", name="den"), Area(id="hall", name="hall")),
    devices=(
        Device(id="box", name="music box", kind="media_player", area="den"),
        Device(id="food", name="shopping list", kind="todo"),
        Device(id="jobs", name="to do list", kind="todo"),
        Device(id="sweeper", name="sweeper", kind="vacuum", area="hall"),
        Device(id="brewer", name="brewer", kind="coffee_maker", area="hall"),
    ),
)
STATES: dict[str, State] = {"food": {"items": ("Red apples", "milk")}}
FILLERS = {**lists.FILLERS, **machines.FILLERS, **playing.FILLERS, **volume.FILLERS}


def filled(label: str, text: str, states: dict[str, State] | None = None) -> Meaning | None:
    context = Context(
        home=HOME, states=states or STATES, now=datetime(2026, 3, 4, 12, 0), area="den"
    )
    return FILLERS[label](Clause(segment(words_of(text), Gazetteer(HOME))), text, context)


@pytest.mark.parametrize(
    ("label", "text", "slots"),
    [
        ("HassListAddItem", "I need two lemons added to my grocery list",
         {"item": "two lemons", "name": "shopping list"}),
        ("HassListAddItem", "put call the dentist on my to do list for today",
         {"item": "call the dentist", "name": "to do list"}),
        ("HassListRemoveItem", "we have fruit, so take red apple off the list",
         {"item": "Red apples", "name": "shopping list"}),
        ("HassGetState:todo", "read out my chores list", {"name": "to do list"}),
        ("HassSetVolume", "make the volume to zero", {"volume_level": 0.0, "area": "den"}),
        ("HassSetVolumeRelative", "increase volume by two levels", {"volume_step": 20.0}),
        ("HassSetVolumeRelative", "the music box a bit lower", {"volume_step": "down"}),
        ("HassMediaPlayerMute", "turn the sound off", {"area": "den"}),
        ("HassMediaSearchAndPlay", "begin the Proms podcast on the music box",
         {"search_query": "Proms", "media_class": "podcast", "name": "music box"}),
        ("HassVacuumCleanArea", "robot, do the hall now", {"area": "hall"}),
        ("HassTurnOn:coffee_maker", "a cup of joe would be nice", {"domain": "coffee_maker"}),
    ],
)  # fmt: skip
def test_slots_are_found(label: str, text: str, slots: dict[str, Value]) -> None:
    meaning = filled(label, text)
    assert meaning is not None
    assert {name: meaning.slots.get(name) for name in slots} == slots


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("HassListAddItem", "put it on the list"),
        ("HassListAddItem", "add Ann to the wedding list"),
        ("HassListRemoveItem", "take everything off my list"),
        ("HassSetVolume", "change the volume"),
        ("HassMediaSearchAndPlay", "play it"),
        ("HassMediaSearchAndPlay", "play tag with me"),
        ("HassVacuumStart", "clean the hall and the den"),
    ],
)
def test_what_is_not_said_is_not_made_up(label: str, text: str) -> None:
    assert filled(label, text) is None


def test_going_on_keeps_to_what_the_player_has() -> None:
    paused: dict[str, State] = {"box": {"state": "paused", "media_title": "Dracula"}}
    same = filled("HassMediaUnpause", "carry on with Dracula", paused)
    other = filled("HassMediaUnpause", "carry on with Emma", paused)
    assert same is not None
    assert same.intent == "HassMediaUnpause"
    assert other is not None
    assert (other.intent, other.slots["search_query"]) == ("HassMediaSearchAndPlay", "Emma")
