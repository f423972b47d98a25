"""zigbee2mqtt's list of devices, as it publishes it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.contract import (
    Announcement,
    Command,
    ContractError,
    Value,
    command_messages,
    read_announcement,
    read_availability,
    read_bridge_devices,
    read_state,
)
from tests.devices.zigbee_bridge import STATES

TOPIC = "zigbee2mqtt/bridge/devices"
LIST = Path(__file__).with_name("zigbee_devices.json").read_text("utf-8")
FOUND = {
    found.device.name: found for found in read_bridge_devices(TOPIC, LIST) if found.device
}  # fmt: skip


def state(name: str, of: str | None = None) -> dict[str, Value]:
    wire = FOUND[name].wire
    assert wire is not None
    told = read_state(wire, f"zigbee2mqtt/{of or name}", json.dumps(STATES[of or name]))
    return {attribute: value for attribute, value in told.items() if value is not None}


def told(name: str, service: str, **data: Value) -> list[tuple[str, str]]:
    wire = FOUND[name].wire
    assert wire is not None
    command = Command(device=wire.device, service=service, data=data)
    return [(message.topic, message.payload) for message in command_messages(wire, command)]


def test_everything_that_can_be_used_and_nothing_else() -> None:
    kinds = {name: found.device.kind for name, found in FOUND.items() if found.device}
    assert kinds == {
        "hall lamp": "light",
        "studio/strip": "light",
        "fish tank": "switch",
        "fish tank power": "sensor",
        "fish tank energy": "sensor",
        "pantry window": "binary_sensor",
        "pantry window battery": "sensor",
        "stairs motion": "binary_sensor",
        "stairs motion battery": "sensor",
        "stairs motion illuminance": "sensor",
        "study radiator": "climate",
        "study radiator battery": "sensor",
        "studio blind": "cover",
        "studio blind battery": "sensor",
        "cellar door": "lock",
        "cellar door battery": "sensor",
        "wall switch left": "switch",
        "wall switch right": "switch",
        "old remote battery": "sensor",
    }


def test_lamps() -> None:
    assert state("hall lamp") == {"state": "off", "brightness": 128, "color_temp_kelvin": 2703}
    assert told("hall lamp", "turn_on", brightness=255) == [
        ("zigbee2mqtt/hall lamp/set", '{"state":"ON","brightness":254}')
    ]
    with pytest.raises(ContractError, match="no colours"):
        told("hall lamp", "turn_on", color_name="red")
    assert told("studio/strip", "turn_on", color_name="red") == [
        ("zigbee2mqtt/studio/strip/set", '{"state":"ON","color":{"x":0.6401,"y":0.33}}')
    ]


def test_plugs_and_wall_switches() -> None:
    assert state("fish tank") == {"state": "on"}
    assert told("fish tank", "turn_off") == [("zigbee2mqtt/fish tank/set/state", "OFF")]
    assert state("fish tank power", "fish tank")["state"] == 12.5
    assert state("wall switch left", "wall switch") == {"state": "off"}
    assert state("wall switch right", "wall switch") == {"state": "on"}
    assert told("wall switch left", "turn_on") == [("zigbee2mqtt/wall switch/set/state_left", "ON")]


def test_sensors() -> None:
    assert state("pantry window") == {"state": "on"}  # no contact: it is open
    assert state("stairs motion") == {"state": "on"}
    device = FOUND["stairs motion illuminance"].device
    assert device is not None
    assert (device.device_class, device.state) == (*("illuminance", {"unit_of_measurement": "lx"}),)


def test_heating_blinds_and_locks() -> None:
    radiator = state("study radiator")
    assert radiator == {"state": "heat", "temperature": 19, "current_temperature": 18.2}
    assert told("study radiator", "set_temperature", temperature=21) == [
        ("zigbee2mqtt/study radiator/set/occupied_heating_setpoint", "21")
    ]
    assert told("study radiator", "turn_off") == [
        ("zigbee2mqtt/study radiator/set/system_mode", "off")
    ]
    assert state("studio blind") == {"state": "open", "current_position": 40}
    assert told("studio blind", "close_cover") == [("zigbee2mqtt/studio blind/set", "CLOSE")]
    ((topic, payload),) = told("studio blind", "set_cover_position", position=70)
    assert (topic, json.loads(payload)) == ("zigbee2mqtt/studio blind/set", {"position": 70})
    assert state("cellar door") == {"state": "locked"}
    assert told("cellar door", "unlock") == [("zigbee2mqtt/cellar door/set/state", "UNLOCK")]


def test_it_says_whether_it_is_there_and_can_be_asked() -> None:
    wire = FOUND["hall lamp"].wire
    assert wire is not None
    bridge, own = wire.availability
    assert bridge == "zigbee2mqtt/bridge/state"
    assert read_availability(wire, bridge, '{"state":"online"}') is True
    assert read_availability(wire, own, '{"state":"offline"}') is False
    assert wire.text("get_topic") == "zigbee2mqtt/hall lamp/get"
    assert json.loads(wire.text("get_payload")) == {"state": ""}


def test_discovery_and_the_list_speak_of_the_same_device() -> None:
    config = {
        "schema": "json",
        "state_topic": "zigbee2mqtt/hall lamp",
        "command_topic": "zigbee2mqtt/hall lamp/set",
        "unique_id": "0x00158d0000000010_light_zigbee2mqtt",
    }
    topic = "homeassistant/light/0x00158d0000000010/light/config"
    (found,) = read_announcement(topic, json.dumps(config))
    assert found.unique_id == FOUND["hall lamp"].unique_id


def test_another_base_topic() -> None:
    announced = read_bridge_devices("upstairs/zigbee/bridge/devices", LIST)
    assert announced[0].wire is not None
    assert announced[0].wire.text("command_topic") == "upstairs/zigbee/hall lamp/set"


def test_one_bad_device_does_not_hide_the_others(caplog: pytest.LogCaptureFixture) -> None:
    devices = json.loads(LIST)
    devices[1]["friendly_name"] = "a#b"
    devices[2]["definition"]["exposes"] = "nonsense"
    names = [a.device.name for a in read_bridge_devices(TOPIC, json.dumps(devices)) if a.device]
    assert names[0] == "fish tank"
    assert "a#b" in caplog.text


@pytest.mark.parametrize("payload", ["{}", "7", "[", '"x"', "null"])
def test_what_is_no_list_is_refused(payload: str) -> None:
    with pytest.raises(ContractError):
        read_bridge_devices(TOPIC, payload)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
EXPOSE = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["light", "switch", "cover", "climate", "lock", "fan", "numeric"]),
        "features": st.lists(st.dictionaries(st.sampled_from(["name", "property", "access"]), JSON))
        | JSON,
    },
    optional={"name": JSON, "property": JSON, "access": JSON, "endpoint": JSON, "unit": JSON},
)


@given(st.lists(EXPOSE, max_size=4), JSON)
def test_whatever_is_exposed_is_read_or_left_out(exposes: list[object], name: object) -> None:
    device = {
        "friendly_name": name,
        "ieee_address": "0x1",
        "definition": {"exposes": exposes},
        "type": "Router",
    }
    for found in read_bridge_devices(TOPIC, json.dumps([device, None, 7])):
        assert isinstance(found, Announcement)
