"""How far covers and valves are open."""

from assistant.home.phrasing import be, devices_called, number
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from devices.contract import Device, State
from skills._amounts import STEP_PERCENT, now_at, percent_in, step_in
from skills._states import command


def handle(request: Request) -> Plan:
    step = step_in(request, "position_step", STEP_PERCENT)
    percent = percent_in(request, "position")
    wanted = {device.id: _wanted(request, device, percent, step) for device in request.devices}
    names = devices_called(request.devices, request.context.home)
    told = number(wanted[request.devices[0].id])
    return Plan(
        reply=f"{names} {be(request.devices)} going to {told} percent",
        tasks=tuple(_task(device, wanted[device.id]) for device in request.devices),
    )


def _wanted(request: Request, device: Device, percent: float | None, step: float | None) -> float:
    if step is None and percent is not None:
        return percent
    now = now_at(request, device, "current_position")
    if step is None or now is None:
        raise CannotDo("I need to know how far")
    return min(100.0, max(0.0, now + step))


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
