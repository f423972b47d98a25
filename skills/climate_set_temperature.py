"""Target temperature of thermostats and ovens."""

from assistant.home.phrasing import be, devices_called, number
from assistant.home.warmth import FAHRENHEIT_FROM, in_its_own_unit
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from devices.contract import Device
from skills._amounts import now_at, step_in
from skills._states import command, near
from skills._switching import CLIMATE_ON, task_of

STEP_DEGREES = 1.0
"""What "warmer" changes; thermostats are turned by whole degrees."""
USUAL, USUAL_FAHRENHEIT = (5.0, 35.0), (41.0, 95.0)
"""What a home can sensibly be asked to have, where the thermostat does not say."""
OVEN, OVEN_FAHRENHEIT = (30.0, 300.0), (100.0, 575.0)


def handle(request: Request) -> Plan:
    step = step_in(request, "temperature_step", STEP_DEGREES)
    degrees = request.number("temperature")
    targets = {device.id: _target(request, device, degrees, step) for device in request.devices}
    names = devices_called(request.devices, request.context.home)
    spoken = number(targets[request.devices[0].id])
    return Plan(
        reply=f"{names} {be(request.devices)} set to {spoken} degrees",
        tasks=tuple(
            task
            for device in request.devices
            for task in (
                *_switched_on(request, device),
                Task(
                    command=command(device, "set_temperature", temperature=targets[device.id]),
                    until=near("temperature", targets[device.id], 0.3),
                ),
            )
        ),
    )


def _switched_on(request: Request, device: Device) -> tuple[Task, ...]:
    """ "Heater on at six degrees"; what runs already is left in its mode."""
    is_off = request.context.states.get(device.id, {}).get("state") == "off"
    wanted = request.text("power") == "on" and device.kind == "climate"
    return (task_of(device, CLIMATE_ON, request),) if is_off and wanted else ()


def _target(request: Request, device: Device, degrees: float | None, step: float | None) -> float:
    target = degrees
    if step is not None:
        now = now_at(request, device, "temperature")
        target = None if now is None else now + step
    if target is None:
        raise CannotDo("I need to know the temperature")
    lowest, highest = _limits(request, device, target)
    if device.kind == "climate" and not lowest <= target <= highest:
        state = request.context.states.get(device.id, {})
        target = in_its_own_unit(target, state) or target
    if not lowest <= target <= highest:
        raise CannotDo(
            f"{number(target)} degrees is not between {number(lowest)} and {number(highest)}"
        )
    return target


def _limits(request: Request, device: Device, target: float) -> tuple[float, float]:
    """Of one that tells no temperature at all, in the unit that the target must be in."""
    if device.kind == "oven":
        return OVEN_FAHRENHEIT if _bakes_in_fahrenheit(request, device) else OVEN
    known = [now_at(request, device, name) for name in ("temperature", "current_temperature")]
    warmest = max((value for value in known if value is not None), default=target)
    usual = USUAL_FAHRENHEIT if warmest >= FAHRENHEIT_FROM else USUAL
    lowest, highest = (now_at(request, device, name) for name in ("min_temp", "max_temp"))
    return (usual[0] if lowest is None else lowest, usual[1] if highest is None else highest)


def _bakes_in_fahrenheit(request: Request, oven: Device) -> bool:
    """It says so, or is set hotter than any oven gets in Celsius."""
    unit = request.context.states.get(oven.id, {}).get("temperature_unit")
    return "F" in str(unit or "") or (now_at(request, oven, "temperature") or 0.0) > OVEN[1]


SKILL = Skill(
    intent="HassClimateSetTemperature",
    handle=handle,
    targets=Targets(
        kinds=frozenset({"climate", "oven", "water_heater"}),
        only_by_name=frozenset({"oven", "water_heater"}),
        here=True,
    ),
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
