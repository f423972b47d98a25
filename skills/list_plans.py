"""What is planned: timers, appointments and conditions."""

from assistant.agenda.entries import Appointment, Condition
from assistant.agenda.words import plan_words
from assistant.skill import Plan, Request, Skill
from skills._timers import NO_TIMER

LISTED = 6


def handle(request: Request) -> Plan:
    plans, now = request.context.plans, request.context.now
    entries = list(plans)
    if request.form == "schedules":
        entries = [entry for entry in entries if isinstance(entry, Appointment | Condition)]
    if not entries:
        return Plan(reply=NO_TIMER if request.form == "timers" else "nothing is planned")
    told = [plan_words(entry, now) for entry in entries[:LISTED]]
    more = f"; and {len(entries) - LISTED} more" if len(entries) > LISTED else ""
    things = "one thing is" if len(entries) == 1 else f"{len(entries)} things are"
    return Plan(reply=f"{things} planned: {'; '.join(told)}{more}")


SKILL = Skill(
    intent="ListPlans",
    handle=handle,
    is_question=True,
    sentences="""
- sentences:
    - "(what is|whats|what's) [being] (planned|scheduled|coming up|on the agenda|on my agenda)"
    - "is (anything|something) (planned|scheduled|coming up|on the agenda)"
    - "what (have i|have we|did i|did we|do i have|do we have) (planned|scheduled|plan|schedule)"
    - "(list|show|read|tell me) [me] [all] [of] [the|my] (plans|schedule|schedules|agenda|appointments|scheduled commands|planned commands)"
    - "what are (the|my) (plans|schedules|appointments|scheduled commands)"
    - "what (do you have|have you got) (planned|scheduled)"
    - "(what|which) reminders (are there|are set|do i have|do we have|have i [got]|have we [got])"
    - "(do i have|do we have|have i [got]|have we [got]|are there) any reminders [set|left|today|tomorrow]"
    - "(list|show|read|tell me) [me] [all] [of] [the|my] reminders"
    - "what (are|have) you [got] to remind (me|us) (of|about)"
    - "what (are you going to|will you|should you) remind (me|us) (of|about)"
    - "what will you do (later|today|tonight|tomorrow)"
    - "what are you going to do (later|today|tonight|tomorrow)"
""",  # noqa: E501
)
