"""The time and the date."""

from collections.abc import Iterator, Mapping

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning
from assistant.understanding.topics.wording import WORDS, Filler

ASKED_OF_BOTH = frozenset(
    "what whats which is it me tell give show say can could would i get do you know have let us to "
    "of just need want like will the a please pda olly hey hi hello now right current currently "
    "exact correct check this moment here at for find out and in looking".split()
)
OF_TIME = frozenset("time u day hour clock local how is".split())
OF_DATE = frozenset(
    "date day today todays month week weekday format american time full number year".split()
)
MOST_WORDS = 12
ELSEWHERE = frozenset("in at for".split())
HERE = frozenset("the this my a format american here moment".split())


def tell_time(clause: Clause, text: str, context: Context) -> Meaning | None:
    """The time here; other places are not ours to tell."""
    return None if _is_elsewhere(clause.words) else Meaning("HassGetCurrentTime", {})


def tell_date(clause: Clause, text: str, context: Context) -> Meaning | None:
    """The date of today."""
    if exclaims(clause.words) or _is_elsewhere(clause.words):
        return None
    return Meaning("HassGetCurrentDate", {})


FILLERS: Mapping[str, Filler] = {
    "HassGetCurrentTime": tell_time,
    "HassGetCurrentDate": tell_date,
}


def exclaims(words: WORDS) -> bool:
    """ "What a day" asks nothing."""
    return tuple(words[:2]) == ("what", "a")


def time(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    """The word and nothing but words of asking for it."""
    known = {*words} <= ASKED_OF_BOTH | OF_TIME
    if "time" in words and known and len(words) <= MOST_WORDS:
        yield Meaning("HassGetCurrentTime", {})


def date(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    """The same for the date, or for what day or month it is."""
    known = {*words} <= ASKED_OF_BOTH | OF_DATE
    about = {"date", "day", "month"} & {*words}
    asked = "date" in words or "what" in words or "which" in words
    if about and known and len(words) <= MOST_WORDS and asked and not exclaims(words):
        yield Meaning("HassGetCurrentDate", {})


def _is_elsewhere(words: WORDS) -> bool:
    """ "In london", "at the office": a place after a preposition."""
    return any(
        word in ELSEWHERE and words[at + 1 : at + 2] and words[at + 1] not in HERE | ASKED_OF_BOTH
        for at, word in enumerate(words)
    )
