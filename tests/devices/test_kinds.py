"""What each kind does when it is told something; nothing but a state goes in or out."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.home.schema import HOME_ASSISTANT_KINDS
from devices.contract import Command, ContractError, Value, services_of
from devices.kinds import KINDS, DeviceState, Refused, Surroundings, state_of
from devices.wire.vocabulary import ATTRIBUTES, states_of
from tests.devices.homes import MORNING, default_devices, device

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(-300, 700), st.floats(), st.text(max_size=8),
    st.tuples(st.integers(-1, 300), st.integers(-1, 300), st.integers(-1, 300)),
)  # fmt: skip


def after(kind: str, start: dict[str, object], service: str, **data: Value) -> dict[str, Value]:
    """The attributes that a service changed, None for those that went."""
    before = state_of(kind, device(kind, **start).state)
    then = before.apply(Command(device="x", service=service, data=data), MORNING)
    was, now = before.shown(), then.shown()
    return {name: now.get(name) for name in {**was, **now} if was.get(name) != now.get(name)}


@pytest.mark.parametrize(
    ("kind", "start", "service", "data", "changed"),
    [
        ("light", {"state": "off", "brightness": 99}, "turn_on", {}, {"state": "on"}),
        ("light", {"state": "on", "brightness": 99}, "turn_off", {}, {"state": "off"}),
        ("light", {"state": "on", "brightness": 99}, "turn_on", {"brightness": 0},
         {"state": "off"}),
        ("light", {"state": "off"}, "turn_on", {"brightness_pct": 100},
         {"state": "on", "brightness": 255}),
        ("light", {"state": "on", "color_temp_kelvin": 2700}, "turn_on", {"color_name": "blue"},
         {"rgb_color": (0, 0, 255), "color_temp_kelvin": None}),
        ("switch", {"state": "on"}, "toggle", {}, {"state": "off"}),
        ("fan", {"state": "off", "speed": 20}, "set_percentage", {"percentage": 50},
         {"state": "on", "percentage": 50}),
        ("fan", {"state": "on", "speed": 20}, "set_percentage", {"percentage": 0},
         {"state": "off"}),
        ("climate", {"state": "cool", "temperature": 20}, "turn_off", {}, {"state": "off"}),
        ("climate", {"state": "off", "temperature": 20}, "turn_on", {}, {"state": "heat"}),
        ("climate", {"state": "heat", "temperature": 68, "current_temperature": 66},
         "set_temperature", {"temperature": 72}, {"temperature": 72}),
        ("cover", {"state": "closed"}, "open_cover", {}, {"state": "opening"}),
        ("cover", {"state": "open", "position": 80}, "set_cover_position", {"position": 80}, {}),
        ("cover", {"state": "open", "position": 80}, "close_cover", {}, {"state": "closing"}),
        ("lock", {"state": "locked"}, "unlock", {}, {"state": "unlocking"}),
        ("lock", {"state": "locked"}, "lock", {}, {}),
        ("media_player", {"state": "paused"}, "media_play", {}, {"state": "playing"}),
        ("media_player", {"state": "off", "volume": 0.5}, "volume_up", {}, {"volume_level": 0.6}),
        ("media_player", {"state": "on", "media_track": 3}, "media_next_track", {},
         {"media_track": 4}),
        ("vacuum", {"state": "docked", "battery": 80}, "start", {}, {"state": "cleaning"}),
        ("vacuum", {"state": "docked"}, "clean_area", {"area": "kitchen"},
         {"state": "cleaning", "area": "kitchen"}),
        ("vacuum", {"state": "cleaning"}, "return_to_base", {}, {"state": "returning"}),
        ("lawn_mower", {"state": "docked"}, "start_mowing", {}, {"state": "mowing"}),
        ("scene", {}, "turn_on", {}, {"state": "2026-03-02T07:30:00.000"}),
        ("script", {}, "turn_on", {}, {"last_triggered": "2026-03-02T07:30:00.000"}),
        ("todo", {"items": ["milk"]}, "add_item", {"item": "tea"},
         {"state": 2, "items": ("milk", "tea")}),
        ("todo", {"state": "3"}, "add_item", {"item": "tea"}, {"state": 4, "items": ("tea",)}),
        ("todo", {"items": ["milk", "tea"]}, "update_item", {"item": "Milk", "status": "completed"},
         {"state": 1, "items": ("tea",), "completed": ("milk",)}),
        ("valve", {"state": "closed"}, "open_valve", {}, {"state": "opening"}),
        ("alarm_control_panel", {"state": "disarmed"}, "alarm_arm_night", {},
         {"state": "armed_night"}),
        ("oven", {"state": "off"}, "set_temperature", {"temperature": 200},
         {"state": "on", "temperature": 200}),
        ("coffee_maker", {"state": "off"}, "brew", {"drink": "espresso"},
         {"state": "brewing", "drink": "espresso"}),
        ("alarm_clock", {"state": "off"}, "set_alarm", {"time": "6:45", "days": "weekend"},
         {"state": "on", "time": "06:45", "days": ("saturday", "sunday")}),
        ("input_boolean", {"state": "off"}, "turn_on", {}, {"state": "on"}),
        ("humidifier", {"state": "on"}, "set_humidity", {"humidity": 50}, {"humidity": 50}),
        ("water_heater", {"state": "eco"}, "turn_off", {}, {"state": "off"}),
        ("number", {"state": 3}, "set_value", {"value": 7}, {"state": 7}),
        ("select", {"state": "a"}, "select_option", {"option": "b"}, {"state": "b"}),
        ("timer", {"state": "idle"}, "start", {}, {"state": "active"}),
        ("counter", {"state": 3}, "increment", {}, {"state": 4}),
    ],
)  # fmt: skip
def test_what_a_service_changes(
    kind: str,
    start: dict[str, object],
    service: str,
    data: dict[str, Value],
    changed: dict[str, Value],
) -> None:
    assert after(kind, start, service, **data) == changed


@pytest.mark.parametrize(
    ("kind", "start", "service", "data", "reason"),
    [
        ("lock", {"state": "jammed"}, "lock", {}, "jammed"),
        ("light", {"supported_color_modes": ["brightness"]}, "turn_on", {"color_name": "red"},
         "no colours"),
        ("light", {"supported_color_modes": ["onoff"]}, "turn_on", {"brightness": 3}, "dimmed"),
        ("climate", {"state": "heat", "temperature": 20}, "set_temperature", {"temperature": 80},
         "from 5 to 35 degrees"),
        ("climate", {"state": "heat", "hvac_modes": ["heat", "off"]}, "set_hvac_mode",
         {"hvac_mode": "cool"}, "no mode cool"),
        ("media_player", {"state": "off"}, "media_pause", {}, "off"),
        ("vacuum", {"state": "docked", "battery": 1}, "start", {}, "battery"),
        ("todo", {"items": ["milk"]}, "remove_item", {"item": "tea"}, "not on the list"),
        ("coffee_maker", {"state": "brewing"}, "brew", {}, "already"),
        ("alarm_clock", {"state": "on", "time": "07:00"}, "snooze", {}, "not ringing"),
        ("alarm_clock", {}, "turn_on", {}, "no time"),
        ("alarm_clock", {}, "set_alarm", {"time": "07:00", "days": "someday"}, "no day"),
        ("oven", {}, "set_temperature", {"temperature": 500}, "from 30 to 300"),
    ],
)  # fmt: skip
def test_what_a_device_will_not_do_has_a_reason(
    kind: str, start: dict[str, object], service: str, data: dict[str, Value], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        after(kind, start, service, **data)


@given(
    st.sampled_from([*KINDS, "siren", "humidifier", "water_heater", "timer", "counter", "unheard"]),
    st.data(),
    st.dictionaries(
        st.sampled_from(["temperature", "brightness", "position", "percentage", "item", "time",
                         "drink", "area", "volume_level", "hvac_mode", "rgb_color"]),
        ANYTHING, max_size=3,
    ),
)  # fmt: skip
def test_a_command_changes_the_state_or_is_refused(
    kind: str, choose: st.DataObject, data: dict[str, Value]
) -> None:
    service = choose.draw(st.sampled_from([*services_of(kind), "turn_on", "dance"]))
    before = state_of(kind, {})
    try:
        then = before.apply(Command(device="x", service=service, data=data), MORNING)
    except (Refused, ContractError):
        return
    assert type(then) is type(before)
    assert type(then.tick(1, Surroundings(now=MORNING)).settle()) is type(before)
    assert state_of(kind, then.kept()).shown() == then.shown()


@given(
    st.sampled_from(sorted(KINDS)),
    st.dictionaries(
        st.sampled_from(["state", "brightness", "temperature", "current_position", "items",
                         "battery_level", "charge", "target", "extra", "kind", "plan", "time"]),
        ANYTHING, max_size=4,
    ),
)  # fmt: skip
def test_odd_attributes_are_carried_and_do_no_harm(kind: str, odd: dict[str, Value]) -> None:
    state = state_of(kind, odd)
    shown = {**state.shown(), **state.kept()}
    for name, value in odd.items():
        if value is not None and value == value:
            assert shown[name] == value
    assert isinstance(state.settle(), DeviceState)


def test_the_default_home_starts_as_it_is_written() -> None:
    for told in default_devices():
        shown = state_of(told.kind, told.state).shown()
        assert {name: shown[name] for name in told.state} == dict(told.state)


def test_a_thermostat_goes_back_to_the_mode_it_had() -> None:
    cool = state_of("climate", {"state": "cool"})
    off = cool.apply(Command(device="x", service="turn_off"), MORNING)
    again = state_of("climate", off.kept()).apply(Command(device="x", service="turn_on"), MORNING)
    assert again.shown()["state"] == "cool"


def test_an_alarm_clock_rings_once_at_its_time() -> None:
    at = datetime(2026, 3, 2, 6, 59, 30)
    clock = state_of("alarm_clock", {"state": "on", "time": "07:00"})
    assert clock.tick(30, Surroundings(now=at)).shown()["state"] == "on"
    ringing = clock.tick(60, Surroundings(now=at + timedelta(seconds=60)))
    assert ringing.shown()["state"] == "ringing"
    snoozed = ringing.apply(Command(device="x", service="snooze"), at + timedelta(minutes=1))
    assert snoozed.tick(60, Surroundings(now=at + timedelta(minutes=5))) == snoozed
    assert snoozed.tick(60, Surroundings(now=at + timedelta(minutes=11))) != snoozed
    silent = ringing.apply(Command(device="x", service="stop"), at)
    assert silent.shown()["state"] == "off"


@pytest.mark.parametrize("kind", sorted(KINDS.keys() & set(HOME_ASSISTANT_KINDS)))
def test_what_a_kind_tells_at_first_is_no_misspelling(kind: str) -> None:
    told = KINDS[kind]().shown()
    assert told.keys() <= ATTRIBUTES
    assert not states_of(kind) or told["state"] in (*states_of(kind), None)
