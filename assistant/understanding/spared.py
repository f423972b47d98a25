"""What a wish leaves out, by the name it has here: "the bathroom" of a guest bathroom."""

import re

from assistant.home.find import area_named, named, names_of
from assistant.home.model import Home
from assistant.understanding.clause import Clause
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.lexicon import lexicon
from assistant.understanding.segment import Piece, segment
from assistant.understanding.words import words_of
from devices.contract import Device

_SPARED = re.compile(
    r"\b(?P<but>except(?: for)?|excluding|apart from|other than|but not|but leave|but keep) "
    r"(?P<what>(?:(?:the|my|our) )?[\w'’]+(?: [\w'’]+)?)"
    r"(?: in (?:(?:the|my|our) )?(?P<room>[\w'’]+(?: [\w'’]+)?))?(?=\W*$)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|my|our) ", re.IGNORECASE)
_OWNED = re.compile(r"(?P<owner>[^\W\d]+['’]s) (?P<thing>.+)")
_LEFT_AS_IT_IS = re.compile(
    r"^(?P<wish>.+?),? but (?:leave|keep) (?:the|my|our) (?P<what>[\w'’ ]+?)"
    r" (?:on|off|open|closed|shut|up|down|locked)\W*$",
    re.IGNORECASE,
)
EXACT = 1.0
"""Likeness of a name that is said as it is written, not as several."""
_OF_SEVERAL = ("all", "thing", "everywhere", "here", "except", "it")
"""Tags of words that may stand for more than one thing."""


def with_spared_by_name(text: str, home: Home) -> str:
    """The text with what it leaves out called by its name, or without what it never touched."""
    text = _without_what_is_left(text, home)
    found = _SPARED.search(text)
    if found is None:
        return text
    what = _ARTICLE.sub("", found["what"])
    if found["room"] is not None:
        return text[: found.end("what")] if _is_only_in(found["room"], what, home) else text
    if named(home, what) or area_named(home, what) is not None:
        return text
    name = _thing_of_its_owner(what, home) or _only_room_that_ends_so(what, home)
    return text if name is None else f"{text[: found.start()]}{found['but']} the {name}"


def _without_what_is_left(text: str, home: Home) -> str:
    """ "TV off but leave the fan on": where each thing is named, what is left was never meant."""
    found = _LEFT_AS_IT_IS.match(text)
    if found is None or {*words_of(found["wish"])} & {*words_of(found["what"])}:
        return text
    pieces = segment(words_of(found["wish"]), gazetteer_of(home))
    if Clause(pieces).unexplained or not all(
        _is_one_thing_or_none(piece, home) for piece in pieces
    ):
        return text
    return found["wish"]


def _is_one_thing_or_none(piece: Piece, home: Home) -> bool:
    """ "Bathroom lights" are more than the bathroom light."""
    if piece.mentions:
        return all(
            one.named.kind == "device"
            and one.likeness == EXACT
            and len(named(home, one.named.name)) == 1
            for one in piece.mentions
        )
    return not any(map(piece.has, _OF_SEVERAL))


def _thing_of_its_owner(what: str, home: Home) -> str | None:
    """ "Ellie's unicorn" is the unicorn, where it is the only one and in Ellie's room."""
    owned = _OWNED.fullmatch(what)
    things = named(home, owned["thing"]) if owned else ()
    if owned is None or len(things) != 1:
        return None
    owner = words_of(owned["owner"])
    rooms = _rooms_of(things[0], home)
    theirs = any(words_of(name)[: len(owner)] == owner for name in rooms)
    return owned["thing"] if theirs else None


def _is_only_in(room: str, what: str, home: Home) -> bool:
    """ "The unicorn in her bedroom": one thing is called so, and it is there."""
    things = named(home, what)
    words = words_of(room)
    return len(things) == 1 and any(
        words_of(name)[-len(words) :] == words for name in _rooms_of(things[0], home)
    )


def _rooms_of(thing: Device, home: Home) -> tuple[str, ...]:
    """Every name of the room that it is in."""
    room = home.area_by_id.get(thing.area or "")
    return tuple(names_of(room)) if room else ()


def _only_room_that_ends_so(what: str, home: Home) -> str | None:
    """ "The bathroom", where one room's name ends in it, is that room, all of it."""
    words = words_of(what)
    if words in lexicon():
        return None  # "my room" is this one, "the house" all of it
    ending = [
        (area, name)
        for area in home.areas
        for name in names_of(area)
        if words_of(name)[-len(words) :] == words
    ]
    return ending[0][1] if len({area.id for area, _ in ending}) == 1 else None
