"""Said is what is: a device that does not do it is never reported as done."""

import re
from datetime import datetime, timedelta

import pytest

from assistant.skill import Plan, Request, Skill, Targets, Task, discover
from assistant.stages.speak import SpeakStage
from assistant.testing import home_of, in_virtual_time, outcome_of, reply_of
from assistant.turn import Failure, Reply
from devices.contract import Command, State
from devices.faults import Dropping, Fault, Flapping, Jammed, Offline, Slow
from tests.pipeline.homes import HOME, types

DEAF = {
    "offline": Offline(),
    "far too slow": Slow(30),
    "dropping": Dropping(1.0),
    "flapping": Flapping(300),
}
COMMANDS = [
    ("turn on the kitchen light", "kitchen_light"),
    ("set the kitchen light to 40 percent", "kitchen_light"),
    ("turn the kitchen light blue", "kitchen_light"),
    ("turn the bedroom lamp blue", "bedroom_lamp"),
    ("set the bedroom lamp to 10 percent", "bedroom_lamp"),
    ("turn off the bedroom lamp", "bedroom_lamp"),
    ("open the blinds", "blinds"),
    ("close the blinds", "blinds"),
    ("set the blinds to 20 percent", "blinds"),
    ("set the thermostat to 23 degrees", "thermostat"),
    ("turn on the fan", "fan"),
    ("set the fan to 50 percent", "fan"),
    ("unlock the front door", "front_door"),
    ("pause the speaker", "speaker"),
    ("set the volume of the speaker to 20 percent", "speaker"),
    ("turn on movie night", "movie_night"),
    ("add eggs to the shopping list", "shopping_list"),
]
SUCCESS = re.compile(r"\b(is (on|off|set|at|opening|closing|unlocked|blue)|has paused)\b")


@pytest.mark.parametrize(("command", "device"), COMMANDS)
@in_virtual_time
async def test_a_device_that_works_is_reported_as_done(command: str, device: str) -> None:
    async with home_of(HOME) as home:
        before = dict(home.house.states())
        turn = await home.say(command, area="bedroom")
        after = home.house.states()
    assert outcome_of(turn).kind == "action_done", outcome_of(turn)
    assert [name for name in after if after[name] != before[name]] == [device]


@pytest.mark.parametrize("fault", DEAF.values(), ids=DEAF.keys())
@pytest.mark.parametrize(("command", "device"), COMMANDS)
@in_virtual_time
async def test_a_device_that_does_not_hear_is_never_reported_as_done(
    command: str, device: str, fault: Fault
) -> None:
    async with home_of(HOME) as home:
        await home.inject(device, fault)
        before = dict(home.house.states())
        turn = await home.say(command, area="bedroom")
        assert dict(home.house.states()) == before
    outcome = outcome_of(turn)
    gone = isinstance(fault, Offline | Flapping)
    assert (outcome.kind, outcome.code) == ("error", "failed_to_handle")
    assert [action.result for action in outcome.actions] == ["offline" if gone else "no_answer"]
    assert ("offline" if gone else "did not answer") in reply_of(turn)
    assert not SUCCESS.search(reply_of(turn))


@pytest.mark.parametrize(("command", "device"), COMMANDS)
@in_virtual_time
async def test_a_device_that_is_stuck_is_never_reported_as_done(command: str, device: str) -> None:
    async with home_of(HOME) as home:
        await home.inject(device, Jammed())
        turn = await home.say(command, area="bedroom")
    outcome = outcome_of(turn)
    assert (outcome.kind, outcome.code) == ("error", "failed_to_handle")
    assert [action.result for action in outcome.actions] in (["not_done"], ["no_answer"])
    assert "did not" in reply_of(turn)


@in_virtual_time
async def test_a_stuck_lock_says_that_it_is_jammed() -> None:
    async with home_of(HOME) as home:
        await home.inject("front_door", Jammed())
        turn = await home.say("unlock the front door")
    assert reply_of(turn) == "The front door did not do it: it is jammed."


@pytest.mark.parametrize("seconds", [0.5, 2.0, 3.9])
@in_virtual_time
async def test_a_slow_device_is_waited_for(seconds: float) -> None:
    async with home_of(HOME) as home:
        await home.inject("kitchen_light", Slow(seconds))
        turn = await home.say("turn on the kitchen light")
    outcome = outcome_of(turn)
    assert outcome.kind == "action_done"
    assert outcome.actions[0].took_ms == pytest.approx(1000 * seconds, abs=50)


@in_virtual_time
async def test_nobody_waits_longer_than_said() -> None:
    async with home_of(HOME) as home:
        await home.inject("kitchen_light", Dropping(1.0))
        before = home.clock.now()
        await home.say("turn on the kitchen light")
        assert home.clock.now() - before < timedelta(seconds=5)


@in_virtual_time
async def test_one_dead_lamp_does_not_hide_what_the_others_did() -> None:
    async with home_of(HOME) as home:
        await home.inject("kitchen_light", Offline())
        turn = await home.say("turn on all the lights in the kitchen")
        assert home.state("kitchen_lamp")["state"] == "on"
    outcome = outcome_of(turn)
    assert outcome.kind == "error"
    results = {action.device: action.result for action in outcome.actions}
    assert results == {"kitchen_light": "offline", "kitchen_lamp": "confirmed"}
    assert "kitchen light is offline" in reply_of(turn)
    assert "The other 1 did" in reply_of(turn)


@in_virtual_time
async def test_a_device_that_is_well_again_works_again() -> None:
    async with home_of(HOME) as home:
        for fault in (Offline(), Jammed(), Dropping(1.0)):
            await home.inject("front_door", fault)
            assert outcome_of(await home.say("unlock the front door")).kind == "error"
            await home.inject("front_door", None)
            assert outcome_of(await home.say("unlock the front door")).kind == "action_done"
            assert outcome_of(await home.say("lock the front door")).kind == "action_done"


@in_virtual_time
async def test_what_is_already_so_is_said_to_be_so() -> None:
    async with home_of(HOME) as home:
        began = home.clock.now()
        turn = await home.say("lock the front door")
        assert home.clock.now() - began < timedelta(seconds=1)
    assert outcome_of(turn).kind == "action_done"


@in_virtual_time
async def test_a_device_that_cannot_do_it_says_so() -> None:
    modes = {"supported_color_modes": ["brightness"]}
    plain = {"id": "lamp", "name": "lamp", "kind": "light", "state": {"state": "on", **modes}}
    async with home_of({"devices": [plain]}) as home:
        turn = await home.say("turn the lamp blue")
    outcome = outcome_of(turn)
    assert outcome.kind == "error"
    assert [action.result for action in outcome.actions] == ["refused"]
    assert "no colours" in reply_of(turn)


@in_virtual_time
async def test_a_player_that_is_off_does_not_play_the_next_track() -> None:
    async with home_of(HOME) as home:
        await home.say("turn off the speaker")
        turn = await home.say("next track on the speaker")
    assert outcome_of(turn).kind != "action_done"


class Mute(SpeakStage):
    """A voice that breaks."""

    def speak(self, text: str) -> Reply:
        raise OSError("the voice is gone")


@in_virtual_time
async def test_a_part_that_breaks_ends_in_an_apology() -> None:
    def break_down(_request: Request) -> Plan:
        raise ZeroDivisionError("1/0")

    broken = Skill(intent="HassTurnOn", handle=break_down, targets=Targets(here=True))
    async with home_of(HOME, skills={**discover(), "HassTurnOn": broken}) as home:
        turn = await home.say("turn on the kitchen light")
        assert types(turn)[-4:] == ["error", "act-end", "tts-end", "run-end"]
        failure = turn.last(Failure)
        assert failure is not None
        assert failure.code == "internal"
        assert "ZeroDivisionError" in failure.message
        assert outcome_of(turn).kind == "error"
        assert "Sorry" in reply_of(turn)
        assert home.broker.commands == []
        healthy = await home.say("turn off the bedroom lamp")
        assert outcome_of(healthy).kind == "action_done"


@in_virtual_time
async def test_a_broken_voice_does_not_undo_what_was_done() -> None:
    async with home_of(HOME, voice=Mute()) as home:
        turn = await home.say("turn on the kitchen light")
    assert types(turn)[-4:] == ["act-end", "error", "tts-end", "run-end"]
    assert outcome_of(turn).kind == "action_done"
    assert reply_of(turn) == "The kitchen light is on."


@in_virtual_time
async def test_what_shows_no_trace_is_confirmed_by_a_message_only() -> None:
    def handle(request: Request) -> Plan:
        def until(_state: State) -> bool:
            return True

        command = Command(device="movie_night", service="turn_on")
        task = Task(command=command, until=until, lasting=False)
        return Plan(reply="movie night is set", tasks=(task,))

    skill = Skill(intent="HassTurnOn", handle=handle, targets=Targets(here=True))
    async with home_of(HOME, skills={**discover(), "HassTurnOn": skill}) as home:
        assert outcome_of(await home.say("turn on movie night")).kind == "action_done"
        await home.inject("movie_night", Dropping(1.0))
        assert outcome_of(await home.say("turn on movie night")).kind == "error"


@in_virtual_time
async def test_a_scene_is_confirmed_each_time_anew() -> None:
    async with home_of(HOME, at=datetime(2026, 3, 2, 22, 0)) as home:
        for _ in range(3):
            turn = await home.say("turn on movie night")
            assert outcome_of(turn).kind == "action_done"
            assert outcome_of(turn).actions[0].took_ms < 100
