"""Which alarms are set, where the assistant itself wakes people."""

from assistant.skill import Plan, Request, Skill
from skills._alarms import NO_ALARM, named


def handle(request: Request) -> Plan:
    alarms = request.context.plans.alarms
    if not alarms:
        return Plan(reply=NO_ALARM)
    count = "one alarm is" if len(alarms) == 1 else f"{len(alarms)} alarms are"
    return Plan(reply=f"{count} set: {named(alarms, request, 'and')}")


SKILL = Skill(intent="AlarmList", handle=handle, is_question=True)
