"""What a breath leaves as it is: "the slow cooker stays on, but shut off the radio".

Nothing is to be done to it. Beside wishes that each name their thing it need not be heard at all;
beside "everything" or "all the lights" it is what these spare.
"""

import re
from collections.abc import Sequence

from assistant.home.model import Home
from assistant.understanding.breaths.cut import Said, cut, joined, without
from assistant.understanding.breaths.spoken_of import (
    all_called_in,
    covers,
    devices_called,
    room_called,
    speaks_of_one,
    wishes_something,
)
from assistant.understanding.editing_words import NO, WAIT
from devices.contract import Device

_STATE = (
    r"(?:on|off|open|closed|shut|up|down|lit|locked|alone|be|there|going|running|playing|"
    r"(?:as|where) (?:it|they) (?:is|are|was|were)|"
    r"(?:just )?(?:how|the way) (?:it|they) (?:is|are))"
)
_GOES_ON = (
    r"(?:be|run|play|go on|carry on|keep (?:going|running)|stay(?: (?:on|open|closed|shut|up))?|"
    r"finish(?: (?:its|the|their|that) \w+| off| up)?|do its (?:thing|job|work))"
)
_SMALL = r"(?:(?:and|but|so|just|only|please|also|though|maybe|ok|okay) )*"
_ANYWAY = r"(?: (?:please|though|for now|thanks|for (?:me|us|him|her|them)|anyway))*"
_WHAT = r"(?P<what>(?:(?:the|my|our|that|those|these) )?[\w'’-]+(?: [\w'’-]+){0,3}?)"
_STAYING = tuple(
    re.compile(rf"{_SMALL}{way}{_ANYWAY}\W*", re.IGNORECASE)
    for way in (
        rf"(?:leave|keep) {_WHAT}(?: {_STATE})?",
        rf"let {_WHAT} {_GOES_ON}",
        rf"{_WHAT},? (?:you )?(?:let|leave|keep) (?:it|them|that)(?: (?:{_GOES_ON}|{_STATE}))?",
        rf"{_WHAT} (?:keep|leave)(?: {_STATE})?",
        rf"{_WHAT} (?:(?:can|should|has to|must|is to|may|will) )?(?:stays?|remains?|keeps?)"
        rf" {_STATE}",
        rf"{_WHAT} can (?:run|play|go on|carry on|stay)",
        rf"{_WHAT} stays",
    )
)
_ENDS = re.compile(r"\blet\b.* finish\b", re.IGNORECASE)
""" "Let the washer finish, then unlock the door": what comes after it waits."""
_LOWERED = re.compile(r"\bkeep\b.* (?:up|down)\W*$", re.IGNORECASE)
""" "Keep the radio down" may wish for less of it."""
_OWN = re.compile(r"(?:the|my|our|that|those|these|[^\W\d]+['’]s) ", re.IGNORECASE)
_THINKS_AGAIN = re.compile(
    rf"(?:(?:{NO}|{WAIT}|actually|sorry|oh|on second thoughts?)\b[\s,]*)+", re.IGNORECASE
)


def without_what_stays(text: str, home: Home) -> str:
    """The text without it, or with it as an exception; the text itself where it is not plain."""
    pieces = cut(text)
    for place, piece in enumerate(pieces):
        if len(pieces) == 1 or _is_wished(place, pieces):
            continue
        if (what := _what_stays(piece.words)) is not None:
            left = _without(place, what, pieces, home)
            if left is not None:
                return without_what_stays(left, home)
    return text


def _is_wished(place: int, pieces: Sequence[Said]) -> bool:
    words = pieces[place].words
    is_last = place == len(pieces) - 1
    return bool(_LOWERED.search(words)) or (bool(_ENDS.search(words)) and not is_last)


def _what_stays(words: str) -> str | None:
    return next((found["what"] for way in _STAYING if (found := way.fullmatch(words))), None)


def _without(place: int, what: str, pieces: Sequence[Said], home: Home) -> str | None:
    things = devices_called(what, home)
    room = None if things else room_called(what, home)
    if not things and room is None:
        return None
    others = without(place, pieces)
    wishing = [at for at, one in enumerate(others) if wishes_something(one.words, home)]
    if not wishing:
        return None
    taken_back = _wish_taken_back(place, what, pieces, home)
    if taken_back is not None:
        return taken_back
    if any(_speaks_of(one.words, things, home) for one in others):
        return None  # "the lamp off, and leave the lamp": who knows
    spared = things or tuple(home.devices_in(room.id if room else ""))
    of_all = [
        at for at in wishing if any(covers(others[at].words, thing, home) for thing in spared)
    ]
    if not of_all:
        return joined(others) if things else None
    at = of_all[-1]
    if speaks_of_one(others[at].words, home):
        return None  # "turn off my lamp and my fan but leave the ceiling light"
    whole = Said(others[at].joint, f"{others[at].words} except {_the(room.name if room else what)}")
    return joined((*others[:at], whole, *others[at + 1 :]))


def _the(what: str) -> str:
    own = _OWN.match(what)
    return what if own else f"the {what}"


def _wish_taken_back(place: int, what: str, pieces: Sequence[Said], home: Home) -> str | None:
    """ "The lamp off, the radio off, no wait, leave the radio": what is left of it."""
    before = place
    while before and _THINKS_AGAIN.fullmatch(pieces[before - 1].words):
        before -= 1
    if before == place or before < 2:
        return None
    wished = pieces[before - 1]
    same = _speaks_of(wished.words, devices_called(what, home), home)
    return joined((*pieces[: before - 1], *pieces[place + 1 :])) if same else None


def _speaks_of(words: str, things: Sequence[Device], home: Home) -> bool:
    """By name."""
    ids = {thing.id for thing in things}
    return any(thing.id in ids for thing in all_called_in(words, home))
