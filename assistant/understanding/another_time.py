"""Another time for what was planned just before: "no, eleven", "make that half past".

A number after a plan is never an amount of the device: what it would do, it would do at once.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.agenda.times import time_in
from assistant.agenda.when import COMMAND, INSTEAD, SCHEDULE, At, Every, When, when_in
from assistant.context import Context
from assistant.turn import Reading, Resolution
from assistant.understanding.clock import time_of_day
from assistant.understanding.continuation import LIKELY, unclear
from assistant.understanding.fragment import words_said
from assistant.understanding.past import plan_made_last
from assistant.understanding.when import Planned, scheduled

_LEAD = re.compile(
    r"(?:(?:no|nah|oh|sorry|actually|wait|um|please|i meant|i mean|rather|or|on second thoughts?)"
    r" )*"
    r"(?P<changes>(?:make|set|change|do|move) (?:it|that)(?: (?:to|for))? )?"
    r"(?P<when>.+?)(?: (?:please|instead|rather|then|thanks))*"
)
_NOON = 12
_HALF_A_DAY, _DAY = timedelta(hours=_NOON), timedelta(days=1)


def another_time(text: str, context: Context) -> Reading | None:
    """The latest plan at this time instead; None where nothing else was planned or no time said."""
    turn = context.history[-1] if context.history else None
    said = plan_made_last(context)
    words = words_said(text)
    found = _LEAD.fullmatch(" ".join(words))
    if turn is None or said is None or found is None or found["when"] == " ".join(words):
        return None  # without "no" and "make it" it is a wish of its own
    resolution = turn.last(Resolution)
    first = resolution.candidates[0] if resolution and resolution.candidates else None
    if first is None or first.reading.intent != SCHEDULE or not first.also:
        return None
    if any(COMMAND in part.reading.slots for part in first.also):
        return unclear(text)  # which of several plans
    when = _moved(when_in(first.reading.slots), found["when"].split(), context.now)
    if when is None:
        told = bool(found["changes"]) or found["when"].isdecimal()
        return unclear(text) if told else None
    inner, *more = (
        replace(part.reading, devices=part.devices, also=(), probability=LIKELY)
        for part in first.also
    )
    whole = replace(inner, also=tuple(more))
    (reading,) = scheduled(Planned(said, when), (whole,), frozenset(), text)
    return replace(reading, slots={**reading.slots, INSTEAD: True}, matched_by="continuation")


def _moved(when: When, words: Sequence[str], now: datetime) -> When | None:
    """The same day, at the hour of twelve that is nearest to the one before."""
    clock = words[1:] if words[:1] == ["at"] else words
    if time_in(("at", *clock)) is None:
        return None
    found = time_of_day(clock)
    if found is None or found[1] != len(clock):
        return None
    hour, minute = (int(part) for part in found[0].split(":"))
    match when:
        case At(moment):
            return At(_nearest(moment, hour, minute, now))
        case Every(weekdays, first):
            return Every(weekdays, _nearest(first, hour, minute, now))
        case _:
            return None


def _nearest(moment: datetime, hour: int, minute: int, now: datetime) -> datetime:
    that = moment.replace(hour=hour % 24, minute=minute, second=0, microsecond=0)
    about = [that + times * _HALF_A_DAY for times in (-1, 0, 1)] if hour <= _NOON else [that]
    ahead = [one for one in about if one > now] or [that + _DAY]
    return min(ahead, key=lambda one: abs(one - moment))
