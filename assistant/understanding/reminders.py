"""Reminders: a timer that is over then, with what it is for as its name; or on days of the week."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from assistant.agenda.times import time_in
from assistant.agenda.when import REMIND_AT, START_TIMER, After, At, Every, slots_of
from assistant.context import Context
from assistant.turn import Reading, Value
from assistant.understanding.clock import units_of
from assistant.understanding.when import timed
from assistant.understanding.words import words_of

LIKELY = 0.95
MOST_WORDS = 24
LONGEST = timedelta(days=7)
"""Who wants to be reminded in a month has a calendar."""
REGULARLY = "RemindRegularly"
_POLITE = (
    r"(?:(?:please|hey|ok|okay|and|so|oh|right|also|just|then)\W+|(?:can|could|would|will) you "
    r"(?:please )?|i (?:need|want|would like|.?d like) you to )*"
)
_GROUP = (
    r"(?:me|us|everyone|everybody|(?:[\w'’]+,? )*(?:[\w'’]+ and (?:me|i)|(?:me|us) and [\w'’]+))"
)
_WHO = (
    rf"(?:{_GROUP}|(?P<who>(?!me\b|us\b|myself\b)(?:the |my )?[\w'’]+(?: and [\w'’]+)?)(?= to\b))"
)
_A_REMINDER = r"an? (?:\w+ )?(?:reminder|nudge|prod|shout|poke)"
_REMINDS = re.compile(
    rf"(?P<lead>.*?)\b{_POLITE}(?:"
    rf"remind {_WHO}|(?:(?:set|make|put in|add|create) (?:me |us )?a (?:\w+ )?reminder|"
    r"(?:give|send|can (?:i|we) have|i (?:want|need)) (?:(?:me|us|both of us) )?"
    rf"{_A_REMINDER})|"
    rf"(?:do ?n.t|do not|never) let {_GROUP} forget(?! (?:what|how|who|why|where|when)\b)|"
    r"make sure (?:i|we) (?:do ?n.t|do not) forget|"
    r"(?:tell|nudge|prod) (?:me|us)(?=.* to\b)"
    r")\b(?P<rest>.+)",
    re.IGNORECASE,
)
_TOLD_FIRST = re.compile(
    rf"{_POLITE}(?:i|we)(?: |['’])(?:(?:have|need|ought|am supposed|.?m supposed|.?m meant|ve got|"
    r"ve|have got|got) to|must|should|am to)\s(?P<rest>.+?)[,;.]? (?:so |and )?"
    rf"{_POLITE}remind (?:me|us)(?: (?:of|about) (?:it|that))?"
    r"(?: (?:please|would you|will you|can you|could you|then|thanks))*\W*",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^[\s,]*(?:to|about|that|of|for)\b\s*", re.IGNORECASE)
_TO_DO = re.compile(r"^\W*to\b", re.IGNORECASE)

_ANOTHER_DAY = re.compile(
    r"\b(?:every|each|daily|weekly|weekends?|(?:next|this|on|for) (?:\w+days?|week|month)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b",
    re.IGNORECASE,
)
"""A day that is left over in the name is when it was wanted."""
_NEXT = re.compile(r"\bnext (?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
"""This week's to some and the one after to others."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be brought to mind, with its time among the words."""

    words: str
    who: str = ""
    """Somebody else than who speaks."""
    told: bool = False
    """ "Tell me": only what is to be done is a reminder, the rest is a question."""


def reminder(text: str, context: Context) -> Reading | None:
    """The text as a reminder for a time within a week, or for days of the week; None for any
    other, and for no reminder.
    """
    if "alarm" in words_of(text):
        return None
    found = (_as_reminder(wanted, text, context) for wanted in _wanted(text.strip()))
    return next(filter(None, found), None)


def _wanted(text: str) -> Iterator[_Wanted]:
    if told := _TOLD_FIRST.fullmatch(text):
        yield _Wanted(told["rest"])
    if (found := _REMINDS.fullmatch(text)) is None:
        return
    lead = found["lead"].strip(" ,")
    if lead and time_in(words_of(lead)) is None:
        return
    told_to = re.search(r"(?:tell|nudge|prod) (?:me|us)$", text[: found.start("rest")], re.I)
    yield _Wanted(f"{lead} {found['rest']}", (found["who"] or "").strip(), bool(told_to))


def _as_reminder(wanted: _Wanted, text: str, context: Context) -> Reading | None:
    tokens = wanted.words.split()
    if not 1 < len(tokens) <= MOST_WORDS or _NEXT.search(wanted.words):
        return None
    planned = timed(tokens, context)
    if planned is None or (wanted.told and not _TO_DO.match(planned.rest)):
        return None
    name = _LEADING.sub("", planned.rest).strip(" ,.!?")
    if not name or _ANOTHER_DAY.search(name):
        return None
    when = planned.when
    slots: dict[str, Value] = {"name": f"{wanted.who}, {name}" if wanted.who else name}
    intent = START_TIMER
    if isinstance(when, Every):
        intent, slots = REGULARLY, {**slots, **slots_of(when)}
    elif isinstance(when, After):
        slots |= units_of(when.seconds)
    elif isinstance(when, At) and timedelta(0) < (left := when.moment - context.now) <= LONGEST:
        slots |= {
            REMIND_AT: when.moment.isoformat(),
            **units_of(math.ceil(left.total_seconds())),
        }
    else:
        return None
    return Reading(intent=intent, slots=slots, probability=LIKELY, matched_by="when", text=text)
