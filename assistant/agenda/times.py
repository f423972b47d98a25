"""Times in words: "at 7 pm tomorrow", "in half an hour", "every weekday at 6", "for 10 minutes".

A time is a row of bits, in any order; together they come to a `When`. Words are those of
`words_of`. What is recognisably a time and cannot be planned is Unclear with the reason.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from assistant.agenda.plans import next_on
from assistant.agenda.when import After, At, Every, For, Unclear, When
from assistant.agenda.words import EVERY_DAY, WEEKDAYS, WEEKEND, time_words
from assistant.understanding.clock import time_of_day

SECONDS: Mapping[str, int] = {
    "second": 1, "seconds": 1, "sec": 1, "secs": 1, "minute": 60, "minutes": 60, "min": 60,
    "mins": 60, "hour": 3600, "hours": 3600, "day": 86400, "days": 86400, "week": 604800,
    "weeks": 604800,
}  # fmt: skip
LONGEST_SECONDS = 366 * 86400
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PARTS = ("morning", "afternoon", "evening", "night")
SUN = frozenset({"sunset", "sunrise", "sundown", "dusk", "dawn"})
FILLERS = frozenset("please thanks thank you ok okay then and sharp exactly now again also".split())
TRIGGERS = frozenset(
    "in after for at around about by until till today tonight tomorrow this the on next every "
    "each daily everyday nightly later soon sometime before between from within noon midnight half "
    "quarter and then starting weekdays weekends".split()
) | {*DAYS}
_EXACT_TIME = frozenset({"am", "pm", "oclock", "noon", "midnight", "midday", "hours", "hrs"})
_ROUND = frozenset("2 3 5 10 15 20 25 30 40 45".split())
"""Numbers that are minutes where "in 5" ends what is said."""
BARE_DELAY = 2
_ENDING = frozenset("to until till through".split())
_ABOUT = frozenset("about around roughly approximately say like maybe another".split())
_VAGUE = frozenset("moment while bit few several sec".split())


@dataclass(frozen=True, slots=True)
class Bits:
    """What a row of words has said about a time so far."""

    delay_seconds: float | None = None
    span_seconds: float | None = None
    clock: tuple[int, int] | None = None
    certain: bool | None = None
    """The hour is one of 24."""
    until: bool | None = None
    days_ahead: int | None = None
    weekday: int | None = None
    part: str | None = None
    """Of the day."""
    every: tuple[int, ...] | None = None
    problem: str | None = None


Found = tuple[Bits, int]
"""A bit and how many words it took."""


def time_in(words: Sequence[str]) -> Bits | None:
    """What the words say, if all of them speak of a time and at least one does."""
    bits, position, said = Bits(), 0, False
    while position < len(words):
        found = next(filter(None, (read(words[position:]) for read in _READERS)), None)
        if found is not None:
            joined = together(bits, found[0])
            bits, said = joined, True
            position += found[1]
        elif words[position] in FILLERS:
            position += 1
        else:
            return None
    return bits if said else None


def together(one: Bits, other: Bits) -> Bits:
    """Both; a contradiction is a problem."""
    for each in fields(Bits):
        mine, yours = getattr(one, each.name), getattr(other, each.name)
        if mine is not None and yours is not None and mine != yours and each.name != "problem":
            return replace(one, problem="I heard more than one time.")
    return Bits(
        *(
            getattr(one, each.name) if getattr(one, each.name) is not None
            else getattr(other, each.name)
            for each in fields(Bits)
        )
    )  # fmt: skip


def resolve(bits: Bits, now: datetime) -> When:
    """The moment or moments that the bits come to."""
    if bits.problem is not None:
        return Unclear(bits.problem)
    dated = (bits.clock, bits.days_ahead, bits.weekday, bits.part, bits.every)
    length = bits.delay_seconds if bits.delay_seconds is not None else bits.span_seconds
    if length is not None:
        return _length(bits, length, is_dated=any(one is not None for one in dated))
    if bits.clock is None:
        return Unclear("I need to know at what time.")
    hour, minute = bits.clock
    if bits.every is not None:
        first = now.replace(hour=_hour(bits), minute=minute, second=0, microsecond=0)
        return Every(bits.every, next_on(bits.every, first, now))
    moment = _moment(bits, hour, minute, now)
    if moment <= now:
        return Unclear(f"{time_words(moment)} is over already.")
    if bits.until:
        return For((moment - now).total_seconds())
    return At(moment)


def _length(bits: Bits, seconds: float, *, is_dated: bool) -> When:
    both = bits.delay_seconds is not None and bits.span_seconds is not None
    if is_dated or both:
        return Unclear("I can take only one time at once.")
    if not 1 <= seconds <= LONGEST_SECONDS:
        return Unclear("I cannot plan for such a time.")
    return After(seconds) if bits.delay_seconds is not None else For(seconds)


def _moment(bits: Bits, hour: int, minute: int, now: datetime) -> datetime:
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if bits.weekday is not None:
        day += timedelta(days=(bits.weekday - now.weekday()) % 7)
        moment = day + timedelta(hours=_hour(bits), minutes=minute)
        return moment if moment > now else moment + timedelta(days=7)
    if bits.days_ahead is not None or bits.part is not None:
        ahead = bits.days_ahead or 0
        moment = day + timedelta(days=ahead, hours=_hour(bits), minutes=minute)
        late = bits.part == "night" and moment.hour < 6
        if (late or (bits.part == "evening" and not moment.hour)) and bits.days_ahead is not None:
            moment += timedelta(days=1)  # "tonight at one" is after midnight
        passed = moment <= now and bits.days_ahead is None
        return moment + timedelta(days=1) if passed else moment
    moment = day + timedelta(hours=hour, minutes=minute)
    step = timedelta(hours=24 if bits.certain else 12)
    while moment <= now:
        moment += step
    return moment


def _hour(bits: Bits) -> int:
    """The hour of 24 where a day was named: nobody plans the small hours by "at three"."""
    hour = bits.clock[0] if bits.clock else 0
    if bits.certain:
        return hour
    if bits.part == "morning":
        return hour % 12
    if bits.part == "night":
        return hour % 12 if hour in (12, 1, 2, 3, 4, 5) else hour + 12
    if bits.part == "evening" and hour == 12:
        return 0  # the end of that day
    if bits.part in ("afternoon", "evening"):
        return hour % 12 + 12
    return hour + 12 if 1 <= hour <= 5 else hour


def duration(words: Sequence[str]) -> tuple[float, int] | None:
    """Seconds and how many words they took: "half an hour", "1 hour and 30 minutes"."""
    total, used = 0.0, 0
    while used < len(words):
        skip = 1 if used and words[used] == "and" else 0
        found = _one_length(words[used + skip :])
        if found is None:
            break
        total, used = total + found[0], used + skip + found[1]
    if used and list(words[used : used + 3]) == ["and", "a", "half"]:  # "an hour and a half"
        return total + SECONDS.get(words[used - 1], 0) / 2, used + 3
    return (total, used) if used else None


def _one_length(words: Sequence[str]) -> tuple[float, int] | None:
    text = " ".join(words[:6])
    for pattern, factor in _LENGTHS:
        match = pattern.match(text)
        if match is None:
            continue
        unit = SECONDS.get(match["unit"])
        if unit is None:
            continue
        amount = factor
        if (number := match.groupdict().get("number")) is not None:
            amount = float(number) + factor
        return amount * unit, len(match[0].split())
    return None


_UNIT = r"(?P<unit>[a-z]+)\b"
_LENGTHS = tuple(
    (re.compile(pattern + _UNIT), factor)
    for pattern, factor in (
        (r"(?P<number>\d+) (?:and )?(?:a )?(?:half|1 2) (?:an? )?", 0.5),
        (r"(?P<number>\d+(?:\.\d+)?) ", 0.0),
        (r"(?:half|1 2) (?:an? |of an )?", 0.5),
        (r"half the ", 0.5),
        (r"(?:a )?quarter of an ", 0.25),
        (r"3 quarters of an ", 0.75),
        (r"(?:a )?couple of ", 2.0),
        (r"an? couple ", 2.0),
        (r"an? ", 1.0),
    )
)


def _time_of_day(words: Sequence[str]) -> tuple[str, int] | None:
    """A superscript is a digit to Python and no number to anybody."""
    if words and any(letter.isdigit() and not letter.isdecimal() for letter in "".join(words[:4])):
        return None
    return time_of_day(words)


# bits


def _delay(words: Sequence[str]) -> Found | None:
    start = 1 if words[0] in ("in", "after", "within") else 0
    start += _hedged(words[start:]) if start else 0
    found = duration(words[start:])
    if found is None and words[0] == "in" and len(words) == BARE_DELAY and words[1] in _ROUND:
        return Bits(delay_seconds=60.0 * int(words[1])), BARE_DELAY  # "off in five"
    if found is None:
        vague = start and words[1:2] in (["a"], ["some"]) and words[2:3]
        if vague and words[2] in _VAGUE:
            used = 3 + (2 if words[3:4] and words[3] in ("of", *SECONDS) else 0)
            return Bits(problem="I need to know how long that is."), min(used, len(words))
        return None
    seconds, used = found
    after = list(words[start + used : start + used + 2])
    if after == ["from", "now"]:
        return Bits(delay_seconds=seconds), start + used + 2
    if after[:1] == ["later"]:
        return Bits(delay_seconds=seconds), start + used + 1
    return (Bits(delay_seconds=seconds), start + used) if start else None


def _hedged(words: Sequence[str]) -> int:
    """ "About", "say": how many words make the length that follows no more than a guess."""
    return 1 if words and words[0] in _ABOUT else 0


def _span(words: Sequence[str]) -> Found | None:
    if words[0] != "for":
        return None
    start = 3 if list(words[1:3]) == ["the", "next"] else 1 + _hedged(words[1:])
    found = duration(words[start:])
    if found is None and start == 3 and words[3:4] and words[3] in SECONDS:
        return Bits(span_seconds=float(SECONDS[words[3]])), 4
    if found is None:
        vague = words[1:2] in (["a"], ["some"]) and words[2:3] and words[2] in (*_VAGUE, "time")
        return (Bits(problem="I need to know for how long."), 3) if vague else None
    return Bits(span_seconds=found[0]), start + found[1]


def _clock(words: Sequence[str]) -> Found | None:
    """ "At 7", "around 7 30 pm", "7 pm", "until 10"."""
    leading = words[0] in ("at", "around", "about", "by", "until", "till", "starting", "from")
    start = 1 if leading else 0
    if leading and words[1:2] and words[1] in ("at", "around", "about"):
        start = 2
    if words[start : start + 1] == ["a"]:  # "at a quarter past 7"
        start += 1
    found = _time_of_day(words[start:])
    if found is None:
        return None
    spoken, used = found
    span = words[start : start + used]
    hour, minute = (int(part) for part in spoken.split(":"))
    exact = hour > 12 or hour == 0 or bool((_EXACT_TIME | {*PARTS}) & {*span} - {"oclock"})
    marked = exact or ":" in span[0] or used > 1
    if not (leading or marked) or (words[0] == "by" and not marked):
        return None
    if not 1 <= hour <= 12 and not marked_as_time(span):
        return None
    bits = Bits(clock=(hour, minute), certain=exact or None)
    if words[0] in ("until", "till"):
        bits = replace(bits, until=True)
    return bits, start + used


def marked_as_time(span: Sequence[str]) -> bool:
    """More than a bare number, which is rather a value when it is 0 or above 12."""
    return len(span) > 1 or ":" in span[0] or span[0] in _EXACT_TIME


def _day(words: Sequence[str]) -> Found | None:
    """ "Tomorrow evening", "tonight", "this afternoon", "in the morning", "on monday"."""
    first = words[0]
    if first in ("today", "tonight", "tomorrow"):
        ahead = 1 if first == "tomorrow" else 0
        if words[1:2] and words[1] in PARTS:
            return Bits(days_ahead=ahead, part=words[1]), 2
        return Bits(days_ahead=ahead, part="night" if first == "tonight" else None), 1
    if list(words[:4]) == ["the", "day", "after", "tomorrow"]:
        return Bits(days_ahead=2), 4
    if first == "this" and words[1:2] and words[1] in PARTS:
        return Bits(days_ahead=0, part=words[1]), 2
    if list(words[:2]) == ["in", "the"] and words[2:3] and words[2] in PARTS:
        return Bits(part=words[2]), 3
    if list(words[:2]) == ["at", "night"]:
        return Bits(part="night"), 2
    start = 1 if first in ("on", "next", "this") else 0
    day = words[start] if len(words) > start else ""
    if day in ("weekdays", "weekends"):
        return Bits(every=WEEKDAYS if day == "weekdays" else WEEKEND), start + 1
    if day.endswith("s") and day[:-1] in DAYS:
        bits, used = _every_of(words if start else ("on", *words))
        return bits, used - 1 + start
    if day in DAYS:
        part = words[start + 1] if words[start + 1 : start + 2] else ""
        if part in PARTS:
            return Bits(weekday=DAYS.index(day), part=part), start + 2
        return Bits(weekday=DAYS.index(day)), start + 1
    return None


def _every(words: Sequence[str]) -> Found | None:
    """ "Every weekday", "every monday and friday", "each morning", "daily"."""
    if words[0] in ("daily", "everyday"):
        return Bits(every=EVERY_DAY), 1
    if words[0] == "nightly":
        return Bits(every=EVERY_DAY, part="night"), 1
    if words[0] not in ("every", "each") or len(words) < 2:
        return None
    which = words[1].removesuffix("s") if words[1] != "days" else "day"
    if which in PARTS:
        return Bits(every=EVERY_DAY, part=which), 2
    groups = {"day": EVERY_DAY, "weekday": WEEKDAYS, "weekend": WEEKEND}
    if which in groups:
        return Bits(every=groups[which]), 2
    if which in DAYS:
        return _every_of(words)
    if which in SECONDS or which in ("other", "second", "month", "year") or which.isdigit():
        used = 3 if words[2:3] and (which == "other" or which.isdigit()) else 2
        return Bits(problem="I can plan by the day, like every weekday at 7."), used
    return None


def _every_of(words: Sequence[str]) -> Found:
    """Named days, joined by and; "monday to friday"."""
    days: list[int] = []
    position = 1
    while position < len(words):
        word = words[position].removesuffix("s")
        if word in DAYS:
            days.append(DAYS.index(word))
        elif word in ("to", "through") and words[position + 1 : position + 2]:
            last = words[position + 1].removesuffix("s")
            if last not in DAYS:
                break
            while days[-1] != DAYS.index(last):  # it may go over the weekend
                days.append((days[-1] + 1) % len(DAYS))
            position += 1
        elif word != "and" or not _names_a_day(words, position + 1):
            break
        position += 1
    part = words[position] if words[position : position + 1] else None
    if part in PARTS:
        return Bits(every=tuple(sorted({*days})), part=part), position + 1
    return Bits(every=tuple(sorted({*days}))), position


def _names_a_day(words: Sequence[str], position: int) -> bool:
    return position < len(words) and words[position].removesuffix("s") in DAYS


def _vague(words: Sequence[str]) -> Found | None:
    """Times that nobody can plan for."""
    if words[0] in ("later", "soon", "sometime"):
        used = 2 if words[1:2] and words[1] in ("on", "today", "tonight", "tomorrow") else 1
        return Bits(problem="I need to know at what time."), used
    start = 1 if words[0] in ("at", "before", "after", "around", "until", "till", "by") else 0
    if start and list(words[start : start + 1]) == ["the"]:
        start += 1
    if words[start : start + 1] and words[start] in SUN:
        return Bits(problem="I don't know when the sun rises or sets here."), start + 1
    begins = words[0] == "from" and _ENDING.isdisjoint(words)  # "from 7": at 7
    if begins or words[0] not in ("before", "after", "between", "from"):
        return None
    if _time_of_day(words[1:]):
        return Bits(problem="I need one time, like at 7."), len(words)
    return None


_READERS: tuple[Callable[[Sequence[str]], Found | None], ...] = (
    _delay,
    _span,
    _vague,
    _every,
    _day,
    _clock,
)
