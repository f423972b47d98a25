"""What is in the room of the request is meant before what is elsewhere."""

from assistant.ranking.option import Option
from assistant.ranking.scene import Scene
from assistant.ranking.weights import Weights


def room(option: Option, scene: Scene, weights: Weights) -> float:
    if scene.context.area is None or not option.devices:
        return 0.0
    if option.reading.intent == "HassClimateGetTemperature":
        return 0.0  # a thermostat in the hall tells of the kitchen better than the oven there
    here = all(device.area == scene.context.area for device in option.devices)
    return weights.room if here else 0.0
