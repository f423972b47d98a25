"""Give a timer more time."""

from assistant.agenda.changes import Extend
from assistant.agenda.words import duration_words
from assistant.skill import Plan, Request, Skill
from skills._timers import TIMER_RULES, called, left_in_all, one_timer, wanted_seconds


def handle(request: Request) -> Plan:
    seconds = wanted_seconds(request)
    timer = one_timer(request)
    left = left_in_all(timer, seconds, request)
    return Plan(
        reply=f"{called(timer, request)} has {duration_words(seconds)} more, {left}",
        changes=(Extend(id=timer.id, seconds=seconds, at=request.context.now),),
    )


SKILL = Skill(
    intent="HassIncreaseTimer",
    handle=handle,
    sentences="""
- sentences:
    - "(add|give) {timer_minutes:minutes}[ more]( |-)minute[s] (to|on) [the|my] {timer_name:name} timer"
    - "give [the|my] timer {timer_minutes:minutes} more minute[s]"
    - "give [the|my] {timer_name:name} timer {timer_minutes:minutes} more minute[s]"
    - "(add|give me) {timer_minutes:minutes} [more] minute[s] [more] [(to|on) [the|my] timer]"
    - "(add|give (it|me|us)|put on|i need) (another|an extra|an additional) <timer_length> [(to|on) <which_timer>]"
    - "(add|give it|give me|i need) (another|a|one|one more) {one_minute:minutes} [more]"
    - "(add|give (it|me)) [another] <timer_length> more [(to|on) <which_timer>]"
    - "<timer_length> more (to|on) <which_timer>"
    - "[just] {timer_minutes:minutes} (more minute[s]|minute[s] more|extra minute[s])"
    - "(add|give|put|stick) (another|a|an|one|one more|an extra) {one_minute:minutes} [more] (to|on) <which_timer>"
    - "(increase|extend|lengthen|prolong) <which_timer> by <timer_length>"
    - "(add|put) <timer_length> [more] (to|on) <which_timer>"
    - "[add|give|put|stick] (another|an extra|an additional) <timer_length> (to|on) [the|my] {timer_name:name} [timer]"
""",  # noqa: E501
    expansion_rules=TIMER_RULES,
    lists={"one_minute": (("minute", 1),)},
)
