"""What day it is."""

from assistant.skill import Plan, Request, Skill


def handle(request: Request) -> Plan:
    now = request.context.now
    return Plan(reply=f"it is {now:%A}, {now:%B} {now.day}, {now.year}")


SKILL = Skill(
    intent="HassGetCurrentDate",
    handle=handle,
    is_question=True,
    sentences="""
- sentences:
    - "(what|which) day is (it|today) [today]"
    - "<what_is> [the] (day|date) [today]"
""",
)
