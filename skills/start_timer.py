"""Start a timer, or do something when a time is over."""

from datetime import timedelta

from assistant.agenda.changes import Add
from assistant.agenda.entries import Timer
from assistant.agenda.when import COMMAND, START_TIMER, After
from assistant.agenda.words import duration_words
from assistant.home.find import plain
from assistant.skill import CannotDo, Plan, Request, Skill
from skills._planning import plan_for
from skills._timers import TIMER_RULES, wanted_seconds


def handle(request: Request) -> Plan:
    seconds = wanted_seconds(request)
    if request.text(COMMAND):
        return plan_for(request, After(seconds))
    context = request.context
    name = plain(request.text("name")).removesuffix(" timer") or None
    if name and any(timer.name == name for timer in context.plans.timers):
        raise CannotDo(f"there is a {name} timer already")
    timer = Timer(
        name=name,
        seconds=seconds,
        started=context.now,
        ends=context.now + timedelta(seconds=seconds),
        area=context.area,
    )
    what = f"{name} timer" if name else "timer"
    return Plan(reply=f"{what} set for {duration_words(seconds)}", changes=(Add(entry=timer),))


SKILL = Skill(
    intent=START_TIMER,
    handle=handle,
    sentences="""
- sentences:
    - "[<timer_set>] [a|an|the|my] <timer_length> timer [(named|called|for) {timer_name:name}]"
    - "[<timer_set>] [a|an|the|my] timer for <timer_length> [(named|called) {timer_name:name}]"
    - "<timer_set> [a|an|the|my] timer (named|called) {timer_name:name} for <timer_length>"
    - "(<timer_set>|make|put on|give me|i need|run) [me] [a|an|the|my|another] timer for (a|an|one) {one_hour:hours}"
    - "[<timer_set>] [a|an|the|my|another] {one_hour:hours} timer"
    - "[<timer_set>] [a|an|the|my] timer for (a|an|one) {one_hour:hours} and {timer_minutes:minutes} minute[s]"
    - "[<timer_set>] [a|an|the|my] timer for (a|an|one) {one_hour:hours} and a {timer_half:minutes}"
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
    - "<timer_set> [a|an|the|my] timer for (the|my) {timer_name:name} [for] <timer_length>"
    - "[<timer_set>] [a|an|the|my] timer {timer_minutes:minutes}( |-)minute[s]"
""",  # noqa: E501
    expansion_rules=TIMER_RULES,
    lists={"one_hour": (("hour", 1),), "one_minute": (("minute", 1),)},
)
