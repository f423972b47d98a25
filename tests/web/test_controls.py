"""What the page offers is what the contract knows, and what guards the house asks first."""

from dataclasses import replace

import pytest

from assistant.home.file import load_home
from assistant.settings import default_home_file
from assistant.web.controls import buttons_of, sliders_of
from assistant.web.words import is_active, level_of, state_words
from devices.contract import Device, State, check_command

DEVICES = load_home(default_home_file()).devices
STATES = ("on", "off", "open", "closed", "locked", "unlocked", "playing", "armed_away", "ringing")


@pytest.mark.parametrize("device", DEVICES, ids=lambda device: device.id)
def test_every_control_is_one_that_the_device_has(device: Device) -> None:
    for main in STATES:
        state: State = {**device.state, "state": main}
        for button in buttons_of(device, state):
            check_command(device.kind, button.service, button.data)
        for slider in sliders_of(device, state):
            for value in (slider.low, slider.high, slider.value):
                sent = value * slider.scale
                data = {slider.argument: round(sent) if slider.whole else sent}
                check_command(device.kind, slider.service, data)


def test_what_lets_somebody_in_is_asked_for() -> None:
    door = Device(id="d", name="front door", kind="lock")
    garage = Device(id="g", name="garage door", kind="cover", device_class="garage")
    alarm = Device(id="a", name="alarm", kind="alarm_control_panel")
    (unlock,) = buttons_of(door, {"state": "locked"})
    assert unlock.asks == "Unlock the front door?"
    (lock,) = buttons_of(door, {"state": "unlocked"})
    assert lock.asks == ""
    asks = {b.label: bool(b.asks) for b in buttons_of(garage, {"state": "closed"})}
    assert asks == {"Open": True, "Close": False, "Stop": False}
    assert sliders_of(garage, {"state": "closed", "current_position": 0}) == ()
    (disarm,) = buttons_of(alarm, {"state": "armed_away"})
    assert disarm.asks


@pytest.mark.parametrize(
    ("kind", "device_class", "state", "words", "active", "level"),
    [
        ("light", None, {"state": "on", "brightness": 120}, "on, 47 %", True, 120 / 255),
        ("light", None, {"state": "off", "brightness": 120}, "off", False, 120 / 255),
        ("cover", "blind", {"state": "open", "current_position": 60}, "open, 60 %", True, 0.6),
        ("climate", None, {"state": "heat", "temperature": 21, "current_temperature": 20.4},
         "heat, to 21°, now 20.4°", True, None),
        ("binary_sensor", "window", {"state": "on"}, "open", True, None),
        ("sensor", "temperature", {"state": 20.4, "unit_of_measurement": "°C"}, "20.4 °C", False,
         None),
        ("media_player", None, {"state": "playing", "media_title": "jazz", "volume_level": 0.4},
         "playing, jazz, volume 40 %", True, None),
        ("todo", None, {"items": ["milk", "bread"]}, "milk, bread", False, None),
        ("scene", None, {}, "", False, None),
        ("unheard_of", None, {"state": "some_thing"}, "some thing", True, None),
    ],
)  # fmt: skip
def test_a_state_in_words(
    kind: str, device_class: str | None, state: State, words: str, active: bool, level: float | None
) -> None:
    device = replace(Device(id="x", name="x", kind=kind), device_class=device_class)
    assert state_words(device, state) == words
    assert is_active(device, state) is active
    assert level_of(device, state) == level
