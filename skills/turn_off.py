"""Switch things off, close covers and valves, unlock locks, send machines back."""

from assistant.skill import Plan, Request, Skill, Targets
from skills._switching import OFF, WAYS_OFF, switch


def handle(request: Request) -> Plan:
    return switch(request, WAYS_OFF, OFF)


SKILL = Skill(
    intent="HassTurnOff",
    handle=handle,
    targets=Targets(here=True),
    sentences="""
- sentences:
    - "<turn> off [<the>] {name}"
    - "<turn> [<the>] {name} off"
    - "[<the>] {name} off"
    - "(stop|deactivate) [<the>] {name}"
    - "<turn> off [<the>] {area} {name}"
    - "<turn> off [<the>] {name} <in> [<the>] {area}"
  requires_context:
    domain: [oven, coffee_maker, humidifier, water_heater, siren, remote, automation, group,
             alarm_clock, alarm_control_panel]
- sentences:
    - "(disarm|deactivate) [<the>] {name}"
  requires_context:
    domain: [alarm_control_panel]
""",
)
