"""Do something at a time, on days of the week, for a while, or when something is so."""

from assistant.agenda.when import SCHEDULE, when_in
from assistant.skill import Plan, Request, Skill
from skills._planning import plan_for


def handle(request: Request) -> Plan:
    return plan_for(request, when_in(request.slots))


SKILL = Skill(intent=SCHEDULE, handle=handle)
