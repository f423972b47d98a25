"""Take it back: nothing is done and nothing is said."""

from assistant.skill import Plan, Request, Skill


def handle(_request: Request) -> Plan:
    return Plan(reply="")


SKILL = Skill(intent="HassNevermind", handle=handle)
