"""A device's state in a few words, and whether it does something just now."""

from devices.contract import Device, State, Value

_AT_REST = frozenset(
    {"off", "closed", "locked", "docked", "disarmed", "idle", "standby", "paused", "unknown", ""}
)
_SENSED = {
    "door": ("closed", "open"),
    "garage_door": ("closed", "open"),
    "window": ("closed", "open"),
    "motion": ("still", "somebody moves"),
    "occupancy": ("nobody there", "somebody there"),
    "presence": ("away", "at home"),
    "moisture": ("dry", "wet"),
    "smoke": ("clear", "smoke"),
    "battery": ("charged", "low"),
}
"""By device class: what a binary sensor's off and on mean."""


def is_active(device: Device, state: State) -> bool:
    """It is on, open, playing or at work."""
    if device.kind in ("sensor", "weather", "todo", "scene", "button"):
        return False
    return str(state.get("state") or "") not in _AT_REST


def level_of(device: Device, state: State) -> float | None:
    """How bright a light is, or how far something is open, 0 to 1."""
    if device.kind == "light":
        brightness = _number(state.get("brightness"))
        return None if brightness is None else brightness / 255
    position = _number(state.get("current_position"))
    return None if position is None else position / 100


def state_words(device: Device, state: State) -> str:
    """For instance "on, 47 %"; empty for what has no state."""
    main = state.get("state")
    if device.kind == "todo":
        return _items(state.get("items"))
    if device.kind == "binary_sensor":
        off, on = _SENSED.get(device.device_class or "", ("off", "on"))
        return {"on": on, "off": off}.get(str(main), _plain(main))
    if device.kind == "sensor":
        unit = state.get("unit_of_measurement")
        return f"{_plain(main)} {unit}" if unit and main is not None else _plain(main)
    parts = [_plain(main), *_more(device.kind, state)]
    return ", ".join(part for part in parts if part)


def _more(kind: str, state: State) -> list[str]:
    """What belongs to the main word."""
    on = state.get("state") not in ("off", None)
    match kind:
        case "light" if on:
            brightness = _number(state.get("brightness"))
            return [f"{round(brightness / 2.55)} %"] if brightness is not None else []
        case "fan" if on:
            return [_with(state.get("percentage"), " %")]
        case "climate" | "water_heater" | "oven":
            wanted = f"to {_plain(state.get('temperature'))}°" if on else ""
            wanted = wanted if state.get("temperature") is not None else ""
            now = _with(state.get("current_temperature"), "°")
            return [wanted, f"now {now}" if now else ""]
        case "weather":
            return [_with(state.get("temperature"), "°")]
        case "cover" | "valve":
            position = _number(state.get("current_position"))
            return [f"{position:g} %"] if position not in (None, 0, 100) else []
        case "media_player" if on:
            return [_plain(state.get("media_title")), _volume(state)]
        case "alarm_clock" if on:
            return [_plain(state.get("time"))]
        case "vacuum" | "lawn_mower":
            return [_with(state.get("battery_level"), " %")]
        case _:
            return []


def _volume(state: State) -> str:
    if state.get("is_volume_muted"):
        return "muted"
    level = _number(state.get("volume_level"))
    return "" if level is None else f"volume {round(100 * level)} %"


def _items(items: Value) -> str:
    if not isinstance(items, tuple | list) or not items:
        return "empty"
    return ", ".join(_plain(item) for item in items)


def _with(value: Value, unit: str) -> str:
    return "" if value is None else f"{_plain(value)}{unit}"


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value).replace("_", " ")


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
