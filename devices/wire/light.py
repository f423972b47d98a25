"""Lights with Home Assistant's JSON schema: one object for state, one for commands."""

from collections.abc import Mapping

from devices.model import ContractError, State, Value
from devices.wire.arguments import Number, Rgb, shown
from devices.wire.colours import (
    COLOURS,
    hue_of_rgb,
    kelvin_of,
    mireds_of,
    rgb_of_hue,
    rgb_of_xy,
    xy_of_rgb,
)
from devices.wire.model import Wire
from devices.wire.payloads import attributes_of, read_object

_SERVICES = {"turn_on": "ON", "turn_off": "OFF", "toggle": "TOGGLE"}
_COMMANDS = {word: service for service, word in _SERVICES.items()}
_COMMAND_KEYS = (
    "state", "brightness", "color", "color_temp", "color_temp_kelvin", "effect", "transition",
    "flash", "white",
)  # fmt: skip
_COLOUR_MODES = frozenset({"rgb", "rgbw", "rgbww", "hs", "xy"})
_COMMAND_FORM = 'expected ON, OFF, TOGGLE or {"state": "ON", "brightness": 128, ...}'
SHOWN = frozenset({"state", "brightness", "rgb_color", "color_temp_kelvin", "effect"})
"""Attributes that the JSON state carries."""


def plain_look(data: State) -> dict[str, Value]:
    """Light arguments in the form that every light takes: no percent, no colour names."""
    look = dict(data)
    percent = look.pop("brightness_pct", None)
    if isinstance(percent, int | float) and "brightness" not in look:
        look["brightness"] = round(percent * 255 / 100)
    name = look.pop("color_name", None)
    if isinstance(name, str) and "rgb_color" not in look:
        look["rgb_color"] = COLOURS[name]
    return look


def light_command(wire: Wire, service: str, data: State) -> dict[str, object]:
    """The command object of a service."""
    look = plain_look(data)
    modes = _modes(wire)
    payload: dict[str, object] = {"state": _SERVICES[service]}
    if (brightness := look.get("brightness")) is not None and isinstance(brightness, int | float):
        payload["brightness"] = round(brightness * _scale(wire) / 255)
    if isinstance(rgb := look.get("rgb_color"), tuple):
        if modes and modes.isdisjoint(_COLOUR_MODES):
            raise ContractError(f"this light has no colours, it has: {', '.join(sorted(modes))}")
        payload["color"] = _colour(wire, modes, rgb)
    if isinstance(kelvin := look.get("color_temp_kelvin"), int | float):
        if modes and "color_temp" not in modes and modes.isdisjoint(_COLOUR_MODES):
            raise ContractError(
                f"this light has no white tones, it has: {', '.join(sorted(modes))}"
            )
        payload.update(_white(wire, kelvin))
    for name in ("effect", "transition"):
        if name in look:
            payload[name] = look[name]
    return payload


def read_light_command(wire: Wire, payload: str) -> tuple[str, dict[str, Value]]:
    """The service and data of a command object; a bare `ON`, `OFF` or `TOGGLE` will do."""
    if payload.strip().upper() in _COMMANDS:
        return _COMMANDS[payload.strip().upper()], {}
    try:
        found = read_object(payload)
    except ContractError as error:
        raise ContractError(f"{_COMMAND_FORM}: {error}") from error
    if unknown := sorted(set(found) - set(_COMMAND_KEYS)):
        raise ContractError(f"unknown key {shown(unknown[0])}; allowed: {', '.join(_COMMAND_KEYS)}")
    word = found.get("state", "ON")
    if not isinstance(word, str) or word.upper() not in _COMMANDS:
        raise ContractError(f"state: expected ON, OFF or TOGGLE, got {shown(word)}")
    service = _COMMANDS[word.upper()]
    return service, _look_of(wire, found) if service == "turn_on" else {}


def light_state(wire: Wire, state: State) -> dict[str, object]:
    """The state object of a light of ours."""
    shows: dict[str, object] = {"state": "ON" if state.get("state") == "on" else "OFF"}
    if isinstance(brightness := state.get("brightness"), int | float):
        shows["brightness"] = round(brightness)
    if isinstance(rgb := state.get("rgb_color"), tuple):
        shows |= {"color_mode": "rgb", "color": _colour(wire, frozenset(), rgb)}
    elif isinstance(kelvin := state.get("color_temp_kelvin"), int | float):
        shows |= {"color_mode": "color_temp", **_white(wire, kelvin)}
    if state.get("effect") is not None:
        shows["effect"] = state["effect"]
    return shows


def read_light_state(wire: Wire, payload: str) -> dict[str, Value]:
    """The attributes in a state object; what the colour mode rules out is None."""
    found = read_object(payload)
    attributes: dict[str, Value] = {}
    if "state" in found:
        word = found["state"]
        if not isinstance(word, str) or word.upper() not in ("ON", "OFF"):
            if word is not None:
                raise ContractError(f"state: expected ON or OFF, got {shown(word)}")
        else:
            attributes["state"] = word.lower()
    mode = found.get("color_mode")
    look = _look_of(wire, found)
    if mode == "color_temp":
        look["rgb_color"] = None
    elif mode in _COLOUR_MODES:
        look["color_temp_kelvin"] = None
    look.pop("transition", None)
    return attributes | look


def _look_of(wire: Wire, found: Mapping[str, object]) -> dict[str, Value]:
    plain = attributes_of({key: value for key, value in found.items() if key != "color"})
    look: dict[str, Value] = {}
    if plain.get("brightness") is not None:
        scale = _scale(wire)
        number = _checked("brightness", Number(0, scale), plain["brightness"])
        look["brightness"] = round(number * 255 / scale)
    if isinstance(colour := found.get("color"), dict):
        look["rgb_color"] = _rgb_in(colour)
    elif colour is not None:
        raise ContractError(f"color: expected an object with r, g and b, got {shown(colour)}")
    if (kelvin := plain.get("color_temp_kelvin")) is not None:
        look["color_temp_kelvin"] = round(
            _checked("color_temp_kelvin", Number(1000, 12000), kelvin)
        )
    elif (temper := plain.get("color_temp")) is not None:
        look["color_temp_kelvin"] = _kelvin_in(wire, temper)
    for name in ("effect", "transition"):
        if plain.get(name) is not None:
            look[name] = plain[name]
    return look


def _kelvin_in(wire: Wire, temper: Value) -> int:
    if wire.flag("color_temp_kelvin"):
        return round(_checked("color_temp", Number(1000, 12000), temper))
    return kelvin_of(_checked("color_temp", Number(84, 1000), temper))


def _checked(name: str, form: Number, value: Value) -> float:
    try:
        number = form.check(value)
    except ContractError as error:
        raise ContractError(f"{name}: {error}") from error
    return number if isinstance(number, int | float) else 0.0


def _rgb_in(colour: Mapping[str, object]) -> Value:
    parts = attributes_of(colour)
    unit = Number(-1000, 1000)
    if {"r", "g", "b"} <= parts.keys():
        return Rgb().check((parts["r"], parts["g"], parts["b"]))
    if {"h", "s"} <= parts.keys():
        return rgb_of_hue(_checked("h", unit, parts["h"]), _checked("s", unit, parts["s"]))
    if {"x", "y"} <= parts.keys():
        chroma = Number(0, 1)
        return rgb_of_xy(_checked("x", chroma, parts["x"]), _checked("y", chroma, parts["y"]))
    raise ContractError(f"color: expected r, g and b (or h and s, or x and y), got {shown(parts)}")


def _white(wire: Wire, kelvin: float) -> dict[str, object]:
    """Mireds lose some kelvin, so a light of ours is told both."""
    if wire.flag("color_temp_kelvin"):
        return {"color_temp": round(kelvin)}
    mireds: dict[str, object] = {"color_temp": mireds_of(kelvin)}
    return {**mireds, "color_temp_kelvin": round(kelvin)} if wire.ours else mireds


def _colour(wire: Wire, modes: frozenset[str], rgb: tuple[Value, ...]) -> dict[str, float]:
    red, green, blue = (round(part) if isinstance(part, int | float) else 0 for part in rgb)
    if wire.ours or not modes or not modes.isdisjoint({"rgb", "rgbw", "rgbww"}):
        return {"r": red, "g": green, "b": blue}
    if "hs" in modes:
        hue, saturation = hue_of_rgb((red, green, blue))
        return {"h": hue, "s": saturation}
    x, y = xy_of_rgb((red, green, blue))
    return {"x": x, "y": y}


def _scale(wire: Wire) -> float:
    return max(1, wire.number("brightness_scale", 255))


def _modes(wire: Wire) -> frozenset[str]:
    modes = wire.config.get("supported_color_modes")
    if not isinstance(modes, tuple):
        return frozenset()
    return frozenset(mode for mode in modes if isinstance(mode, str))
