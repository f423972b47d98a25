"""Whose room "my room" is: of who says so, of who is known to speak, or nobody knows.

"Fan on in my room, it's Liam" is said in the kitchen, and no fan of the kitchen is meant.
"""

import re
from collections.abc import Iterator

from assistant.context import Context
from assistant.home.find import area_named, names_in, names_of
from assistant.home.model import Home
from assistant.turn import Reading
from assistant.understanding.past import LEAVE
from assistant.understanding.readings import MOST

_MY_ROOM = re.compile(r"\bmy (?:bed)?room\b", re.IGNORECASE)
_MY = re.compile(r"\bmy\b", re.IGNORECASE)
_OWNED = re.compile(r"(?P<owner>.+?)(?:'s|’s|s'|s’) (?P<what>.+)")
_TELLS_WHO = re.compile(
    r"(?:^|[,.;!]\s*)(?:(?:it.?s|it is|this is|i.?m|i am) (?P<told>\w+)(?: here| speaking)?"
    r"|(?P<here>\w+) (?:here|speaking))(?:[,.;!]\s*|$)",
    re.IGNORECASE,
)
NOBODY = frozenset("kids kid children child boys girls guests guest baby master parents".split())
"""Theirs is a kind of room, whoever they are."""
SEVERAL = 2
"""Of one room that is somebody's, the others speak as "my room" too: they have none so called."""


def as_told(text: str, context: Context) -> str:
    """The text with the owner's name for "my", where who speaks is told or known."""
    text, owner = _without_who(text, context.home)
    owner = owner or _known_speaker(context)
    if owner is None:
        return text
    text = _with_its_owner(text, owner, context.home)
    if not _owns_a_room(owner, context.home):
        return text
    room = f"{owner}'s room"
    return _MY_ROOM.sub(room, text)


def _with_its_owner(text: str, owner: str, home: Home) -> str:
    """ "My lamp" of Fiona is "Fiona's lamp", where something is called so."""
    for name in names_in(home):
        theirs = _OWNED.fullmatch(name)
        if theirs is not None and theirs["owner"].lower() == owner.lower():
            mine = re.compile(rf"\bmy {re.escape(theirs['what'])}\b", re.IGNORECASE)
            text = mine.sub(name, text)
    return text


def nobody_knows_whose(text: str, context: Context) -> Reading | None:
    """ "My room" in a room that is nobody's, where others are somebody's."""
    said = _MY_ROOM.search(text)
    if said is None:
        return None
    owned = {area for _, area in _owned_rooms(context.home)}
    if len(owned) < SEVERAL or context.area in owned:
        return None
    if area_named(context.home, said[0]) is not None:
        return None  # "my bedroom", where there is one bedroom
    if any(_MY_ROOM.search(name) for area in context.home.areas for name in names_of(area)):
        return None
    return Reading(
        intent=LEAVE, slots={}, probability=MOST, matched_by="whose", text=text, form="whose"
    )


def _without_who(text: str, home: Home) -> tuple[str, str | None]:
    """The text and who says it, where that is told beside it and "my" is said."""
    found = _TELLS_WHO.search(text)
    if found is None or not _MY.search(text):
        return text, None
    name = (found["told"] or found["here"]).lower()
    for person in home.people:
        if name in (spelling.lower() for spelling in (person.name, *person.aliases)):
            rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,.;")
            return (rest, person.name) if rest else (text, None)
    return text, None


def _known_speaker(context: Context) -> str | None:
    return next((one.name for one in context.home.people if one.id == context.person), None)


def _owns_a_room(owner: str, home: Home) -> bool:
    return any(name.lower() == owner.lower() for name, _ in _owned_rooms(home))


def _owned_rooms(home: Home) -> Iterator[tuple[str, str]]:
    """Owner and id of each room that is called "Somebody's room"."""
    for area in home.areas:
        for name in names_of(area):
            found = re.fullmatch(r"(.+?)(?:'s|’s|') (?:bed)?room", name, re.IGNORECASE)
            if found is not None and found[1].lower() not in NOBODY:
                yield found[1], area.id
