"""The question whether something is meant: it names the act, so that a yes is safe to give."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from assistant.home.model import Home
from assistant.home.phrasing import devices_called, listing, number
from assistant.ranking.option import Option
from assistant.turn import Reading
from devices.contract import Device

_ON = MappingProxyType(
    {
        "alarm_control_panel": "arm {}",
        "button": "press {}",
        "cover": "open {}",
        "input_button": "press {}",
        "lawn_mower": "start {}",
        "lock": "lock {}",
        "scene": "set {}",
        "script": "start {}",
        "vacuum": "start {}",
        "valve": "open {}",
    }
)
_OFF = MappingProxyType(
    {
        "alarm_control_panel": "disarm {}",
        "cover": "close {}",
        "lawn_mower": "send back {}",
        "lock": "unlock {}",
        "vacuum": "send back {}",
        "valve": "close {}",
    }
)
_ACTS = MappingProxyType(
    {
        "HassClimateSetTemperature": "set {} to {temperature} degrees",
        "HassFanSetSpeed": "set {} to {percentage} percent",
        "HassSetPosition": "set {} to {position} percent",
        "HassSetVolume": "set the volume of {} to {volume_level} percent",
        "HumiditySet": "set {} to {humidity} percent",
        "ClimateSetMode": "set {} to {hvac_mode}",
        "AlarmClockSet": "set {} to {time}",
        "HassListAddItem": "put {item} on {}",
        "HassListRemoveItem": "take {item} off {}",
        "HassListCompleteItem": "tick off {item} on {}",
        "HassMediaSearchAndPlay": "play {search_query} on {}",
        "HassMediaPause": "pause {}",
        "HassMediaUnpause": "start playing on {}",
        "HassMediaNext": "skip to the next on {}",
        "HassMediaPrevious": "go back to the one before on {}",
        "HassMediaPlayerMute": "mute {}",
        "HassMediaPlayerUnmute": "unmute {}",
        "HassStopMoving": "stop {}",
        "HassToggle": "toggle {}",
        "HassVacuumStart": "start {}",
        "HassVacuumReturnToBase": "send back {}",
        "HassVacuumCleanArea": "have {} clean the {area}",
        "HassLawnMowerStartMowing": "start {}",
        "HassLawnMowerDock": "send back {}",
    }
)
"""What is done: the devices, and slots by their names."""
_STEPS = MappingProxyType(
    {
        "brightness_step": ("make {} brighter", "dim {}"),
        "percentage_step": ("make {} faster", "make {} slower"),
        "temperature_step": ("make it warmer with {}", "make it cooler with {}"),
        "volume_step": ("turn up {}", "turn down {}"),
    }
)


def shall_i(parts: Sequence[Option], home: Home) -> str:
    """ "Shall I turn on the hall light?"; without the act where there are no words for it."""
    acts = [_act(part.reading, part.devices, home) for part in parts]
    if acts and all(acts):
        return f"Shall I {listing(acts)}?"
    names = devices_called([device for part in parts for device in part.devices], home)
    return f"Did you mean {names}?" if names else "Did you mean that?"


def _act(reading: Reading, devices: Sequence[Device], home: Home) -> str:
    """The act in words, empty where there are none."""
    if not devices:
        return ""
    names = devices_called(devices, home)
    match reading.intent:
        case "HassTurnOn":
            return _switched(_ON, "turn on {}", devices).format(names)
        case "HassTurnOff":
            return _switched(_OFF, "turn off {}", devices).format(names)
    words = {slot: _in_words(value) for slot, value in reading.slots.items()}
    for slot, (up, down) in _STEPS.items():
        if step := words.get(slot):
            return _stepped(step, up, down).format(names)
    if reading.intent == "HassLightSet":
        return _lit(words, names)
    act = _ACTS.get(reading.intent, "")
    try:
        return act.format(names, **words)
    except KeyError:  # a slot that the words need was not said
        return ""


def _switched(ways: Mapping[str, str], plain: str, devices: Sequence[Device]) -> str:
    """How all of them are switched; what is switched in several ways is turned on or off."""
    acts = {ways.get(device.kind, plain) for device in devices}
    return acts.pop() if len(acts) == 1 else plain


def _stepped(step: str, up: str, down: str) -> str:
    falls = step in ("down", "half") or step.startswith("-") or step.endswith(" less")
    return down if falls else up


def _lit(words: Mapping[str, str], names: str) -> str:
    wanted = [form(words[slot]) for slot, form in _LIT.items() if slot in words]
    return f"set {names} to {listing(wanted)}" if wanted else ""


_LIT: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"color": str, "temperature": "{} kelvin".format, "brightness": "{} percent".format}
)


def _in_words(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)
