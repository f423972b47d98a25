"""The commands that bring a device back to how it was, by kind."""

from collections.abc import Callable, Mapping

from assistant.skill import Task
from assistant.turn import Action, Slots
from devices.contract import Command, Device, State, Value
from skills._lists import completed, has, lacks
from skills._states import Check, answered, command, equals, every, near, state_is, state_is_not

Tasks = tuple[Task, ...]
Restore = Callable[[Device, Action, State], Tasks | None]
"""None when it cannot be taken back."""


def restoring(device: Device, action: Action, now: State) -> Tasks | None:
    """What takes the action back; empty when everything is as it was."""
    if not action.before and device.kind not in ("todo",):
        return None
    return _BY_KIND.get(device.kind, _switched)(device, action, now)


def _was(action: Action) -> str:
    return str(action.before.get("state"))


def _one(device: Device, service: str, until: Check, **data: Value) -> Tasks:
    return (Task(command=command(device, service, **data), until=until),)


def _switched(device: Device, action: Action, now: State) -> Tasks | None:
    was = _was(action)
    if was == "off":
        return _one(device, "turn_off", state_is("off"))
    if was == "on":
        return _one(device, "turn_on", state_is("on"))
    return None


def _light(device: Device, action: Action, now: State) -> Tasks | None:
    before = action.before
    if _was(action) == "off":
        return _one(device, "turn_off", state_is("off"))
    data: dict[str, Value] = {}
    checks: list[Check] = [state_is("on")]
    level = before.get("brightness")
    if isinstance(level, int | float) and level != now.get("brightness"):
        data["brightness"] = level
        checks.append(near("brightness", float(level), 3))
    data.update(_look(before, now))
    kelvin = data.get("color_temp_kelvin")
    if isinstance(kelvin, int | float):
        checks.append(near("color_temp_kelvin", float(kelvin), 60))
    return _one(device, "turn_on", every(*checks), **data)


def _look(before: Slots, now: State) -> Mapping[str, Value]:
    """The colour or white tone, where it is another one now."""
    for name in ("rgb_color", "color_temp_kelvin"):
        value = before.get(name)
        if value is not None and value != now.get(name):
            return {name: value}
    plain = before.get("rgb_color") is None and before.get("color_temp_kelvin") is None
    return {"color_name": "white"} if plain and now.get("rgb_color") else {}


def _fan(device: Device, action: Action, now: State) -> Tasks | None:
    speed = action.before.get("percentage")
    if _was(action) != "on" or not isinstance(speed, int | float):
        return _switched(device, action, now)
    until = every(state_is("on"), near("percentage", float(speed), 1))
    return _one(device, "set_percentage", until, percentage=speed)


def _climate(device: Device, action: Action, now: State) -> Tasks | None:
    tasks: list[Task] = []
    degrees = action.before.get("temperature")
    if isinstance(degrees, int | float) and degrees != now.get("temperature"):
        until = near("temperature", float(degrees), 0.3)
        tasks += _one(device, "set_temperature", until, temperature=degrees)
    if action.service == "set_fan_mode" and (mode := action.before.get("fan_mode")):
        tasks += _one(device, "set_fan_mode", equals("fan_mode", mode), fan_mode=mode)
    if _was(action) != now.get("state"):
        was = _was(action)
        tasks += _one(device, "set_hvac_mode", state_is(was), hvac_mode=was)
    return tuple(tasks)


def _heated(device: Device, action: Action, now: State) -> Tasks | None:
    """Ovens and water heaters."""
    if _was(action) == "off":
        return _one(device, "turn_off", state_is("off"))
    degrees = action.before.get("temperature")
    if not isinstance(degrees, int | float):
        return _one(device, "turn_on", state_is_not("off"))
    until = near("temperature", float(degrees), 0.3)
    return _one(device, "set_temperature", until, temperature=degrees)


def _travelling(device: Device, action: Action, now: State) -> Tasks | None:
    position = action.before.get("current_position")
    if isinstance(position, int | float) and 0 < position < 100:
        return _one(
            device,
            f"set_{device.kind}_position",
            lambda state: (
                state.get("state") in ("opening", "closing")
                or state.get("current_position") == position
            ),
            position=position,
        )
    if _was(action) in ("closed", "closing"):
        return _one(device, f"close_{device.kind}", state_is("closing", "closed"))
    return _one(device, f"open_{device.kind}", state_is("opening", "open"))


def _lock(device: Device, action: Action, now: State) -> Tasks | None:
    if _was(action) in ("locked", "locking"):
        return _one(device, "lock", state_is("locked"))
    return _one(device, "unlock", state_is("unlocked", "open"))


def _alarm(device: Device, action: Action, now: State) -> Tasks | None:
    was = _was(action)
    if was == "disarmed":
        return _one(device, "alarm_disarm", state_is("disarmed"))
    if was.startswith("armed_"):
        service = f"alarm_arm_{was.removeprefix('armed_')}"
        return _one(device, service, state_is(was, "arming", "pending"))
    return None


def _player(device: Device, action: Action, now: State) -> Tasks | None:
    before = action.before
    level, muted = before.get("volume_level"), before.get("is_volume_muted")
    if action.service.startswith("volume_") and action.service != "volume_mute":
        if not isinstance(level, int | float):
            return None
        until = near("volume_level", float(level), 0.011)
        return _one(device, "volume_set", until, volume_level=level)
    if action.service == "volume_mute":
        muted = bool(muted)
        until = equals("is_volume_muted", muted)
        return _one(device, "volume_mute", until, is_volume_muted=muted)
    if action.service in _SKIPS:
        skip = Command(device=device.id, service=_SKIPS[action.service])
        return (Task(command=skip, until=answered, lasting=False),)
    was = _was(action)
    services = {"off": "turn_off", "playing": "media_play", "paused": "media_pause"}
    if was in services:
        return _one(device, services[was], state_is(was))
    if now.get("state") == "off":
        return _one(device, "turn_on", state_is_not("off"))
    return _one(device, "media_stop", state_is("idle", "off"))


_SKIPS = {
    "media_next_track": "media_previous_track",
    "media_previous_track": "media_next_track",
}


def _robot(device: Device, action: Action, now: State) -> Tasks | None:
    mows = device.kind == "lawn_mower"
    if _was(action) in ("cleaning", "mowing"):
        service = "start_mowing" if mows else "start"
        return _one(device, service, state_is("cleaning", "mowing"))
    service = "dock" if mows else "return_to_base"
    return _one(device, service, state_is("docked", "returning"))


def _coffee(device: Device, action: Action, now: State) -> Tasks | None:
    if _was(action) in ("brewing", "heating"):
        return None
    return _one(device, "turn_off", state_is("off", "idle"))


def _todo(device: Device, action: Action, now: State) -> Tasks | None:
    item = str(action.data.get("item") or "")
    if action.service == "add_item":
        return _one(device, "remove_item", lacks(item), item=item)
    if action.service == "remove_item":
        return _one(device, "add_item", has(item), item=item)
    if action.data.get("status") == "completed":
        return _one(device, "update_item", has(item), item=item, status="needs_action")
    if action.data.get("status") == "needs_action":
        return _one(device, "update_item", completed(item), item=item, status="completed")
    return None


def _alarm_clock(device: Device, action: Action, now: State) -> Tasks | None:
    time = action.before.get("time")
    if _was(action) == "off" or not time:
        return _one(device, "turn_off", state_is("off"))
    return _one(device, "set_alarm", equals("time", time), time=time)


def _never(device: Device, action: Action, now: State) -> Tasks | None:
    return None


_BY_KIND: Mapping[str, Restore] = {
    "alarm_clock": _alarm_clock,
    "alarm_control_panel": _alarm,
    "button": _never,
    "climate": _climate,
    "coffee_maker": _coffee,
    "cover": _travelling,
    "fan": _fan,
    "input_button": _never,
    "lawn_mower": _robot,
    "light": _light,
    "lock": _lock,
    "media_player": _player,
    "oven": _heated,
    "scene": _never,
    "script": _never,
    "todo": _todo,
    "vacuum": _robot,
    "valve": _travelling,
    "water_heater": _heated,
}
