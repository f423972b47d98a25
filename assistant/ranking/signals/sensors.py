"""Light is wanted where it is dark, heat where it is cold, air where it is hot."""

from assistant.ranking.effect import turns_on
from assistant.ranking.option import Option
from assistant.ranking.scene import Scene
from assistant.ranking.weights import Weights
from devices.contract import Device

DARK_LUX = 20.0
"""Too little to read by."""
GLARE_LUX = 20_000.0
"""Sunlight on the glass."""
COLD_CELSIUS, HOT_CELSIUS = 17.0, 26.0
"""Outside of this most people want something done about it."""


def sensors(option: Option, scene: Scene, weights: Weights) -> float:
    if not option.devices:
        return 0.0
    return min(_wanted(option, device, scene, weights) for device in option.devices)


def _wanted(option: Option, device: Device, scene: Scene, weights: Weights) -> float:
    wants = turns_on(option.reading)
    if "temperature" in option.reading.slots:
        return 0.0  # how warm it is to be, which may be colder than it is
    if device.kind == "light" and wants:
        lux = scene.measured(device.area, "illuminance")
        return weights.dark if lux is not None and lux < DARK_LUX else 0.0
    if device.kind == "cover" and wants is False:
        lux = scene.measured(device.area, "illuminance")
        return weights.glare if lux is not None and lux > GLARE_LUX else 0.0
    if device.kind not in ("climate", "fan") or not wants:
        return 0.0
    celsius = _celsius(device, scene)
    if celsius is None:
        return 0.0
    fits = celsius < COLD_CELSIUS if device.kind == "climate" else celsius > HOT_CELSIUS
    return weights.cold if fits else 0.0


def _celsius(device: Device, scene: Scene) -> float | None:
    """What the device or a thermometer of its room tells, in degrees Celsius."""
    state = scene.state(device)
    own = state.get("current_temperature")
    if isinstance(own, int | float):
        return (own - 32) / 1.8 if "F" in str(state.get("temperature_unit", "")) else own
    return scene.measured(device.area, "temperature")
