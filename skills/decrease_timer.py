"""Give a timer less time."""

from assistant.agenda.changes import Extend
from assistant.agenda.words import duration_words
from assistant.skill import CannotDo, Plan, Request, Skill
from skills._timers import TIMER_RULES, called, left_in_all, one_timer, wanted_seconds


def handle(request: Request) -> Plan:
    seconds = wanted_seconds(request)
    timer = one_timer(request)
    now = request.context.now
    left = timer.left(now) - seconds
    if left <= 0:
        raise CannotDo(
            f"{called(timer, request)} has only {duration_words(timer.left(now))} left; "
            "cancel it if you need it no more"
        )
    return Plan(
        reply=f"{called(timer, request)} has {duration_words(seconds)} less, "
        f"{left_in_all(timer, -seconds, request)}",
        changes=(Extend(id=timer.id, seconds=-seconds, at=now),),
    )


SKILL = Skill(
    intent="HassDecreaseTimer",
    handle=handle,
    sentences="""
- sentences:
    - "(decrease|shorten|reduce) <which_timer> by <timer_length>"
    - "(remove|take|subtract|deduct) <timer_length> [from|off|off of] <which_timer>"
    - "(knock|shave|drop) <timer_length> (from|off|off of) <which_timer>"
""",
    expansion_rules=TIMER_RULES,
)
