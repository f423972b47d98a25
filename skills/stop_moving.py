"""Stop a blind, a curtain or a door where it is."""

from assistant.home.phrasing import be, devices_called
from assistant.skill import Plan, Request, Skill, Targets, Task
from skills._states import command, state_is


def handle(request: Request) -> Plan:
    names = devices_called(request.devices, request.context.home)
    return Plan(
        reply=f"{names} {be(request.devices)} stopped",
        tasks=tuple(
            Task(command=command(device, "stop_cover"), until=state_is("open", "closed"))
            for device in request.devices
        ),
    )


SKILL = Skill(
    intent="HassStopMoving",
    handle=handle,
    targets=Targets(kinds=frozenset({"cover"}), here=True),
    sentences="""
- sentences:
    - "(stop|halt|freeze) [(moving|opening|closing)] [<the>] {name}"
    - "(stop|halt) [<the>] {name} from (moving|opening|closing)"
  requires_context:
    domain: [cover]
- sentences:
    - "(stop|halt|freeze) [(moving|opening|closing)] [<the>] {cover_classes:device_class} [<here>]"
    - "(stop|halt) [<the>] {area} {cover_classes:device_class}"
    - "(stop|halt) [<the>] {cover_classes:device_class} <in> [<the>] {area}"
  slots: {domain: cover}
""",
)
