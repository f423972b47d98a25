"""Switch things on, open covers and valves, lock locks, run scenes and scripts."""

from assistant.skill import Plan, Request, Skill, Targets
from skills._switching import ON, WAYS_ON, WISHES, switch

WAYS_TO_ARM = (
    ("home", "home"), ("stay", "home"), ("night", "night"), ("bed", "night"), ("away", "away"),
    ("holiday", "vacation"), ("vacation", "vacation"),
)  # fmt: skip


def handle(request: Request) -> Plan:
    return switch(request, WAYS_ON, ON)


SKILL = Skill(
    intent="HassTurnOn",
    handle=handle,
    targets=Targets(here=True),
    sentences="""
- sentences:
    - "<turn> on [<the>] water [supply] [<place>]"
    - "<turn> [<the>] water [supply] on [<place>]"
    - "water [<the>] {area}"
  slots: {domain: valve, device_class: water}
- sentences:
    - "[<turn>] [(<all>|<the>)] [<the>] {area} <light> on"
    - "[<turn>] [(<all>|<the>)] [<the>] {floor} [floor] <light> on"
    - "[<turn>] [(<all>|<the>)] <light> on <place>"
    - "[<turn>] [(<all>|<the>)] <light> <place> on"
    - "(<turn> on|activate|light up|illuminate) [(<all>|<the>)] <light> <place>"
    - "(light up|illuminate) <place>"
  slots: {domain: light}
- sentences:
    - "(<turn> on|activate|light up|illuminate) <place> [<the>] {name} <light>"
    - "(<turn> on|activate|light up|illuminate) [<the>] {name} <light> [<place>]"
    - "[<turn>] <place> [<the>] {name} <light> [to] on"
  requires_context: {domain: [light]}
- sentences:
    - "lock [<all>] [<the>] (lock|door|gate|garage door|window|shutter)[s] <place>"
  slots: {domain: lock}
- sentences:
    - "<turn> on [<the>] {name}"
    - "<turn> [<the>] {name} on"
    - "[<the>] {name} on"
    - "(start|activate) [<the>] {name}"
    - "<turn> on [<the>] {area} {name}"
    - "<turn> on [<the>] {name} <in> [<the>] {area}"
  requires_context:
    domain: [oven, coffee_maker, humidifier, water_heater, siren, remote, automation, group,
             alarm_control_panel]
- sentences:
    - "(do|begin|run|launch|go for|[(it is|it's)] time for) [<the>] {name} [scene|mode|routine]"
    - "do [<the>] {name} thing"
    - "(let us|let's) (do|have) [<the>] {name} [scene|mode|routine]"
    - "[<the>] {name} (scene|mode|routine|time)"
    - "put [<the>] {name} (on|mode on)"
    - "(get|set up) [everything|the house|the room] [ready] for {name}"
  requires_context:
    domain: [scene, script]
- sentences:
    - "[hey|so] (can|could|will|would) you get [<the>] {name} [for me]"
  requires_context:
    domain: [light]
- sentences:
    - "light [<the>] {name}"
    - "light [<the>] {name} <in> [<the>] {area}"
  requires_context:
    domain: [light, switch, climate]
- sentences:
    - "(get|have) [<the>] {name} (going|running)"
    - "kick on [<the>] {name}"
  requires_context:
    domain: [light, switch, fan, coffee_maker]
- sentences:
    - "put [<the>] {name} (ya|yaar|da|na|re)"
  requires_context:
    domain: [light, fan]
- sentences:
    - "(warm|heat) [<the>] {name} [up]"
    - "(warm|heat) up [<the>] {name}"
  requires_context: {domain: [switch, water_heater]}
- sentences:
    - "boil [<the>] {name}"
  requires_context: {domain: [switch]}
  required_keywords: [kettle]
- sentences:
    - "fill [up] [<the>] {name} [up]"
  requires_context: {domain: [valve]}
- sentences:
    - "<turn> on [<the>] {name}"
  requires_context:
    domain: [vacuum, lawn_mower]
- sentences:
    - "<turn> on [<all>] [<the>] <light> <everywhere>"
    - "<turn> on <all> [<the>] <light>"
    - "<turn> on [<all>] [<the>] <home> <light> [<everywhere>]"
    - "<turn> [<all>] [<the>] <light> on <everywhere>"
    - "<turn> <all> [<the>] <light> on"
    - "(activate|light up|illuminate) [<all>] [<the>] <light> <everywhere>"
    - "(activate|light up|illuminate) <all> [<the>] <light>"
    - "(light up|illuminate) <everywhere> [<everywhere>]"
    - "(light up|illuminate) [<the>] (whole|entire) <home>"
    - "(make sure|ensure|see to it) [that] <all> [<the>] <light> <is> [(turned|switched)] on
      [<everywhere>]"
    - "(make sure|ensure|see to it) [that] [<the>] <light> <is> [(turned|switched)] on <everywhere>"
    - "get <all> [<the>] <light> on [<everywhere>]"
  slots: {domain: light}
  required_keywords: [all, every, each, everywhere, home, house, apartment, flat]
- sentences:
    - "[<the>] {name} (open|up)"
  requires_context: {domain: [cover]}
- sentences:
    - "[<the>] {area} {cover_classes:device_class} (open|up)"
  slots: {domain: cover}
- sentences:
    - "[<the>] {name} open"
  requires_context: {domain: [valve]}
- sentences:
    - "<open> [<the>] garage [door[s]]"
  slots: {domain: cover, device_class: garage}
- sentences:
    - "(make|brew) [(me|us)] [(a|some)] [cup of] coffee"
    - "start brewing"
  slots: {domain: coffee_maker}
- sentences:
    - "(arm|set|activate) [<the>] {name} [to away]"
    - "(arm|set|activate|put|switch) [<the>] {name} (to|in|on|for|into) [the] {armed:arm} [mode]"
  requires_context:
    domain: [alarm_control_panel]
- sentences:
    - "lock [<all>] [<the>] doors"
    - "lock up [the house]"
    - "lock everything"
  slots: {domain: lock}
- sentences:
    - "<see_to_it> [<the>] {name} (is|are) [(turned|switched)] on"
    - "<see_to_it> [<the>] {name} (is|are) (running|active|working)"
    - "[<the>] {name} (needs to|should|must) be [(turned|switched)] on [now]"
    - "<want> [<the>] {name} [(turned|switched)] on"
  requires_context:
    domain: [light, switch, fan, media_player, input_boolean, climate, humidifier, coffee_maker]
- sentences:
    - "[<the>] {name} (needs to|should|must) be (started|run) [now]"
    - "[<the>] {name} needs (starting|running|to start)"
  requires_context:
    domain: [vacuum, lawn_mower, switch, fan, coffee_maker]
- sentences:
    - "<see_to_it> [<the>] {name} (is|are) open[ed]"
    - "[<the>] {name} (needs to|should|must) be open[ed] [now]"
    - "<want> [<the>] {name} open[ed]"
  requires_context:
    domain: [cover, valve]
- sentences:
    - "<see_to_it> [<the>] {name} (is|are) (locked|secure[d])"
    - "[<the>] {name} (needs to|should|must) be (locked|secure[d]) [now]"
    - "[<the>] {name} needs locking"
    - "<want> [<the>] {name} (locked|secure[d])"
  requires_context:
    domain: [lock]
""",
    expansion_rules=WISHES,
    lists={"armed": WAYS_TO_ARM},
)
