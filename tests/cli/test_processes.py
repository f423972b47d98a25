"""Several processes, signals and sudden deaths."""

import asyncio
import json
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from assistant.learning.journal import Journal, Summary
from devices.contract import Message, fault_topic
from devices.faults import read_fault
from tests.bus.brokers import connector
from tests.cli.program import PATIENCE_SECONDS, Place, Program, until

SLOW = json.dumps({"fault": "slow", "seconds": 30})


def soon(seconds: float, started_seconds: float) -> float:
    """A limit for a machine on which the home took so long to start; 2 s are usual."""
    return seconds * max(1.0, started_seconds / 2)


def port_of(place: Place) -> int:
    url = json.loads(place.running_file.read_text())["broker"]
    return int(url.rpartition(":")[2])


async def home_in(place: Place) -> Program:
    home = await place.start("home", "--port", "0")
    await until(place.running_file.exists)
    return home


async def break_light(place: Place, payload: str = SLOW) -> None:
    topic = fault_topic("kitchen_light")
    assert read_fault(topic, payload)
    async with connector(port_of(place))("test") as link:
        await link.publish(Message(topic=topic, payload=payload))


def turns(place: Place) -> tuple[Summary, ...]:
    with Journal.open(place.data / "journal.db") as journal:
        return journal.recent()


def steps(place: Place) -> list[str]:
    """Of the latest turn, as far as it is on disk; only looks, while others write."""
    query = (
        "SELECT type FROM steps WHERE turn = (SELECT id FROM turns ORDER BY at DESC LIMIT 1) "
        "ORDER BY position"
    )
    try:
        with closing(sqlite3.connect(f"file:{place.data}/journal.db?mode=ro", uri=True)) as reader:
            return [kind for (kind,) in reader.execute(query)]
    except sqlite3.OperationalError:  # not there yet
        return []


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
async def test_a_home_for_other_clients(place: Place, end: signal.Signals) -> None:
    began = time.monotonic()
    async with await home_in(place) as home:
        started_seconds = time.monotonic() - began
        heard: dict[str, str] = {}

        async def listen(topic: str, wanted: str) -> None:
            async for message in link:
                heard[message.topic] = message.payload
                if message.topic == topic and wanted in message.payload:
                    return

        async with asyncio.timeout(PATIENCE_SECONDS), connector(port_of(place))("client") as link:
            await link.subscribe("homeassistant/#", "home/#")
            await listen("home/kitchen_light/state", "OFF")
            payload = json.dumps({"state": "ON", "brightness": 77})
            await link.publish(Message(topic="home/kitchen_light/set", payload=payload))
            await listen("home/kitchen_light/state", "ON")
            assert json.loads(heard["home/kitchen_light/state"])["brightness"] == 77
            config = json.loads(heard["homeassistant/light/kitchen_light/config"])
            assert config["command_topic"] == "home/kitchen_light/set"

            home.signal(end)
            await listen("home/kitchen_light/availability", "offline")
        began = time.monotonic()
        ended = await home.ended()
    assert time.monotonic() - began < soon(20, started_seconds)
    assert ended.status == 130
    assert ended.errors == ""
    assert "3 simulated devices are on mqtt://127.0.0.1:" in ended.output
    assert not place.running_file.exists()
    kept = json.loads((place.data / "house.json").read_text())
    assert kept["devices"]["kitchen_light"]["state"]["brightness"] == 77


async def test_commands_find_the_home_that_runs(place: Place) -> None:
    async with await home_in(place):
        joined, said, shown = await asyncio.gather(
            place.run("run", typed="turn on the kitchen light\n"),
            place.run("say", "unlock the front door"),
            place.run("devices", "--once"),
        )
        assert said.status == 0, said
        assert shown.status == 0
        assert "offline" not in shown.output
        second = await place.run("home", "--port", "0")
        assert second.status == 2
        assert f"runs already, on mqtt://127.0.0.1:{port_of(place)}" in second.errors
        assert joined.status == 0, joined
        assert "The kitchen light is on." in joined.output
        assert f"on mqtt://127.0.0.1:{port_of(place)}" in joined.output
        assert place.running_file.exists()


async def test_two_at_once_take_turns_and_lose_nothing(place: Place) -> None:
    light, door = await asyncio.gather(
        place.run("say", "turn on the kitchen light"), place.run("say", "unlock the front door")
    )
    assert light.status == door.status == 0, (light, door)
    kept = json.loads((place.data / "house.json").read_text())["devices"]
    assert kept["kitchen_light"]["state"]["state"] == "on"
    assert kept["front_door"]["state"]["state"] in ("unlocking", "unlocked")
    assert {turn.said for turn in turns(place)} == {
        "turn on the kitchen light", "unlock the front door",
    }  # fmt: skip
    assert all(turn.ended for turn in turns(place))


async def test_killed_in_mid_turn_it_loses_at_most_that_turn(place: Place) -> None:
    async with await home_in(place):
        assert (await place.run("say", "turn on the lamp")).status == 0
        await break_light(place)
        async with await place.start("say", "turn on the kitchen light") as said:
            await until(lambda: steps(place)[-1:] == ["resolve-end"])
            said.signal(signal.SIGKILL)
            assert (await said.ended()).status == -signal.SIGKILL
        cut, whole = turns(place)
        assert (cut.said, cut.ended) == ("turn on the kitchen light", False)
        assert (whole.said, whole.ended) == ("turn on the lamp", True)
        assert steps(place) == ["run-start", "stt-end", "intent-end", "resolve-end"]
    assert "cut off" in place.inside("journal").output
    assert "resolve" in place.inside("journal", cut.id).output


async def test_a_home_that_is_killed_in_mid_turn_is_told_and_not_found_again(
    place: Place,
) -> None:
    began = time.monotonic()
    async with await home_in(place) as home:
        started_seconds = time.monotonic() - began
        await break_light(place)
        async with await place.start("say", "turn on the kitchen light") as said:
            await until(lambda: steps(place)[-1:] == ["resolve-end"])
            home.signal(signal.SIGKILL)
            ended = await said.ended()
    assert ended.status == 1
    assert ended.is_clean
    assert "the broker is gone" in ended.errors
    assert "broker_lost" in ended.output
    assert "I have just lost the home's broker" in ended.output
    assert "error" in steps(place)
    assert place.running_file.exists()  # nobody could clear it away

    began = time.monotonic()
    again = await place.run("say", "turn on the kitchen light")
    assert again.status == 0, again
    assert time.monotonic() - began < soon(20, started_seconds)
    assert not place.running_file.exists() or place.running_file.stat().st_size


MOMENTS_SECONDS = (0.6, 1.4, 2.4)


@pytest.mark.parametrize("command", ["run", pytest.param("say", marks=pytest.mark.slow)])
async def test_ctrl_c_at_any_moment(tmp_path: Path, command: str) -> None:
    arguments = {
        "run": ("run", "--port", "0"),
        "say": ("say", "turn on the kitchen light"),
    }[command]

    async def interrupted(number: int, after_seconds: float) -> None:
        folder = tmp_path / str(number)
        folder.mkdir()
        place = Place(folder)
        async with await place.start(*arguments, typed=command == "run") as program:
            await asyncio.sleep(after_seconds)
            if program.process.returncode is None:
                program.signal(signal.SIGINT)
            ended = await program.ended()
        assert ended.is_clean, (after_seconds, ended.errors)
        assert ended.status in (0, 1, 130, -signal.SIGINT), (after_seconds, ended)
        assert "never awaited" not in ended.errors
        assert not place.running_file.exists()

    await asyncio.gather(*(interrupted(n, moment) for n, moment in enumerate(MOMENTS_SECONDS)))


async def test_ctrl_c_while_it_waits_for_words(place: Place) -> None:
    began = time.monotonic()
    async with await place.start("run", "--port", "0", typed=True) as run:
        await until(place.running_file.exists)
        started_seconds = time.monotonic() - began
        await asyncio.sleep(0.5)
        began = time.monotonic()
        run.signal(signal.SIGINT)
        ended = await run.ended()
    assert ended.status == 130
    assert ended.is_clean
    assert time.monotonic() - began < soon(15, started_seconds)


async def test_ctrl_c_in_mid_turn(place: Place) -> None:
    async with await home_in(place):
        await break_light(place)
        async with await place.start("say", "turn on the kitchen light") as said:
            await until(lambda: steps(place)[-1:] == ["resolve-end"])
            said.signal(signal.SIGINT)
            ended = await said.ended()
        assert ended.status == 130
        assert ended.is_clean
        assert ended.errors == ""


async def test_ctrl_c_does_not_wait_until_the_language_is_compiled(tmp_path: Path) -> None:
    place = Place(tmp_path, language_is_compiled=False)
    language = place.data / "language"
    async with await place.start("run", "--port", "0", typed=True) as run:
        await until(lambda: list(language.glob("*.making")))
        await asyncio.sleep(0.2)
        run.signal(signal.SIGINT)
        ended = await run.ended()
    assert ended.status == 130
    assert ended.is_clean
    assert [one.name for one in language.iterdir()] == ["compiling.lock"]
