"""What can be touched on each kind of device; every service is one that the contract knows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.stakes import Stake, stake_of
from assistant.web.messages import Button, Slider
from devices.contract import Device, State, Value

_Buttons = Callable[[State], tuple[Button, ...]]
_OFF = frozenset({"off", None})


def buttons_of(device: Device, state: State) -> tuple[Button, ...]:
    """The main one first."""
    make = _BUTTONS.get(device.kind)
    return tuple(_careful(device, button) for button in make(state)) if make else ()


def sliders_of(device: Device, state: State) -> tuple[Slider, ...]:
    """Only for what the device has told, so that nothing is offered that it lacks."""
    if stake_of(device) is Stake.GUARDED:
        return ()
    found = ((dial, _number(state.get(dial.told))) for dial in _DIALS.get(device.kind, ()))
    return tuple(dial.at(value) for dial, value in found if value is not None)


def _careful(device: Device, button: Button) -> Button:
    """What lets somebody in is asked for twice, also by hand."""
    if stake_of(device) is not Stake.GUARDED or button.service in _SECURES or button.pressed:
        return button
    return replace(button, asks=f"{button.label} the {device.name}?")


_SECURES = frozenset(
    {"lock", "close_cover", "stop_cover", "alarm_arm_home", "alarm_arm_away", "alarm_arm_night"}
)


def _switch(state: State) -> tuple[Button, ...]:
    on = state.get("state") not in _OFF
    label = "Turn off" if on else "Turn on"
    return (Button(label=label, service="turn_off" if on else "turn_on", pressed=on),)


def _moving(thing: str) -> _Buttons:
    opens = Button(label="Open", service=f"open_{thing}")
    stops = Button(label="Stop", service=f"stop_{thing}")
    closes = Button(label="Close", service=f"close_{thing}")
    by_state = {
        "open": (closes, opens, stops),
        "opening": (stops, opens, closes),
        "closing": (stops, opens, closes),
    }
    return lambda state: by_state.get(str(state.get("state")), (opens, closes, stops))


def _lock(state: State) -> tuple[Button, ...]:
    locked = state.get("state") == "locked"
    return (Button(label="Unlock", service="unlock") if locked else _LOCK,)


_LOCK = Button(label="Lock", service="lock")


def _alarm(state: State) -> tuple[Button, ...]:
    if state.get("state") == "disarmed":
        return (
            Button(label="Arm at home", service="alarm_arm_home"),
            Button(label="Arm away", service="alarm_arm_away"),
        )
    return (Button(label="Disarm", service="alarm_disarm"),)


def _media(state: State) -> tuple[Button, ...]:
    plays = state.get("state") == "playing"
    play = (
        Button(label="Pause", service="media_pause")
        if plays
        else Button(label="Play", service="media_play")
    )
    others = (
        Button(label="Previous", service="media_previous_track"),
        play,
        Button(label="Next", service="media_next_track"),
    )
    return (*_switch(state), *(others if state.get("state") not in _OFF else ()))


def _climate(state: State) -> tuple[Button, ...]:
    modes = state.get("hvac_modes")
    offered = modes if isinstance(modes, tuple | list) else ("off", "heat")
    return tuple(
        Button(
            label=str(mode).replace("_", " ").capitalize(),
            service="set_hvac_mode",
            data={"hvac_mode": mode},
            pressed=state.get("state") == mode,
        )
        for mode in offered
    )


def _plain(*offered: tuple[str, str]) -> _Buttons:
    made = tuple(Button(label=label, service=service) for label, service in offered)
    return lambda state: made


def _coffee(state: State) -> tuple[Button, ...]:
    return (*_switch(state), Button(label="Brew", service="brew"))


def _alarm_clock(state: State) -> tuple[Button, ...]:
    if state.get("state") == "ringing":
        return (Button(label="Stop", service="stop"), Button(label="Snooze", service="snooze"))
    return _switch(state)


_BUTTONS: Mapping[str, _Buttons] = {
    **dict.fromkeys(("light", "switch", "fan", "oven", "humidifier", "siren"), _switch),
    "water_heater": _switch,
    "alarm_clock": _alarm_clock,
    "alarm_control_panel": _alarm,
    "button": _plain(("Press", "press")),
    "climate": _climate,
    "coffee_maker": _coffee,
    "cover": _moving("cover"),
    "lawn_mower": _plain(("Mow", "start_mowing"), ("Pause", "pause"), ("Dock", "dock")),
    "lock": _lock,
    "media_player": _media,
    "scene": _plain(("Set", "turn_on")),
    "script": _plain(("Run", "turn_on")),
    "vacuum": _plain(("Start", "start"), ("Pause", "pause"), ("Dock", "return_to_base")),
    "valve": _moving("valve"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dial:
    """A slider before it stands anywhere."""

    label: str
    service: str
    argument: str
    told: str
    """The attribute that says where it stands."""
    low: float = 0.0
    high: float = 100.0
    step: float = 1.0
    unit: str = "%"
    scale: float = 1.0
    whole: bool = False

    def at(self, value: float) -> Slider:
        return Slider(
            label=self.label,
            service=self.service,
            argument=self.argument,
            low=self.low,
            high=self.high,
            step=self.step,
            value=round(value / self.scale / self.step) * self.step,
            unit=self.unit,
            scale=self.scale,
            whole=self.whole,
        )


def _position(kind: str) -> _Dial:
    return _Dial(
        label="Position",
        service=f"set_{kind}_position",
        argument="position",
        told="current_position",
    )


def _warmth(low: float, high: float, step: float) -> _Dial:
    return _Dial(
        label="Temperature", service="set_temperature", argument="temperature",
        told="temperature", low=low, high=high, step=step, unit="°",
    )  # fmt: skip


_DIALS: Mapping[str, tuple[_Dial, ...]] = {
    "light": (
        _Dial(
            label="Brightness", service="turn_on", argument="brightness",
            told="brightness", low=1.0, scale=2.55, whole=True,
        ),
        _Dial(
            label="Colour temperature", service="turn_on", argument="color_temp_kelvin",
            told="color_temp_kelvin", low=2000.0, high=6500.0, step=100.0, unit="K", whole=True,
        ),
    ),
    "fan": (
        _Dial(
            label="Speed", service="set_percentage", argument="percentage", told="percentage"
        ),
    ),
    "cover": (_position("cover"),),
    "valve": (_position("valve"),),
    "climate": (_warmth(5.0, 35.0, 0.5),),
    "oven": (_warmth(30.0, 280.0, 5.0),),
    "media_player": (
        _Dial(
            label="Volume", service="volume_set", argument="volume_level",
            told="volume_level", scale=0.01,
        ),
    ),
}  # fmt: skip


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
