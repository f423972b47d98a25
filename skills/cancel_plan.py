"""Take something off the agenda: by its time, by its words, the last one, or everything."""

from assistant.agenda.changes import Cancel
from assistant.agenda.entries import Appointment, Condition, Timer
from assistant.agenda.find import fitting_plans
from assistant.agenda.words import plan_words
from assistant.home.phrasing import listing
from assistant.skill import CannotDo, Plan, Request, Skill

OFFERED = 4


def handle(request: Request) -> Plan:
    plans, now = request.context.plans, request.context.now
    everything = [entry for entry in plans if isinstance(entry, Appointment | Condition)]
    if not everything:
        raise CannotDo("nothing is planned")
    if request.form == "everything":
        timers = [entry for entry in plans if isinstance(entry, Timer)]
        kept = f" Timers still running: {len(timers)}." if timers else ""
        return Plan(
            reply=f"everything planned is cancelled.{kept}",
            changes=tuple(Cancel(id=entry.id) for entry in everything),
        )
    which = request.text("name")
    if request.form == "last":
        same = [entry for entry in everything if entry.deed.said == which]
        if not same:
            raise CannotDo("that is no longer planned")
        latest = max(same, key=lambda entry: entry.id)
        return Plan(reply=f"cancelled: {plan_words(latest, now)}", changes=(Cancel(id=latest.id),))
    found = fitting_plans(everything, which, request.context) if which else everything
    if not found:
        raise CannotDo(f"nothing like that is planned; {_named(everything, request)}")
    if len(found) > 1:
        raise CannotDo(f"which one: {_named(found, request)}?")
    return Plan(reply=f"cancelled: {plan_words(found[0], now)}", changes=(Cancel(id=found[0].id),))


def _named(entries: list[Appointment | Condition], request: Request) -> str:
    now = request.context.now
    return listing([plan_words(entry, now) for entry in entries[:OFFERED]], "or")


SKILL = Skill(
    intent="CancelPlan",
    handle=handle,
    sentences="""
- sentences:
    - "<plan_cancel> (everything|all) [that] [is] [i|we] [have] (planned|scheduled)"
    - "<plan_cancel> (all|all of|every one of) [the|my] <plan_things>"
    - "<plan_cancel> (the|my) (agenda|plans|schedules|appointments|schedule)"
  response: everything
- sentences:
    - "<plan_cancel> [the|my|that] <plan_thing>"
    - "<plan_cancel> what [is|i|we] [have] (planned|scheduled)"
- sentences:
    - "<plan_cancel> [the|my|that] {timer_name:name} (one|<plan_thing>|command|job)"
    - "<plan_cancel> [the|my|that] <plan_thing> (for|at|to|with|about|of) {timer_name:name}"
    - "<plan_cancel> what [is|i|we] [have] (planned|scheduled) for {timer_name:name}"
    - "do not {timer_name:name} (after all|any more)"
""",
    expansion_rules={
        "plan_cancel": "(cancel|delete|remove|forget|drop|stop)",
        "plan_things": "(plans|schedules|appointments|reminders|(scheduled|planned) commands)",
        "plan_thing": "(plan|schedule|appointment|reminder|scheduled command|planned command)",
    },
)
