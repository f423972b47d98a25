"""What an intent would do to a device, as far as the device's state shows it."""

from assistant.turn import Reading
from devices.contract import Device, State

MEDIA_CONTROL = frozenset({
    "HassMediaPause", "HassMediaUnpause", "HassMediaNext", "HassMediaPrevious", "HassSetVolume",
    "HassSetVolumeRelative", "HassMediaPlayerMute", "HassMediaPlayerUnmute",
})  # fmt: skip
ON = frozenset({
    "HassTurnOn", "HassLightSet", "HassFanSetSpeed", "HassMediaUnpause", "HassMediaSearchAndPlay",
    "HassVacuumStart", "HassLawnMowerStartMowing",
})  # fmt: skip
OFF = frozenset({
    "HassTurnOff", "HassMediaPause", "HassVacuumReturnToBase", "HassLawnMowerDock",
})  # fmt: skip
_OFF_STATES = {
    "cover": ("closed",), "valve": ("closed",), "lock": ("unlocked",),
    "vacuum": ("docked", "returning"), "lawn_mower": ("docked", "returning"),
    "alarm_control_panel": ("disarmed",),
}  # fmt: skip
_ON_STATES = {
    "lock": ("locked",), "vacuum": ("cleaning",), "lawn_mower": ("mowing",),
    "media_player": ("on", "playing", "idle", "paused"),
}  # fmt: skip
_ASLEEP = ("off", "standby")
_WIDE_OPEN = 95


def turns_on(reading: Reading) -> bool | None:
    """Whether it starts, opens or raises something; False for the opposite, None for neither."""
    slots = reading.slots
    if steps := [str(value) for name, value in slots.items() if name.endswith("_step")]:
        return steps[0] in ("up", "double")
    if reading.intent == "HassClimateSetTemperature":
        return True
    if reading.intent == "HassLightSet":
        return slots.get("brightness") != 0
    return True if reading.intent in ON else False if reading.intent in OFF else None


def already(intent: str, device: Device, state: State) -> bool:
    """The device is as the intent would make it."""
    now = state.get("state")
    if intent == "HassMediaPause":
        return now != "playing"
    if intent in ("HassTurnOff", "HassVacuumReturnToBase", "HassLawnMowerDock"):
        return now in _OFF_STATES.get(device.kind, _ASLEEP)
    if intent in ("HassVacuumStart", "HassLawnMowerStartMowing"):
        return now in _ON_STATES.get(device.kind, ())
    if intent != "HassTurnOn" or device.kind in ("scene", "script", "button", "input_button"):
        return False
    if device.kind in ("cover", "valve"):
        position = state.get("current_position")
        return now == "open" and not (isinstance(position, int | float) and position < _WIDE_OPEN)
    if device.kind == "coffee_maker":
        return now == "brewing"
    if device.kind == "alarm_control_panel":
        return str(now).startswith("armed")
    return now in _ON_STATES[device.kind] if device.kind in _ON_STATES else now not in _ASLEEP
