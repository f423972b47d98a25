"""Requests about alarms: the bedroom's alarm clock, or a timer where a length of time is named."""

import re

from assistant.evaluation.understanding.homes.crowd import ALARM_CLOCK
from assistant.evaluation.understanding.item import (
    Answer,
    Change,
    Effect,
    Expected,
    Later,
    Meaning,
    Means,
    OneOf,
    Way,
)
from assistant.evaluation.understanding.sets.crowd.amounts import minutes_in, times_in
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, Expectation, Undecided
from assistant.evaluation.understanding.wanted import is_, words_of
from devices.contract import State

_DIGIT = re.compile(r"\d")
_NOT_ALARMS = ("calendar", "event", "meeting", "remind\\w*", "tone", "update", "before", "every")
_OTHER_DAYS = ("weeks?", "months?", "weekends?", "days")
_RINGS = ("alarms?", "wake", "get me up", "alert me", "wakeup")
_ONE_OF_MANY = ("first", "last", "third", "earliest", "early", "bedtime", "yoga", "snooze")


def set_(row: CrowdRow) -> Expectation:
    """An alarm at one definite time; raises Undecided."""
    if row.says(*_NOT_ALARMS, *_OTHER_DAYS, "is my", "do i") or not row.says(*_RINGS):
        raise Undecided("not one definite alarm")
    said = row.values("time")
    if len(said) != 1 or not (
        words_of(row.prompt) & words_of(said[0]) or _DIGIT.search(row.prompt)
    ):
        raise Undecided("not one definite alarm")
    minutes = minutes_in(said[0]) if "hours" in said[0] or "min" in said[0] else None
    if minutes is None and "hour" in said[0]:
        minutes = minutes_in(said[0])
    if minutes is not None:
        return Expectation(expected=_timer(minutes))
    times = times_in(said[0]) or times_in(" ".join((*said, *row.values("timeofday"))))
    if not times:
        raise Undecided("not one definite alarm")
    if row.says("morning"):
        times = tuple(time for time in times if time < "12:00") or times
    effect = Effect(device=ALARM_CLOCK, attributes=(("time", is_(*times)), ("state", is_("on"))))
    rings = Change(ways=(Way(must=(effect,)),))
    off: State = {"state": "off", "time": "03:17"}
    return Expectation(expected=OneOf(options=(rings, Later())), states={ALARM_CLOCK: off})


def _timer(minutes: float) -> Expected:
    whole = round(minutes * 60)
    hours, rest = divmod(whole, 3600)
    slots = {"hours": hours, "minutes": rest // 60, "seconds": rest % 60}
    said = {name: value for name, value in slots.items() if value}
    timer = Means(meanings=(Meaning(intent="HassStartTimer", slots=said),))
    return OneOf(options=(timer, Later()))


def removed(row: CrowdRow) -> Expectation:
    """The alarm goes off the clock; raises Undecided where another one is meant."""
    if row.says(*_ONE_OF_MANY, "change", "reset", "set off", "do not") or not row.says("alarms?"):
        raise Undecided("not one definite alarm")
    times = times_in(row.values("time")[0]) if row.values("time") else ("07:00",)
    if not times:
        raise Undecided("not one definite alarm")
    effect = Effect(device=ALARM_CLOCK, attributes=(("state", is_("off")),))
    on: State = {"state": "on", "time": times[0]}
    return Expectation(expected=Change(ways=(Way(must=(effect,)),)), states={ALARM_CLOCK: on})


def asked(row: CrowdRow) -> Expectation:
    """A question about alarms; raises Undecided for those that are none."""
    if row.says("backdoor", "house alarm", "home alarms", "remind\\w*", "need to set"):
        raise Undecided("not one definite alarm")
    on: State = {"state": "on", "time": "07:00"}
    return Expectation(expected=Answer(devices=frozenset({ALARM_CLOCK})), states={ALARM_CLOCK: on})
