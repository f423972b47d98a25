"""What a thing is wanted for: "chandelier on for the party" is wished of the chandelier alone."""

from collections.abc import Sequence

from assistant.home.find import named, names_of
from assistant.home.model import Area, Floor, Home
from assistant.home.once import once_per_home
from assistant.understanding.clause import Clause
from assistant.understanding.lexicon import key_of
from assistant.understanding.segment import Piece
from assistant.understanding.shared_deeds import has_a_deed
from assistant.understanding.words import words_of
from devices.contract import Device

LONGEST = 5
"""Words after "for"."""
_OCCASIONS = frozenset({"scene", "script"})
_TIMES = frozenset(
    "hour hours minute minutes second seconds day days week weeks month tomorrow today tonight "
    "morning afternoon evening night noon midnight weekend weekday weekdays monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)
_PEOPLE = frozenset(
    "mum mam mom mummy mommy ma dad da daddy pa nan nana gran granny grandma grandad grandpa "
    "granda sister brother son daughter wife husband partner boyfriend girlfriend aunt auntie "
    "uncle cousin friend friends mates kids children boys girls guest guests visitor visitors "
    "neighbour neighbor postman plumber electrician builder cleaner nurse carer babysitter nanny "
    "landlord".split()
)
"""Who comes by."""
_SMALL = ("filler", "prep", "part")


def without_purpose(pieces: Sequence[Piece], home: Home) -> tuple[Piece, ...]:
    """The pieces without the purpose at their end, where a thing is named and told what to do.

    Only words that point at nothing else here are a purpose, so that no room or amount is lost.
    """
    place = next((at for at, one in enumerate(pieces) if one.words == ("for",)), 0)
    head, tail = tuple(pieces[:place]), pieces[place + 1 :]
    if not head or not 0 < sum(len(piece.words) for piece in tail) <= LONGEST:
        return tuple(pieces)
    words = (word for piece in tail if not piece.mentions for word in piece.words)
    if any(map(_is_of_a_time, words)):
        return tuple(pieces)
    clause = Clause(head)
    tells = any(not one.explained or _is_an_occasion(one, home) for one in tail)
    named = _names_a_thing(clause) or (bool(clause.things) and _is_somebody(tail))
    if not (tells and named and has_a_deed(clause)):
        return tuple(pieces)
    return head if all(_is_of_a_purpose(one, home) for one in tail) else tuple(pieces)


def _names_a_thing(clause: Clause) -> bool:
    """By its name, or by what it is and its room."""
    if any(clause.mentions("device")):
        return True
    return bool(clause.things) and any(clause.mentions("area"))


def _is_somebody(tail: Sequence[Piece]) -> bool:
    """ "My mum", "the plumber"."""
    return any(word in _PEOPLE for piece in tail for word in piece.words)


def _is_of_a_time(word: str) -> bool:
    """ "For 6:30 tomorrow" is when, or how long."""
    return any(letter.isdigit() for letter in word) or word in _TIMES


def _is_of_a_purpose(piece: Piece, home: Home) -> bool:
    if piece.mentions:
        return _is_an_occasion(piece, home)
    if not piece.explained:
        return _in_names(home).isdisjoint(key_of(piece.words))  # "the lamp for reading" is one
    return any(piece.has(kind) for kind in _SMALL)


@once_per_home
def _in_names(home: Home) -> frozenset[str]:
    """Words that something in this home is called by."""
    things: tuple[Device | Area | Floor, ...] = (*home.devices, *home.areas, *home.floors)
    return frozenset(
        key for thing in things for name in names_of(thing) for key in key_of(words_of(name))
    )


def _is_an_occasion(piece: Piece, home: Home) -> bool:
    """Somebody who lives here, or what a scene is called."""
    return bool(piece.mentions) and all(
        mention.named.kind == "person"
        or any(device.kind in _OCCASIONS for device in named(home, mention.named.name))
        for mention in piece.mentions
    )
