"""Questions that a home assistant answers: the time, the date, the weather outside."""

from assistant.evaluation.understanding.item import Meaning, Means
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, Expectation, Undecided

_ELSEWHERE = ("place_name", "time_zone", "event_name")
_STATEMENT = ("its", "it's", "what a", "i am", "i'm")
_CLOTHES = ("wear", "bring", "need", "hat", "jacket", "coat", "umbrella", "boots", "shorts")


def time_or_date(row: CrowdRow) -> Expectation:
    """What time or day it is now and here; raises Undecided for anything else."""
    if row.values(*_ELSEWHERE) or row.says("zone", "week", "month", "year", "easter", "tomorrow"):
        raise Undecided("another place or day")
    if any(value not in ("today", "today's", "todays") for value in row.values("date")):
        raise Undecided("another place or day")
    time = row.says("time")
    date = row.says("date", "day", "today's?")
    if not (time or date):
        raise Undecided("the words do not say it")
    intents = [name for said, name in ((time, _TIME), (date, _DATE)) if said]
    return Expectation(expected=Means(meanings=tuple(Meaning(intent=name) for name in intents)))


def weather(row: CrowdRow) -> Expectation:
    """How the weather is or will be here; raises Undecided for places and statements."""
    if row.values("place_name"):
        raise Undecided("another place or day")
    if row.says(*_STATEMENT, "was", "yesterday", "app", "has") or row.words.startswith("it is"):
        raise Undecided("another place or day")
    if row.says(*_CLOTHES):
        raise Undecided("advice, not weather")
    meanings = [Meaning(intent="HassGetWeather")]
    if row.says("temperature", "hot", "cold", "warm\\w*", "degrees"):
        meanings += [Meaning(intent=name) for name in (_WARMTH, "HassGetState")]
    return Expectation(expected=Means(meanings=tuple(meanings)))


_TIME = "HassGetCurrentTime"
_DATE = "HassGetCurrentDate"
_WARMTH = "HassClimateGetTemperature"
