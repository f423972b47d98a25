"""What this home usually does, and what somebody in it has just been doing."""

import math

from assistant.ranking.effect import turns_on
from assistant.ranking.option import Option
from assistant.ranking.played import PLAYING_INTENTS
from assistant.ranking.scene import Scene
from assistant.ranking.weights import Weights
from devices.contract import Device

MOST_DOUBLINGS = 3.0
"""Habits are strong, not certain."""
_LOADED = ("media_title", "media_content_id", "media_artist")


def activity_habit(option: Option, scene: Scene, weights: Weights) -> float:
    if len(option.devices) != 1:
        return 0.0
    device = option.devices[0]
    return (
        _in_use(option, device, scene, weights)
        + _after_alarm(option, device, scene, weights)
        + weights.habit * _doublings(option, device, scene)
    )


def _in_use(option: Option, device: Device, scene: Scene, weights: Weights) -> float:
    """A device remembers what it did last; the one that nobody uses has nothing to remember."""
    state = scene.state(device)
    if device.kind == "media_player" and option.reading.intent in PLAYING_INTENTS:
        return weights.used if any(state.get(name) for name in _LOADED) else 0.0
    if device.kind == "coffee_maker" and turns_on(option.reading):
        ready = state.get("state") in ("on", "warming")
        return weights.used if ready or state.get("drink") else 0.0
    return 0.0


def _after_alarm(option: Option, device: Device, scene: Scene, weights: Weights) -> float:
    if device.kind != "coffee_maker" or not turns_on(option.reading):
        return 0.0
    return weights.after_alarm if scene.alarm_rang else 0.0


def _doublings(option: Option, device: Device, scene: Scene) -> float:
    """How often this device was chosen for this intent, as doublings; 0 with no record of it."""
    chosen = scene.deeds_by_intent.get((option.reading.intent, device.id), 0)
    return min(MOST_DOUBLINGS, math.log2(1 + chosen))
