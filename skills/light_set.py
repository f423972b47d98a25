"""Brightness, colour and colour temperature of lights."""

from collections.abc import Callable, Sequence

from assistant.home.phrasing import be, devices_called, number
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from devices.contract import ContractError, Device, Value
from skills._amounts import STEP_PERCENT, change_in, now_at, percent_in, those_on
from skills._states import Check, coloured, command, every, near, state_is

FULL = 255
"""Home Assistant's brightness at 100 percent."""
STEP_KELVIN, USUAL_KELVIN = 800.0, 3500.0
WARMEST_KELVIN, COOLEST_KELVIN = 2000.0, 6500.0
DIMMEST_PERCENT = 1.0
"""A light that is asked to be darker does not go out."""


def handle(request: Request) -> Plan:
    change = change_in(request, "brightness_step", STEP_PERCENT)
    if change is not None:
        return _stepped(request, change)
    names = devices_called(request.devices, request.context.home)
    percent = percent_in(request, "brightness")
    return Plan(
        reply=f"{names} {be(request.devices)} {_look(request, percent)}",
        tasks=tuple(_task(request, device, percent) for device in request.devices),
    )


def _task(request: Request, device: Device, percent: float | None) -> Task:
    data: dict[str, Value] = {}
    checks: list[Check] = [state_is("on")]
    if percent is not None:
        level = round(percent * FULL / 100)
        data["brightness"] = level
        if not level:
            return Task(command=command(device, "turn_on", **data), until=state_is("off"))
        checks.append(near("brightness", level, 3))
    if color := request.text("color"):
        data["color_name"] = color
        checks.append(_coloured(color))
    kelvin = _kelvin(request, device)
    if kelvin is not None:
        data["color_temp_kelvin"] = kelvin
        checks.append(near("color_temp_kelvin", kelvin, 60))
    return Task(command=command(device, "turn_on", **data), until=every(*checks))


def _kelvin(request: Request, device: Device) -> float | None:
    """How white it is to be: as was said, or warmer or cooler than it is."""
    step = {"warm": -STEP_KELVIN, "cool": STEP_KELVIN}.get(request.text("temperature_step"))
    if step is None:
        return request.number("temperature")
    now = now_at(request, device, "color_temp_kelvin") or USUAL_KELVIN
    return min(COOLEST_KELVIN, max(WARMEST_KELVIN, now + step))


def _coloured(name: str) -> Check:
    try:
        return coloured(name)
    except ContractError as error:
        raise CannotDo(f"I know no colour called {name}") from error


def _look(request: Request, percent: float | None) -> str:
    parts = []
    if color := request.text("color"):
        parts.append(color)
    if percent is not None:
        parts.append(f"at {number(percent)} percent")
    if (white := request.text("temperature_step")) in ("warm", "cool"):
        parts.append(f"{white}er")
    kelvin = request.number("temperature")
    if kelvin is not None:
        parts.append(f"at {number(kelvin)} kelvin")
    return " ".join(parts) or "on"


def _stepped(request: Request, change: Callable[[float], float]) -> Plan:
    """Brighter or darker from where each light is."""
    lights = those_on(request)
    levels = {light.id: _stepped_level(request, light, change) for light in lights}
    names = devices_called(lights, request.context.home)
    if not any(levels.values()):
        raise CannotDo(f"{names} {be(lights)} off")
    return Plan(
        reply=f"{names} {be(lights)} {_spoken(lights, levels)}",
        tasks=tuple(
            Task(
                command=command(light, "turn_on", brightness=levels[light.id]),
                until=every(state_is("on"), near("brightness", levels[light.id], 3)),
            )
            for light in lights
        ),
    )


def _stepped_level(request: Request, light: Device, change: Callable[[float], float]) -> int:
    """0 for a light that is off and shall be darker."""
    is_on = request.context.states.get(light.id, {}).get("state") == "on"
    level = now_at(request, light, "brightness")
    percent = (FULL if level is None else level) * 100 / FULL if is_on else 0.0
    if not is_on and change(percent) <= 0:
        return 0
    return round(min(100.0, max(DIMMEST_PERCENT, change(percent))) * FULL / 100)


def _spoken(lights: Sequence[Device], levels: dict[str, int]) -> str:
    if len(set(levels.values())) == 1:
        return f"at {round(levels[lights[0].id] * 100 / FULL)} percent"
    return "set"


SKILL = Skill(
    intent="HassLightSet",
    handle=handle,
    targets=Targets(kinds=frozenset({"light"}), here=True),
    sentences="""
- sentences:
    - "[<set>] [[the] color of] [<the>] {area} {name} [color] [to] {color}"
    - "[<set>] [[the] color of] [<the>] {name} <in> [<the>] {area} [to] {color}"
    - "<dim> [<the>] {area} {name} [brightness] to <percent>"
    - "<dim> [<the>] {name} <in> [<the>] {area} to <percent>"
  requires_context: {domain: [light]}
- sentences:
    - "[<the>] {name} (shall|should|must|needs to) (be|turn|become|go) {color}"
    - "[<the>] {name} (shall|should|must) (shine|glow|be) in {color}"
  requires_context: {domain: [light]}
- sentences:
    - "<let> [<the>] {name} (be|go|turn|become) {color}"
    - "<let> [<the>] {name} (be|go) [to|at] <percent>"
    - "<let> [<the>] {name} (be|go) [to|at] {color_temperature:temperature} (kelvin|k)"
  requires_context: {domain: [light]}
- sentences:
    - "(dim|brighten) [<the>] {name} [light] to <percent>"
  requires_context: {domain: [light]}
- sentences:
    - "(dim|brighten) [<the>] {area} <light> to <percent>"
    - "(dim|brighten) [<the>] <light> <in> [<the>] {area} to <percent>"
    - "[<set>] [[the] color of] [<all>] [<the>] {area} <light> [color] [to] {color}"
    - "[<set>] [[the] color of] [(<all>|<the>)] <light> <place> [color] [to] {color}"
  slots: {domain: light}
""",
    expansion_rules={
        "let": "(can|could|will|would|let|have|make)",
        "dim": "(<set>|dim|brighten) [[the] brightness of]",
        "percent": "{brightness}[([ ]%)| percent]",
    },
)
