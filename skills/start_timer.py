"""Start a timer, or do something when a time is over."""

from datetime import datetime, timedelta

from assistant.agenda.changes import Add, Cancel
from assistant.agenda.entries import Timer
from assistant.agenda.when import COMMAND, INSTEAD, REMIND_AT, START_TIMER, After
from assistant.agenda.words import duration_words, moment_words
from assistant.home.find import plain
from assistant.skill import CannotDo, Plan, Request, Skill
from skills._planning import plan_for
from skills._timers import NO_TIMER, TIMER_RULES, wanted_seconds


def handle(request: Request) -> Plan:
    seconds = wanted_seconds(request)
    if request.text(COMMAND):
        return plan_for(request, After(seconds))
    context = request.context
    name = plain(request.text("name")).removesuffix(" timer") or None
    earlier = _latest(request) if request.slots.get(INSTEAD) else None
    if name and earlier is None and any(timer.name == name for timer in context.plans.timers):
        raise CannotDo(f"there is a {name} timer already")
    timer = Timer(
        name=name,
        seconds=seconds,
        started=context.now,
        ends=context.now + timedelta(seconds=seconds),
        area=context.area,
        by_clock=bool(request.text(REMIND_AT)),
    )
    what = f"{name} timer" if name else "timer"
    gone = (Cancel(id=earlier.id),) if earlier else ()
    reply = _promise(request) or f"{what} set for {duration_words(seconds)}"
    return Plan(reply=reply, changes=(*gone, Add(entry=timer)))


def _promise(request: Request) -> str:
    """Where a time of day was said, it is said again."""
    if not (at := request.text(REMIND_AT)):
        return ""
    when = moment_words(datetime.fromisoformat(at), request.context.now)
    return f"okay, {when}: {request.text('name')}"


def _latest(request: Request) -> Timer:
    """The timer that was started last."""
    timers = request.context.plans.timers
    if not timers:
        raise CannotDo(NO_TIMER)
    return max(timers, key=lambda timer: timer.id)


_TIMER_WISH = (
    "((i|we) [really] (need|want|would like|gotta have"
    "|(have|need|want|wish|would like|got) to (set|start|have) [up])"
    "|set up|create|make|put up|get me|(let's|lets) (set|start|have|get))"
)
SKILL = Skill(
    intent=START_TIMER,
    handle=handle,
    sentences="""
- sentences:
    - "(<timer_set>|give me|i need|put on|run) [me] [a|an|the|my|another] [new] timer"
    - "[(<timer_set>|give me|i need|put on|do me)] [a|an|the|my] <timer_length> timer [(named|called|for|on) [the|my] {timer_name:name}]"
    - "[(<timer_set>|give|i need|put on)] [a|an|the|my|me] [a|an] <timer_length> {timer_name:name} timer"
    - "[<timer_set>] [a|an|the|my] timer for <timer_length> [(named|called) {timer_name:name}]"
    - "<timer_set> [a|an|the|my] timer (named|called) {timer_name:name} for <timer_length>"
    - "(<timer_set>|make|put on|give me|i need|run) [me] [a|an|the|my|another] timer for (a|an|one) {one_hour:hours}"
    - "[<timer_set>] [a|an|the|my|another] {one_hour:hours} timer"
    - "[<timer_set>] [a|an|the|my] timer for (a|an|one) {one_hour:hours} and {timer_minutes:minutes} minute[s]"
    - "[<timer_set>] [a|an|the|my] timer for (a|an|one) {one_hour:hours} and a {timer_half:minutes}"
    - "[<timer_set>] [a|an|the|my] timer for (a|an|one) {one_hour:hours} and a {a_quarter:minutes}"
    - "(<timer_set>|make|put on|give me|i need|run) [me] [a|an|the|my|another] timer for (a|an|one) {one_minute:minutes}"
    - "[<timer_set>] [a|an|the|my] timer for (a|an|one) {one_minute:minutes} and a {timer_half:seconds}"
    - "(make|put on|give me|i need|run|<timer_set>) [me] [a|an|the|my|another] [new] timer for {timer_minutes:minutes}( |-)minute[s]"
    - "(make|put on|give me|i need|run|<timer_set>) [me] [a|an|the|my|another] [new] {timer_minutes:minutes}( |-)minute[s] timer"
    - "(make|put on|give me|i need|run|<timer_set>) [me] [a|an|the|my|another] [new] timer for {timer_hours:hours}( |-)hour[s]"
    - "(make|put on|give me|i need|run|<timer_set>) [me] [a|an|the|my|another] [new] timer for {timer_seconds:seconds}( |-)second[s]"
    - "[<timer_set>] [a|an|the|my] {timer_half:minutes} hour timer [for {timer_name:name}]"
    - "[<timer_set>] [a|an|the|my] timer [for] {timer_minutes:minutes}( |-)minute[s] for {timer_name:name}"
    - "[<timer_set>] [a|an|the|my] timer [for] {timer_hours:hours}( |-)hour[s] for {timer_name:name}"
    - "<timer_set> [a|an|the|my] {timer_name:name} timer (for|to) {timer_minutes:minutes}( |-)minute[s]"
    - "<timer_set> [a|an|the|my] {timer_name:name} timer (for|to) {timer_hours:hours}( |-)hour[s]"
    - "<timer_set> [a|an|the|my] {timer_name:name} timer (for|to) {timer_hours:hours}( |-)hour[s] [and] {timer_minutes:minutes}( |-)minute[s]"
    - "<timer_set> [a|an|the|my] {timer_name:name} timer (for|to) {timer_seconds:seconds}( |-)second[s]"
    - "<timer_set> [a|an|the|my] {timer_minutes:minutes}( |-)minute[s] {timer_name:name} timer"
    - "<timer_set> [a|an|the|my] {timer_hours:hours}( |-)hour[s] {timer_name:name} timer"
    - "[a|an|the|my] {timer_name:name} timer [for] <timer_length>"
    - "[<timer_set>] [a|an|the|my] timer for the next <timer_length>"
    - "(time|count down [from]|clock) [me] [for] <timer_length> [for [the|my] {timer_name:name}]"
    - "(give me|i need|start|do) <timer_length> (for|on) [the|my] {timer_name:name}"
    - "<timer_length> for [the|my] {timer_name:name}"
    - "(let me know|tell me|shout|give me a shout|ping me|warn me|alert me|beep|buzz me|remind me) (in|after) <timer_length>"
    - "(let me know|tell me|shout|ping me|warn me|alert me|beep) when <timer_length> (is|are|has|have) (up|over|passed|gone)"
    - "remind me (in|after) <timer_length> (to|about|of|that) {timer_name:name}"
    - "remind me (to|about|of) {timer_name:name} (in|after) <timer_length>"
    - "remind me (in|after) (a|an|one) {one_hour:hours} (to|about|of|that) {timer_name:name}"
    - "remind me (to|about|of) {timer_name:name} (in|after) (a|an|one) {one_hour:hours}"
    - "remind me (in|after) (a|an|one) {one_minute:minutes} (to|about|of|that) {timer_name:name}"
    - "(let me know|tell me|shout|give me a shout|ping me|warn me|alert me|beep|buzz me|remind me) (in|after) (a|an|one) {one_hour:hours}"
    - "(<timer_set>|put|put on|make|start) [a|an|the|my] timer (for|of) <timer_length>"
    - "(<timer_set>|put|put on|make|start) [a|an|the|my] timer (for|of) <timer_length> (for|on) [the|my] {timer_name:name}"
    - "[<timer_set>|set up|put|put on|make|do|start] [a|an|the|my] {timer_name:name} timer (for|of|at|,) <timer_length>"
    - "<timer_set> [a|an|the|my] timer for (the|my) {timer_name:name} [for] <timer_length>"
    - "<timer_wish> [a|an|the|my|another] [new] timer for <timer_length>"
    - "<timer_wish> [a|an|the|my|another] [new] <timer_length> timer"
    - "[please] (let's|lets) (get|have) a timer [going] for <timer_length>"
    - "[start] (counting|count) down [from] <timer_length>"
    - "[<timer_set>] [a|an|the|my] timer {timer_minutes:minutes}( |-)minute[s]"
""",  # noqa: E501
    expansion_rules={**TIMER_RULES, "timer_wish": _TIMER_WISH},
    lists={
        "a_quarter": (("quarter", 15),),
        "one_hour": (("hour", 1),),
        "one_minute": (("minute", 1),),
    },
)
