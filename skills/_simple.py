"""Skills that send one service without data to every device that is meant."""

from assistant.home.phrasing import be, devices_called
from assistant.skill import Plan, Request, Skill, Targets, Task
from skills._states import Check, command


def one_service(
    intent: str, kind: str, service: str, until: Check, done: str, sentences: str = ""
) -> Skill:
    """The skill of this intent; `done` follows the names, with `{be}` for is or are."""

    def handle(request: Request) -> Plan:
        names = devices_called(request.devices, request.context.home)
        return Plan(
            reply=f"{names} {done.format(be=be(request.devices))}",
            tasks=tuple(
                Task(command=command(device, service), until=until) for device in request.devices
            ),
        )

    return Skill(
        intent=intent,
        handle=handle,
        targets=Targets(kinds=frozenset({kind}), here=True),
        sentences=sentences,
    )
