"""How long something is wanted: "heating pad for twenty minutes", "on till I'm back, say an hour".

What has nothing but a switch or a valve and is wanted for a while is to be on for so long.
"""

import re
from dataclasses import replace

from assistant.agenda.times import duration
from assistant.agenda.when import For
from assistant.home.find import named
from assistant.home.model import Home
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.segment import Piece, segment
from assistant.understanding.when import Planned
from assistant.understanding.words import words_of

EXACT = 0.98
"""Likeness of a name that was said."""
_LENT = frozenset({"light", "switch", "fan", "valve", "humidifier", "input_boolean"})
"""Kinds of thing that nobody wants for a while but on; an oven may be timed."""
_GUESSED = re.compile(
    r"^(?P<wish>.+?),? (?:until|till|til|while|whilst) (?P<event>[^,]+), ?(?:so )?(?:let.?s )?"
    r"(?:just )?(?:say|about|around|roughly|call it|maybe|probably|give it) (?:about )?"
    r"(?P<length>[\w ]+?)\W*$",
    re.IGNORECASE,
)
""" "Till I'm back, say twenty minutes": how long that will be is what counts."""
_GIVEN = re.compile(
    r"^(?P<before>(?:(?:can|could|would|will) you |please |just )*)give (?P<given>[^,.]+)"
    r"(?P<rest>.*)$",
    re.IGNORECASE,
)


def with_its_length(text: str, home: Home) -> str:
    """The text with how long its wish is for in plain words."""
    if (guessed := _GUESSED.match(text)) and _is_length(guessed["length"]):
        return f"{guessed['wish']} for {guessed['length']}"
    if (given := _GIVEN.match(text)) is not None:
        tokens = given["given"].split()
        for end in range(1, len(tokens)):
            what, length = " ".join(tokens[:end]), " ".join(tokens[end:])
            if _is_length(length) and _is_lent(what, home):
                return f"{given['before']}turn on {what} for {length}{given['rest']}"
    return text


def with_its_deed(planned: Planned, home: Home) -> Planned:
    """What is wanted for a while and only named is to be on."""
    if not isinstance(planned.when, For) or not _is_lent(planned.rest, home):
        return planned
    return replace(planned, rest=f"turn on {planned.rest}")


def _is_length(words: str) -> bool:
    said = words_of(words)
    length = duration(said)
    return length is not None and length[1] == len(said)


def _is_lent(what: str, home: Home) -> bool:
    """A thing with a switch, and nothing else but the room that it is in."""
    pieces = segment(words_of(what), gazetteer_of(home))
    kinds = [kind for piece in pieces for kind in _kinds_of(piece, home)]
    return bool(kinds) and _LENT.issuperset(kinds) and all(map(_only_points, pieces))


def _kinds_of(piece: Piece, home: Home) -> list[object]:
    names = [one.named.name for one in piece.names("device") if one.likeness >= EXACT]
    if names:
        return [device.kind for name in names for device in named(home, name)]
    here = {device.kind for device in home.devices}
    return [tag.value for tag in piece.values("thing") if tag.value in here]


def _only_points(piece: Piece) -> bool:
    return bool(piece.mentions) or any(map(piece.has, ("thing", "filler", "prep", "here")))
