"""Where a home ends up after commands, once everything has come to rest.

Neither physics nor delays: a lock that is told to lock is locked. What leaves no lasting state
(the next track, a scene) gets a made-up attribute, so that it counts as a change.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from devices.contract import Command, Device, State, Value
from devices.wire.colours import COLOURS

Settled = dict[str, Value]
Rule = Callable[[Settled, State], None]

_COLOUR = ("rgb_color", "color_temp_kelvin", "color_name")
VOLUME_STEP = 0.1


def settle(
    states: Mapping[str, State], devices: Mapping[str, Device], commands: Iterable[Command]
) -> dict[str, State]:
    """The states after the commands, all devices included."""
    after: dict[str, State] = dict(states)
    for command in commands:
        device = devices.get(command.device)
        if device is None:
            continue
        state: Settled = dict(after.get(command.device, {}))
        rule = _RULES.get(device.kind, {}).get(command.service) or _COMMON.get(command.service)
        if rule is not None:
            rule(state, command.data)
        else:
            state["told"] = command.service
        after[command.device] = state
    return after


def _becomes(value: Value) -> Rule:
    def rule(state: Settled, data: State) -> None:
        state["state"] = value

    return rule


def _toggles(one: str, other: str) -> Rule:
    def rule(state: Settled, data: State) -> None:
        state["state"] = other if state.get("state") == one else one

    return rule


def _takes(*names: str, state_word: str | None = None) -> Rule:
    """The arguments become attributes, and the device the state."""

    def rule(state: Settled, data: State) -> None:
        for name in names:
            if name in data:
                state[name] = data[name]
        if state_word is not None:
            state["state"] = state_word

    return rule


def _happens(name: str, step: int = 1) -> Rule:
    """Nothing lasting; it is counted."""

    def rule(state: Settled, data: State) -> None:
        state[name] = round(_number(state.get(name)) + step)

    return rule


def _light_on(state: Settled, data: State) -> None:
    state["state"] = "on"
    if "brightness_pct" in data:
        state["brightness"] = round(_number(data["brightness_pct"]) * 255 / 100)
    if "brightness" in data:
        state["brightness"] = data["brightness"]
    for name in ("brightness_step_pct", "brightness_step"):
        if name in data:
            scale = 2.55 if name.endswith("pct") else 1.0
            level = _number(state.get("brightness")) + _number(data[name]) * scale
            state["brightness"] = min(255, max(0, round(level)))
    if any(name in data for name in _COLOUR):
        for name in _COLOUR:
            state.pop(name, None)
        if "color_name" in data:
            state["rgb_color"] = COLOURS.get(str(data["color_name"]), str(data["color_name"]))
        for name in ("rgb_color", "color_temp_kelvin"):
            if name in data:
                state[name] = data[name]
    if "effect" in data:
        state["effect"] = data["effect"]
    if state.get("brightness") == 0:
        state["state"] = "off"


def _position(open_word: str) -> Rule:
    def rule(state: Settled, data: State) -> None:
        level = round(_number(data.get("position")))
        state["current_position"] = level
        state["state"] = open_word if level > 0 else "closed"

    return rule


def _covers(level: int) -> Rule:
    return lambda state, data: state.update(
        state="open" if level else "closed", current_position=level
    )


def _cover_toggle(state: Settled, data: State) -> None:
    _covers(0 if state.get("state") in ("open", "opening") else 100)(state, data)


def _cover_stop(state: Settled, data: State) -> None:
    state["stopped"] = True
    if state.get("state") in ("opening", "closing"):
        state["state"] = "open"


def _fan_on(state: Settled, data: State) -> None:
    state["state"] = "on"
    _takes("percentage", "preset_mode")(state, data)
    if state.get("percentage") == 0:
        state["state"] = "off"


def _fan_step(step: int) -> Rule:
    def rule(state: Settled, data: State) -> None:
        level = _number(state.get("percentage")) + step
        state["percentage"] = round(min(100.0, max(0.0, level)))
        state["state"] = "on" if state["percentage"] else "off"

    return rule


def _climate_on(state: Settled, data: State) -> None:
    if state.get("state") in ("off", None):
        modes = state.get("hvac_modes")
        able = [mode for mode in modes if mode != "off"] if isinstance(modes, tuple) else []
        state["state"] = "heat" if not able or "heat" in able else able[0]


def _climate_temperature(state: Settled, data: State) -> None:
    _takes("temperature", "target_temp_low", "target_temp_high")(state, data)
    if "hvac_mode" in data:
        state["state"] = data["hvac_mode"]


def _climate_mode(state: Settled, data: State) -> None:
    state["state"] = data.get("hvac_mode")


def _oven_on(state: Settled, data: State) -> None:
    state["state"] = "on"
    _takes("temperature", "mode")(state, data)


def _media_on(state: Settled, data: State) -> None:
    if state.get("state") in ("off", "standby", None):
        state["state"] = "on"


def _media_play_media(state: Settled, data: State) -> None:
    state["state"] = "playing"
    for name in ("media_content_id", "media_content_type", "media_title"):
        state.pop(name, None)
        if name in data:
            state[name] = data[name]
    state.setdefault("media_title", data.get("media_content_id"))


def _volume_by(step: float) -> Rule:
    def rule(state: Settled, data: State) -> None:
        level = _number(state.get("volume_level")) + step
        state["volume_level"] = round(min(1.0, max(0.0, level)), 2)

    return rule


def _vacuum_area(state: Settled, data: State) -> None:
    state["state"] = "cleaning"
    state["area"] = data.get("area")


def _entries(state: Settled, name: str) -> tuple[Value, ...]:
    value = state.get(name)
    return value if isinstance(value, tuple) else ()


def _add_item(state: Settled, data: State) -> None:
    state["items"] = (*_entries(state, "items"), data.get("item"))


def _remove_item(state: Settled, data: State) -> None:
    wanted = _entry(data.get("item"))
    state["items"] = tuple(item for item in _entries(state, "items") if _entry(item) != wanted)


def _entry(item: Value) -> str:
    """An entry without case and article."""
    return str(item).strip().casefold().removeprefix("the ")


def _update_item(state: Settled, data: State) -> None:
    open_items = [_entry(item) for item in _entries(state, "items")]
    if data.get("status") == "completed" and _entry(data.get("item")) in open_items:
        _remove_item(state, data)
        state["completed"] = (*_entries(state, "completed"), data.get("item"))


def _set_alarm(state: Settled, data: State) -> None:
    state["state"] = "on"
    _takes("time", "days")(state, data)


def _stop_ringing(state: Settled, data: State) -> None:
    if state.get("state") in ("ringing", "snoozed"):
        state["state"] = "off"


_COMMON: Mapping[str, Rule] = MappingProxyType(
    {"turn_on": _becomes("on"), "turn_off": _becomes("off"), "toggle": _toggles("on", "off")}
)
_RULES: Mapping[str, Mapping[str, Rule]] = MappingProxyType(
    {
        "light": {"turn_on": _light_on},
        "fan": {
            "turn_on": _fan_on,
            "set_percentage": _fan_on,
            "increase_speed": _fan_step(20),
            "decrease_speed": _fan_step(-20),
            "oscillate": _takes("oscillating"),
            "set_direction": _takes("direction"),
            "set_preset_mode": _takes("preset_mode"),
        },
        "climate": {
            "turn_on": _climate_on,
            "set_temperature": _climate_temperature,
            "set_hvac_mode": _climate_mode,
            "set_fan_mode": _takes("fan_mode"),
            "set_preset_mode": _takes("preset_mode"),
            "set_swing_mode": _takes("swing_mode"),
            "set_humidity": _takes("humidity"),
        },
        "cover": {
            "open_cover": _covers(100),
            "close_cover": _covers(0),
            "stop_cover": _cover_stop,
            "toggle": _cover_toggle,
            "set_cover_position": _position("open"),
        },
        "valve": {
            "open_valve": _covers(100),
            "close_valve": _covers(0),
            "stop_valve": _cover_stop,
            "toggle": _cover_toggle,
            "set_valve_position": _position("open"),
        },
        "lock": {
            "lock": _becomes("locked"),
            "unlock": _becomes("unlocked"),
            "open": _becomes("open"),
        },
        "alarm_control_panel": {
            "alarm_disarm": _becomes("disarmed"),
            "alarm_trigger": _becomes("triggered"),
            **{
                f"alarm_arm_{how}": _becomes(f"armed_{how}")
                for how in ("home", "away", "night", "vacation", "custom_bypass")
            },
        },
        "media_player": {
            "turn_on": _media_on,
            "media_play": _becomes("playing"),
            "media_pause": _becomes("paused"),
            "media_play_pause": _toggles("playing", "paused"),
            "media_stop": _becomes("idle"),
            "media_next_track": _happens("track"),
            "media_previous_track": _happens("track", -1),
            "volume_up": _volume_by(VOLUME_STEP),
            "volume_down": _volume_by(-VOLUME_STEP),
            "volume_set": _takes("volume_level"),
            "volume_mute": _takes("is_volume_muted"),
            "play_media": _media_play_media,
            "select_source": _takes("source", state_word="on"),
            "shuffle_set": _takes("shuffle"),
        },
        "vacuum": {
            "start": _becomes("cleaning"),
            "turn_on": _becomes("cleaning"),
            "pause": _becomes("paused"),
            "stop": _becomes("idle"),
            "return_to_base": _becomes("docked"),
            "turn_off": _becomes("docked"),
            "clean_area": _vacuum_area,
            "clean_spot": _becomes("cleaning"),
            "locate": _happens("located"),
            "set_fan_speed": _takes("fan_speed"),
        },
        "lawn_mower": {
            "start_mowing": _becomes("mowing"),
            "pause": _becomes("paused"),
            "dock": _becomes("docked"),
        },
        "scene": {"turn_on": _happens("activated")},
        "script": {"turn_on": _happens("activated")},
        "button": {"press": _happens("pressed")},
        "input_button": {"press": _happens("pressed")},
        "todo": {
            "add_item": _add_item,
            "remove_item": _remove_item,
            "update_item": _update_item,
            "remove_completed_items": lambda state, data: state.update(completed=()),
        },
        "oven": {"turn_on": _oven_on, "set_temperature": _oven_on},
        "coffee_maker": {
            "turn_on": _becomes("on"),
            "brew": _takes("drink", "size", "cups", "strength", "extras", state_word="on"),
        },
        "alarm_clock": {
            "set_alarm": _set_alarm,
            "snooze": _takes("minutes", state_word="snoozed"),
            "stop": _stop_ringing,
        },
        "humidifier": {"set_humidity": _takes("humidity"), "set_mode": _takes("mode")},
        "water_heater": {
            "set_temperature": _takes("temperature"),
            "set_operation_mode": _takes("operation_mode"),
        },
        "timer": {
            "start": _takes("duration", state_word="active"),
            "pause": _becomes("paused"),
            "cancel": _becomes("idle"),
            "finish": _becomes("idle"),
        },
    }
)


def _number(value: Value) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value)
