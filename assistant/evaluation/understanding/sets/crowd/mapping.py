"""From a crowd label to what should happen, and why some labels cannot say."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from assistant.evaluation.understanding.item import Later, Nothing
from assistant.evaluation.understanding.sets.crowd import (
    alarms,
    appliances,
    lights,
    lists,
    media,
    sound,
    telling,
)
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, Expectation, Undecided

Mapper = Callable[[CrowdRow], Expectation]

MAPPERS: Mapping[str, tuple[str, Mapper]] = MappingProxyType(
    {
        "iot_hue_lighton": ("lights", lights.expect),
        "iot_hue_lightoff": ("lights", lights.expect),
        "iot_hue_lightchange": ("lights", lights.expect),
        "iot_hue_lightdim": ("lights", lights.expect),
        "iot_hue_lightup": ("lights", lights.expect),
        "iot_wemo_on": ("sockets", appliances.switched),
        "iot_wemo_off": ("sockets", appliances.switched),
        "iot_cleaning": ("cleaning", appliances.cleaned),
        "iot_coffee": ("coffee", appliances.brewed),
        "audio_volume_up": ("volume", sound.expect),
        "audio_volume_down": ("volume", sound.expect),
        "audio_volume_mute": ("volume", sound.expect),
        "audio_volume_other": ("volume", sound.expect),
        "play_music": ("media", media.expect),
        "play_radio": ("media", media.expect),
        "play_podcasts": ("media", media.expect),
        "play_audiobook": ("media", media.expect),
        "music_settings": ("media", media.settings),
        "alarm_set": ("alarms", alarms.set_),
        "alarm_remove": ("alarms", alarms.removed),
        "alarm_query": ("alarms", alarms.asked),
        "lists_createoradd": ("lists", lists.added),
        "lists_remove": ("lists", lists.removed),
        "lists_query": ("lists", lists.asked),
        "datetime_query": ("time", telling.time_or_date),
        "weather_query": ("weather", telling.weather),
    }
)
"""Intents that a home assistant serves: their family and what decides what is right."""

ASKING = frozenset({"alarm_query", "lists_query", "datetime_query", "weather_query"})
_PLACEHOLDER = re.compile(r"[\[\]<>{}/]|\bsocketname\b|\.\.\.")
_OTHERS = ("alexa", "siri", "cortana", "google", "echo")
_QUESTION = ("how", "what", "why", "which", "where", "who", "when", "is there", "are there", "do i")
_CONDITION = ("when", "if", "until", "while i", "unless", "after", "every day", "whenever")
_TIMED = frozenset({"alarm_set", "alarm_remove"})
_ONE_BREATH = frozenset({"lights", "sockets", "cleaning", "coffee", "volume"})


def expect(row: CrowdRow) -> Expectation:
    """What should happen; raises Undecided with the reason."""
    family, mapper = MAPPERS[row.intent]
    if _PLACEHOLDER.search(row.prompt):
        raise Undecided("a placeholder instead of a word")
    if row.says(*_OTHERS):
        raise Undecided("said to another assistant")
    if row.intent in ASKING:
        return mapper(row)
    if re.match(rf"(?:olly |pda )?(?:{'|'.join(_QUESTION)})\b", row.words):
        return Expectation(expected=Nothing(why="a question"))
    if row.intent not in _TIMED:
        if row.says(*_CONDITION) and family != "media":
            raise Undecided("a condition")
        if family != "volume" and (row.values("time") or _dated(row, family)):
            return Expectation(expected=Later())
    if family in _ONE_BREATH and row.says("and", "then", "except", "but"):
        raise Undecided("several requests")
    return mapper(row)


def _dated(row: CrowdRow, family: str) -> bool:
    """A day or a time of day, where it is not part of a title."""
    return family in _ONE_BREATH and bool(row.values("date", "timeofday"))
