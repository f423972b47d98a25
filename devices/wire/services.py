"""Which services each kind has, and what arguments they take: Home Assistant's names and ranges.

The one table that both sides check against, so that a command that was never going to work is
refused where it is made, with the allowed values, and not guessed at by a device.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from devices.model import ContractError, State, Value
from devices.wire.arguments import (
    COLOUR_NAME,
    PERCENT,
    Argument,
    Choice,
    Flag,
    Names,
    Number,
    Rgb,
    Text,
    TimeOfDay,
    shown,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """The arguments of one service."""

    required: Mapping[str, Argument] = field(default_factory=dict)
    optional: Mapping[str, Argument] = field(default_factory=dict)

    def check(self, data: State) -> dict[str, Value]:
        """The arguments in their proper form; raises ContractError naming what is wrong."""
        known = {**self.required, **self.optional}
        checked: dict[str, Value] = {}
        for name, value in data.items():
            if name not in known:
                allowed = ", ".join(known) or "none"
                raise ContractError(f"unknown argument {shown(name)}; allowed: {allowed}")
            try:
                checked[name] = known[name].check(value)
            except ContractError as error:
                raise ContractError(f"{name}: {error}") from error
        for name in self.required:
            if name not in checked:
                raise ContractError(f"{name} is missing: expected {self.required[name]}")
        return checked


Services = Mapping[str, Signature]

_NOTHING = Signature()
HVAC_MODES = ("off", "heat", "cool", "heat_cool", "auto", "dry", "fan_only")
_DEGREES = Number(-50, 600)
_ON_OFF: Services = {"turn_on": _NOTHING, "turn_off": _NOTHING, "toggle": _NOTHING}
_LOOK: Mapping[str, Argument] = {
    "brightness": Number(0, 255, whole=True),
    "brightness_pct": Number(0, 100),
    "rgb_color": Rgb(),
    "color_name": COLOUR_NAME,
    "color_temp_kelvin": Number(1000, 12000, whole=True),
    "effect": Text(100),
    "transition": Number(0, 3600),
}


def _one(name: str, argument: Argument) -> Signature:
    return Signature({name: argument})


def _names(*services: str) -> Services:
    return dict.fromkeys(services, _NOTHING)


_MEDIA: Services = {
    **_ON_OFF,
    **_names("media_play", "media_pause", "media_play_pause", "media_stop"),
    **_names("media_next_track", "media_previous_track", "volume_up", "volume_down"),
    "volume_set": _one("volume_level", Number(0, 1)),
    "volume_mute": _one("is_volume_muted", Flag()),
    "play_media": Signature(
        {"media_content_id": Text()}, {"media_content_type": Text(100), "media_title": Text()}
    ),
    "select_source": _one("source", Text(100)),
    "shuffle_set": _one("shuffle", Flag()),
}
_CODE: Mapping[str, Argument] = {"code": Text(50)}
_ARM = ("home", "away", "night", "vacation", "custom_bypass")

SERVICES: Mapping[str, Services] = MappingProxyType(
    {
        "light": {
            "turn_on": Signature({}, _LOOK),
            "turn_off": Signature({}, {"transition": Number(0, 3600)}),
            "toggle": _NOTHING,
        },
        "switch": _ON_OFF,
        "fan": {
            "turn_on": Signature({}, {"percentage": PERCENT, "preset_mode": Text(100)}),
            "turn_off": _NOTHING,
            "toggle": _NOTHING,
            "set_percentage": _one("percentage", PERCENT),
            "oscillate": _one("oscillating", Flag()),
            "set_direction": _one("direction", Choice(("forward", "reverse"))),
            "set_preset_mode": _one("preset_mode", Text(100)),
        },
        "climate": {
            **_ON_OFF,
            "set_temperature": Signature(
                {},
                {
                    "temperature": _DEGREES,
                    "target_temp_low": _DEGREES,
                    "target_temp_high": _DEGREES,
                    "hvac_mode": Choice(HVAC_MODES),
                },
            ),
            "set_hvac_mode": _one("hvac_mode", Choice(HVAC_MODES)),
            "set_fan_mode": _one("fan_mode", Text(100)),
            "set_preset_mode": _one("preset_mode", Text(100)),
            "set_swing_mode": _one("swing_mode", Text(100)),
            "set_humidity": _one("humidity", PERCENT),
        },
        "cover": {
            **_names("open_cover", "close_cover", "stop_cover", "toggle"),
            "set_cover_position": _one("position", PERCENT),
            **_names("open_cover_tilt", "close_cover_tilt"),
            "set_cover_tilt_position": _one("tilt_position", PERCENT),
        },
        "valve": {
            **_names("open_valve", "close_valve", "stop_valve", "toggle"),
            "set_valve_position": _one("position", PERCENT),
        },
        "lock": {name: Signature({}, _CODE) for name in ("lock", "unlock", "open")},
        "alarm_control_panel": {
            name: Signature({}, _CODE)
            for name in (*(f"alarm_arm_{how}" for how in _ARM), "alarm_disarm", "alarm_trigger")
        },
        "media_player": _MEDIA,
        "vacuum": {
            **_names("start", "pause", "stop", "return_to_base", "clean_spot", "locate"),
            "clean_area": _one("area", Names()),
            "set_fan_speed": _one("fan_speed", Text(100)),
        },
        "lawn_mower": _names("start_mowing", "pause", "dock"),
        "scene": {"turn_on": Signature({}, {"transition": Number(0, 3600)})},
        "script": _ON_OFF,
        "todo": {
            "add_item": _one("item", Text()),
            "remove_item": _one("item", Text()),
            "update_item": Signature(
                {"item": Text()},
                {"status": Choice(("needs_action", "completed")), "rename": Text()},
            ),
            "remove_completed_items": _NOTHING,
        },
        "oven": {
            "turn_on": Signature({}, {"temperature": _DEGREES, "mode": Text(100)}),
            "turn_off": _NOTHING,
            "toggle": _NOTHING,
            "set_temperature": _one("temperature", _DEGREES),
        },
        "coffee_maker": {
            **_ON_OFF,
            "brew": Signature(
                {},
                {
                    "drink": Text(100),
                    "size": Text(100),
                    "cups": Number(1, 12, whole=True),
                    "strength": Text(100),
                    "extras": Names(),
                },
            ),
        },
        "alarm_clock": {
            "set_alarm": Signature({"time": TimeOfDay()}, {"days": Names()}),
            "snooze": Signature({}, {"minutes": Number(1, 120, whole=True)}),
            "stop": _NOTHING,
            **_ON_OFF,
        },
        "humidifier": {
            **_ON_OFF,
            "set_humidity": _one("humidity", PERCENT),
            "set_mode": _one("mode", Text(100)),
        },
        "water_heater": {
            **_ON_OFF,
            "set_temperature": _one("temperature", _DEGREES),
            "set_operation_mode": _one("operation_mode", Text(100)),
        },
        "siren": _ON_OFF,
        "button": _names("press"),
        "input_button": _names("press"),
        "number": {"set_value": _one("value", Number(-1e9, 1e9))},
        "input_number": {"set_value": _one("value", Number(-1e9, 1e9))},
        "select": {"select_option": _one("option", Text(100))},
        "input_select": {"select_option": _one("option", Text(100))},
        "text": {"set_value": _one("value", Text())},
        "input_text": {"set_value": _one("value", Text())},
        "notify": {"send_message": _one("message", Text())},
        "timer": {
            "start": Signature({}, {"duration": Text(20)}),
            **_names("pause", "cancel", "finish"),
        },
        "counter": _names("increment", "decrement", "reset"),
        **{
            kind: {}
            for kind in (
                *("sensor", "binary_sensor", "weather", "person", "device_tracker", "sun"),
                *("zone", "event", "image", "calendar", "date", "time", "datetime", "tag"),
                *("device_automation", "update", "conversation", "stt", "tts", "wake_word"),
            )
        },
    }
)
"""By kind, then by service; kinds that are not listed can be turned on and off."""


def services_of(kind: str) -> Services:
    """The services of a kind, by name."""
    return SERVICES.get(kind, _ON_OFF)


def check_command(kind: str, service: str, data: State) -> dict[str, Value]:
    """The arguments in their proper form; raises ContractError when the kind has no such thing."""
    services = services_of(kind)
    if service not in services:
        allowed = ", ".join(services) or "none, it only reports"
        raise ContractError(f"{kind} has no service {shown(service)}; it has: {allowed}")
    try:
        return services[service].check(data)
    except ContractError as error:
        raise ContractError(f"{kind}.{service}: {error}") from error
