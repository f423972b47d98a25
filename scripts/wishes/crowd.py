"""What a crowd asked for, from the half of the shared data that is for building.

Skipped where the data is not there: the network then learns from the templates alone.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from assistant.evaluation.understanding.item import Means
from assistant.evaluation.understanding.sets.crowd.mapping import expect
from assistant.evaluation.understanding.sets.crowd.rows import (
    CrowdRow,
    Undecided,
    recognised,
    typed,
)
from assistant.evaluation.understanding.shared import rows, text
from assistant.evaluation.understanding.split import side_of, wording_family
from assistant.understanding.wishes.labels import OTHER
from assistant.wordpiece import plain_words
from wishes.example import UNKNOWN, Example, Mark, Part, marked

WISHES: Mapping[str, str] = MappingProxyType(
    {
        "iot_hue_lighton": "HassTurnOn:light",
        "iot_hue_lightoff": "HassTurnOff:light",
        "iot_hue_lightdim": "HassLightSet:down",
        "iot_hue_lightup": "HassLightSet:up",
        "iot_hue_lightchange": "HassLightSet:color",
        "iot_wemo_on": "HassTurnOn",
        "iot_wemo_off": "HassTurnOff",
        "iot_cleaning": "HassVacuumStart",
        "iot_coffee": "HassTurnOn:coffee_maker",
        "audio_volume_up": "HassSetVolumeRelative:up",
        "audio_volume_down": "HassSetVolumeRelative:down",
        "audio_volume_mute": "HassMediaPlayerMute",
        "audio_volume_other": "HassSetVolume",
        "alarm_set": "AlarmClockSet",
        "alarm_remove": "HassTurnOff:alarm_clock",
        "alarm_query": "HassGetState:alarm_clock",
        "lists_createoradd": "HassListAddItem",
        "lists_remove": "HassListRemoveItem",
        "lists_query": "HassGetState:todo",
        "weather_query": "HassGetWeather",
    }
)
CLINC: Mapping[str, str] = MappingProxyType(
    {
        "play_music": "HassMediaSearchAndPlay",
        "next_song": "HassMediaNext",
        "timer": "HassStartTimer",
        "alarm": "AlarmClockSet",
        "weather": "HassGetWeather",
        "time": "HassGetCurrentTime",
        "date": "HassGetCurrentDate",
        "shopping_list": "HassGetState:todo",
        "todo_list": "HassGetState:todo",
    }
)
UNCLEAR = frozenset(
    "general_commandstop smart_home change_volume reminder reminder_update cancel whisper_mode "
    "shopping_list_update todo_list_update repeat yes no maybe thank_you".split()
)
"""Labels that hold several wishes, or what is said about an earlier turn."""
PLAYED = frozenset({"play_music", "play_radio", "play_podcasts", "play_audiobook"})
TITLES = frozenset(
    "song_name artist_name playlist_name music_genre radio_name music_album podcast_name "
    "podcast_descriptor audiobook_name audiobook_author movie_name".split()
)

MILD = frozenset(
    "please can could would you will hey hi hello olly okay ok thanks thank now just for me i want "
    "need like to go ahead and um uh so well right kindly maybe".split()
)
"""What may be said around a wish."""


def examples() -> Iterator[Example]:
    """Everything of the building half."""
    for source, crowd in (("typed", typed()), ("recognised", recognised())):
        for row in crowd:
            group = wording_family(row.prompt)
            wish = _wish(row) if side_of(group) == "dev" else None
            words = plain_words(row.text)
            if wish is not None and words:
                yield Example(
                    words, wish, group, source, _parts(row, words, wish), _asides(words, wish)
                )
    for entry in rows("clinc150.jsonl"):
        said, intent = text(entry, "text"), text(entry, "intent")
        group = wording_family(said)
        words = plain_words(said)
        if side_of(group) == "dev" and intent not in UNCLEAR and words:
            yield Example(words, CLINC.get(intent, OTHER), group, "clinc")


def _wish(row: CrowdRow) -> str | None:
    """The label's wish; none where the label holds several and the words do not say which."""
    if row.intent in UNCLEAR:
        return None
    if row.intent in ("weather_query", "datetime_query") and row.values("place_name", "time_zone"):
        return OTHER
    if row.intent == "datetime_query":
        return _time_or_date(row)
    if row.intent == "music_settings":
        skips = row.says("skip", "next song", "change song")
        return "HassMediaNext" if skips else OTHER
    if row.intent in PLAYED:
        return _played(row)
    if row.intent == "iot_hue_lightchange" and not row.values("color_type"):
        return None
    return WISHES.get(row.intent, OTHER)


def _time_or_date(row: CrowdRow) -> str | None:
    try:
        expected = expect(row).expected
    except Undecided:
        return None
    return expected.meanings[0].intent if isinstance(expected, Means) else None


def _played(row: CrowdRow) -> str:
    named = bool(row.values("audiobook_name"))
    if row.says("next", "skip", "forward") and not named:
        return "HassMediaNext"
    if row.says("previous", "back one", "last episode") and not named:
        return "HassMediaPrevious"
    if row.says("rewind", "backward", "shuffle", "repeat", "loop", "download"):
        return OTHER
    return "HassMediaSearchAndPlay"


def _parts(row: CrowdRow, words: tuple[str, ...], wish: str) -> tuple[Part, ...] | None:
    """Titles as the crowd marked them; nobody marked the items of lists."""
    if wish in ("HassListAddItem", "HassListRemoveItem"):
        return UNKNOWN
    titles = [plain_words(value) for value in row.values(*TITLES)] if row.intent in PLAYED else []
    return marked(words, titles, "title")


def _asides(words: tuple[str, ...], wish: str) -> tuple[Mark, ...]:
    """Nobody marked them, but no other word than these is likely to be one."""
    return tuple(None if word in MILD and wish != OTHER else False for word in words)
