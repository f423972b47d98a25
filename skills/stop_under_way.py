"""Stop what the latest command began: a blind on its way, a robot, the coffee."""

from collections.abc import Mapping

from assistant.home.phrasing import be, devices_called
from assistant.skill import CannotDo, Plan, Request, Skill, Task
from skills._states import Check, command, state_is, state_is_not

WAYS: Mapping[str, tuple[str, Check]] = {
    "alarm_clock": ("stop", state_is_not("ringing")),
    "coffee_maker": ("turn_off", state_is("off", "idle")),
    "cover": ("stop_cover", state_is("open", "closed")),
    "lawn_mower": ("dock", state_is("docked", "returning")),
    "media_player": ("media_pause", state_is("paused", "idle", "off")),
    "vacuum": ("return_to_base", state_is("docked", "returning")),
    "valve": ("stop_valve", state_is("open", "closed")),
}


def handle(request: Request) -> Plan:
    able = [device for device in request.devices if device.kind in WAYS]
    if not able:
        raise CannotDo("nothing is under way")
    names = devices_called(able, request.context.home)
    return Plan(
        reply=f"{names} {be(able)} stopped",
        tasks=tuple(
            Task(command=command(device, WAYS[device.kind][0]), until=WAYS[device.kind][1])
            for device in able
        ),
    )


SKILL = Skill(intent="StopUnderWay", handle=handle)
