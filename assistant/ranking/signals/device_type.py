"""What a device is made for: films need a screen, colours need a lamp that has them."""

from assistant.ranking.option import Option
from assistant.ranking.played import PLAYING_INTENTS, form_of, has_screen
from assistant.ranking.scene import Scene
from assistant.ranking.weights import Weights
from devices.contract import Device, State

_COLOURS = frozenset({"hs", "rgb", "rgbw", "rgbww", "xy"})


def device_type(option: Option, scene: Scene, weights: Weights) -> float:
    if not option.devices:
        return 0.0
    return min(_fits(option, device, scene.state(device), weights) for device in option.devices)


def _fits(option: Option, device: Device, state: State, weights: Weights) -> float:
    if device.kind == "media_player":
        return _plays(option, device, weights)
    if device.kind == "light" and option.reading.intent == "HassLightSet":
        return -weights.incapable if _cannot(option, state) else 0.0
    return 0.0


def _plays(option: Option, device: Device, weights: Weights) -> float:
    form = form_of(option.reading)
    if form is None:
        plays = option.reading.intent in PLAYING_INTENTS and not has_screen(device)
        return weights.usually_heard if plays else 0.0
    if form == "watched":
        return weights.screen if has_screen(device) else -weights.screen
    if form == "heard":
        return -weights.listening if has_screen(device) else weights.listening
    return weights.either_form if has_screen(device) else 0.0


def _cannot(option: Option, state: State) -> bool:
    """The light tells what it can do, and what is wanted is not among it."""
    modes = state.get("supported_color_modes")
    if not isinstance(modes, tuple | list) or not modes:
        return False
    known = {str(mode) for mode in modes}
    slots = option.reading.slots
    if "color" in slots:
        return not known & _COLOURS
    if "temperature" in slots:
        return not known & (_COLOURS | {"color_temp"})
    return known == {"onoff"} and ("brightness" in slots or "brightness_step" in slots)
