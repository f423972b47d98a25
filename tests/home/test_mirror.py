"""The live picture: discovery, states, availability, confirmations."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import virtual_time
from assistant.bus import Bus
from assistant.home.mirror import Mirror
from assistant.home.model import Area, Home
from assistant.memory_bus import MemoryBroker
from devices.contract import (
    Device,
    Message,
    State,
    announce,
    availability,
    refused_topic,
    state_messages,
    withdraw,
)

LAMP = Device(id="desk_lamp", name="desk lamp", kind="light", area="office", aliases=("lamp",))
LOCK = Device(id="lock.front_door", name="front door", kind="lock")
HOME = Home(areas=(Area(id="office", name="office", aliases=("study",)),), devices=(LAMP, LOCK))


class Fed:
    """A mirror outside any event loop, that remembers what it told."""

    def __init__(self, home: Home = HOME) -> None:
        self.topics: list[str] = []
        self.states: list[tuple[str, State, State]] = []
        self.availabilities: list[tuple[str, bool | None]] = []
        self.now = 0.0
        self.mirror = Mirror(home, subscribe=self._subscribe, clock=lambda: self.now)
        self.mirror.on_state(lambda *told: self.states.append(told))
        self.mirror.on_availability(lambda *told: self.availabilities.append(told))

    def _subscribe(self, *patterns: str) -> None:
        self.topics.extend(patterns)

    def feed(self, *messages: Message) -> None:
        for message in messages:
            self.mirror.feed(message)


def foreign(object_id: str = "0x1_light", **more: object) -> Message:
    """A lamp of another maker."""
    config = {
        "name": "Reading Lamp",
        "schema": "json",
        "unique_id": f"{object_id}_zigbee",
        "command_topic": f"zigbee2mqtt/{object_id}/set",
        "state_topic": f"zigbee2mqtt/{object_id}",
        "device": {"name": "Reading Lamp", "suggested_area": "Study"},
        **more,
    }
    topic = f"homeassistant/light/{object_id}/config"
    return Message(topic=topic, payload=json.dumps(config), retain=True)


def on(device: Device, **attributes: int) -> tuple[Message, ...]:
    return state_messages(device, {"state": "on", **attributes})


def test_a_device_of_the_file_is_known_before_it_speaks() -> None:
    fed = Fed()
    assert fed.mirror.home == HOME
    assert fed.mirror.state("desk_lamp") == {}
    assert fed.mirror.available("desk_lamp") is None
    assert fed.mirror.wire("desk_lamp") is None
    assert fed.mirror.available("nobody") is False
    assert fed.topics == ["homeassistant/#", "+/bridge/devices"]


@pytest.mark.parametrize("device", [LAMP, LOCK])
def test_it_announces_itself_and_reports(device: Device) -> None:
    fed = Fed()
    state = "on" if device is LAMP else "locked"
    fed.now = 7.0
    fed.feed(announce(device, "office"), availability(device.id, online=True))
    fed.feed(*state_messages(device, {"state": state}))
    assert fed.mirror.available(device.id) is True
    assert fed.mirror.state(device.id)["state"] == state
    seen = fed.mirror.seen(device.id)
    assert seen is not None and seen.last_seen == 7.0 and seen.wire is not None
    assert seen.wire.device == device.id
    assert len(fed.mirror.home.devices) == 2
    assert fed.states[0][0] == device.id
    assert fed.availabilities == [(device.id, True)]
    fed.feed(availability(device.id, online=False))
    assert fed.mirror.available(device.id) is False


def test_names_and_rooms_of_the_file_win() -> None:
    fed = Fed()
    fed.feed(announce(Device(id="desk_lamp", name="Lamp 3000", kind="light"), "cellar"))
    device = fed.mirror.home.device_by_id["desk_lamp"]
    assert (device.name, device.area, device.aliases) == ("desk lamp", "office", ("lamp",))


def test_states_merge_and_snapshots_stay_as_they_were() -> None:
    fed = Fed()
    fed.feed(announce(LAMP, None), *on(LAMP, brightness=10))
    before = fed.mirror.snapshot()
    assert fed.mirror.snapshot() is before
    fed.feed(*on(LAMP, brightness=200))
    assert before["desk_lamp"]["brightness"] == 10
    assert fed.mirror.snapshot()["desk_lamp"]["brightness"] == 200
    told = len(fed.states)
    fed.feed(*on(LAMP, brightness=200))
    assert len(fed.states) == told


def test_one_pattern_serves_all_devices() -> None:
    many = tuple(Device(id=f"lamp_{i}", name="lamp", kind="light") for i in range(50))
    fed = Fed(Home(devices=many))
    fed.feed(*(announce(device, None) for device in many))
    assert len(fed.topics) < 8
    assert set(fed.topics) == set(fed.mirror.topics())


def test_a_state_before_its_announcement_is_not_lost() -> None:
    fed = Fed()
    fed.feed(*on(LAMP), availability("desk_lamp", online=True), announce(LAMP, None))
    assert fed.mirror.state("desk_lamp")["state"] == "on"
    assert fed.mirror.available("desk_lamp") is True


def test_other_makers_devices_appear_in_the_room_they_name_and_go() -> None:
    fed = Fed()
    fed.feed(foreign(), Message(topic="zigbee2mqtt/0x1_light", payload='{"state":"ON"}'))
    device = fed.mirror.home.device_by_id["0x1_light"]
    assert (device.name, device.area) == ("Reading Lamp", "office")
    assert fed.mirror.state("0x1_light")["state"] == "on"
    assert fed.mirror.available("0x1_light") is True
    assert "zigbee2mqtt/+" not in fed.topics or "zigbee2mqtt/0x1_light" not in fed.topics
    fed.feed(Message(topic="homeassistant/light/0x1_light/config", payload=""))
    assert "0x1_light" not in fed.mirror.home.device_by_id
    assert "0x1_light" not in fed.mirror.snapshot()
    fed.feed(Message(topic="zigbee2mqtt/0x1_light", payload='{"state":"OFF"}'))


def test_a_device_of_the_file_that_is_taken_back_is_unavailable() -> None:
    fed = Fed()
    fed.feed(announce(LAMP, None), availability("desk_lamp", online=True), withdraw(LAMP))
    assert fed.mirror.available("desk_lamp") is False
    assert fed.mirror.wire("desk_lamp") is None
    assert "desk_lamp" in fed.mirror.home.device_by_id
    fed.feed(announce(LAMP, None), availability("desk_lamp", online=True))
    assert fed.mirror.available("desk_lamp") is True


def test_a_device_form_that_loses_a_part_loses_that_device() -> None:
    def parts(*names: str) -> Message:
        components: Mapping[str, object] = {
            name: {"p": "switch", "cmd_t": f"x/{name}/set", "stat_t": f"x/{name}"} for name in names
        }
        payload = {"dev": {"ids": "x", "name": "Strip"}, "o": {"name": "x"}, "cmps": components}
        return Message(topic="homeassistant/device/x/config", payload=json.dumps(payload))

    fed = Fed(Home())
    fed.feed(parts("a", "b"))
    assert {device.id for device in fed.mirror.home.devices} == {"x_a", "x_b"}
    fed.feed(parts("b"))
    assert {device.id for device in fed.mirror.home.devices} == {"x_b"}


GARBAGE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["{", "[]", "null", '{"cmps": 3}', '{"state_topic": "#"}', "NaN", "{}" * 999]),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    ).map(json.dumps),
)
ANYWHERE = st.sampled_from(
    [
        "homeassistant/light/x/config",
        "homeassistant/device/x/config",
        "homeassistant/config",
        "homeassistant/light/y/z/a/config",
        "homeassistant/status",
        "home/desk_lamp/state",
        "home/desk_lamp/availability",
        "home/desk_lamp/attributes",
        "home/stranger/state",
    ]
)


@given(st.lists(st.tuples(ANYWHERE, GARBAGE), max_size=10))
def test_no_garbage_stops_it(garbage: list[tuple[str, str]]) -> None:
    fed = Fed()
    fed.feed(announce(LAMP, None))
    fed.feed(*(Message(topic=topic, payload=payload) for topic, payload in garbage))
    fed.feed(availability("desk_lamp", online=True), *on(LAMP))
    assert fed.mirror.available("desk_lamp") is True
    assert fed.mirror.state("desk_lamp")["state"] == "on"


def test_garbage_is_counted_and_warned_of_once(caplog: pytest.LogCaptureFixture) -> None:
    fed = Fed()
    for _ in range(5):
        fed.feed(Message(topic="homeassistant/light/x/config", payload="garbage"))
    assert fed.mirror.refused == 5
    assert len(caplog.records) == 1
    assert "homeassistant/light/x/config" in caplog.text


def test_a_lost_broker_means_nobody_knows() -> None:
    fed = Fed()
    fed.feed(announce(LAMP, None), availability("desk_lamp", online=True))
    fed.mirror.forget_availability()
    assert fed.mirror.available("desk_lamp") is None


class Lamp:
    """A lamp in memory that answers after a while."""

    def __init__(self, broker: MemoryBroker, seconds: float, answer: str = "state") -> None:
        self._broker, self._seconds, self._answer = broker, seconds, answer

    async def live(self) -> None:
        async with self._broker.connect("lamp") as link:
            await link.publish(announce(LAMP, None))
            await link.publish(availability("desk_lamp", online=True))
            await link.subscribe("home/desk_lamp/set")
            async for _ in link:
                await asyncio.sleep(self._seconds)
                if self._answer == "state":
                    for message in on(LAMP):
                        await link.publish(message)
                elif self._answer == "refusal":
                    topic = refused_topic("desk_lamp")
                    await link.publish(Message(topic=topic, payload="jammed"))


async def command(lamp: Lamp, broker: MemoryBroker) -> tuple[State | None, str | None, float]:
    loop = asyncio.get_running_loop()
    living = asyncio.create_task(lamp.live())
    async with Bus(broker.connect) as bus:
        mirror = Mirror(HOME, subscribe=bus.subscribe)
        bus.on_message(mirror.feed)
        await bus.wait_connected(1)
        await asyncio.sleep(0.1)
        with mirror.watch("desk_lamp", lambda state: state.get("state") == "on") as watch:
            began = loop.time()
            await bus.publish(Message(topic="home/desk_lamp/set", payload='{"state":"ON"}'))
            state = await watch.within(2.0)
            took = loop.time() - began
    living.cancel()
    return state, watch.refusal, took


@pytest.mark.parametrize(
    ("seconds", "answer", "confirmed", "refusal", "took"),
    [
        (0.0, "state", True, None, 0.0),
        (1.5, "state", True, None, 1.5),
        (5.0, "state", False, None, 2.0),
        (0.5, "nothing", False, None, 2.0),
        (0.5, "refusal", False, "jammed", 0.5),
    ],
)
def test_a_command_is_confirmed_by_the_device_itself(
    seconds: float, answer: str, confirmed: bool, refusal: str | None, took: float
) -> None:
    broker = MemoryBroker()
    state, said, waited = virtual_time.run(command(Lamp(broker, seconds, answer), broker))
    assert (state is not None) == confirmed
    assert said == refusal
    assert waited == pytest.approx(took, abs=0.01)


def test_wait_for_gives_up_in_time() -> None:
    async def case() -> State | None:
        return await Mirror(HOME).wait_for("desk_lamp", lambda state: True, 3.0)

    assert virtual_time.run(case()) is None


def test_zigbee2mqtt_lists_its_devices_and_they_are_asked_for_their_state() -> None:
    asked: list[Message] = []
    mirror = Mirror(Home(areas=HOME.areas), ask=asked.append, clock=lambda: 0.0)
    folder = Path(__file__).parents[1] / "devices"
    payload = (folder / "zigbee_devices.json").read_text("utf-8")
    listed = Message(topic="zigbee2mqtt/bridge/devices", payload=payload, retain=True)
    mirror.feed(listed)
    lamp = next(device for device in mirror.home.devices if device.name == "hall lamp")
    assert Message(topic="zigbee2mqtt/hall lamp/get", payload='{"state":""}') in asked
    mirror.feed(Message(topic="zigbee2mqtt/hall lamp", payload='{"state":"ON","brightness":254}'))
    assert mirror.state(lamp.id)["state"] == "on"

    before = len(mirror.home.devices)
    announced = {
        "schema": "json",
        "command_topic": "zigbee2mqtt/hall lamp/set",
        "state_topic": "zigbee2mqtt/hall lamp",
        "unique_id": "0x00158d0000000010_light_zigbee2mqtt",
        "object_id": "hall_lamp",
        "name": None,
        "device": {"name": "hall lamp"},
    }
    topic = "homeassistant/light/0x00158d0000000010/light/config"
    mirror.feed(Message(topic=topic, payload=json.dumps(announced), retain=True))
    assert len(mirror.home.devices) == before  # one device, heard of twice
    assert mirror.state(lamp.id)["state"] == "on"

    gone = [one for one in json.loads(payload) if one["friendly_name"] != "fish tank"]
    mirror.feed(Message(topic=listed.topic, payload=json.dumps(gone), retain=True))
    assert not [device for device in mirror.home.devices if device.name.startswith("fish tank")]
    assert [device for device in mirror.home.devices if device.name == "hall lamp"]
