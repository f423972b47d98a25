"""The house on a broker in memory: coming, going, obeying, refusing, failing, remembering."""

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assistant.memory_bus import MemoryBroker
from devices.clock import HomeClock
from devices.contract import ContractError, Message, fault_topic, refused_topic
from devices.faults import Dropping, Flapping, Jammed, Offline, Slow
from devices.house import House
from devices.store import Kept, Store
from tests.devices.homes import (
    MORNING,
    Remote,
    default_areas,
    default_devices,
    device,
    house_of,
    running,
)
from tests.speed import cpu_seconds, slowness

LAMP = device("light", "lamp", state="off", brightness=80)
DOOR = device("lock", "door", state="locked")
BLIND = device("cover", "blind", state="closed", position=0)

both_ways = pytest.mark.parametrize("shared_link", [False, True])


async def quiet() -> None:
    """Let the messages that are under way arrive."""
    for _ in range(8):
        await asyncio.sleep(0)


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what takes real time, a minute at most."""
    for _ in range(6000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come to pass")


@both_ways
async def test_it_announces_itself_and_says_goodbye(shared_link: bool) -> None:
    async with running(LAMP, DOOR, shared_link=shared_link) as (_, remote):
        config = json.loads(remote.retained("homeassistant/light/lamp/config") or "")
        assert (config["name"], config["command_topic"]) == ("light", "home/lamp/set")
        assert config["device"]["suggested_area"] == "room"
        assert remote.retained("home/lamp/availability") == "online"
        assert remote.retained("home/door/state") == "LOCKED"
    assert remote.retained("home/lamp/availability") == "offline"
    assert remote.retained("home/door/availability") == "offline"


@both_ways
async def test_it_obeys_and_tells(shared_link: bool) -> None:
    async with running(LAMP, DOOR, shared_link=shared_link, physics=False) as (house, remote):
        remote.press("home/lamp/set", '{"state":"ON","brightness":128,"color_temp":370}')
        remote.press("home/door/set", "UNLOCK")
        await quiet()
        assert house.states()["lamp"] == {
            "state": "on", "brightness": 128, "color_temp_kelvin": 2703,
        }  # fmt: skip
        told = json.loads(remote.retained("home/lamp/state") or "")
        assert (told["state"], told["brightness"], told["color_temp"]) == ("ON", 128, 370)
        assert remote.retained("home/door/state") == "UNLOCKED"


async def test_without_physics_short_movements_end_at_once_and_long_runs_go_on() -> None:
    things = (BLIND, DOOR, device("vacuum", state="docked"), device("oven"), device("valve"))
    async with running(*things, physics=False, shared_link=True) as (house, remote):
        heard = Remote(remote.broker).heard
        async with remote.broker.connect("watcher") as link:
            await link.subscribe("home/blind/state")
            remote.press("home/blind/set", "OPEN")
            remote.press("home/vacuum/set", "start")
            remote.press("home/oven/set", '{"service": "turn_on", "temperature": 180}')
            remote.press("home/valve/set", "OPEN")
            await quiet()
            async for message in link:
                heard.append(message)
                if message.payload == "open":
                    break
        assert [message.payload for message in heard] == ["closed", "open"]
        states = house.states()
        assert states["blind"] == {"state": "open", "current_position": 100}
        assert states["vacuum"]["state"] == "cleaning"
        assert states["oven"] == {"state": "on", "temperature": 180}
        assert states["valve"] == {"state": "open"}


@both_ways
async def test_garbage_changes_nothing_is_logged_once_and_the_device_answers_on(
    shared_link: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(LAMP, DOOR, shared_link=shared_link, physics=False) as (house, remote):
        before = house.states()
        for payload in ("\x00\xff", "{", '{"brightness": NaN}', "[" * 10_000, "x" * 100_000) * 3:
            remote.press("home/lamp/set", payload)
            remote.press("home/lamp/nonsense/set", payload)
            remote.press("home/nobody/set", payload)
            remote.press("home/lamp/fault/set", payload)
        remote.press("home/door/set", "")
        await quiet()
        assert house.states() == before
        complaints = [r for r in caplog.records if r.getMessage().startswith("home/lamp/set")]
        assert len(complaints) == len({record.getMessage() for record in complaints})
        assert all(len(record.getMessage()) < 400 for record in caplog.records)
        remote.press("home/lamp/set", "ON")
        await quiet()
        assert house.states()["lamp"]["state"] == "on"


async def test_what_it_will_not_do_it_says() -> None:
    async with running(DOOR, device("oven"), physics=False) as (house, remote):
        async with remote.broker.connect("watcher") as link:
            await link.subscribe(refused_topic("oven"), "home/oven/state")
            remote.press("home/oven/set", '{"service": "turn_on", "temperature": 500}')
            said = []
            async for message in link:
                said.append(message)
                if len(said) == 3:
                    break
        assert [message.topic for message in said[1:]] == ["home/oven/refused", "home/oven/state"]
        assert said[1] == Message(
            topic="home/oven/refused", payload="the oven can be set from 30 to 300 degrees"
        )
        assert house.states()["oven"]["state"] == "off"


async def test_a_retained_command_is_not_carried_out() -> None:
    broker = MemoryBroker()
    broker.deliver(Message(topic="home/door/set", payload="UNLOCK", retain=True))
    async with house_of(DOOR, broker=broker, physics=False) as house:
        await quiet()
        assert house.states()["door"]["state"] == "locked"


@both_ways
async def test_a_controller_that_starts_hears_everything_again(shared_link: bool) -> None:
    async with running(LAMP, DOOR, shared_link=shared_link) as (_, remote):
        remote.broker.retained.clear()
        remote.press("homeassistant/status", "online")
        await quiet()
        assert remote.retained("homeassistant/lock/door/config")
        assert remote.retained("home/lamp/availability") == "online"
        assert remote.retained("home/door/state") == "LOCKED"


@both_ways
async def test_it_comes_back_with_the_broker(
    shared_link: bool, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.house._FIRST_RETRY_SECONDS", 0.01)
    caplog.set_level(logging.INFO)
    async with running(LAMP, DOOR, shared_link=shared_link) as (house, remote):
        remote.broker.stop()
        remote.broker.retained.clear()
        await asyncio.sleep(0.05)
        remote.broker.start()
        await until(lambda: len(remote.broker.retained) == 6)
        remote.press("home/lamp/set", "ON")
        await quiet()
        assert house.states()["lamp"]["state"] == "on"
    lines = [record.getMessage() for record in caplog.records if "broker" in record.getMessage()]
    assert len(lines) == 2
    assert not any(record.exc_info for record in caplog.records)


async def test_it_starts_without_a_broker_and_waits_for_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("devices.house._FIRST_RETRY_SECONDS", 0.01)
    broker = MemoryBroker()
    broker.stop()
    async with house_of(LAMP, broker=broker):
        assert not broker.retained
        broker.start()
        await until(lambda: "home/lamp/state" in broker.retained)


async def test_a_device_that_dies_leaves_its_will() -> None:
    broker = MemoryBroker()
    house = house_of(LAMP, broker=broker)
    async with house:
        link = next(iter(broker._links.values()))
        broker._break(link)
        assert broker.retained["home/lamp/availability"].payload == "offline"


def test_two_ids_that_make_one_topic_are_refused() -> None:
    with pytest.raises(ContractError, match="same topic"):
        house_of(device("light", "a.b"), device("light", "a_b"), broker=MemoryBroker())


# faults


async def test_offline_says_goodbye_and_hears_nothing() -> None:
    async with running(LAMP, physics=False) as (house, remote):
        await house.inject("lamp", Offline())
        assert remote.retained("home/lamp/availability") == "offline"
        remote.press("home/lamp/set", "ON")
        await quiet()
        assert house.states()["lamp"]["state"] == "off"
        await house.clear("lamp")
        assert remote.retained("home/lamp/availability") == "online"


async def test_slow_does_it_later() -> None:
    async with running(LAMP, physics=False) as (house, remote):
        await house.inject("lamp", Slow(5))
        remote.press("home/lamp/set", "ON")
        await quiet()
        assert house.states()["lamp"]["state"] == "off"
        await house.advance(5)
        await quiet()
        assert house.states()["lamp"]["state"] == "on"


async def test_jammed_does_not_move_and_a_lock_says_so() -> None:
    async with running(DOOR, BLIND, physics=False) as (house, remote):
        for name in ("door", "blind"):
            await house.inject(name, Jammed())
        remote.press("home/door/set", "UNLOCK")
        remote.press("home/blind/set", "OPEN")
        await quiet()
        assert remote.retained("home/door/state") == "JAMMED"
        assert house.states()["blind"]["current_position"] == 0
        await house.clear("door")
        assert remote.retained("home/door/state") == "UNLOCKED"


async def test_dropping_misses_some_the_same_ones_each_time() -> None:
    async def heard(seed: int) -> int:
        times = 0
        async with running(LAMP, physics=False) as (house, remote):
            await house.inject("lamp", Dropping(0.5, seed))
            for _ in range(40):
                before = house.states()
                remote.press("home/lamp/set", "TOGGLE")
                await quiet()
                times += house.states() != before
        return times

    assert 10 <= await heard(1) <= 30
    assert await heard(1) == await heard(1)


async def test_flapping_comes_and_goes() -> None:
    async with running(LAMP, physics=False, faults={"lamp": Flapping(10)}) as (house, remote):
        seen = [remote.retained("home/lamp/availability")]
        for _ in range(4):
            await quiet()
            await house.advance(10)
            await quiet()
            seen.append(remote.retained("home/lamp/availability"))
    assert seen == ["offline", "online", "offline", "online", "offline"]


@both_ways
async def test_faults_can_be_set_over_the_broker(shared_link: bool) -> None:
    async with running(DOOR, physics=False, shared_link=shared_link) as (_, remote):
        remote.press(fault_topic("door"), '{"fault": "jammed"}')
        remote.press("home/door/set", "UNLOCK")
        await quiet()
        assert remote.retained("home/door/state") == "JAMMED"
        remote.press(fault_topic("door"), '{"fault": "offline"}')
        await quiet()
        assert remote.retained("home/door/availability") == "offline"
        remote.press(fault_topic("door"), '{"fault": "none"}')
        await quiet()
        assert remote.retained("home/door/availability") == "online"


# remembering


async def test_state_survives_a_restart(tmp_path: Path) -> None:
    store = Store(tmp_path / "kept" / "home.json")
    async with running(LAMP, BLIND, store=store) as (house, remote):
        remote.press("home/lamp/set", '{"state": "ON", "brightness": 7}')
        remote.press("home/blind/set", "OPEN")
        await quiet()
        await house.advance(5)
    async with running(LAMP, BLIND, DOOR, store=store) as (house, _):
        assert house.states()["lamp"] == {"state": "on", "brightness": 7}
        assert house.states()["blind"] == {"state": "opening", "current_position": 25}
        await house.advance(15)
        assert house.states()["blind"] == {"state": "open", "current_position": 100}
        assert house.states()["door"]["state"] == "locked"
    switch = device("switch", "lamp", state="on")
    async with running(switch, store=store) as (house, _):
        assert house.states()["lamp"] == {"state": "on"}


async def test_a_start_that_was_edited_in_the_home_file_counts(tmp_path: Path) -> None:
    store = Store(tmp_path / "home.json")
    async with running(LAMP, BLIND, store=store) as (_, remote):
        remote.press("home/lamp/set", '{"state": "ON", "brightness": 7}')
        remote.press("home/blind/set", "OPEN")
        await quiet()
    brighter = device("light", "lamp", state="off", brightness=200)
    async with running(brighter, BLIND, store=store) as (house, _):
        assert house.states()["lamp"] == {"state": "off", "brightness": 200}
        assert house.states()["blind"]["state"] == "opening"


async def test_a_disk_that_stays_full_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.house._SAVE_SECONDS", 0.01)
    (tmp_path / "full").write_text("a file where a folder should be")
    async with running(LAMP, store=Store(tmp_path / "full" / "home.json")):
        await asyncio.sleep(0.2)
    assert sum("cannot be saved" in line for line in caplog.messages) == 1


async def test_what_is_saved_last_is_the_state_at_the_end(tmp_path: Path) -> None:
    saving, go_on, saved = threading.Event(), threading.Event(), threading.Event()

    class SlowDisk(Store):
        def save(self, kept: Mapping[str, Kept]) -> None:
            if saving.is_set():
                super().save(kept)
                return
            saving.set()
            go_on.wait(5)
            super().save(kept)
            saved.set()

    store = SlowDisk(tmp_path / "home.json")
    async with running(LAMP, store=store) as (_, remote):
        await asyncio.to_thread(saving.wait, 5)
        remote.press("home/lamp/set", '{"state": "ON"}')
        await quiet()
        asyncio.get_running_loop().call_later(0.3, go_on.set)  # while the house is being left
    await asyncio.to_thread(saved.wait, 5)
    assert store.load()["lamp"].state["state"] == "on"


@pytest.mark.parametrize(
    "left",
    [
        "",
        "{",
        "[]",
        '{"version": 9}',
        '{"version": 1, "devices": 3}',
        '{"version": 1, "devices": {"lamp": {"kind": 3}}}',
        "\udcff",
    ],
)
async def test_a_broken_file_is_set_aside(
    left: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "home.json"
    path.write_bytes(left.encode(errors="surrogateescape"))
    async with running(LAMP, store=Store(path)) as (house, _):
        assert house.states()["lamp"]["state"] == "off"
    assert "set aside" in caplog.text
    assert (tmp_path / "home.json.unreadable").exists()
    assert json.loads(path.read_text())["devices"]["lamp"]["kind"] == "light"


# speed


async def test_a_house_of_fifty_starts_and_stops_in_milliseconds() -> None:
    devices, areas = default_devices()[:50], default_areas()
    times = []
    for _ in range(20):
        broker = MemoryBroker()
        began = cpu_seconds()
        async with House(
            devices, areas=areas, connect=broker.connect, clock=HomeClock(MORNING),
            physics=False, shared_link=True,
        ):  # fmt: skip
            pass
        times.append(cpu_seconds() - began)
    assert sorted(times)[10] < 0.05 * slowness()
