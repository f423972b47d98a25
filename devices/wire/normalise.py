"""States as people write them, in Home Assistant's own names and numbers.

Home files and test cases say `position`, `volume`, `color: red`; and YAML turns a bare `on` into
a truth value. Inside there is one spelling.
"""

from collections.abc import Mapping
from datetime import date, time

from devices.model import ContractError, State, Value
from devices.wire.arguments import Number, number_in, shown
from devices.wire.colours import COLOURS, kelvin_of, rgb_of_hue
from devices.wire.payloads import value_of

_COVERING = {"position": "current_position", "tilt_position": "current_tilt_position"}
_BATTERY = {"battery": "battery_level", "battery_pct": "battery_level"}
_NAMES: Mapping[str, Mapping[str, str]] = {
    "light": {"rgb": "rgb_color", "kelvin": "color_temp_kelvin"},
    "cover": _COVERING,
    "valve": _COVERING,
    "media_player": {
        "volume": "volume_level",
        "muted": "is_volume_muted",
        "title": "media_title",
        "artist": "media_artist",
    },
    "climate": {
        "target_temperature": "temperature",
        "hvac_mode": "state",
        "mode": "state",
        "action": "hvac_action",
    },
    "oven": {"target_temperature": "temperature"},
    "water_heater": {"target_temperature": "temperature"},
    "fan": {"speed": "percentage"},
    "humidifier": {"target_humidity": "humidity"},
    "vacuum": _BATTERY,
    "lawn_mower": _BATTERY,
}
_AS_WRITTEN = frozenset(
    {"sensor", "text", "input_text", "select", "input_select", "number", "input_number", "todo",
     "scene", "button", "input_button", "person", "device_tracker", "alarm_clock", "event"}
)  # fmt: skip
"""Kinds whose state is a value of its own, not one of a few words."""
_LEVEL = Number(0, 100, whole=True)
_RANGES: Mapping[str, Number] = {
    "brightness": Number(0, 255, whole=True),
    "color_temp_kelvin": Number(500, 20_000, whole=True),
    "current_position": _LEVEL,
    "current_tilt_position": _LEVEL,
    "percentage": _LEVEL,
    "battery_level": _LEVEL,
    "volume_level": Number(0, 1),
    "temperature": Number(-1000, 10_000),
    "current_temperature": Number(-1000, 10_000),
}
"""What known attributes may be; a number written as text counts."""


def other_names(kind: str) -> frozenset[str]:
    """What people may write for attributes of this kind besides Home Assistant's own names."""
    return frozenset(_NAMES.get(kind, {}))


def normalise_state(kind: str, attributes: Mapping[str, object] | State) -> dict[str, Value]:
    """The same state by Home Assistant's names; raises ContractError for what cannot be meant."""
    names = _NAMES.get(kind, {})
    plain: dict[str, Value] = {}
    for key, found in attributes.items():
        name = names.get(str(key), str(key))
        if name != key and name in attributes:
            name = str(key)  # both spellings are there: the proper one wins, this one is an extra
        plain[name] = _plain(found)
    if "state" in plain:
        plain["state"] = _state_word(kind, plain["state"])
    if kind == "light":
        _settle_colours(plain)
    if kind == "media_player":
        _settle_volume(plain)
    if kind == "alarm_clock" and isinstance(plain.get("time"), int):
        plain["time"] = _clock_time(plain["time"])
    for name, range_ in _RANGES.items():
        if plain.get(name) is not None and (kind, name) != ("weather", "temperature"):
            plain[name] = _in_range(kind, name, range_, plain[name])
    position = plain.get("current_position")
    if "state" not in plain and kind in ("cover", "valve") and isinstance(position, int):
        plain["state"] = "open" if position else "closed"
    return plain


def _plain(found: object) -> Value:
    if isinstance(found, date | time):
        return found.isoformat()
    return value_of(found)


def _in_range(kind: str, name: str, range_: Number, value: Value) -> Value:
    try:
        return range_.check(value)
    except ContractError as error:
        raise ContractError(f"{kind}.{name}: {error}") from error


def _state_word(kind: str, state: Value) -> Value:
    if isinstance(state, bool):
        return "on" if state else "off"
    if not isinstance(state, str):
        return state
    if kind not in _AS_WRITTEN:
        return state.strip().lower()
    if kind in ("sensor", "number", "input_number", "todo"):
        return _number_or_text(state)
    return state


def _number_or_text(text: str) -> Value:
    try:
        return number_in(text)
    except ContractError:
        return text


def _settle_colours(plain: dict[str, Value]) -> None:
    """One colour or one white, as `rgb_color` or `color_temp_kelvin`."""
    percent = plain.pop("brightness_pct", None)
    if isinstance(percent, int | float):
        plain.setdefault("brightness", round(percent * 255 / 100))
    named = plain.pop("color_name", None) or plain.pop("color", None)
    if isinstance(named, str):
        if named.lower() not in COLOURS:
            raise ContractError(f"light.color: no colour is called {shown(named)}")
        named = COLOURS[named.lower()]
    if isinstance(named, tuple):
        plain.setdefault("rgb_color", _rgb(named))
    hue = plain.get("hs_color")
    if isinstance(hue, tuple) and len(hue) == 2 and plain.get("rgb_color") is None:
        degrees, saturation = hue
        if isinstance(degrees, int | float) and isinstance(saturation, int | float):
            plain["rgb_color"] = rgb_of_hue(degrees, saturation)
    mireds = plain.get("color_temp")
    if isinstance(mireds, int | float) and mireds > 0:
        del plain["color_temp"]
        plain.setdefault("color_temp_kelvin", kelvin_of(mireds))


def _rgb(named: tuple[Value, ...]) -> Value:
    pairs = dict(pair for pair in named if isinstance(pair, tuple) and len(pair) == 2)
    return tuple(pairs[key] for key in "rgb") if {"r", "g", "b"} <= pairs.keys() else named


def _settle_volume(plain: dict[str, Value]) -> None:
    """A volume above 1 was meant in percent."""
    volume = plain.get("volume_level")
    if isinstance(volume, int | float) and not isinstance(volume, bool) and 1 < volume <= 100:
        plain["volume_level"] = round(volume / 100, 4)


def _clock_time(minutes: Value) -> Value:
    """YAML reads a bare 17:30 as 1050."""
    total = minutes if isinstance(minutes, int) else 0
    return f"{total // 60 % 24:02d}:{total % 60:02d}"
