"""Target temperature of thermostats and ovens."""

from assistant.home.phrasing import be, devices_called, number
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from skills._states import command, near

LOWEST, HIGHEST = 5.0, 35.0
"""Degrees Celsius that a home can sensibly be asked to have; an oven has its own limits."""
HOTTEST_OVEN = 300.0


def handle(request: Request) -> Plan:
    degrees = request.number("temperature")
    if degrees is None:
        raise CannotDo("I need to know the temperature")
    only_ovens = all(device.kind == "oven" for device in request.devices)
    highest = HOTTEST_OVEN if only_ovens else HIGHEST
    if not LOWEST <= degrees <= highest:
        raise CannotDo(
            f"{number(degrees)} degrees is not between {number(LOWEST)} and {number(highest)}"
        )
    names = devices_called(request.devices, request.context.home)
    return Plan(
        reply=f"{names} {be(len(request.devices))} set to {number(degrees)} degrees",
        tasks=tuple(
            Task(
                command=command(device, "set_temperature", temperature=degrees),
                until=near("temperature", degrees, 0.3),
            )
            for device in request.devices
        ),
    )


SKILL = Skill(
    intent="HassClimateSetTemperature",
    handle=handle,
    targets=Targets(kinds=frozenset({"climate", "oven", "water_heater"}), here=True),
    sentences="""
- sentences:
    - "<numeric_value_set> [<the>] {name} [<temp>] to {temperature}[([ ]°)|( degree[s])]"
  requires_context: {domain: [climate, water_heater]}
- sentences:
    - "<numeric_value_set> [<the>] {name} [<temp>] to {oven_temperature:temperature}[ degree[s]]"
    - "(heat|preheat) [<the>] {name} to {oven_temperature:temperature}[ degree[s]]"
  requires_context: {domain: [oven]}
  lists:
    oven_temperature: {range: {from: 30, to: 300}}
""",
)
