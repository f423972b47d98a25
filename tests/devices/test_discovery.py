"""Other people's devices, as their firmware announces them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.contract import (
    Announcement,
    Command,
    ContractError,
    Value,
    Wire,
    availability_topic,
    command_messages,
    read_announcement,
    read_availability,
    read_state,
    state_topics,
)

TASMOTA = {
    "name": None, "~": "tasmota/plug/", "stat_t": "~STATE", "cmd_t": "cmnd/plug/~",
    "val_tpl": "{{ value_json['POWER'] }}", "pl_on": "1", "pl_off": "0", "stat_on": "an",
    "stat_off": "aus", "avty_t": "~LWT", "pl_avail": "Online", "pl_not_avail": "Offline",
    "uniq_id": "ABC_RL_1", "dev": {"name": "Fish tank", "ids": ["ABC"], "sa": "Hallway"},
}  # fmt: skip

Z2M_LIGHT = {
    "availability": [
        {"topic": "zigbee2mqtt/bridge/state", "value_template": "{{ value_json.state }}"},
        {"topic": "zigbee2mqtt/lamp/availability", "value_template": "{{ value_json.state }}"},
    ],
    "availability_mode": "all", "brightness": True, "brightness_scale": 254,
    "command_topic": "zigbee2mqtt/lamp/set", "schema": "json",
    "state_topic": "zigbee2mqtt/lamp", "supported_color_modes": ["xy", "color_temp"],
    "name": None, "object_id": "lamp", "unique_id": "0x1_light_zigbee2mqtt",
    "device": {"identifiers": ["zigbee2mqtt_0x1"], "name": "lamp", "model": "TRADFRI"},
    "origin": {"name": "Zigbee2MQTT", "sw": "2.0"},
}  # fmt: skip


def one(component: str, config: dict[str, object]) -> Announcement:
    (found,) = read_announcement(f"homeassistant/{component}/thing/config", json.dumps(config))
    return found


def wire_of(component: str, config: dict[str, object]) -> Wire:
    found = one(component, config).wire
    assert found is not None
    return found


def told(wire: Wire, service: str, **data: Value) -> list[tuple[str, str]]:
    command = Command(device=wire.device, service=service, data=data)
    return [(message.topic, message.payload) for message in command_messages(wire, command)]


def test_short_keys_and_the_tilde() -> None:
    found = one("switch", TASMOTA)
    assert found.device is not None
    assert found.wire is not None
    assert found.unique_id == "ABC_RL_1"
    assert found.suggested_area == "Hallway"
    assert (found.device.id, found.device.name, found.device.kind) == (
        "thing", "Fish tank", "switch",
    )  # fmt: skip
    assert availability_topic(found.wire) == "tasmota/plug/LWT"
    assert state_topics(found.wire) == ("tasmota/plug/STATE",)
    assert read_state(found.wire, "tasmota/plug/STATE", '{"POWER": "an"}') == {"state": "on"}
    assert told(found.wire, "turn_off") == [("cmnd/plug/tasmota/plug/", "0")]
    assert read_availability(found.wire, "tasmota/plug/LWT", "Online") is True
    assert read_availability(found.wire, "tasmota/plug/LWT", "Offline") is False
    assert read_availability(found.wire, "tasmota/plug/STATE", "Online") is None


def test_the_tilde_expands_in_topics_only() -> None:
    config = {"~": "base", "cmd_t": "~/set", "stat_t": "a~b", "pl_on": "~on", "name": "~"}
    wire = wire_of("switch", config)
    assert wire.text("command_topic") == "base/set"
    assert wire.text("state_topic") == "a~b"
    assert wire.text("payload_on") == "~on"


def test_a_light_of_zigbee2mqtt() -> None:
    wire = wire_of("light", Z2M_LIGHT)
    assert wire.availability == ("zigbee2mqtt/bridge/state", "zigbee2mqtt/lamp/availability")
    assert read_availability(wire, wire.availability[0], '{"state":"online"}') is True
    state = read_state(
        wire, "zigbee2mqtt/lamp",
        '{"state":"ON","brightness":127,"color_mode":"color_temp","color_temp":370,"linkquality":9}',
    )  # fmt: skip
    assert state == {
        "state": "on", "brightness": 128, "color_temp_kelvin": 2703, "rgb_color": None,
    }  # fmt: skip
    assert told(wire, "turn_on", brightness=255, color_temp_kelvin=2700) == [
        ("zigbee2mqtt/lamp/set", '{"state":"ON","brightness":254,"color_temp":370}')
    ]
    assert told(wire, "turn_on", color_name="red") == [
        ("zigbee2mqtt/lamp/set", '{"state":"ON","color":{"x":0.6401,"y":0.33}}')
    ]


def test_a_light_with_a_topic_for_each_thing() -> None:
    config = {
        "cmd_t": "l/power", "stat_t": "l/state", "bri_cmd_t": "l/bri", "bri_stat_t": "l/bri/s",
        "bri_scl": 100, "rgb_cmd_t": "l/rgb", "rgb_stat_t": "l/rgb/s", "clr_temp_cmd_t": "l/ct",
    }  # fmt: skip
    wire = wire_of("light", config)
    assert told(wire, "turn_on", brightness=255, rgb_color=(1, 2, 3)) == [
        ("l/power", "ON"), ("l/bri", "100"), ("l/rgb", "1,2,3"),
    ]  # fmt: skip
    assert read_state(wire, "l/bri/s", "50") == {"brightness": 128}
    assert read_state(wire, "l/rgb/s", "255,0,7") == {"rgb_color": (255, 0, 7)}
    assert told(wire, "turn_on", color_temp_kelvin=4000)[-1] == ("l/ct", "250")


def test_a_light_with_templates() -> None:
    config = {
        "schema": "template", "cmd_t": "l/set", "stat_t": "l/state",
        "cmd_on_tpl": "on{% if brightness is defined %},{{ brightness }}{% endif %}",
        "cmd_off_tpl": "off", "stat_tpl": "{{ value.split(',')[0] }}",
    }  # fmt: skip
    wire = wire_of("light", config)
    assert told(wire, "turn_on", brightness=7) == [("l/set", "on,7")]
    assert told(wire, "turn_off") == [("l/set", "off")]


def test_the_device_form() -> None:
    config = {
        "dev": {"ids": "ea33", "name": "Kitchen box"}, "o": {"name": "bla"},
        "cmps": {
            "temp": {"p": "sensor", "dev_cla": "temperature", "unit_of_meas": "°C",
                     "val_tpl": "{{ value_json.temperature }}", "uniq_id": "t1"},
            "gone": {"p": "sensor"},
            "relay": {"p": "switch", "cmd_t": "box/set", "name": "Relay"},
        },
        "stat_t": "box/state", "qos": 2,
    }  # fmt: skip
    found = read_announcement("homeassistant/device/box/config", json.dumps(config))
    thermometer, gone, relay = found
    assert thermometer.device is not None
    assert thermometer.wire is not None
    assert thermometer.device.name == "Kitchen box temperature"
    assert thermometer.device.state == {"unit_of_measurement": "°C"}
    assert read_state(thermometer.wire, "box/state", '{"temperature": 21.5}') == {"state": 21.5}
    assert (gone.object_id, gone.removed) == ("box_gone", True)
    assert relay.device is not None
    assert relay.device.name == "Kitchen box Relay"


def test_an_empty_payload_takes_back() -> None:
    (found,) = read_announcement("homeassistant/light/node/lamp/config", "")
    assert found == Announcement(object_id="node_lamp", removed=True)


def test_a_cover_that_counts_backwards() -> None:
    config = {
        "cmd_t": "c/set", "pos_t": "c/pos", "set_pos_t": "c/pos/set", "pos_open": 0,
        "pos_clsd": 100, "pl_cls": "down",
    }  # fmt: skip
    wire = wire_of("cover", config)
    assert read_state(wire, "c/pos", "30") == {"state": "open", "current_position": 70}
    assert read_state(wire, "c/pos", "100") == {"state": "closed", "current_position": 0}
    assert told(wire, "set_cover_position", position=70) == [("c/pos/set", "30")]
    assert told(wire, "close_cover") == [("c/set", "down")]


def test_a_fan_with_three_speeds() -> None:
    config = {
        "cmd_t": "f/set", "pct_cmd_t": "f/speed/set", "pct_stat_t": "f/speed", "spd_rng_max": 3,
    }  # fmt: skip
    wire = wire_of("fan", config)
    assert told(wire, "set_percentage", percentage=66) == [("f/speed/set", "2")]
    assert read_state(wire, "f/speed", "1") == {"percentage": 33}


def test_a_thermostat_without_a_power_topic_is_turned_off_by_its_mode() -> None:
    wire = wire_of("climate", {"mode_cmd_t": "t/mode", "temp_cmd_t": "t/temp", "modes": ["auto"]})
    assert told(wire, "turn_off") == [("t/mode", "off")]
    assert told(wire, "turn_on") == [("t/mode", "auto")]
    assert told(wire, "set_temperature", temperature=21.5, hvac_mode="auto") == [
        ("t/mode", "auto"), ("t/temp", "21.5"),
    ]  # fmt: skip


def test_a_valve_that_reports_its_position() -> None:
    wire = wire_of("valve", {"cmd_t": "v/set", "stat_t": "v", "pos": True})
    assert read_state(wire, "v", "40") == {"state": "open", "current_position": 40}
    assert read_state(wire, "v", '{"state":"closing","position":40}') == {
        "state": "closing", "current_position": 40,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("topic", "payload", "expected"),
    [
        ("homeassistant/light/x/config", "not json", "expected JSON"),
        ("homeassistant/light/x/config", "[1]", "a JSON object"),
        ("homeassistant/light/x/config", '{"name": 3, "cmd_t": "a"}', "name: expected text"),
        ("homeassistant/light/x/config", '{"cmd_t": 3}', "command_topic: expected a topic"),
        ("homeassistant/light/x/config", '{"cmd_t": "a/#"}', "without wildcards"),
        ("homeassistant/light/x/config", '{"name": "x"}', "command_topic is missing"),
        ("homeassistant/light/x/config", '{"~": 3, "cmd_t": "~/x"}', "~: expected text"),
        ("homeassistant/sensor/x/config", '{"stat_t": "a", "val_tpl": 3}', "value_template"),
        ("homeassistant/sensor/x/config", '{"stat_t": "a", "dev": 3}', "device: expected"),
        ("homeassistant/sensor/x/config", '{"stat_t": "a", "avty": 3}', "availability: expected"),
        ("homeassistant/device/x/config", '{"cmps": {"a": 3}}', "components.x_a"),
        ("homeassistant/device/x/config", '{"cmps": {"a": {"stat_t": "b"}}}', "platform"),
        ("homeassistant/sensor/x/config", " " * 70_000 + "{}", "65536"),
        ("somewhere/else", "{}", "homeassistant/<component>"),
    ],
)
def test_what_is_no_announcement_is_refused_with_what_is(
    topic: str, payload: str, expected: str
) -> None:
    with pytest.raises(ContractError) as refusal:
        read_announcement(topic, payload)
    assert expected in str(refusal.value)
    assert len(str(refusal.value)) < 500


@given(
    st.sampled_from(["light", "sensor", "device", "cover", "banana"]),
    st.dictionaries(
        st.sampled_from(["cmd_t", "stat_t", "~", "name", "dev", "avty", "cmps", "val_tpl", "schema",
                         "o", "uniq_id", "bri_scl", "sup_clrm"]),
        st.sampled_from(["x", "~/x", "", 3, -1.5, None, True, [], {}, ["a"], {"t": "a"}, {"p": "x"},
                         [{"topic": 3}], {"a": {"p": "light", "cmd_t": "b"}}, "{{ 1/0 }}"]),
    ),
)  # fmt: skip
def test_any_announcement_is_read_or_refused(component: str, config: dict[str, object]) -> None:
    try:
        found = read_announcement(f"homeassistant/{component}/x/config", json.dumps(config))
    except ContractError:
        return
    for announcement in found:
        for topic in state_topics(announcement.wire) if announcement.wire else ():
            try:
                read_state(announcement.wire or Wire(device="", component=""), topic, "7")
            except ContractError:
                continue


@pytest.mark.parametrize(
    "template",
    [
        "{{ 'a' * 100000000 }}",
        "{{ 9 ** 999999999 }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ '%0999999999d' % 3 }}",
        "{{ value_json.a.b.c.d }}",
        "{% for i in range(100000000) %}x{% endfor %}",
        "{{ unclosed",
    ],
)
def test_a_hostile_template_is_refused_quickly(template: str) -> None:
    wire = wire_of("sensor", {"stat_t": "s", "val_tpl": template})
    try:
        found = read_state(wire, "s", '{"a": 1}')
    except ContractError:
        return
    assert found == {}
