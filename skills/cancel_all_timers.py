"""Cancel every timer, of the home or of one room."""

from assistant.agenda.changes import Cancel
from assistant.skill import CannotDo, Plan, Request, Skill
from skills._timers import NO_TIMER, fitting


def handle(request: Request) -> Plan:
    if not request.context.plans.timers:
        raise CannotDo(NO_TIMER)
    timers = fitting(request)
    many = f"{len(timers)} timers are" if len(timers) > 1 else "the timer is"
    where = f" in the {request.text('area')}" if request.text("area") else ""
    return Plan(
        reply=f"{many} cancelled{where}",
        changes=tuple(Cancel(id=timer.id) for timer in timers),
    )


SKILL = Skill(
    intent="HassCancelAllTimers",
    handle=handle,
    sentences="""
- sentences:
    - "<timer_drop> (all|every|both|all of) [of] [the|my] timer[s]"
    - "<timer_drop> [the|my] timers"
""",
    expansion_rules={
        "timer_drop": "(cancel|stop|delete|remove|end|turn off|clear|kill|bin|scrap|ditch|drop"
        "|get rid of|forget)"
    },
)
