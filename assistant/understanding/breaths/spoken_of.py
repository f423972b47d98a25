"""What a piece of a breath speaks of, where its words are names of this home and nothing else."""

import re
from collections.abc import Iterator

from assistant.home.find import area_named, named, names_of, plain
from assistant.home.model import Area, Home
from assistant.understanding.clause import Clause
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.segment import Piece, segment
from assistant.understanding.shared_deeds import has_a_deed
from assistant.understanding.words import words_of
from devices.contract import Device

_ALL = re.compile(r"\b(?:all|every|everything|everywhere|whole|both)\b", re.IGNORECASE)
_ARTICLES = frozenset({"the", "my", "our", "that", "those", "these"})
_ONES = re.compile(r" (?:ones?|lights?)$", re.IGNORECASE)
_OWNER = re.compile(r"[^\W\d]+['’]s", re.IGNORECASE)


def devices_called(said: str, home: Home) -> tuple[Device, ...]:
    """Those with just this name; "the lamp" may be several."""
    return named(home, said)


def room_called(said: str, home: Home) -> Area | None:
    """ "Theo's", "the hall ones": the room by its name, or the only one of whoever is named."""
    said = _ONES.sub("", said)
    if (room := area_named(home, said)) is not None:
        return room
    theirs = [area for area in home.areas if any(_is_of(plain(said), n) for n in names_of(area))]
    return theirs[0] if len(theirs) == 1 and _OWNER.fullmatch(said) else None


def all_called_in(text: str, home: Home) -> Iterator[Device]:
    """Every device that may be named in the text."""
    for mention in gazetteer_of(home).exact(words_of(text)):
        if mention.named.kind == "device":
            yield from named(home, mention.named.name)


def wishes_something(text: str, home: Home) -> bool:
    """It names something, and says what is to be done to it."""
    return has_a_deed(_clause(text, home))


def covers(text: str, thing: Device, home: Home) -> bool:
    """It may speak of the thing without its name: of everything, of a room or of its kind."""
    clause = _clause(text, home)
    several = _ALL.search(text) or any(map(_is_of_several, clause.pieces))
    if any(clause.mentions("device")) and not several:
        return False
    kinds = clause.things
    if not kinds and not _ALL.search(text):
        return thing.kind == "light"  # a room that is off is dark
    return not kinds or any(
        tag.value == thing.kind and tag.device_class in (None, thing.device_class) for tag in kinds
    )


def _is_of_several(piece: Piece) -> bool:
    """ "Kitchen lights" are more than the one that is called kitchen light."""
    last = piece.words[-1]
    names = [mention.named.name for mention in piece.mentions if mention.named.kind == "device"]
    return last.endswith("s") and bool(names) and not any(plain(n).endswith(last) for n in names)


def tells_a_kind(text: str, home: Home) -> bool:
    """ "The fan": each word of it is the article or a word for things."""
    pieces = _clause(text, home).pieces
    return any(piece.has("thing") for piece in pieces) and all(
        piece.has("thing") or piece.words[0] in _ARTICLES for piece in pieces
    )


def speaks_of_one(text: str, home: Home) -> bool:
    """ "My lamp": one of a kind, whichever that is."""
    things = [piece for piece in _clause(text, home).pieces if piece.has("thing")]
    several = _ALL.search(text) or any(piece.words[-1].endswith("s") for piece in things)
    return bool(things) and not several


def _clause(text: str, home: Home) -> Clause:
    return Clause(segment(words_of(text), gazetteer_of(home)))


def _is_of(owner: str, room: str) -> bool:
    return plain(room).split()[:1] == [owner]
