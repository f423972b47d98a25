"""How far covers and valves are open."""

from assistant.home.phrasing import be, devices_called, number
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from devices.contract import Device, State
from skills._amounts import percent_in
from skills._states import command


def handle(request: Request) -> Plan:
    percent = percent_in(request, "position")
    if percent is None:
        raise CannotDo("I need to know how far")
    names = devices_called(request.devices, request.context.home)
    return Plan(
        reply=f"{names} {be(request.devices)} going to {number(percent)} percent",
        tasks=tuple(_task(device, percent) for device in request.devices),
    )


def _task(device: Device, percent: float) -> Task:
    service = "set_valve_position" if device.kind == "valve" else "set_cover_position"

    def on_its_way(state: State) -> bool:
        return state.get("state") in ("opening", "closing") or (
            state.get("current_position") == percent
        )

    return Task(command=command(device, service, position=percent), until=on_its_way)


SKILL = Skill(
    intent="HassSetPosition",
    handle=handle,
    targets=Targets(kinds=frozenset({"cover", "valve"}), here=True),
    sentences="""
- sentences:
    - "(<open>|<close>|set) [<the>] garage [door[s]] to {position}[([ ]%)| percent]"
  slots: {domain: cover, device_class: garage}
""",
)
