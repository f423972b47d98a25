"""How humid a humidifier or a thermostat shall keep it."""

from assistant.home.phrasing import be, devices_called, number
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from skills._amounts import percent_in
from skills._states import command, near


def handle(request: Request) -> Plan:
    percent = percent_in(request, "humidity")
    if percent is None:
        raise CannotDo("I need to know how humid")
    names = devices_called(request.devices, request.context.home)
    return Plan(
        reply=f"{names} {be(request.devices)} set to {number(percent)} percent humidity",
        tasks=tuple(
            Task(
                command=command(device, "set_humidity", humidity=percent),
                until=near("humidity", percent, 1.0),
            )
            for device in request.devices
        ),
    )


SKILL = Skill(
    intent="HumiditySet",
    handle=handle,
    targets=Targets(kinds=frozenset({"humidifier", "climate"}), many=False, here=True),
    sentences="""
- sentences:
    - "<numeric_value_set> [the] [target] humidity [level] [<here>] to {brightness:humidity}[([ ]%)| percent]"
    - "(raise|lower|adjust|bring|turn|get|take|put) [the] [target] humidity [level] [(up|down)] [<here>] to {brightness:humidity}[([ ]%)| percent]"
    - "<numeric_value_set> [the] [target] humidity [level] <place> to {brightness:humidity}[([ ]%)| percent]"
- sentences:
    - "(<numeric_value_set>|adjust) [<the>] {name} [humidity] to {brightness:humidity}[([ ]%)| percent]"
    - "(<numeric_value_set>|adjust) [the] humidity [level] (of|on) [<the>] {name} to {brightness:humidity}[([ ]%)| percent]"
  requires_context: {domain: [humidifier]}
- sentences:
    - "(<numeric_value_set>|adjust) [<the>] {name} humidity to {brightness:humidity}[([ ]%)| percent]"
    - "(<numeric_value_set>|adjust) [the] humidity [level] (of|on) [<the>] {name} to {brightness:humidity}[([ ]%)| percent]"
  requires_context: {domain: [climate]}
""",  # noqa: E501
)
