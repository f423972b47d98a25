"""How much time is left on one timer or on all."""

from assistant.agenda.entries import Timer
from assistant.agenda.words import duration_words
from assistant.home.phrasing import listing
from assistant.skill import Plan, Request, Skill
from skills._timers import NO_TIMER, TIMER_RULES, called, fitting

LISTED = 5


def handle(request: Request) -> Plan:
    if not request.context.plans.timers:
        return Plan(reply=NO_TIMER)
    now = request.context.now
    timers = sorted(fitting(request), key=lambda timer: (timer.paused, timer.left(now)))
    if len(timers) == 1 and not timers[0].paused:
        left = duration_words(timers[0].left(now))
        return Plan(reply=f"{left} left on {called(timers[0], request)}")
    told = [_told(timer, request) for timer in timers[:LISTED]]
    more = f" and {len(timers) - LISTED} more" if len(timers) > LISTED else ""
    count = f"{len(timers)} timers: " if len(timers) > 1 else ""
    return Plan(reply=f"{count}{listing(told)}{more}")


def _told(timer: Timer, request: Request) -> str:
    left = duration_words(timer.left(request.context.now))
    return f"{called(timer, request)} {'is paused with' if timer.paused else 'has'} {left} left"


SKILL = Skill(
    intent="HassTimerStatus",
    handle=handle,
    is_question=True,
    sentences="""
- sentences:
    - "(what|which|how many) timers (are|do i have) [running|set|on|active]"
    - "(what|which) timers are (there|running|set|active)"
    - "(are there any|is there a|do i have any|do i have a) timer[s] [running|set|on|active]"
    - "(is|are) [the|my] timer[s] [still] (running|on|going)"
    - "(list|show|check|tell me about) [all] [of] [the|my] timer[s]"
    - "how (long|much longer|much time) (is|do i have|does) [left] (on|until|for) [the|my] timer[s] [have] [left]"
    - "how (long|much longer|much time) left [(on|for) [the|my] timer]"
    - "how (long|much longer|much time) [is] left (on|for) (the|my) {timer_name:name} [timer]"
    - "how (long|much longer|much time) (has|have) (the|my) {timer_name:name} [timer] (got [left]|left)"
    - "how (long|much longer|much time) [is|are] [left] (on|for) (it|that|this|them) [left]"
    - "how (long|much longer|much time) (till|until|til|before) (the|my) {timer_name:name} (is|are) (done|ready|up|finished|cooked)"
    - "[are there] any timers [running|set|on|active|going]"
    - "how much [time|longer] [is] left [on (the|my) timer[s]]"
    - "(check|how is|status of|time left on) <which_timer>"
    - "[how much] time [is] left on <which_timer>"
    - "how long [is] left on <which_timer>"
    - "[the|my] <timer_started_for> timer status"
    - "when (is|does|will) [the|my] timer (up|over|done|end|finish|ring|go off)"
    - "when (is|does|will) [the|my] {timer_name:name} timer (up|over|done|end|finish|ring|go off)"
""",  # noqa: E501
    expansion_rules=TIMER_RULES,
)
