"""What goes on with what was just done, beside a cry or why: "whoops, the roast isn't done, put it
back on".

Who points back at what was just done means the assistant, so that more may be told beside it than
beside a new wish. What is only a cry changes nothing; on what is told no door opens unasked.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeAlias

from assistant.turn import Reading
from assistant.understanding.asides import is_of_several, is_told, lets_in, tells_of_others
from assistant.understanding.exclaimed import is_cried, is_exclaimed
from assistant.understanding.fragment import NUMBERS
from assistant.understanding.past import ABOUT_THE_TALK, UNDO
from assistant.understanding.words import words_of

SHORTEST = 2
"""Words of what is wished."""
MOST_PARTS = 5
_CALLING_OFF = frozenset({"HassCancelTimer", "HassCancelAllTimers"})
"""What may as well be no more than to leave things alone."""
_PAUSE = re.compile(r"\s*(?:[,;!?–—]+|\.(?!\d)|\s-\s)\s*")
_OATH = (
    r"(?:wh?oops(?:ie)?|oops(?:ie)?|welp|shoot|shucks|dang|darn|drat|rats|crap|damn|hell|heck|feck|"
    r"blast|fiddlesticks|mercy|(?:good )?(?:grief|gracious|heavens|lord|gosh)|"
    r"(?:my )?goodness(?: me)?|my (?:word|god|days)|"
    r"yikes|jeez|crikey|blimey|ar+ey?|ai+yo|oho|baap re|silly me|wrong one|"
    r"my (?:mistake|bad|fault)|what am i (?:like|doing|thinking))"
)
_CRY = re.compile(
    r"(?:(?:oh|ah|aw+|ach|och|ooh|uh|um|hm+|well|right|okay|ok|so|yeah|wait|hang on|hold on|"
    rf"go on|dear|me|man|boy|bother|sugar|{_OATH})\b ?)+"
    r"(?:please|sorry|no|then|so|do not)?"
)
_LEAD = re.compile(rf"^(?:(?:(?:oh|ah|aw+|hm+|well) )?{_OATH}\b[\s,!.]+)+(?=\w)", re.IGNORECASE)
_WHO_ON_EARTH = re.compile(r"(?:who|why) (?:\w+ ){0,2}?(?:is|are|would|wants?)\b")
"""Asked of nobody, after a wish: "off it, who is bathing at this hour"."""
_THOUGHT = re.compile(
    r"(?:i|we) (?:thought|figured|forgot|forget|did not (?:know|realise|realize))\b"
)
_DONE = re.compile(
    r"(?:(?:i|we) (?:am|are) )?(?:all )?(?:done|finished|set|sorted|through|good)"
    r"(?: (?:in|down|up|out|over|with))*"
    r"(?: (?:here|there|it|that|this|now|for (?:now|today|tonight)))*"
)
_OF_OTHERS = re.compile(
    r"\b(?:if|when|unless|until|till|once|while|whenever|before|after|says?|said|saying|told|tells?|"
    r"ask(?:s|ed)?|insist(?:s|ed|ing)?|beg(?:s|ged|ging)?|want(?:s|ed)?|thinks?|reckons?|"
    r"suggest(?:s|ed)?|demand(?:s|ed|ing)?|shout(?:s|ed|ing)?|yell(?:s|ed|ing)?|text(?:s|ed|ing)?|"
    r"yesterday|always|never|usually|song|called|film|movie|book)\b"
)
_TO_SOMEBODY = re.compile(r"(?:(?:and|then|also|so|oh|but|or) )*you\b")
"""To the assistant it is one more wish ("you can open the blinds"); else it is of no device."""
_OF_PEOPLE = re.compile(r"(?:he|she|they)\b")
_BUT_DONE = re.compile(r"\b(?:before|after) (?:long|all)\b")

Follows: TypeAlias = Callable[[str], Reading | None]
"""Reads a text as the next step of the conversation."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What may be the wish, and what was told beside it."""

    wish: str
    told: tuple[str, ...]


def with_a_reason(text: str, follows: Follows) -> Reading | None:
    """The next step of the conversation that is said beside a cry or a reason; None without one."""
    uncried = _LEAD.sub("", text)
    ways = (_Kept(uncried, ()),) if uncried != text else ()
    for kept in (*ways, *_each_way(uncried)):
        found = follows(kept.wish)
        if found is None or not _points_back(found):
            continue
        if found.intent == UNDO and any(map(_is_of_people, kept.told)):
            continue  # "take that back, he never said it"
        counted = any(word[0].isdigit() for word in words_of(kept.wish))
        if counted and any(map(is_of_several, kept.told)) and NUMBERS & found.slots.keys():
            continue  # "two more, they're delicious"
        theirs = lets_in(kept.wish) and any(map(tells_of_others, kept.told))
        exact = found.exact and not theirs and all(map(_is_plain, kept.told))
        return replace(found, text=text, exact=exact)
    return None


def _each_way(text: str) -> Iterator[_Kept]:
    """Every way to leave out what is beside, the least of it first."""
    parts = [part for part in _PAUSE.split(text.strip(" .!?")) if part]
    if not 1 < len(parts) <= MOST_PARTS:
        return
    ways = [
        (start, end)
        for start, end in combinations(range(len(parts) + 1), 2)
        if end - start < len(parts)
    ]
    for start, end in sorted(ways, key=lambda way: way[0] - way[1]):
        before, after = parts[:start], parts[end:]
        wish = ", ".join(parts[start:end])
        beside = all(map(_is_before, before)) and all(map(_is_after, after))
        if beside and len(words_of(wish)) >= SHORTEST:
            yield _Kept(wish, (*before, *after))


def _points_back(found: Reading) -> bool:
    """Something is done with what was spoken of; a complaint, or to leave things, is more."""
    return (
        found.matched_by in ("reference", "correction", "continuation")
        and not found.slots.get("ask")
        and found.intent not in _CALLING_OFF
        and (found.intent == UNDO or found.intent not in ABOUT_THE_TALK)
    )


def _is_before(part: str) -> bool:
    spoken = " ".join(words_of(part))
    if _is_cry(part) or _DONE.fullmatch(spoken):
        return True
    return is_told(part) and not _TO_SOMEBODY.match(spoken) and not _OF_OTHERS.search(spoken)


def _is_after(part: str) -> bool:
    spoken = " ".join(words_of(part))
    if _is_cry(part):
        return True
    if is_told(part, after=True):
        return not _TO_SOMEBODY.match(spoken)
    why = _THOUGHT.match(spoken) or _WHO_ON_EARTH.match(spoken)
    return bool(why) and not _OF_OTHERS.search(_BUT_DONE.sub("", spoken))


def _is_of_people(part: str) -> bool:
    return bool(_OF_PEOPLE.match(" ".join(words_of(part))))


def _is_plain(part: str) -> bool:
    """A cry, or what may be told beside any wish."""
    return _is_cry(part) or is_told(part)


def _is_cry(part: str) -> bool:
    spoken = " ".join(words_of(part))
    return bool(_CRY.fullmatch(spoken)) or is_cried(part) or is_exclaimed(part)
