"""Device states in words."""

from assistant.home.phrasing import listing, number
from devices.contract import Device, State

_BINARY: dict[str, tuple[str, str]] = {
    "battery": ("low", "normal"),
    "battery_charging": ("charging", "not charging"),
    "carbon_monoxide": ("detected", "clear"),
    "cold": ("cold", "normal"),
    "connectivity": ("connected", "disconnected"),
    "door": ("open", "closed"),
    "garage_door": ("open", "closed"),
    "gas": ("detected", "clear"),
    "heat": ("hot", "normal"),
    "light": ("detected", "not detected"),
    "lock": ("unlocked", "locked"),
    "moisture": ("wet", "dry"),
    "motion": ("detected", "clear"),
    "moving": ("moving", "not moving"),
    "occupancy": ("detected", "clear"),
    "opening": ("open", "closed"),
    "plug": ("plugged in", "unplugged"),
    "power": ("powered", "not powered"),
    "presence": ("home", "away"),
    "problem": ("reporting a problem", "ok"),
    "running": ("running", "not running"),
    "safety": ("unsafe", "safe"),
    "smoke": ("detected", "clear"),
    "sound": ("detected", "clear"),
    "tamper": ("detected", "clear"),
    "update": ("update available", "up to date"),
    "vibration": ("detected", "clear"),
    "window": ("open", "closed"),
}
"""What on and off mean for a binary sensor's device class (Home Assistant's own words)."""

_UNITS = {"°C": "degrees", "°F": "degrees", "%": "percent", "lx": "lux", "W": "watts"}


def words_for(device: Device, state: str) -> str:
    """One main state in words."""
    if device.kind == "binary_sensor" and state in ("on", "off"):
        return _BINARY.get(device.device_class or "", ("on", "off"))[state == "off"]
    return state.replace("_", " ")


def state_words(device: Device, state: State) -> str:
    """What follows the device's name: "is on at 50 percent"."""
    main = state.get("state")
    if main is None:
        return "has not said how it is"
    if device.kind == "todo":
        entries = state.get("items")
        names = [str(entry) for entry in entries] if isinstance(entries, tuple) else []
        return f"has {listing(names)} on it" if names else "is empty"
    if device.kind == "sensor":
        return f"is {_measured(main)} {_unit(state)}".rstrip()
    detail = _detail(device, state)
    return f"is {words_for(device, str(main))}{detail}"


def _measured(value: object) -> str:
    return number(value) if isinstance(value, int | float) else str(value)


def _unit(state: State) -> str:
    unit = str(state.get("unit_of_measurement") or "")
    return _UNITS.get(unit, unit)


def _detail(device: Device, state: State) -> str:
    main = state.get("state")
    if device.kind == "light" and main == "on" and (level := _number(state, "brightness")):
        return f" at {round(level * 100 / 255)} percent"
    position = _number(state, "current_position")
    if main == "open" and position is not None and position < 100:
        return f" at {number(position)} percent"
    if device.kind == "climate" and (target := _number(state, "temperature")) is not None:
        return f", set to {number(target)} degrees"
    if device.kind == "fan" and main == "on" and (speed := _number(state, "percentage")):
        return f" at {number(speed)} percent"
    if device.kind == "media_player" and main == "playing" and state.get("media_title"):
        return f" {state['media_title']}"
    return ""


def _number(state: State, attribute: str) -> float | None:
    value = state.get(attribute)
    return float(value) if isinstance(value, int | float) else None
