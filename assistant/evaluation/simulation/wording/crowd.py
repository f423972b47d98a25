"""Phrases that a crowd typed, with the thing or the room taken out; the half to build with."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.evaluation.understanding.item import Change
from assistant.evaluation.understanding.sets.crowd.mapping import MAPPERS, expect
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, Undecided, typed
from assistant.evaluation.understanding.shared import NoData
from assistant.evaluation.understanding.split import side_of, wording_family

_WISHES = {
    "iot_hue_lighton": ("light_on", "room_on"),
    "iot_hue_lightoff": ("light_off", "room_off"),
    "iot_hue_lightdim": ("light_dimmer", ""),
    "iot_hue_lightup": ("light_brighter", ""),
    "iot_wemo_on": ("plug_on", ""),
    "iot_wemo_off": ("plug_off", ""),
    "iot_cleaning": ("vacuum_go", ""),
}
_THING = re.compile(
    r"\b(?:(?:the|my|our|all) )*(?:(?:smart|wemo|plug|robot|vacuum) )*"
    r"(?:lights?|lamps?|lighting|sockets?|plug|vacuum|robot|cleaner|hoover)\b"
)
_LEADS = frozenset(
    "turn switch put set make shut cut kill start stop dim brighten lower raise reduce increase "
    "decrease get run adjust let on off up down of for to more need with use begin activate".split()
)
"""Before the thing there may be a verb or a small word; a noun would be part of its name."""
_ROOM_TAKEN = re.compile(r"\b(?:room|house|home|kitchen|bed\w*|bath\w*|hall\w*|office|garage)\b")


@cache
def crowd_phrases() -> Mapping[str, tuple[str, ...]]:
    """By wish; empty where the data is not there."""
    found: dict[str, dict[str, None]] = {}
    try:
        for wish, phrase in _phrases():
            found.setdefault(wish, {}).setdefault(phrase)
    except NoData:
        return {}
    return {wish: tuple(phrases) for wish, phrases in found.items()}


def _phrases() -> Iterator[tuple[str, str]]:
    for row in typed():
        if row.intent in _WISHES and side_of(wording_family(row.prompt)) == "dev":
            yield from _phrase(row)


def _phrase(row: CrowdRow) -> Iterator[tuple[str, str]]:
    if row.intent not in MAPPERS:
        return
    try:
        expected = expect(row).expected
    except Undecided:
        return
    if not isinstance(expected, Change) or re.search(r"\d|percent", row.words):
        return
    one, room = _WISHES[row.intent]
    places = row.values("house_place")
    if room and len(places) == 1 and places[0] in row.words and "light" in row.words:
        yield room, row.words.replace(places[0], "{room}")
    elif not places and len(_THING.findall(row.words)) == 1 and not _ROOM_TAKEN.search(row.words):
        phrase = _THING.sub("{it}", row.words)
        before = phrase.partition("{it}")[0].split()
        if not before or before[-1] in _LEADS:
            yield one, phrase
