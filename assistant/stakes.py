"""What is at stake when a device is commanded, and what to do at which probability.

Doing what nobody asked for is worse than asking back, and how much worse depends on the device.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from assistant.turn import Decision
from devices.contract import Device


class Stake(IntEnum):
    """How bad a wrong action would be."""

    HARMLESS = 0
    """Lights, music: noticed at once and undone at once."""
    COSTLY = 1
    """Heat, water, machines that move or use power for long."""
    GUARDED = 2
    """Who can come into the house, and whether anybody is told."""


_COSTLY = {
    "climate",
    "coffee_maker",
    "humidifier",
    "lawn_mower",
    "oven",
    "script",
    "siren",
    "vacuum",
    "valve",
    "water_heater",
}
_GUARDED = {"lock", "alarm_control_panel"}
_GUARDED_COVERS = {"door", "garage", "gate"}


def stake_of(device: Device) -> Stake:
    if device.kind in _GUARDED:
        return Stake.GUARDED
    if device.kind == "cover" and device.device_class in _GUARDED_COVERS:
        return Stake.GUARDED
    return Stake.COSTLY if device.kind in _COSTLY else Stake.HARMLESS


def highest(devices: Iterable[Device]) -> Stake:
    """The highest stake among the devices; harmless when there are none."""
    return max((stake_of(device) for device in devices), default=Stake.HARMLESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """At which probability to act or to confirm; below both it declines.

    The prior is a cost argument: with a question costing 1, a wrong lamp costs about 2.5, a
    wrong oven 7 and a wrong lock 10; act where (1 - p) * cost is below 1. A lock also never
    rests on a guess, however probable.
    """

    harmless: float = 0.6
    costly: float = 0.85
    guarded: float = 0.9
    confirm: float = 0.4

    def act_at(self, stake: Stake) -> float:
        return (self.harmless, self.costly, self.guarded)[stake]


def decide(
    probability: float, stake: Stake, thresholds: Thresholds, *, exact: bool = True
) -> Decision:
    """Whether to act on the best candidate, to ask whether it is meant, or to decline.

    `exact` says that every word was matched as heard.
    """
    guess = stake is Stake.GUARDED and not exact
    if probability >= thresholds.act_at(stake) and not guess:
        return "act"
    return "confirm" if probability >= thresholds.confirm else "decline"
