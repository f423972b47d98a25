"""Commands of earlier turns in words."""

from datetime import timedelta

from assistant.agenda.words import time_words
from assistant.context import Context
from assistant.home.phrasing import number
from assistant.turn import Action, Resolution, RunStarted, Turn

FULL = 255
_PAST = {
    "turn_on": "turned on {}",
    "turn_off": "turned off {}",
    "lock": "locked {}",
    "unlock": "unlocked {}",
    "open_cover": "opened {}",
    "close_cover": "closed {}",
    "open_valve": "opened {}",
    "close_valve": "closed {}",
    "start": "started {}",
    "start_mowing": "started {}",
    "brew": "started {}",
    "return_to_base": "sent {} back",
    "dock": "sent {} back",
    "media_play": "resumed {}",
    "media_pause": "paused {}",
    "play_media": "started {}",
    "stop_cover": "stopped {}",
    "stop_valve": "stopped {}",
}
_AMOUNTS = {
    "percentage": ("percent", 1.0),
    "position": ("percent", 1.0),
    "brightness": ("percent", 100 / FULL),
    "volume_level": ("percent", 100.0),
    "temperature": ("degrees", 1.0),
    "color_temp_kelvin": ("kelvin", 1.0),
}


def past_tense(action: Action) -> str:
    """What was done, with braces for the devices."""
    if color := action.data.get("color_name"):
        return f"made {{}} {color}"
    for name, (unit, factor) in _AMOUNTS.items():
        value = action.data.get(name)
        if isinstance(value, int | float):
            return f"set {{}} to {number(round(value * factor))} {unit}"
    return _PAST.get(action.service, "changed {}")


def long_ago(turn: Turn, context: Context) -> str:
    """When it was, in front of a sentence about it; nothing where it was just now."""
    began = turn.last(RunStarted)
    if began is None or turn in context.history:
        return ""
    ago = context.now - began.at
    day = "" if ago < timedelta(hours=20) else began.at.strftime("%A ")
    return f"{day}at {time_words(began.at)} "


def is_undo(turn: Turn) -> frozenset[str]:
    """Devices that the turn put back."""
    resolution = turn.last(Resolution)
    if resolution is None or not resolution.candidates:
        return frozenset()
    first = resolution.candidates[0]
    return frozenset(
        device
        for part in (first, *first.also)
        if part.reading.intent == "UndoLast"
        for device in part.devices
    )
