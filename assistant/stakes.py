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
    by_context: float = 0.75
    """Share of what the words leave open that context must give to one: a wrong choice that
    nobody can trace back to words costs more trust (about 4) than a misheard one."""
    plausible: float = 0.1
    """Share of the best one's probability from which on a candidate is worth offering."""

    def act_at(self, stake: Stake) -> float:
        return (self.harmless, self.costly, self.guarded)[stake]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for the best candidate."""

    probability: float
    """Calibrated, from words and context together."""
    by_words: float
    """From the words alone."""
    mass: float
    """Of all candidates together; what is left is for none of them."""
    stake: Stake
    exact: bool = True
    """Every word was matched as heard."""
    rivals: int = 0
    """Other things that a question could offer with it."""
    guarded_rival: bool = False
    """One of these is guarded."""
    only_asks: bool = False
    """It is a question; nothing is changed by answering it."""


def decide(evidence: Evidence, thresholds: Thresholds) -> Decision:
    """Whether to act on the best candidate, to ask which or whether it is meant, or to decline."""
    if evidence.mass < thresholds.confirm:
        return "decline"
    if _is_enough(evidence, thresholds):
        return "act"
    if evidence.rivals:
        return "ask"
    if evidence.only_asks:
        return "decline"  # nobody wants to be asked whether they asked
    return "confirm" if evidence.probability >= thresholds.confirm else "decline"


def _is_enough(evidence: Evidence, thresholds: Thresholds) -> bool:
    stake = Stake.HARMLESS if evidence.only_asks else evidence.stake
    needed = thresholds.act_at(stake)
    if evidence.probability < needed:
        return False
    if evidence.by_words >= needed:
        return evidence.exact or stake is not Stake.GUARDED
    if evidence.only_asks:
        return True
    if stake is Stake.GUARDED or evidence.guarded_rival:
        return False  # context never opens a door; it may only put it first in the question
    return evidence.probability >= thresholds.by_context * evidence.mass
