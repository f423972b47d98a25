"""Which timer is meant, and how long something takes, for the skills about timers."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from assistant.agenda.changes import Change
from assistant.agenda.entries import Timer
from assistant.agenda.words import duration_words, moment_words, timer_words
from assistant.home.find import area_named, plain
from assistant.home.phrasing import listing
from assistant.skill import CannotDo, NeedsToKnow, Plan, Request, Skill

LONGEST_SECONDS = 7 * 86400


def _length(prefix: str) -> str:
    """How long something takes: "1 hour and 20 minutes", "2 and a half hours", "half an hour"."""
    hours = f"{{timer_hours:{prefix}hours}}( |-)(hour[s]|hr[s])"
    minutes = f"{{timer_minutes:{prefix}minutes}}( |-)(minute[s]|min[s])"
    seconds = f"{{timer_seconds:{prefix}seconds}}( |-)(second[s]|sec[s])"
    half_hour = f"{{timer_half:{prefix}minutes}}"
    half_minute = f"{{timer_half:{prefix}seconds}}"
    return (
        f"({hours} [[and] {minutes}] [[and] {seconds}]|{minutes} [[and] {seconds}]|{seconds}"
        f"|{{timer_hours:{prefix}hours}} and [a] {half_hour} hour[s]|{half_hour} [a|an] hour[s]"
        f"|{{timer_minutes:{prefix}minutes}} and [a] {half_minute} minute[s]"
        f"|{half_minute} [a] minute[s])"
    )


TIMER_RULES = {
    "timer_length": _length(""),
    "timer_started_for": _length("start_"),
    "which_timer": "[the|my|that|this|our] (timer|<timer_started_for> timer"
    "|timer for <timer_started_for>|timer in [<the>] {area}|{area} timer"
    "|timer (named|called|for) {timer_name:name}"
    "|{timer_name:name} timer)",
}
NO_TIMER = "There is no timer running."


def duration_in(request: Request, prefix: str = "") -> float:
    """Hours, minutes and seconds of the request together; 0 when none was said."""
    units = (("hours", 3600), ("minutes", 60), ("seconds", 1))
    return sum((request.number(prefix + unit) or 0.0) * size for unit, size in units)


def wanted_seconds(request: Request) -> float:
    """How long the person said; CannotDo when that cannot be."""
    seconds = duration_in(request)
    if seconds <= 0:
        raise NeedsToKnow("for how long?")
    if seconds > LONGEST_SECONDS:
        raise CannotDo("a timer can run for seven days at most")
    return seconds


def _one(name: str) -> str:
    """The egg timer is that for the eggs."""
    return plain(name).removesuffix("s")


def called(timer: Timer, request: Request) -> str:
    """The timer's name, or how long it was started for."""
    area = request.context.home.area_by_id.get(timer.area or "")
    alike = [one for one in request.context.plans.timers if one.seconds == timer.seconds]
    return timer_words(timer, area.name if area and len(alike) > 1 else None)


def left_in_all(timer: Timer, seconds: float, request: Request) -> str:
    """What a timer has after a change; a reminder is rather for a time of day."""
    now = request.context.now
    left = timer.left(now) + seconds
    if timer.by_clock:
        return f"now {moment_words(now + timedelta(seconds=left), now)}"
    return f"{duration_words(left)} in all"


def fitting(request: Request) -> tuple[Timer, ...]:
    """Every timer that fits what was said; all of them when nothing was said."""
    timers = request.context.plans.timers
    if not timers:
        raise CannotDo(NO_TIMER)
    if name := plain(request.text("name")).removesuffix(" timer"):
        named = tuple(timer for timer in timers if _one(timer.name or "") == _one(name))
        return _some(named or _in_area(timers, name, request), f"no {name} timer", request)
    if area := request.text("area"):
        # a room may also be what the timer is called
        inside = _in_area(timers, area, request) or tuple(
            timer for timer in timers if plain(timer.name or "") == plain(area)
        )
        return _some(inside, f"no timer in the {area}", request)
    if start := duration_in(request, "start_"):
        alike = tuple(timer for timer in timers if timer.seconds == start)
        return _some(alike, "no timer for that long", request)
    return timers


def one_timer(request: Request, states: Callable[[Timer], bool] = lambda _: True) -> Timer:
    """The one that is meant; CannotDo with the names when several may be."""
    found = fitting(request)
    able = tuple(timer for timer in found if states(timer)) or found
    here = tuple(timer for timer in able if timer.area and timer.area == request.context.area)
    if len(able) > 1 and len(here) == 1 and not _was_described(request):
        return here[0]
    if len(able) > 1:
        names = listing(sorted({called(timer, request) for timer in able}), "or")
        raise CannotDo(f"which timer do you mean: {names}?")
    return able[0]


def timer_skill(
    intent: str,
    change: Callable[[Timer, datetime], Change],
    done: str,
    states: Callable[[Timer], bool],
    sentences: str = "",
) -> Skill:
    """A skill that does one thing to one timer; `done` follows its name."""

    def handle(request: Request) -> Plan:
        timer = one_timer(request, states)
        if not states(timer):
            raise CannotDo(f"{called(timer, request)} {done} already")
        return Plan(
            reply=f"{called(timer, request)} {done}",
            changes=(change(timer, request.context.now),),
        )

    return Skill(intent=intent, handle=handle, sentences=sentences, expansion_rules=TIMER_RULES)


def _was_described(request: Request) -> bool:
    return bool(request.text("name") or request.text("area") or duration_in(request, "start_"))


def _in_area(timers: Sequence[Timer], area: str, request: Request) -> tuple[Timer, ...]:
    found = area_named(request.context.home, area)
    return tuple(timer for timer in timers if found is not None and timer.area == found.id)


def _some(found: tuple[Timer, ...], none: str, request: Request) -> tuple[Timer, ...]:
    if not found:
        timers = request.context.plans.timers
        names = listing([called(timer, request) for timer in timers[:4]])
        raise CannotDo(f"there is {none}; there is {names}")
    return found
