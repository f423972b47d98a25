"""Speed of fans."""

from assistant.home.phrasing import be, devices_called, number
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from skills._states import command, near, state_is


def handle(request: Request) -> Plan:
    percent = request.number("percentage")
    if percent is None:
        raise CannotDo("I need to know the speed")
    names = devices_called(request.devices, request.context.home)
    until = near("percentage", percent, 1) if percent else state_is("off")
    return Plan(
        reply=f"{names} {be(len(request.devices))} at {number(percent)} percent",
        tasks=tuple(
            Task(command=command(device, "set_percentage", percentage=percent), until=until)
            for device in request.devices
        ),
    )


SKILL = Skill(
    intent="HassFanSetSpeed",
    handle=handle,
    targets=Targets(kinds=frozenset({"fan"}), here=True),
)
