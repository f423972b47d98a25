"""How a thermostat uses its fan."""

from assistant.home.phrasing import devices_called
from assistant.skill import Plan, Request, Skill, Targets, Task
from skills._states import command, equals


def handle(request: Request) -> Plan:
    mode = request.text("fan_mode")
    return Plan(
        reply=f"the fan of {devices_called(request.devices, request.context.home)} is on {mode}",
        tasks=tuple(
            Task(
                command=command(device, "set_fan_mode", fan_mode=mode),
                until=equals("fan_mode", mode),
            )
            for device in request.devices
        ),
    )


SKILL = Skill(
    intent="HassClimateSetFanMode",
    handle=handle,
    targets=Targets(kinds=frozenset({"climate"}), here=True),
)
