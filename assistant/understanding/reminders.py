"""A reminder for a time of day: a timer that is over then, with what it is for as its name."""

import math
import re
from datetime import timedelta

from assistant.agenda.when import REMIND_AT, START_TIMER, At
from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.clock import units_of
from assistant.understanding.when import timed
from assistant.understanding.words import words_of

LIKELY = 0.95
MOST_WORDS = 20
LONGEST = timedelta(days=1)
"""Who wants to be reminded in a week has a calendar."""
_REMINDS = re.compile(
    r"(?:(?:please|hey|ok|okay|and|so)\W+|(?:can|could|would|will) you (?:please )?|"
    r"i (?:need|want|would like) you to )*"
    r"(?:remind (?:me|us)|(?:set|give) (?:me |us )?a reminder)\b(?P<rest>.+)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^[\s,]*(?:to|about|that|of|for)\b\s*", re.IGNORECASE)

_ANOTHER_DAY = re.compile(
    r"\b(?:every|each|daily|weekly|weekends?|(?:next|this|on|for) (?:\w+days?|week|month)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b",
    re.IGNORECASE,
)
"""A day that is left over in the name is when it was wanted."""


def reminder(text: str, context: Context) -> Reading | None:
    """The text as a reminder for a time within a day; None for any other, and for no reminder."""
    found = _REMINDS.fullmatch(text.strip())
    tokens = found["rest"].split() if found else []
    if not 1 < len(tokens) <= MOST_WORDS or "alarm" in words_of(text):
        return None
    planned = timed(tokens, context)
    if planned is None or not isinstance(planned.when, At):
        return None
    name = _LEADING.sub("", planned.rest).strip(" ,.!?")
    left = planned.when.moment - context.now
    if not name or _ANOTHER_DAY.search(name) or not timedelta(0) < left <= LONGEST:
        return None
    return Reading(
        intent=START_TIMER,
        slots={
            "name": name,
            REMIND_AT: planned.when.moment.isoformat(),
            **units_of(math.ceil(left.total_seconds())),
        },
        probability=LIKELY,
        matched_by="when",
        text=text,
    )
