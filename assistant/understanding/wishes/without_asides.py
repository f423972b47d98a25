"""What is left of a sentence without the words that the network takes for an aside.

What looks like one may tell that nothing is wished ("my brother always says") or when ("the moment
it is quiet"), so that only what is surely one is dropped, and only where the whole sentence, too,
is heard as the wish that is left.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from assistant.home.model import Home
from assistant.understanding.address import is_somebody
from assistant.understanding.asides import may_tell
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.segment import Piece, segment
from assistant.understanding.wishes.heard import Heard
from assistant.understanding.words import words_of
from assistant.wordpiece import plain_words, spans

EDGES = (0.5, 0.8, 0.3, 0.15)
"""From where on a word may be dropped: where the network wavers, the wish that is left decides."""
MOSTLY = 0.7
"""Mean probability of what is dropped."""
MOSTLY_OF_CLAUSES = 0.5
"""The same where whole clauses are dropped."""
SURELY = 0.85
"""The same of every word within a wish, or where a thing, an amount or a colour is among them."""
SHORTEST = 2
"""Words that a wish has."""
CLEARLY = 0.02
"""Where the network gives less than this to nothing being wished, it has weighed who says so."""
WEIGHTY = ("thing", "number", "color", "except", "not")
"""Kinds of pieces that a wish is made of, beside names."""
LEADING_ON = frozenset(
    "to and or if that the a an my our of in with for is are was were be will would can could "
    "should may who not we he she they i somebody someone anybody nobody everybody all like left "
    "had kept shouting shouts yelling yells screaming saying asking "
    "telling singing chanting turned switched opened closed locked unlocked dimmed".split()
)
"""After these what follows is what somebody does, did or says: "shall i go and", "i left"."""
LED_ON = frozenset("to of if that called is was were will says said".split())
"""What begins so goes on with what was dropped before it."""
ASKING = frozenset("did does do has have had was were shall should".split())
"""Before a wish they make a question of it: "did you lock the door"."""
PLACING = frozenset(
    "in on at from with by under of to into near next behind before after "
    "provided providing assuming supposing presuming".split()
)
"""After a wish they say where, or when; as `LED_ON` and what somebody did ("grumbled the giant")
go on with it.
"""

PUTTING_RIGHT = frozenset("actually no nah naw nope wait rather instead make sorry".split())
JOINING = frozenset("so because cause cos coz cuz but and or then".split())
"""They begin a clause."""

_GOING_ON = re.compile(r"^(?:(?:so|and|but|or|then)\b,? ?)+", re.IGNORECASE)
"""After what was told before, the wish begins."""
ANOTHER = re.compile(r"\b(?:also|plus) (?:the|my|our|that) ", re.IGNORECASE)
""" "Also the light": what is done to the first is wished of it, too."""
_OWNING = re.compile(r"['’]s\W*$")
"""After "the oven's" comes what it is, or what of it is meant."""


@dataclass(frozen=True, slots=True)
class Left:
    """A sentence without its asides."""

    text: str
    dropped: str
    """The words left out, in order."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Words beside each other that are all dropped, or all kept."""

    text: str
    dropped: bool
    surely: float


def without_asides(text: str, heard: Heard, home: Home) -> Iterator[Left]:
    """Every likely way to drop asides, the likeliest first."""
    words = spans(text)
    if len(words) != len(heard.asides):
        return
    tried: set[str] = set()
    by_clause = _by_clause(text, words, heard.asides)
    ways = ((heard.asides, MOSTLY), (by_clause, MOSTLY_OF_CLAUSES))
    for (asides, mostly), edge in itertools.product(ways, EDGES):
        chances = [chance for chance in asides if chance > edge]
        if not chances or len(words) - len(chances) < SHORTEST or mean(chances) < mostly:
            continue
        runs = tuple(_runs(text, words, asides, edge))
        left = " ".join(run.text for run in runs if not run.dropped)
        if runs[0].dropped:
            left = _GOING_ON.sub("", left)
        if left not in tried and _may_be_dropped(runs, home, clearly=heard.wishes.other < CLEARLY):
            tried.add(left)
            dropped = " ".join(run.text for run in runs if run.dropped)
            yield Left(left, dropped)


def _by_clause(
    text: str, words: Sequence[tuple[int, int]], asides: Sequence[float]
) -> tuple[float, ...]:
    """Every word as likely an aside as its clause: what is told, is told as a whole."""
    begins = [0]
    for at, (one, other) in enumerate(itertools.pairwise(words), 1):
        paused = not text[one[1] : other[0]].isspace()
        if paused or text[slice(*other)].lower() in JOINING:
            begins.append(at)
    clauses = (asides[start:end] for start, end in itertools.pairwise((*begins, len(words))))
    return tuple(mean(clause) for clause in clauses for _ in clause)


def _runs(
    text: str, words: Sequence[tuple[int, int]], asides: Sequence[float], edge: float
) -> Iterator[_Run]:
    """The words as they were written, commas between them too."""
    both = zip(words, asides, strict=True)
    for dropped, group in itertools.groupby(both, key=lambda one: one[1] > edge):
        run = list(group)
        said = text[run[0][0][0] : run[-1][0][1]]
        yield _Run(said, dropped, min(chance for _, chance in run))


def _may_be_dropped(runs: Sequence[_Run], home: Home, *, clearly: bool) -> bool:
    """No run tells of somebody who does it, nor where or when; nothing leads on over its edge."""
    beside = zip((None, *runs[:-1]), runs, (*runs[1:], None), strict=True)
    return all(_is_droppable(*one, home, clearly=clearly) for one in beside if one[1].dropped)


def _is_droppable(
    before: _Run | None, run: _Run, after: _Run | None, home: Home, *, clearly: bool
) -> bool:
    words = words_of(run.text)
    if before is not None and _OWNING.search(before.text):
        return False
    if ANOTHER.search(run.text) or (after is None and _puts_right(words)):
        return False
    inside = before is not None and after is not None
    surely = clearly and run.surely >= SURELY
    if not words or (not surely and may_tell(words, before=after is not None)):
        return False
    if run.surely < SURELY and (inside or _is_weighty(run.text, home)):
        return False
    if after is None:
        last = words_of(before.text)[-1:] if before is not None else ()
        goes_on = words[0] in PLACING | LED_ON or words[0].endswith("ed")
        return not goes_on and LEADING_ON.isdisjoint(last)
    if words[0] in ASKING or words[-1] in LEADING_ON or is_somebody(words[-1], home):
        return False
    return plain_words(after.text)[0] not in LED_ON


def _puts_right(words: Sequence[str]) -> bool:
    """ "Actually forty percent", "no, fifty": after a wish it is how much is wished."""
    return any(word[0].isdigit() for word in words) and not PUTTING_RIGHT.isdisjoint(words)


def _is_weighty(text: str, home: Home) -> bool:
    """It has what a wish is made of."""
    return any(map(_weighs, segment(words_of(text), gazetteer_of(home))))


def _weighs(piece: Piece) -> bool:
    return bool(piece.mentions) or any(map(piece.has, WEIGHTY))
