"""When an alarm rings: a time and days, or so long from now, anywhere among the words."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce

from assistant.agenda.times import (
    DAYS,
    PARTS,
    SECONDS,
    Bits,
    duration,
    resolve,
    time_in,
    together,
)
from assistant.agenda.when import At, Every
from assistant.understanding.clock import time_of_day

LONGEST_TIME = 8
"""Words in "the day after tomorrow at half past 7"."""
NOON_HOUR = 12
SMALL_HOURS_END = 6
WEEK = timedelta(days=7)
AFTERNOON_HOURS = range(1, 4)
"""Who says "an alarm for three" is awake then; who says "wake me at three" is not."""
_LEADING = frozenset("for of to on from is as".split())
_WAKING = frozenset("wake waking up".split())
_REASON = frozenset("for because so since as i we".split())
_CHANGING = frozenset("change move switch reset update adjust push shift".split())
_ORDINALS = frozenset("st nd rd th".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_EXCEPT = frozenset(
    {"except", "excepting", "excluding", "bar", "besides", "but not", "apart from", "not on"}
)
_BETWEEN_DAYS = frozenset("on at the for and or please thanks".split())
_SECOND = frozenset("and another second then".split())
_POINT = re.compile(r"(\d{1,2})\.([0-5]\d)")

OTHER_THINGS = frozenset(
    "system panel arm disarm armed remind reminder reminders timer timers tone sound "
    "volume ringtone".split()
)
"""Words of what is no alarm clock, or is nothing that one can be told here."""
GUARDING = frozenset(
    "house home security burglar intruder fire smoke car door garage gas water".split()
)
"""Before "alarm" they say that it guards."""


@dataclass(frozen=True, slots=True)
class Ring:
    """When an alarm rings."""

    time: str = ""
    """`HH:MM`; empty where only a length of time was said."""
    half_said: bool = False
    """Before or after noon was said; otherwise it was guessed."""
    days: tuple[str, ...] = ()
    """Full names; empty for the next time that it is so late."""
    weekly: bool = False
    """On these days of every week."""
    seconds: float | None = None
    """So long from now."""

    def may_be(self, time: str) -> bool:
        """Whether a clock that is set to this time may be the one spoken of."""
        if self.half_said or not self.time:
            return time[:5] == self.time
        return _on_a_dial(time) == _on_a_dial(self.time)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    bits: Bits


def ring_in(words: Sequence[str], now: datetime) -> Ring | None:
    """The one time that the words name; None for none, for several, and for a date."""
    start, after = _exception_in(words)
    ring = _one_ring(words[:start], now)
    if start == len(words) or ring is None:
        return ring
    left_out = _days_named(words[after:])
    if not left_out or ring.seconds is not None:
        return None
    return replace(ring, days=tuple(day for day in ring.days or DAYS if day not in left_out))


def _exception_in(words: Sequence[str]) -> tuple[int, int]:
    """Where "except" and "but not" begin and end; the end of the words twice without one."""
    for start in range(len(words)):
        for size in (1, 2):
            if " ".join(words[start : start + size]) in _EXCEPT:
                return start, start + size
    return len(words), len(words)


def _days_named(words: Sequence[str]) -> frozenset[str]:
    """Every day that the words name, if they name nothing else."""
    rest = [word for word in words if word not in _BETWEEN_DAYS]
    named: set[int] = set()
    for word in rest:
        bits = time_in(["on", word])
        if bits is None or (bits.every is None and bits.weekday is None):
            return frozenset()
        named |= {*(bits.every or ())} | ({bits.weekday} if bits.weekday is not None else set())
    return frozenset(DAYS[day] for day in named)


def _one_ring(words: Sequence[str], now: datetime) -> Ring | None:
    if _names_a_date(words):
        return None
    plain = _plain(words)
    found = list(_times(plain))
    clocks = [one for one in found if one.bits.clock is not None] or list(_bare_clocks(plain))
    rest = reduce(together, (replace(one.bits, clock=None, certain=None) for one in found), Bits())
    if rest.problem is not None or rest.until:
        return None
    length = rest.delay_seconds if rest.delay_seconds is not None else rest.span_seconds
    if length is not None:
        return Ring(seconds=length) if not clocks else None
    chosen = _chosen(clocks, words)
    return _ring(chosen.bits, rest, plain, now) if chosen else None


def is_another_alarm(words: Sequence[str]) -> bool:
    """An alarm that guards, or something that is no alarm clock at all."""
    guards = any(
        one in GUARDING and other.startswith("alarm") for one, other in itertools.pairwise(words)
    )
    return guards or bool({*words} & OTHER_THINGS) or "wake up the" in " ".join(words)


def _ring(clock: Bits, rest: Bits, words: Sequence[str], now: datetime) -> Ring | None:
    parts = {word for word in words if word in PARTS}
    part = rest.part or (parts.pop() if len(parts) == 1 else None)
    hour, minute = clock.clock or (0, 0)
    if clock.certain and part is not None and not _fits(hour, part):
        return None  # "tomorrow morning at 6 pm"
    if not clock.certain:
        hour = _hour(hour, part, wakes=bool(_WAKING & {*words}))
    bits = replace(rest, clock=(hour, minute), certain=True, part=part if rest.days_ahead else None)
    days = _days(bits, now)
    if days is None:
        return None
    half_said = bool(clock.certain or part)
    return Ring(f"{hour:02}:{minute:02}", half_said, days, weekly=bits.every is not None)


def _hour(hour: int, part: str | None, *, wakes: bool) -> int:
    """The hour of 24 that is meant by one of 12."""
    small = hour % NOON_HOUR
    if hour > NOON_HOUR:
        return hour
    if part == "night":
        return small if small < SMALL_HOURS_END else small + NOON_HOUR
    if part == "evening" and not small:
        return 0  # 12 in the evening is midnight
    if part is not None:
        return small if part == "morning" else small + NOON_HOUR
    return hour + NOON_HOUR if hour in AFTERNOON_HOURS and not wakes else hour


def _fits(hour: int, part: str) -> bool:
    if (part == "night" and hour < SMALL_HOURS_END) or (part == "evening" and not hour):
        return True
    return (hour < NOON_HOUR) == (part == "morning")


def _days(bits: Bits, now: datetime) -> tuple[str, ...] | None:
    """The days on which it rings, none where that is the next time; None beyond a week."""
    if bits.every is not None:
        return tuple(DAYS[day] for day in bits.every)
    when = resolve(bits, now)
    if isinstance(when, Every) or not isinstance(when, At):
        return ()  # "today at six" after six: the next time
    hour, minute = bits.clock or (0, 0)
    following = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if following <= now:
        following += timedelta(days=1)
    if when.moment == following:
        return ()
    return (DAYS[when.moment.weekday()],) if when.moment - now <= WEEK else None


def _plain(words: Sequence[str]) -> list[str]:
    """With "at" before a time and "in" before a length of time, whatever was said there."""
    plain = [_POINT.sub(r"\1:\2", word) for word in words]
    for index, word in enumerate(plain[:-1]):
        following = plain[index + 1 :]
        if word == "for" and duration(following):
            plain[index] = "in"
        elif word == "to" and _counts_minutes(words[:index]):
            continue
        elif word in _LEADING and time_of_day(following) and not duration(following):
            plain[index] = "at"
    return plain


def _counts_minutes(before: Sequence[str]) -> bool:
    """A quarter to, ten to: but not "from ten to"."""
    if not before or not (before[-1].isdecimal() or before[-1] in ("quarter", "minutes")):
        return False
    return "from" not in before[-2:-1]


def _times(words: Sequence[str]) -> Iterator[_Found]:
    """The runs of words that speak of time, each as long as can be."""
    start = 0
    while start < len(words):
        last = min(len(words), start + LONGEST_TIME)
        runs = [
            _Found(start, end, bits)
            for end in range(last, start, -1)
            if (bits := time_in(words[start:end])) is not None
        ]
        one = next((run for run in runs if run.bits.problem is None), runs[0] if runs else None)
        if one is not None:
            yield one
        start = one.end if one is not None else start + 1


def _bare_clocks(words: Sequence[str]) -> Iterator[_Found]:
    """ "Alarm 7": a number that may be an hour and counts nothing."""
    for index, word in enumerate(words):
        following = words[index + 1] if words[index + 1 : index + 2] else ""
        counts = following in SECONDS or following in ("alarms", "percent", "degrees", "times")
        if not word.isdecimal() or counts or (time := time_of_day([word])) is None:
            continue
        hour, minute = (int(part) for part in time[0].split(":"))
        yield _Found(index, index + 1, Bits(clock=(hour, minute)))


def _chosen(clocks: Sequence[_Found], words: Sequence[str]) -> _Found | None:
    """The time to ring at: of "move it from 6 to 7" the second, of "at 7 for the 9 oclock train"
    the first.
    """
    if not clocks:
        return None
    first, last = clocks[0], clocks[-1]
    if all(one.bits.clock == first.bits.clock for one in clocks):
        return next((one for one in clocks if one.bits.certain), first)
    if len(clocks) > 2:
        return None
    if _CHANGING & {*words[: first.start]} and words[last.start] == "to":
        return last
    between = {*words[first.end : last.start + 1]}
    return first if _REASON & between and not _SECOND & between else None


def _names_a_date(words: Sequence[str]) -> bool:
    """ "25th of may", "march 3"."""
    for one, other in itertools.pairwise(words):
        if one.isdecimal() and (other in _ORDINALS or other in _MONTHS):
            return True
        if one in _MONTHS and other.isdecimal():
            return True
    return False


def _on_a_dial(time: str) -> tuple[int, str]:
    hour, _, minute = time.partition(":")
    return int(hour) % NOON_HOUR, minute[:2]
