"""Switch things off, close covers and valves, unlock locks, send machines back."""

from assistant.skill import Plan, Request, Skill, Targets
from skills._switching import OFF, WAYS_OFF, WISHES, switch


def handle(request: Request) -> Plan:
    return switch(request, WAYS_OFF, OFF)


SKILL = Skill(
    intent="HassTurnOff",
    handle=handle,
    targets=Targets(here=True),
    sentences="""
- sentences:
    - "(<turn>|shut|cut) off [<the>] water [supply] [<place>]"
    - "(<turn>|shut|cut) [<the>] water [supply] off [<place>]"
    - "stop watering [<the>] {area}"
  slots: {domain: valve, device_class: water}
- sentences:
    - "[<turn>] [(<all>|<the>)] [<the>] {area} <light> (off|out)"
    - "[<turn>] [(<all>|<the>)] [<the>] {floor} [floor] <light> (off|out)"
    - "[<turn>] [(<all>|<the>)] <light> (off|out) <place>"
    - "[<turn>] [(<all>|<the>)] <light> <place> (off|out)"
    - "(<turn> (off|out)|deactivate) [(<all>|<the>)] <light> <place>"
  slots: {domain: light}
- sentences:
    - "(<turn> off|deactivate) <place> [<the>] {name} <light>"
    - "(<turn> off|deactivate) [<the>] {name} <light> [<place>]"
    - "[<turn>] <place> [<the>] {name} <light> [to] off"
  requires_context: {domain: [light]}
- sentences:
    - "[<turn>] [<the>] {name} out"
    - "<turn> out [<the>] {name}"
  requires_context: {domain: [light]}
- sentences:
    - "unlock [<all>] [<the>] (lock|door|gate)[s] <place>"
  slots: {domain: lock}
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
    - "<turn> (off|out) [<all>] [<the>] <home> <light> [<everywhere>]"
    - "(deactivate|shut off|kill|extinguish) <all> [<the>] <light> [<everywhere>]"
    - "(deactivate|shut off|kill|extinguish) [<the>] <light> <everywhere>"
    - "(make sure|ensure|see to it) [that] <all> [<the>] <light> <is> [(turned|switched)] (off|out)
      [<everywhere>]"
    - "(make sure|ensure|see to it) [that] [<the>] <light> <is> [(turned|switched)] (off|out)
      <everywhere>"
    - "get <all> [<the>] <light> (off|out) [<everywhere>]"
  slots: {domain: light}
  required_keywords: [all, every, each, everywhere, home, house, apartment, flat]
- sentences:
    - "[<the>] {name} (close|shut|down)"
  requires_context: {domain: [cover]}
- sentences:
    - "[<the>] {area} {cover_classes:device_class} (close|shut|down)"
  slots: {domain: cover}
- sentences:
    - "[<the>] {name} (close|shut)"
  requires_context: {domain: [valve]}
- sentences:
    - "<close> [<the>] garage [door[s]]"
  slots: {domain: cover, device_class: garage}
- sentences:
    - "(close|shut) [<the>] {name}"
  requires_context: {domain: [media_player]}
- sentences:
    - "(disarm|deactivate) [<the>] {name}"
  requires_context:
    domain: [alarm_control_panel]
- sentences:
    - "<see_to_it> [<the>] {name} (is|are) [(turned|switched)] off"
    - "[<the>] {name} (needs to|should|must) be [(turned|switched)] off [now]"
    - "<want> [<the>] {name} [(turned|switched)] off"
  requires_context:
    domain: [light, switch, fan, media_player, input_boolean, climate, humidifier, coffee_maker]
- sentences:
    - "<see_to_it> [<the>] {name} (is|are) (closed|shut)"
    - "[<the>] {name} (needs to|should|must) be (closed|shut) [now]"
    - "<want> [<the>] {name} (closed|shut)"
  requires_context:
    domain: [cover, valve]
- sentences:
    - "<see_to_it> [<the>] {name} (is|are) unlocked"
    - "[<the>] {name} (needs to|should|must) be unlocked [now]"
    - "[<the>] {name} needs unlocking"
    - "<want> [<the>] {name} unlocked"
  requires_context:
    domain: [lock]
""",
    expansion_rules=WISHES,
)
