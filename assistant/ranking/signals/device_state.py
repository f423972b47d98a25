"""What can be done is meant: what is open is closed, what plays is paused, what is on goes off."""

from assistant.ranking.effect import MEDIA_CONTROL, already, turns_on
from assistant.ranking.option import Option
from assistant.ranking.scene import Scene
from assistant.ranking.weights import Weights
from devices.contract import Device, State


def device_state(option: Option, scene: Scene, weights: Weights) -> float:
    """The mean over the devices, so that a group is judged like one thing."""
    if not option.devices:
        return 0.0
    scores = [_score(option, device, scene.state(device), weights) for device in option.devices]
    return sum(scores) / len(scores)


def _score(option: Option, device: Device, state: State, weights: Weights) -> float:
    intent = option.reading.intent
    if not state:
        return 0.0
    if device.kind == "media_player" and intent in MEDIA_CONTROL:
        return -_silence(intent, state, weights)
    if intent == "HassClimateGetTemperature":
        if device.kind != "oven":
            return 0.0
        return -weights.already if state.get("state") == "off" else weights.cooking
    if already(intent, device, state):
        if option.presumes:
            return -weights.presumed
        keen = turns_on(option.reading) and device.kind not in ("cover", "valve", "lock")
        return -(weights.already_on if keen else weights.already)
    if intent == "HassTurnOff" and state.get("state") in ("ringing", "snoozed"):
        return weights.ringing
    return -_unadjusted(option, device, state, weights)


def _silence(intent: str, state: State, weights: Weights) -> float:
    """How much speaks against a player that is not heard."""
    now = state.get("state")
    if intent == "HassMediaUnpause":
        if now == "playing":
            return weights.idle_player
        return 0.0 if now == "paused" else weights.resumable
    if now == "playing":
        return 0.0
    asleep = now in ("off", "standby", "unavailable", None)
    return weights.silent_player if asleep else weights.idle_player


def _unadjusted(option: Option, device: Device, state: State, weights: Weights) -> float:
    """How much speaks against setting a level of what is off."""
    if state.get("state") != "off" or device.kind not in ("light", "fan"):
        return 0.0
    slots = option.reading.slots
    if option.reading.intent not in ("HassLightSet", "HassFanSetSpeed"):
        return 0.0
    if "brightness_step" in slots or "percentage_step" in slots:
        return weights.presumed if option.presumes else weights.stepped
    return weights.adjusted_fan if device.kind == "fan" else weights.adjusted
