"""What time it is."""

from assistant.skill import Plan, Request, Skill


def handle(request: Request) -> Plan:
    now = request.context.now
    hour = now.hour % 12 or 12
    return Plan(reply=f"it is {hour}:{now:%M} {'AM' if now.hour < 12 else 'PM'}")


SKILL = Skill(intent="HassGetCurrentTime", handle=handle, is_question=True)
