"""Times of day in words."""

import re
from collections.abc import Sequence

from assistant.turn import Value

LONGEST = 4
"""Digits of a number that may have to do with a time."""
HALVES = frozenset({"am", "pm"})
_PARTS_OF_DAY = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "pm"}
_OWN_HALVES = frozenset({"evening", "night"})
"""Parts of the day that go on until midnight or later."""
NOON = 12
_SMALL_HOURS = frozenset({12, 1, 2, 3, 4, 5})
"""Hours of a night that are after midnight."""
_WITH_POINT = re.compile(r"\d{1,2}\.\d{2}")


def time_of_day(words: Sequence[str]) -> tuple[str, int] | None:
    """`HH:MM` and how many words it took, if a time of day begins here.

    "7 30 pm", "7:30", "730 pm", "7 oclock", "half past 7", "quarter to 8", "noon", "midnight".
    """
    if not words or any(len(word) > LONGEST for word in words[:3] if word.isdecimal()):
        return None
    if words[0] in ("noon", "midday"):
        return "12:00", 1
    if words[0] == "midnight":
        return "00:00", 1
    for build in (_past_or_to, _with_point, _clock):
        if (found := build(words)) is not None:
            hour, minute, used = found
            hour, used = _in_half(hour, words, used)
            return (f"{hour:02}:{minute:02}", used) if hour < 24 and minute < 60 else None
    return None


def _past_or_to(words: Sequence[str]) -> tuple[int, int, int] | None:
    """ "half past 7", "half 7", "quarter to 8", "10 past 6"."""
    if words[0] == "half" and len(words) > 1 and words[1].isdecimal():
        return int(words[1]), 30, 2
    amounts = {"half": 30, "quarter": 15}
    minutes = amounts.get(words[0], int(words[0]) if words[0].isdecimal() else None)
    if minutes is None or len(words) < 3 or words[1] not in ("past", "to", "after"):
        return None
    if not words[2].isdecimal():
        return None
    hour = int(words[2])
    if words[1] == "to":
        return (hour - 1) % 24, 60 - minutes, 3
    return hour, minutes, 3


def _with_point(words: Sequence[str]) -> tuple[int, int, int] | None:
    """ "7.30 am": without its half it is rather a number."""
    if not _WITH_POINT.fullmatch(words[0]) or not HALVES & {*words[1:2]}:
        return None
    hour, _, minute = words[0].partition(".")
    return int(hour), int(minute), 1


def _clock(words: Sequence[str]) -> tuple[int, int, int] | None:
    """ "7:30", "7 30", "7 oh 5", "730", "7 oclock", "7"."""
    first, *rest = words
    if ":" in first:
        hour, _, minute = first.partition(":")
        return int(hour), int(minute), 1
    if not first.isdecimal():
        return None
    if len(first) > 2:
        hours = bool(rest) and rest[0] in ("hours", "hrs", "oclock")
        return int(first[:-2]), int(first[-2:]), 2 if hours else 1
    if rest and rest[0].isdecimal() and len(rest[0]) <= 2 and int(rest[0]) < 60:
        return int(first), int(rest[0]), 2
    if len(rest) > 1 and rest[0] in ("oh", "o") and rest[1].isdecimal() and int(rest[1]) < 10:
        return int(first), int(rest[1]), 3
    return int(first), 0, 2 if rest and rest[0] == "oclock" else 1


def _in_half(hour: int, words: Sequence[str], used: int) -> tuple[int, int]:
    """The hour on a clock of 24, and the words with am, pm or "in the evening"."""
    half, more = _half(words[used:])
    if half == "night":
        half = "am" if hour in _SMALL_HOURS else "pm"
    elif half == "evening":
        half = "am" if hour == NOON else "pm"  # 12 in the evening is midnight
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return hour, used + more


def _half(rest: Sequence[str]) -> tuple[str | None, int]:
    """ "am", "in the morning", "in morning", "at night", "morning", and how many words it took."""
    if rest and rest[0] in HALVES:
        return rest[0], 1
    for lead in (("in", "the"), ("in",), ("at",), ()):
        part = rest[len(lead)] if len(rest) > len(lead) else ""
        if tuple(rest[: len(lead)]) == lead and part in _PARTS_OF_DAY:
            return part if part in _OWN_HALVES else _PARTS_OF_DAY[part], len(lead) + 1
    return None, 0


def units_of(seconds: float) -> dict[str, Value]:
    """The hours, minutes and seconds of a length of time, as slots."""
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    units = {"hours": hours, "minutes": minutes, "seconds": rest}
    return {name: int(value) for name, value in units.items() if value}
