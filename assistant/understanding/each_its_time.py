"""Several wishes in one breath, each for a time of its own: "the lamp off now, the fan off at two".

A time at the end is that of all ("the lamp and the fan off at two"), unless another part has its
own, or is to be done now. An alarm, a timer and a question keep their times to themselves.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.agenda.when import COMMAND, SCHEDULE, At, For, Unclear
from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.when import CERTAIN, Planned, is_of_its_own_time, planned_in
from assistant.understanding.words import words_of

MOST_PIECES = 6
_JOINT = re.compile(
    r"\s*[,;]\s*(?:(?:and|then|but|also)\s+)*|\s+(?:and|but)\s+(?:then\s+|also\s+)*|\s+then\s+",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:(?:and|then|but|so|also)\s+)+", re.IGNORECASE)
_NOW = re.compile(
    r"\s*\b(?:(?:right |straight )?now|straight ?away|right away|immediately|at once)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\b(?:again|back (?:on|off|up|down))\b", re.IGNORECASE)
_MORE_OF_A_NUMBER = frozenset({"half", "quarter", "a"})
_ANY_WORDS = re.compile(
    r"^(?:please )?(?:remind|announce|broadcast|tell|let|add|put|write|note|play|say)\b",
    re.IGNORECASE,
)
"""What is to be said, noted or played may go on after "and"."""


@dataclass(frozen=True, slots=True)
class Part:
    """One wish of the breath."""

    said: str
    wish: str
    """What is to be done, without when."""
    planned: Planned | None = None
    """None for what is to be done now, and for what keeps its own time."""
    before: tuple[str, ...] = ()
    """What was said before it without a time, which shares this one."""

    def with_wish(self, wish: str) -> "Part":
        """The same with a verb that another part has."""
        return replace(self, wish=wish)


@dataclass(frozen=True, slots=True)
class _Piece:
    said: str
    planned: Planned | None
    own: bool
    now: bool

    def lasts(self, says_its_deed: Callable[[str], bool]) -> bool:
        """ "The fan on for an hour": it says what is so for that long."""
        timed = self.planned
        return timed is not None and isinstance(timed.when, For) and says_its_deed(timed.rest)


def each_at_its_time(
    text: str, context: Context, says_its_deed: Callable[[str], bool]
) -> tuple[Part, ...]:
    """The parts in the order of speaking; empty where there is one time for all, or none.

    `says_its_deed` tells whether a part names something and what is to be done to it.
    """
    said = list(pieces_of(text))
    if not 1 < len(said) <= MOST_PIECES:
        return ()
    pieces = list(_one_after_another(said, context))
    if any(one.own and _ANY_WORDS.match(one.said) for one in pieces[:-1]):
        return ()
    if any(one.planned is not None and not one.planned.rest for one in pieces):
        return ()
    times = sum(one.planned is not None for one in pieces)
    apart = any(one.now or one.lasts(says_its_deed) for one in pieces)
    if times > 1 or (times and apart) or any(one.own for one in pieces):
        return tuple(_grouped(pieces, context, says_its_deed))
    return ()


def are_told_apart(parts: tuple[Part, ...]) -> bool:
    """More than one time was said in words, so that no time can be that of all."""
    times = sum(part.planned is not None for part in parts)
    now = any(_NOW.search(part.said) for part in parts if part.planned is None)
    return times > 1 or (times == 1 and now)


def pieces_of(text: str) -> Iterator[str]:
    """The text cut where "and" or a pause may join wishes; "an hour and a half" is one."""
    text = _LEADING.sub("", text)
    start = 0
    for joint in _JOINT.finditer(text):
        after = words_of(text[joint.end() :])[:2]
        number = bool(after) and (
            after[0][0].isdigit()
            or (after[0] in _MORE_OF_A_NUMBER and after[-1] in ("half", "quarter"))
        )
        if joint.start() == 0 or not after or number:
            continue
        yield text[start : joint.start()]
        start = joint.end()
    yield text[start:].strip(" ,.!")


def _one_after_another(said: Sequence[str], context: Context) -> Iterator[_Piece]:
    """ "Off at half ten and on again at six": what is undone comes after what was done."""
    before = context
    for one in said:
        piece = _looked_at(one, before if _AGAIN.search(one) else context)
        if piece.planned is not None and isinstance(piece.planned.when, At):
            before = replace(context, now=piece.planned.when.moment)
        yield piece


def _looked_at(said: str, context: Context) -> _Piece:
    if is_of_its_own_time(said, context):
        return _Piece(said, None, own=True, now=False)
    planned = planned_in(said, context)
    now = planned is None and bool(_NOW.search(said))
    return _Piece(said, planned, own=False, now=now)


def _grouped(
    pieces: list[_Piece], context: Context, says_its_deed: Callable[[str], bool]
) -> Iterator[Part]:
    """A time is that of the pieces before it, too, up to one that has another; how long something
    is to last is said of it alone.
    """
    waiting: list[str] = []
    open_end = False
    for piece in pieces:
        lasts = piece.lasts(says_its_deed)
        if piece.own or (lasts and any(map(says_its_deed, waiting))):
            yield from _at_once(waiting)
            waiting = []
        if piece.own:
            yield Part(piece.said, piece.said)
            continue
        waiting.append(piece.said)
        if piece.now:
            yield from _at_once(waiting)
            waiting = []
        elif piece.planned is not None:
            joined = " and ".join(waiting)
            said = planned_in(joined, context)
            planned = replace(said, when=piece.planned.when) if said else piece.planned
            yield Part(joined, planned.rest, planned, before=tuple(waiting[:-1]))
            waiting, open_end = [], not lasts
    if waiting and open_end:
        left = " and ".join(waiting)
        yield Part(left, left, Planned(left, Unclear(f'I did not understand when: "{left}".')))
    else:
        yield from _at_once(waiting)


def _at_once(said: list[str]) -> Iterator[Part]:
    if said:
        joined = " and ".join(said)
        yield Part(joined, _NOW.sub("", joined))


def in_order_of_time(parts: Sequence[Reading], text: str) -> Reading:
    """All of them as one reading; what is to be done at once comes before what is planned."""
    ordered = sorted(parts, key=lambda part: COMMAND in part.slots)
    first, *more = (one for part in ordered for one in (replace(part, also=()), *part.also))
    return replace(
        first,
        text=text,
        probability=min(part.probability for part in parts),
        exact=all(part.exact for part in parts),
        also=tuple(more),
    )


def not_understood(said: str, text: str) -> Reading:
    """Nothing is done where one part is not understood; the reply says which."""
    return Reading(
        intent=SCHEDULE,
        slots={"unclear": f'I did not understand "{said}", so I have done nothing.', COMMAND: text},
        probability=CERTAIN,
        matched_by="when",
        text=text,
    )
