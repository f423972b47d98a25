"""Homes put together from rows that name a device, its room and its type."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from assistant.home.model import Area, Home
from devices.contract import Device, State

KINDS: Mapping[str, tuple[str, str | None]] = MappingProxyType(
    {
        "light": ("light", None),
        "light-dimmable": ("light", None),
        "smart-speaker": ("media_player", "speaker"),
        "smart-tv": ("media_player", "tv"),
        "hvac": ("climate", None),
        "heat-pump": ("climate", None),
        "smart-plug": ("switch", "outlet"),
        "switch": ("switch", None),
        "smart-sprinkler": ("switch", None),
        "garage-door": ("cover", "garage"),
        "exhaust-fan": ("fan", None),
        "fan-oscilating": ("fan", None),
        "water-valve": ("valve", "water"),
        "smart-lock": ("lock", None),
        "smart-blinds": ("cover", "blind"),
        "vacuum": ("vacuum", None),
    }
)
"""Kind and device class of each type that the data knows."""

NEUTRAL: Mapping[str, State] = MappingProxyType(
    {
        "light": {"state": "on", "brightness": 77},
        "switch": {"state": "on"},
        "fan": {"state": "on", "percentage": 50},
        "media_player": {
            "state": "playing",
            "volume_level": 0.3,
            "is_volume_muted": False,
            "track": 5,
        },
        "climate": {"state": "heat", "temperature": 17, "current_temperature": 18},
        "cover": {"state": "open", "current_position": 60},
        "valve": {"state": "open", "current_position": 60},
        "lock": {"state": "locked"},
        "vacuum": {"state": "docked"},
        "todo": {"items": ("stamps",), "completed": ()},
        "timer": {"state": "idle"},
    }
)
"""Where most commands would show: lit but not bright, open but not wide."""


FAHRENHEIT: State = MappingProxyType(
    {"state": "heat", "temperature": 62, "current_temperature": 64, "temperature_unit": "°F"}
)
"""A thermostat where people speak of 72 degrees."""


def described_home(
    devices: Iterable[tuple[str, str, str, str | None]], *, fahrenheit: bool = False
) -> Home:
    """A home of (name, kind, area name, device class), ids made from the names."""
    neutral = {**NEUTRAL, "climate": FAHRENHEIT} if fahrenheit else NEUTRAL
    entries = tuple(devices)
    areas = tuple(dict.fromkeys(area for _, _, area, _ in entries if area))
    built: dict[str, Device] = {}
    for name, kind, area, device_class in entries:
        identity = f"{kind}.{identity_of(name)}"
        if identity in built:
            identity = f"{identity}_{identity_of(area)}"
        built[identity] = Device(
            id=identity,
            name=name,
            kind=kind,
            device_class=device_class,
            area=identity_of(area) if area else None,
            state=neutral.get(kind, {"state": "off"}),
        )
    return Home(
        areas=tuple(Area(id=identity_of(area), name=area) for area in areas),
        devices=tuple(built.values()),
    )


def identity_of(name: str) -> str:
    """A name as an id."""
    return re.sub(r"\W+", "_", name.lower()).strip("_") or "nameless"
