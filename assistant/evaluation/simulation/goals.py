"""What people want, told as the state of the home afterwards; the assistant never sees it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from assistant.evaluation.understanding.item import Answer, Change, Effect, Expected, Nothing, Way
from assistant.evaluation.understanding.wanted import Free, Less, More, Near, Wanted, is_
from assistant.home.model import Home
from devices.contract import Device, State

Wish: TypeAlias = Literal[
    "light_on", "light_off", "light_dimmer", "light_brighter", "light_level",
    "room_on", "room_off", "fan_on", "fan_off", "heat_to", "blind_open", "blind_close",
    "media_pause", "media_louder", "media_quieter", "plug_on", "plug_off",
    "vacuum_go", "vacuum_home", "door_lock", "door_unlock", "ask_on", "none",
]  # fmt: skip

WISHES_OF: Mapping[str, tuple[Wish, ...]] = MappingProxyType(
    {
        "light": (
            "light_on", "light_off", "light_dimmer", "light_brighter", "light_level", "ask_on",
        ),
        "fan": ("fan_on", "fan_off"),
        "climate": ("heat_to",),
        "cover": ("blind_open", "blind_close"),
        "media_player": ("media_pause", "media_louder", "media_quieter"),
        "switch": ("plug_on", "plug_off"),
        "vacuum": ("vacuum_go", "vacuum_home"),
        "lock": ("door_lock", "door_unlock"),
    }
)  # fmt: skip
INTENTS: Mapping[Wish, tuple[str, ...]] = MappingProxyType(
    {
        "light_on": ("HassTurnOn", "HassLightSet"),
        "light_off": ("HassTurnOff",),
        "light_dimmer": ("HassLightSet",),
        "light_brighter": ("HassLightSet",),
        "light_level": ("HassLightSet",),
        "room_on": ("HassTurnOn",),
        "room_off": ("HassTurnOff",),
        "fan_on": ("HassTurnOn",),
        "fan_off": ("HassTurnOff",),
        "heat_to": ("HassClimateSetTemperature",),
        "blind_open": ("HassTurnOn", "HassSetPosition"),
        "blind_close": ("HassTurnOff", "HassSetPosition"),
        "media_pause": ("HassMediaPause",),
        "media_louder": ("HassSetVolumeRelative",),
        "media_quieter": ("HassSetVolumeRelative",),
        "plug_on": ("HassTurnOn",),
        "plug_off": ("HassTurnOff",),
        "vacuum_go": ("HassVacuumStart", "HassTurnOn"),
        "vacuum_home": ("HassVacuumReturnToBase",),
        "door_lock": ("HassTurnOn",),
        "door_unlock": ("HassTurnOff",),
        "ask_on": ("HassGetState",),
    }
)
"""Home Assistant's, for comparing with what was measured of classifiers of intents."""
LEVELS = (10, 20, 30, 40, 50, 60, 70, 80)
DEGREES = (18, 19, 20, 21, 22, 23)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One wish for one device or one room."""

    id: str
    wish: Wish
    device: str | None = None
    area: str | None = None
    amount: int | None = None
    expected: Expected = field(repr=False)
    states: Mapping[str, State] = field(default_factory=dict, repr=False)
    """What the home is like when it is wished for, where it differs from the usual."""


NOTHING = Goal(id="nothing", wish="none", expected=Nothing(why="nobody asked for anything"))
"""What a television wants."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What must be so afterwards, and what is so before."""

    wanted: Callable[[int], tuple[tuple[str, Wanted], ...]]
    before: State


def _becomes(state: str) -> Callable[[int], tuple[tuple[str, Wanted], ...]]:
    return lambda _: (("state", is_(state)),)


_DARK: State = {"state": "off", "brightness": 128}
_LIT: State = {"state": "on", "brightness": 128}
_KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "light_on": _Kind(_becomes("on"), _DARK),
        "light_off": _Kind(_becomes("off"), _LIT),
        "light_dimmer": _Kind(lambda _: (("brightness", Less()),), _LIT),
        "light_brighter": _Kind(lambda _: (("brightness", More()),), _LIT),
        "light_level": _Kind(
            lambda n: (("state", is_("on")), ("brightness", Near(n * 2.55, 4))), _LIT
        ),
        "fan_on": _Kind(_becomes("on"), {"state": "off", "percentage": 40}),
        "fan_off": _Kind(_becomes("off"), {"state": "on", "percentage": 40}),
        "heat_to": _Kind(
            lambda n: (("temperature", Near(n, 0.1)), ("state", Free())),
            {"state": "heat", "temperature": 16.0, "current_temperature": 17.0},
        ),
        "blind_open": _Kind(
            lambda _: (("state", is_("open")), ("current_position", Near(100, 1))),
            {"state": "closed", "current_position": 0},
        ),
        "blind_close": _Kind(
            lambda _: (("state", is_("closed")), ("current_position", Near(0, 1))),
            {"state": "open", "current_position": 100},
        ),
        "media_pause": _Kind(
            lambda _: (("state", is_("paused", "idle", "off")),),
            {"state": "playing", "volume_level": 0.4},
        ),
        "media_louder": _Kind(
            lambda _: (("volume_level", More()),), {"state": "playing", "volume_level": 0.4}
        ),
        "media_quieter": _Kind(
            lambda _: (("volume_level", Less()),), {"state": "playing", "volume_level": 0.4}
        ),
        "plug_on": _Kind(_becomes("on"), {"state": "off"}),
        "plug_off": _Kind(_becomes("off"), {"state": "on"}),
        "vacuum_go": _Kind(_becomes("cleaning"), {"state": "docked"}),
        "vacuum_home": _Kind(
            lambda _: (("state", is_("docked", "returning")),), {"state": "cleaning"}
        ),
        "door_lock": _Kind(_becomes("locked"), {"state": "unlocked"}),
        "door_unlock": _Kind(_becomes("unlocked"), {"state": "locked"}),
    }
)


def goal_for(wish: Wish, device: Device, amount: int | None = None) -> Goal:
    """A wish about one device."""
    name = f"{wish} {device.id}" + ("" if amount is None else f" {amount}")
    if wish == "ask_on":
        return Goal(
            id=name,
            wish=wish,
            device=device.id,
            area=device.area,
            expected=Answer(devices=frozenset({device.id})),
            states={device.id: _LIT},
        )
    kind = _KINDS[wish]
    effect = Effect(device=device.id, attributes=kind.wanted(amount or 0))
    return Goal(
        id=name,
        wish=wish,
        device=device.id,
        area=device.area,
        amount=amount,
        expected=Change(ways=(Way(must=(effect,)),)),
        states={device.id: kind.before},
    )


def goal_for_room(wish: Literal["room_on", "room_off"], area: str, home: Home) -> Goal:
    """A wish about all lights of a room."""
    state, before = ("on", _DARK) if wish == "room_on" else ("off", _LIT)
    lamps = [device for device in home.devices_in(area) if device.kind == "light"]
    effects = tuple(Effect(device=lamp.id, attributes=(("state", is_(state)),)) for lamp in lamps)
    return Goal(
        id=f"{wish} {area}",
        wish=wish,
        area=area,
        expected=Change(ways=(Way(must=effects),)),
        states={lamp.id: before for lamp in lamps},
    )
