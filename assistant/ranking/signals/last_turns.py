"""What was just spoken of is meant again; "the other one" is what was not."""

from assistant.ranking.bare import says_it, says_other
from assistant.ranking.option import Option
from assistant.ranking.scene import Scene
from assistant.ranking.weights import Weights
from assistant.turn import Outcome, Resolution, Turn


def last_turns(option: Option, scene: Scene, weights: Weights) -> float:
    if not option.devices or not scene.context.history:
        return 0.0
    ids = {device.id for device in option.devices}
    if says_other(option.reading.text):
        return _as_other(option, scene, weights)
    factor = 1.0
    for turn in reversed(scene.context.history):
        spoken_of = devices_of(turn)
        if spoken_of and ids == set(spoken_of):
            weight = weights.referred if says_it(option.reading.text) else weights.just_used
            return weight * factor
        factor *= weights.decay
    return 0.0


def _as_other(option: Option, scene: Scene, weights: Weights) -> float:
    """Against what was just spoken of, for what has its name."""
    last = devices_of(scene.context.history[-1])
    if not last:
        return 0.0
    if any(device.id in last for device in option.devices):
        return -weights.referred
    known = scene.context.home.device_by_id
    names = {known[device].name.lower() for device in last if device in known}
    alike = all(device.name.lower() in names for device in option.devices)
    return weights.sibling if alike else 0.0


def devices_of(turn: Turn) -> tuple[str, ...]:
    """What a turn was about: what it moved, or what it told of; ids."""
    outcome, resolution = turn.last(Outcome), turn.last(Resolution)
    if outcome is None:
        return ()
    if outcome.actions:
        return tuple(dict.fromkeys(action.device for action in outcome.actions))
    if resolution is not None and resolution.decision == "act" and resolution.candidates:
        return resolution.candidates[0].devices
    return ()
