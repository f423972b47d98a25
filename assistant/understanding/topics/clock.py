"""The time and the date."""

from collections.abc import Iterator

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning
from assistant.understanding.topics.wording import WORDS


def time(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    """The time here; other places are not ours to tell."""
    known = set(words) - {"the", "please", "pda", "olly", "now", "right", "current", "hello"}
    asking = set(
        "what is it time me tell give show can i get do you know have u let to at of day just "
        "exact correct which need hour whats clock check".split()
    )
    if "time" in words and known <= asking and len(words) <= 10:
        yield Meaning("HassGetCurrentTime", {})


def date(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    known = set(words) - {"the", "please", "pda", "olly", "now", "right", "current", "just"}
    asking = set(
        "what is it date day today todays me tell give show can i get do you know have let to of "
        "need which whats month week in format american and time this current for full".split()
    )
    about = {"date", "day", "month"} & set(words)
    if about and known <= asking and len(words) <= 12 and ("date" in words or "what" in words):
        yield Meaning("HassGetCurrentDate", {})
