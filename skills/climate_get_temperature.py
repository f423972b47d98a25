"""How warm it is."""

from collections.abc import Sequence

from assistant.home.find import area_named
from assistant.home.phrasing import called, listing, number
from assistant.skill import CannotDo, Plan, Request, Skill, Targets
from devices.contract import Device
from skills._state_words import attribute_words


def handle(request: Request) -> Plan:
    readings = [
        (device, degrees)
        for device in _thermometers(request.devices)
        if (degrees := _degrees(request, device)) is not None
    ]
    if not readings:
        if set_to := _set_to(request):
            return Plan(reply=set_to)
        raise CannotDo("I have no thermometer there")
    if len(readings) == 1 and not _is_elsewhere(readings[0][0], request):
        return Plan(reply=f"it is {number(readings[0][1])} degrees")
    shown = [
        f"{number(degrees)} degrees at {called(device, request.context.home)}"
        for device, degrees in readings[:3]
    ]
    return Plan(reply=f"it is {listing(shown)}")


def _is_elsewhere(device: Device, request: Request) -> bool:
    """In another room than the one that was asked about, which has none of its own."""
    area = area_named(request.context.home, request.text("area"))
    return area is not None and device.area is not None and device.area != area.id


def _set_to(request: Request) -> str:
    """What the only thing that was asked about is to reach; empty where it does not tell."""
    device = request.devices[0]
    target = attribute_words("target", request.context.states.get(device.id, {}))
    if len(request.devices) > 1 or not target:
        return ""
    name = called(device, request.context.home)
    return f"{name} doesn't tell how warm it is; it is set to {target}"


def _thermometers(devices: Sequence[Device]) -> Sequence[Device]:
    """Thermostats where there are any, sensors otherwise; whatever was named in any case."""
    if len(devices) == 1:
        return devices
    thermostats = [device for device in devices if device.kind == "climate"]
    sensors = [device for device in devices if device.device_class == "temperature"]
    return thermostats or sensors


def _degrees(request: Request, device: Device) -> float | None:
    state = request.context.states.get(device.id, {})
    for attribute in ("current_temperature", "state"):
        value = state.get(attribute)
        if isinstance(value, int | float):
            return float(value)
        if isinstance(value, str):
            try:
                return float(value)
            except ValueError:
                continue
    return None


SKILL = Skill(
    intent="HassClimateGetTemperature",
    handle=handle,
    is_question=True,
    targets=Targets(kinds=frozenset({"climate", "sensor", "oven", "water_heater"}), here=True),
    sentences="""
- sentences:
    - "(<what_is>|<how_is>) [the] [current] <temp>"
    - "how (warm|cold|hot) is it [here]"
- sentences:
    - "<what_is> [the] [current] <temp> [<in>] [<the>] {area}"
    - "how (warm|cold|hot) is it [<in>] [<the>] {area}"
- sentences:
    - "(<what_is>|<how_is>) [the] [current] <temp> [(of|in)] [<the>] {name}"
    - "how (warm|cold|hot) is [<the>] {name}"
  requires_context: {domain: [oven, water_heater, climate]}
""",
)
