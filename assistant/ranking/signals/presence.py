"""What is where somebody moves is meant before what is in an empty room."""

from assistant.ranking.option import Option
from assistant.ranking.scene import Scene
from assistant.ranking.weights import Weights


def presence(option: Option, scene: Scene, weights: Weights) -> float:
    areas = {device.area for device in option.devices}
    if len(areas) != 1 or not areas <= scene.occupied:
        return 0.0
    return weights.presence if scene.context.area is None else weights.presence_known_room
