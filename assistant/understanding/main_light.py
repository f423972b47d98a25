"""The light that a room has before any lamps: "the big light", "the ceiling light".

People call it so in every home, whatever it is named there.
"""

import re

from assistant.context import Context
from assistant.home.find import area_named, names_in, names_of, plain
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.words import words_of
from devices.contract import Device

_SAID = re.compile(r"\b(?:big|main|ceiling|overhead|top) light\b", re.IGNORECASE)
_MAIN = frozenset({"big", "main", "ceiling", "overhead", "pendant", "chandelier"})
_LIGHT = "light"


def as_named_here(text: str, context: Context) -> str:
    """The text with the name of that light, where the room has one and nothing is called so."""
    said = _SAID.search(text)
    if said is None or any(plain(said[0]) in plain(name) for name in names_in(context.home)):
        return text
    light = main_light(_room(text, context), context)
    return text if light is None else _SAID.sub(light.name, text)


def _room(text: str, context: Context) -> str | None:
    """The one that is spoken of, else the one of the request."""
    mentions = gazetteer_of(context.home).exact(words_of(text))
    rooms = {one.named.name for one in mentions if one.named.kind == "area"}
    if not rooms:
        return context.area
    area = area_named(context.home, rooms.pop()) if len(rooms) == 1 else None
    return area.id if area else None


def main_light(room: str | None, context: Context) -> Device | None:
    """What is called after where it hangs; else, beside lamps, the only light that is none."""
    lights = [one for one in context.home.devices_in(room or "") if one.kind == "light"]
    hanging = [one for one in lights if any(_MAIN & {*words_of(n)} for n in names_of(one))]
    plainly = [one for one in lights if words_of(one.name)[-1:] == (_LIGHT,)]
    found = hanging or (plainly if len(lights) > 1 else [])
    return found[0] if len(found) == 1 else None
