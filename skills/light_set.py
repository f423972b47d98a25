"""Brightness, colour and colour temperature of lights."""

from assistant.home.phrasing import be, devices_called, number
from assistant.skill import Plan, Request, Skill, Targets, Task
from devices.contract import Device, Value
from skills._states import Check, command, near, state_is

FULL = 255
"""Home Assistant's brightness at 100 percent."""


def handle(request: Request) -> Plan:
    names = devices_called(request.devices, request.context.home)
    return Plan(
        reply=f"{names} {be(len(request.devices))} {_look(request)}",
        tasks=tuple(_task(request, device) for device in request.devices),
    )


def _task(request: Request, device: Device) -> Task:
    data: dict[str, Value] = {}
    until: Check = state_is("on")
    percent = request.number("brightness")
    if percent is not None:
        level = round(percent * FULL / 100)
        data["brightness"] = level
        until = near("brightness", level, 3) if level else state_is("off")
    if color := request.text("color"):
        data["color_name"] = color
    kelvin = request.number("temperature")
    if kelvin is not None:
        data["color_temp_kelvin"] = kelvin
        until = near("color_temp_kelvin", kelvin, 60)
    return Task(command=command(device, "turn_on", **data), until=until)


def _look(request: Request) -> str:
    parts = []
    percent = request.number("brightness")
    if color := request.text("color"):
        parts.append(color)
    if percent is not None:
        parts.append(f"at {number(percent)} percent")
    kelvin = request.number("temperature")
    if kelvin is not None:
        parts.append(f"at {number(kelvin)} kelvin")
    return " ".join(parts) or "on"


SKILL = Skill(
    intent="HassLightSet",
    handle=handle,
    targets=Targets(kinds=frozenset({"light"}), here=True),
    sentences="""
- sentences:
    - "dim [<the>] {name} [light] to {brightness}[([ ]%)| percent]"
    - "(dim|brighten) [<the>] {name} [light] to {brightness}[([ ]%)| percent]"
  requires_context: {domain: [light]}
- sentences:
    - "dim [<the>] {area} <light> to {brightness}[([ ]%)| percent]"
    - "dim [<the>] <light> <in> [<the>] {area} to {brightness}[([ ]%)| percent]"
  slots: {domain: light}
""",
)
