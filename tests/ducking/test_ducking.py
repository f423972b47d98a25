"""Players get quieter while somebody is listened to, and nobody's own volume is overwritten."""

import asyncio
import json
from pathlib import Path

import pytest

from assistant.conversation.signals import Idle
from assistant.learning.journal import VolumeLowered, VolumePutBack
from assistant.testing import SETTLE_SECONDS, in_virtual_time, reply_of
from assistant.turn import Outcome
from devices.contract import Command, command_messages
from devices.faults import Offline
from tests.ducking.ducked import LISTENING, Ducked, ducked_home

LOUD = {"radio": 0.5, "cassette": 0.5, "stereo": 0.4}


async def settled() -> None:
    await asyncio.sleep(SETTLE_SECONDS)


async def turn_the_knob(ducked: Ducked, volume: float) -> None:
    """Past the assistant."""
    wire = ducked.home.live.mirror.wire("radio")
    assert wire is not None
    command = Command(device="radio", service="volume_set", data={"volume_level": volume})
    await ducked.home.bus.publish(*command_messages(wire, command))
    await settled()


async def listened_to(ducked: Ducked, area: str | None = "kitchen") -> None:
    ducked.ducking.watcher(area)(LISTENING)
    await settled()


@in_virtual_time
async def test_what_plays_in_that_room_is_quieter_until_the_turn_is_over(tmp_path: Path) -> None:
    async with ducked_home(tmp_path) as ducked:
        watch = ducked.ducking.watcher("kitchen")
        watch(LISTENING)
        await settled()
        assert ducked.volumes == {**LOUD, "radio": 0.15}
        watch(LISTENING)  # its own question was answered
        await settled()
        watch(Idle())
        await settled()
        assert ducked.volumes == LOUD
        assert not ducked.file.exists()
        assert ducked.notes == [
            VolumeLowered(device="radio", before=0.5, quiet=0.15),
            VolumePutBack(device="radio"),
        ]
        assert ducked.by_hand == []  # neither the page nor learning sees a change


@in_virtual_time
async def test_where_the_room_is_not_known_all_music_is_quieter(tmp_path: Path) -> None:
    async with ducked_home(tmp_path) as ducked:
        await listened_to(ducked, area=None)
        assert ducked.volumes == {**LOUD, "radio": 0.15, "stereo": 0.12}


@in_virtual_time
async def test_it_can_be_switched_off(tmp_path: Path) -> None:
    async with ducked_home(tmp_path, enabled=False) as ducked:
        await listened_to(ducked)
        assert ducked.volumes == LOUD


@in_virtual_time
async def test_of_two_microphones_the_last_one_puts_it_back(tmp_path: Path) -> None:
    async with ducked_home(tmp_path) as ducked:
        here, browser = ducked.ducking.watcher("kitchen"), ducked.ducking.watcher("kitchen")
        here(LISTENING)
        browser(LISTENING)
        here(Idle())
        await settled()
        assert ducked.volumes["radio"] == 0.15
        browser(Idle())
        await settled()
        assert ducked.volumes == LOUD


@pytest.mark.parametrize(
    ("said", "volume"),
    [
        ("turn it up", 0.6),
        ("turn it down", 0.4),
        ("set the volume of the radio to 70 percent", 0.7),
        ("set the volume of the radio to 15 percent", 0.15),
    ],
)
@in_virtual_time
async def test_what_the_person_asks_for_meanwhile_wins(
    tmp_path: Path, said: str, volume: float
) -> None:
    async with ducked_home(tmp_path) as ducked:
        watch = ducked.ducking.watcher("kitchen")
        watch(LISTENING)
        await settled()
        turn = await ducked.home.say(said, area="kitchen")
        outcome = turn.last(Outcome)
        assert outcome is not None
        assert outcome.kind == "action_done", outcome
        assert outcome.actions[0].before["volume_level"] == 0.5  # what an undo goes back to
        watch(Idle())
        await settled()
        assert ducked.volumes["radio"] == volume


@in_virtual_time
async def test_the_knob_wins_too(tmp_path: Path) -> None:
    async with ducked_home(tmp_path) as ducked:
        watch = ducked.ducking.watcher("kitchen")
        watch(LISTENING)
        await settled()
        await turn_the_knob(ducked, 0.3)
        watch(Idle())
        await settled()
        assert ducked.volumes["radio"] == 0.3
        assert [change.after["volume_level"] for change in ducked.by_hand] == [0.3]


@in_virtual_time
async def test_it_says_how_loud_it_was_set(tmp_path: Path) -> None:
    async with ducked_home(tmp_path) as ducked:
        await listened_to(ducked)
        turn = await ducked.home.say("what is the volume of the radio", area="kitchen")
        assert "50" in reply_of(turn)


@in_virtual_time
async def test_what_was_switched_off_meanwhile_is_not_left_quiet(tmp_path: Path) -> None:
    async with ducked_home(tmp_path) as ducked:
        watch = ducked.ducking.watcher("kitchen")
        watch(LISTENING)
        await settled()
        await ducked.home.say("turn off the radio", area="kitchen")
        watch(Idle())
        await settled()
        assert ducked.home.state("radio")["state"] == "off"
        assert ducked.volumes == LOUD


@in_virtual_time
async def test_who_goes_offline_meanwhile_is_put_back_when_it_returns(tmp_path: Path) -> None:
    async with ducked_home(tmp_path) as ducked:
        watch = ducked.ducking.watcher("kitchen")
        watch(LISTENING)
        await settled()
        await ducked.home.inject("radio", Offline())
        watch(Idle())
        await asyncio.sleep(60)
        assert json.loads(ducked.file.read_text())[0]["device"] == "radio"
        await ducked.home.inject("radio", None)
        await settled()
        assert ducked.volumes == LOUD
        assert not ducked.file.exists()


@in_virtual_time
async def test_a_broker_that_goes_away_meanwhile(tmp_path: Path) -> None:
    async with ducked_home(tmp_path) as ducked:
        watch = ducked.ducking.watcher("kitchen")
        watch(LISTENING)
        await settled()
        await ducked.home.stop_broker()
        watch(Idle())
        await asyncio.sleep(60)
        await ducked.home.start_broker()
        await asyncio.sleep(15)
        assert ducked.volumes == LOUD


@in_virtual_time
async def test_nothing_stays_quiet_when_it_ends(tmp_path: Path) -> None:
    async with ducked_home(tmp_path) as ducked:
        await listened_to(ducked)
        await ducked.ducking.__aexit__(None, None, None)
        await settled()
        assert ducked.volumes == LOUD


@pytest.mark.parametrize("left", ["", "{", "[1]", '{"device": "radio"}', '[{"device": "radio"}]'])
@in_virtual_time
async def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, left: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "ducked.json").write_text(left)
    async with ducked_home(tmp_path) as ducked:
        await listened_to(ducked)
        assert ducked.volumes["radio"] == 0.15
    assert "ducked.json" in caplog.text
