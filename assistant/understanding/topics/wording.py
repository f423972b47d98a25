"""What several topics look for in the words."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.clock import time_of_day
from assistant.understanding.meaning import Meaning, is_question

WORDS = Sequence[str]
Filler: TypeAlias = Callable[[Clause, str, Context], Meaning | None]
"""Finds the slots of a wish that is known to be right; None where one is missing, or the device."""
ASKING = frozenset(
    "what is are was how which when do does did will would should can could any show tell list "
    "read give check see let know confirm report find get have need want whats".split()
)
REMOVE = frozenset("remove delete take erase clear cross drop scratch strike".split())


def asks(words: WORDS, clause: Clause) -> bool:
    return is_question(clause) or bool(set(words[:4]) & ASKING)


def latest_time(words: WORDS) -> str | None:
    found: tuple[str, int] | None = None
    for start in range(len(words)):
        time = time_of_day(words[start:])
        if time is not None and (found is None or time[1] > found[1]):
            found = time
    return found[0] if found else None
