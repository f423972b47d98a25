"""Ways to see in a device's own state that a command was carried out."""

import colorsys
from collections.abc import Callable, Iterable

from devices.contract import Command, Device, State, Value, normalise_state

Check = Callable[[State], bool]
HUE_TOLERANCE = 0.06
"""Of the circle; pale colours may differ more."""
SATURATION_TOLERANCE = 0.25
WIDE_OPEN = 95
"""Percent."""


def state_is(*values: str) -> Check:
    """The main state is one of these."""
    return lambda state: state.get("state") in values


def state_is_not(value: str) -> Check:
    return lambda state: state.get("state") not in (value, None)


def opened(state: State) -> bool:
    """Wide open, as far as it knows, or on the way; some motors stop a little before the end."""
    position = state.get("current_position")
    wide = not isinstance(position, int | float) or position >= WIDE_OPEN
    return state.get("state") == "opening" or (state.get("state") == "open" and wide)


def near(attribute: str, wanted: float, tolerance: float) -> Check:
    """A number comes back rounded, or on its way."""

    def check(state: State) -> bool:
        value = state.get(attribute)
        return isinstance(value, int | float) and abs(value - wanted) <= tolerance

    return check


def equals(attribute: str, wanted: Value) -> Check:
    return lambda state: state.get(attribute) == wanted


def every(*checks: Check) -> Check:
    """All of them at once."""
    return lambda state: all(check(state) for check in checks)


def coloured(name: str) -> Check:
    """The light has about this colour: lamps tell it in their own numbers."""
    wanted = normalise_state("light", {"color_name": name}).get("rgb_color")

    def check(state: State) -> bool:
        colour = state.get("rgb_color")
        if not isinstance(colour, tuple | list) or not isinstance(wanted, tuple):
            return False
        (hue, depth), (wanted_hue, wanted_depth) = _hue(colour), _hue(wanted)
        apart = abs(hue - wanted_hue)
        same_hue = min(apart, 1 - apart) * min(depth, wanted_depth) <= HUE_TOLERANCE
        return same_hue and abs(depth - wanted_depth) <= SATURATION_TOLERANCE

    return check


def _hue(colour: Iterable[Value]) -> tuple[float, float]:
    """Hue and saturation, 0 to 1."""
    parts = [float(part) / 255 for part in colour if isinstance(part, int | float)]
    return colorsys.rgb_to_hsv(*parts)[:2] if len(parts) == 3 else (0.0, 0.0)


def changed_from(before: State) -> Check:
    """The device tells something new: when a scene was set last, when a script ran."""
    return lambda state: any(before.get(name) != value for name, value in state.items())


def answered(_state: State) -> bool:
    """Any message from the device will do: what is asked for leaves no lasting state."""
    return True


def command(device: Device, service: str, **data: Value) -> Command:
    return Command(device=device.id, service=service, data=data)
