"""Which one is left out: "except the landing one", "but the one on Ann's desk", "bar Tom's".

It is called by its room, its owner or some of its words, and by its own name only afterwards.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.home.find import area_named, named, names_of
from assistant.home.model import Area, Home
from assistant.understanding.lexicon import Tag, key_of, lexicon
from assistant.understanding.words import words_of
from devices.contract import Device

_SPARED = re.compile(
    r"\b(?P<but>except(?: for)?|excluding|excepting|apart from|aside from|other than|bar|besides|"
    r"save for|but not|but for|but)(?= (?:the|my|our|[\w]+['’]s)\b)"
    r"(?: (?:(?:the|my|our) )?(?P<which>[\w'’]+(?: [\w'’]+)?) ones?"
    r"| the ones? (?:in|on|at|by|over|under|beside|near|above|from)"
    r" (?:(?:the|my|our) )?(?P<where>[\w'’]+(?: [\w'’]+){0,2})"
    r"| (?P<owner>[\w]+['’]s))(?=\W*$)",
    re.IGNORECASE,
)
_EVERYTHING = frozenset({"light", "switch", "fan", "media_player"})


def with_that_one_named(text: str, home: Home) -> str:
    """The text with the name of what it leaves out, or of its room; where several fit, as it is."""
    found = _SPARED.search(text)
    if found is None:
        return text
    said = found["which"] or found["where"] or found["owner"]
    name = _room(said, home) or _name(said, text[: found.start()], home)
    return text if name is None else f"{text[: found.start()]}except the {name}"


def _room(said: str, home: Home) -> str | None:
    """The room that is called so, or the only one of whoever it belongs to."""
    if named(home, said):
        return None
    if (room := area_named(home, said)) is not None:
        return room.name
    owner = words_of(said)
    theirs = [
        area
        for area in home.areas
        if any(words_of(name)[: len(owner)] == owner for name in names_of(area))
    ]
    return theirs[0].name if len(theirs) == 1 and _is_owner(said) else None


def _is_owner(said: str) -> bool:
    return said.lower().replace("’", "'").endswith("'s")


def _name(said: str, wish: str, home: Home) -> str | None:
    """Of the only thing of the kind that is spoken of with these words in its name or its room's;
    its room's where others are called as it is.
    """
    kinds = _kinds(wish)
    words = {*key_of(words_of(said))}
    fitting = [
        device
        for device in home.devices
        if (device.kind, device.device_class) in kinds or (device.kind, None) in kinds
        if any(words <= own for own in _words_around(device, home))
    ]
    if len(fitting) != 1:
        return None
    (only,) = fitting
    if len(named(home, only.name)) == 1:
        return only.name
    room = home.area_by_id.get(only.area or "")
    beside = [one for one in home.devices_in(only.area or "") if one.kind == only.kind]
    return room.name if room is not None and len(beside) == 1 else None


def _words_around(device: Device, home: Home) -> Iterator[frozenset[str]]:
    room = home.area_by_id.get(device.area or "")
    rooms: Sequence[str] = names_of(room) if isinstance(room, Area) else ("",)
    for name in names_of(device):
        for of_room in rooms:
            yield frozenset(key_of(words_of(f"{name} {of_room}")))


def _kinds(wish: str) -> set[tuple[object, str | None]]:
    """What is spoken of before: lights, blinds, or everything that is switched."""
    words = words_of(wish)
    if "everything" in words:
        return {(kind, None) for kind in _EVERYTHING}
    tags: Iterator[Tag] = (
        tag for word in words for tag in lexicon().get((word,), ()) if tag.kind == "thing"
    )
    return {(tag.value, tag.device_class) for tag in tags}
