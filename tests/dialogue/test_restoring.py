"""Every kind goes back to how it was: a command, then what undoes it."""

from datetime import datetime

import pytest

from assistant.turn import Action
from devices.contract import Command, Device, State, Value
from devices.kinds import state_of
from skills._restoring import restoring

NOW = datetime(2026, 3, 2, 12, 0)


@pytest.mark.parametrize(
    ("kind", "before", "service", "data"),
    [
        ("light", {"state": "on", "brightness": 80}, "turn_off", {}),
        ("light", {"state": "on", "brightness": 80}, "turn_on", {"brightness": 200}),
        ("light", {"state": "on", "rgb_color": (255, 0, 0)}, "turn_on", {"color_name": "blue"}),
        ("light", {"state": "on", "color_temp_kelvin": 2700}, "turn_on", {"color_name": "blue"}),
        ("light", {"state": "off"}, "turn_on", {}),
        ("switch", {"state": "on"}, "turn_off", {}),
        ("fan", {"state": "on", "percentage": 33}, "set_percentage", {"percentage": 80}),
        ("fan", {"state": "off", "percentage": 33}, "turn_on", {}),
        ("climate", {"state": "heat", "temperature": 21.0}, "set_temperature",
         {"temperature": 25}),
        ("climate", {"state": "heat", "temperature": 21.0}, "turn_off", {}),
        ("cover", {"state": "open", "current_position": 60}, "close_cover", {}),
        ("cover", {"state": "closed", "current_position": 0}, "open_cover", {}),
        ("cover", {"state": "open", "current_position": 100}, "set_cover_position",
         {"position": 20}),
        ("valve", {"state": "closed", "current_position": 0}, "open_valve", {}),
        ("lock", {"state": "locked"}, "unlock", {}),
        ("lock", {"state": "unlocked"}, "lock", {}),
        ("alarm_control_panel", {"state": "disarmed"}, "alarm_arm_away", {}),
        ("media_player", {"state": "playing", "volume_level": 0.3}, "volume_set",
         {"volume_level": 0.9}),
        ("media_player", {"state": "playing"}, "media_pause", {}),
        ("media_player", {"state": "playing"}, "turn_off", {}),
        ("media_player", {"state": "off"}, "turn_on", {}),
        ("media_player", {"state": "on", "is_volume_muted": False}, "volume_mute",
         {"is_volume_muted": True}),
        ("oven", {"state": "off"}, "turn_on", {}),
        ("todo", {"items": ("milk",)}, "add_item", {"item": "eggs"}),
    ],
)  # fmt: skip
def test_there_and_back(kind: str, before: State, service: str, data: dict[str, Value]) -> None:
    device = Device(id="it", name="it", kind=kind, state=before)
    first = state_of(kind, before)
    then = first.apply(Command(device="it", service=service, data=data), NOW).settle()
    action = Action(
        device="it", service=service, data=data, result="confirmed", took_ms=1.0, before=before
    )
    tasks = restoring(device, action, then.shown())
    assert tasks
    back = then
    for task in tasks:
        back = back.apply(task.command, NOW).settle()
        assert task.until(back.shown())
    shown = back.shown()
    assert {name: shown.get(name) for name in before} == dict(before)


def test_a_scene_cannot_be_taken_back() -> None:
    scene = Device(id="it", name="it", kind="scene")
    action = Action(
        device="it", service="turn_on", data={}, result="confirmed", took_ms=1.0,
        before={"state": "x"},
    )  # fmt: skip
    assert restoring(scene, action, {}) is None
