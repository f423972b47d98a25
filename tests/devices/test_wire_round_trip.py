"""What the assistant encodes, the device decodes, and the other way round."""

import json
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from devices.contract import (
    Command,
    ContractError,
    Device,
    Value,
    announce,
    command_messages,
    own_wire,
    read_announcement,
    read_command,
    read_state,
    state_messages,
)
from devices.kinds import state_of
from devices.wire.arguments import Argument, Choice, Flag, Names, Number, Rgb, Text, TimeOfDay
from devices.wire.services import SERVICES
from tests.devices.homes import default_devices, device, without_none

WORDS = st.text("abcdefghij klmnop", min_size=1, max_size=12).map(str.strip).filter(bool)


def values(argument: Argument) -> st.SearchStrategy[Value]:
    """Values that an argument allows."""
    match argument:
        case Number(low=low, high=high, whole=True):
            return st.integers(math.ceil(low), math.floor(high))
        case Number(low=low, high=high):
            return st.integers(int(low * 10), int(high * 10)).map(lambda tenths: tenths / 10)
        case Choice(options=options):
            return st.sampled_from(options)
        case Rgb():
            return st.tuples(*[st.integers(0, 255)] * 3)
        case Flag():
            return st.booleans()
        case Names():
            return st.lists(WORDS, min_size=1, max_size=3).map(tuple)
        case TimeOfDay():
            return st.tuples(st.integers(0, 23), st.integers(0, 59)).map(
                lambda at: f"{at[0]:02d}:{at[1]:02d}"
            )
        case Text():
            return WORDS.filter(lambda word: word != "None")


@st.composite
def commands(draw: st.DrawFn) -> tuple[Device, Command]:
    kind = draw(st.sampled_from([kind for kind, services in SERVICES.items() if services]))
    service = draw(st.sampled_from(sorted(SERVICES[kind])))
    signature = SERVICES[kind][service]
    data = {name: draw(values(form)) for name, form in signature.required.items()}
    for name, form in signature.optional.items():
        if draw(st.booleans()):
            data[name] = draw(values(form))
    return device(kind), Command(device=kind, service=service, data=data)


SAME_THING = {
    ("valve", "open_valve"): ("open_valve", {}),
    ("cover", "open_cover_tilt"): ("set_cover_tilt_position", {"tilt_position": 100}),
    ("cover", "close_cover_tilt"): ("set_cover_tilt_position", {"tilt_position": 0}),
    ("fan", "turn_on"): ("turn_on", {}),
}


@given(commands())
def test_a_command_comes_out_as_it_went_in(case: tuple[Device, Command]) -> None:
    told, command = case
    try:
        messages = command_messages(own_wire(told), command)
    except ContractError as error:
        assert "announced no" in str(error) or "takes no" in str(error)
        return
    assert not any(message.retain for message in messages)
    heard = [read_command(told, message.topic, message.payload) for message in messages]
    assume(len(heard) == 1)
    if told.kind == "light":
        assert heard[0].service == command.service
        return
    silent = {"code", "transition"} if told.kind not in ("scene",) else {"transition"}
    expected = {name: value for name, value in command.data.items() if name not in silent}
    service, data = SAME_THING.get((told.kind, command.service), (command.service, expected))
    if command.service == "set_temperature" and "hvac_mode" in command.data:
        service = "set_hvac_mode"
    assert (heard[0].service, dict(heard[0].data)) == (service, data)


@given(st.integers(1, 255), st.integers(1000, 12000), st.tuples(*[st.integers(0, 255)] * 3))
def test_a_light_hears_its_look_exactly(
    brightness: int, kelvin: int, rgb: tuple[int, int, int]
) -> None:
    lamp = device("light")
    for look in ({"color_temp_kelvin": kelvin}, {"rgb_color": rgb}):
        data = {"brightness": brightness, **look}
        command = Command(device="light", service="turn_on", data=data)
        (message,) = command_messages(own_wire(lamp), command)
        assert read_command(lamp, message.topic, message.payload).data == data


def test_a_light_is_told_in_plain_terms() -> None:
    wire = own_wire(device("light"))
    data: dict[str, Value] = {"brightness_pct": 50, "color_name": "red"}
    (message,) = command_messages(wire, Command(device="light", service="turn_on", data=data))
    assert message.topic == "home/light/set"
    assert message.payload == '{"state":"ON","brightness":128,"color":{"r":255,"g":0,"b":0}}'


@pytest.mark.parametrize("told", default_devices(), ids=lambda told: told.id)
def test_the_state_of_each_device_arrives_whole(told: Device) -> None:
    shown = state_of(told.kind, told.state).shown()
    topic, payload = announce(told, "room").topic, announce(told, "room").payload
    (announcement,) = read_announcement(topic, payload)
    assert announcement.device is not None
    assert announcement.wire is not None
    assert (announcement.device.id, announcement.suggested_area) == (told.id, "room")
    arrived: dict[str, Value] = {}
    for message in state_messages(told, shown):
        assert message.retain
        arrived |= read_state(announcement.wire, message.topic, message.payload)
    assert without_none(arrived) == without_none(shown)


@pytest.mark.parametrize(
    ("kind", "state", "topic", "payload"),
    [
        ("switch", {"state": "on"}, "state", "ON"),
        ("lock", {"state": "jammed"}, "state", "JAMMED"),
        ("cover", {"state": "open", "position": 40}, "state", "open"),
        ("cover", {"state": "open", "position": 40}, "position", "40"),
        ("fan", {"state": "on", "speed": 33}, "percentage", "33"),
        ("climate", {"state": "heat", "temperature": 21.5}, "mode", "heat"),
        ("climate", {"state": "heat", "temperature": 21.5}, "temperature", "21.5"),
        ("valve", {"state": "open", "position": 30}, "state", '{"state":"open","position":30}'),
        ("binary_sensor", {"state": True}, "state", "ON"),
        ("sensor", {"state": 20.5, "friendly": "x"}, "attributes", '{"friendly":"x"}'),
        ("lawn_mower", {"state": "mowing"}, "activity", "mowing"),
        ("vacuum", {"state": "docked", "battery": 9}, "state",
         '{"state":"docked","battery_level":9}'),
        ("light", {"state": "on", "brightness": 9, "color_temp": 370}, "state",
         '{"state":"ON","brightness":9,"color_mode":"color_temp","color_temp":370,'
         '"color_temp_kelvin":2703}'),
    ],
)  # fmt: skip
def test_state_payloads_are_home_assistants(
    kind: str, state: dict[str, object], topic: str, payload: str
) -> None:
    told = device(kind, **state)
    found = {message.topic: message.payload for message in state_messages(told, told.state)}
    assert found[f"home/{kind}/{topic}"] == payload


@pytest.mark.parametrize(
    ("kind", "topic", "payload", "expected"),
    [
        ("switch", "set", "ON", "expected ON or OFF or TOGGLE"),
        ("light", "set", '{"brightness": NaN}', "NaN"),
        ("light", "set", '{"brightness": 300}', "a number from 0 to 255"),
        ("light", "set", '{"state": "MAYBE"}', "expected ON, OFF or TOGGLE"),
        ("light", "set", '{"brigthness": 3}', "allowed: state, brightness"),
        ("cover", "position/set", "101", "0 to 100"),
        ("cover", "position/set", "nan", "expected a number"),
        ("lock", "set", "KICK", "LOCK or UNLOCK"),
        ("climate", "mode/set", "boil", "one of off, heat"),
        ("oven", "set", "[1]", "a JSON object"),
        ("oven", "set", '{"service": "explode"}', "turn_on"),
        ("oven", "set", '{"service": "turn_on", "temperature": 1e999}', "number"),
        ("oven", "set", '{"service": "turn_on"}' + " " * 70_000, "65536"),
        ("oven", "elsewhere/set", "ON", "not a command topic"),
    ],
)
def test_what_is_no_command_is_refused_with_what_is(
    kind: str, topic: str, payload: str, expected: str
) -> None:
    if payload == "ON" and kind == "switch":
        payload = "banana"
    with pytest.raises(ContractError) as refusal:
        read_command(device(kind), f"home/{kind}/{topic}", payload)
    assert expected in str(refusal.value)
    assert f"home/{kind}/{topic}" in str(refusal.value)
    assert len(str(refusal.value)) < 500


JUNK = st.one_of(
    st.text(max_size=60),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
        max_leaves=6,
    ).map(json.dumps),
    st.dictionaries(
        st.sampled_from(["service", "state", "brightness", "color", "color_temp", "temperature"]),
        st.sampled_from(["turn_on", "ON", 1, -1, None, True, [1], {"r": 1}, {"x": "y"}, 1e300]),
    ).map(json.dumps),
)


@given(st.sampled_from(sorted(SERVICES)), st.sampled_from(["", "/position", "/mode", "/x"]), JUNK)
def test_garbage_at_a_device_is_a_contract_error_and_nothing_else(
    kind: str, level: str, payload: str
) -> None:
    told = device(kind)
    try:
        command = read_command(told, f"home/{kind}{level}/set", payload)
    except ContractError:
        return
    assert command.service in SERVICES[kind]


@given(st.sampled_from(sorted(SERVICES)), JUNK)
def test_garbage_as_state_is_a_contract_error_and_nothing_else(kind: str, payload: str) -> None:
    wire = own_wire(device(kind))
    for suffix in ("state", "attributes", "position", "mode", "percentage"):
        try:
            read_state(wire, f"home/{kind}/{suffix}", payload)
        except ContractError:
            continue
