"""What can be taken back or stopped, and what not."""

import pytest

from tests.dialogue.talk import done, left, said

LAMP_ON = done("HassTurnOn", {"name": "desk lamp"}, "desk_lamp", text="turn on the desk lamp")
BLINDS = done("HassTurnOff", {"name": "blinds"}, "living_room_blinds", service="close_cover")
TIME = done("HassGetCurrentTime", {}, text="what time is it", kind="query_answer")
TIMER = done("HassStartTimer", {"minutes": 5}, text="set a timer for five minutes")


def test_undo_speaks_of_the_latest_deed() -> None:
    found = said("undo that", LAMP_ON, TIME)
    assert found is not None
    assert (found.intent, found.slots["turn"], found.devices) == (
        "UndoLast", LAMP_ON.id, ("desk_lamp",),
    )  # fmt: skip


def test_a_timer_is_not_passed_over_for_a_lamp() -> None:
    for text in ("cancel that", "undo that", "cancel it please"):
        found = said(text, LAMP_ON, TIMER)
        assert found is not None
        assert (found.intent, found.slots) == ("HassCancelTimer", {"start_minutes": 5})


def test_unlocking_again_is_a_guess_and_locking_again_is_not() -> None:
    unlocked = done("HassTurnOff", {"name": "front door"}, "front_door", service="unlock")
    locked = done(
        "HassTurnOn", {"name": "front door"}, "front_door", service="lock",
        before={"state": "unlocked"},
    )  # fmt: skip
    relock, unlock = said("undo", unlocked), said("undo", locked)
    assert relock is not None
    assert unlock is not None
    assert (relock.exact, unlock.exact) == (True, False)
    assert "unlock the front door" in unlock.question


@pytest.mark.parametrize("text", ["stop", "stop it", "please stop", "that's enough, stop"])
def test_stop_means_what_is_under_way(text: str) -> None:
    found = said(text, BLINDS, living_room_blinds={"state": "closing", "current_position": 60})
    assert found is not None
    assert (found.intent, found.devices) == ("StopUnderWay", ("living_room_blinds",))


@pytest.mark.parametrize("text", ["stop", "stop it", "please cancel"])
def test_stop_with_nothing_under_way_is_taken_kindly(text: str) -> None:
    found = said(text, BLINDS) or left(text, BLINDS)
    assert found is not None
    assert found.intent == "LeaveIt"


@pytest.mark.parametrize(
    "text",
    ["turn on the kitchen light", "what is the temperature", "play some music", "no lights please",
     "lock the front door", "are the lights on", "set the thermostat to 20", "good morning",
     "turn it off in ten minutes", "remind me to turn it off", "lower the volume",
     "is the other door locked", "the other day it rained", "I said hello to my mother"],
)  # fmt: skip
def test_a_new_command_is_left_alone(text: str) -> None:
    assert said(text, LAMP_ON) is None


@pytest.mark.parametrize(
    "text",
    ["turn it off", "the other one", "brighter", "again", "same in the kitchen", "no", "undo"],
)
def test_nothing_to_refer_to(text: str) -> None:
    assert said(text) is None
