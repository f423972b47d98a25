"""Times of day in words."""

from collections.abc import Sequence

LONGEST = 4
"""Digits of a number that may have to do with a time."""
HALVES = frozenset({"am", "pm"})
_PARTS_OF_DAY = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "pm"}


def time_of_day(words: Sequence[str]) -> tuple[str, int] | None:
    """`HH:MM` and how many words it took, if a time of day begins here.

    "7 30 pm", "7:30", "7 oclock", "half past 7", "quarter to 8", "noon", "midnight".
    """
    if not words or any(len(word) > LONGEST for word in words[:3] if word.isdecimal()):
        return None
    if words[0] in ("noon", "midday"):
        return "12:00", 1
    if words[0] == "midnight":
        return "00:00", 1
    for build in (_past_or_to, _clock):
        if (found := build(words)) is not None:
            hour, minute, used = found
            hour, used = _in_half(hour, words, used)
            return (f"{hour:02}:{minute:02}", used) if hour < 24 and minute < 60 else None
    return None


def _past_or_to(words: Sequence[str]) -> tuple[int, int, int] | None:
    """ "half past 7", "quarter to 8", "10 past 6"."""
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


def _clock(words: Sequence[str]) -> tuple[int, int, int] | None:
    """ "7:30", "7 30", "7 oclock", "7"."""
    first = words[0]
    if ":" in first:
        hour, _, minute = first.partition(":")
        return int(hour), int(minute), 1
    if not first.isdecimal():
        return None
    if len(words) > 1 and words[1].isdecimal() and len(words[1]) <= 2 and int(words[1]) < 60:
        return int(first), int(words[1]), 2
    return int(first), 0, 2 if len(words) > 1 and words[1] == "oclock" else 1


def _in_half(hour: int, words: Sequence[str], used: int) -> tuple[int, int]:
    """The hour on a clock of 24, and the words with am, pm or "in the evening"."""
    half = None
    rest = list(words[used:])
    if rest and rest[0] in HALVES:
        half, used = rest[0], used + 1
    elif len(rest) > 2 and rest[:2] == ["in", "the"] and rest[2] in _PARTS_OF_DAY:
        half, used = _PARTS_OF_DAY[rest[2]], used + 3
    if half == "pm" and hour < 12:
        return hour + 12, used
    if half == "am" and hour == 12:
        return 0, used
    return hour, used
