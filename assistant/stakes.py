"""What is at stake when a device is commanded, and what to do at which probability.

Doing what nobody asked for is worse than asking back, and how much worse depends on the device.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from assistant.home.guarded import is_guarded
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


def stake_of(device: Device) -> Stake:
    if is_guarded(device):
        return Stake.GUARDED
    return Stake.COSTLY if device.kind in _COSTLY else Stake.HARMLESS


def highest(devices: Iterable[Device]) -> Stake:
    """The highest stake among the devices; harmless when there are none."""
    return max((stake_of(device) for device in devices), default=Stake.HARMLESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """At which probability to act or to confirm; below both it declines.

    A cost argument: a question that turns out to have been needless costs 1, and doing what
    nobody asked for costs more the higher the stake. Acting is right where (1 - p) * cost is
    below 1, so from p = 1 - 1 / cost on. A lock also never rests on a guess, however probable.
    """

    answer: float = 0.6
    """A wrong answer changes nothing; it costs 2.5 questions."""
    harmless: float = 0.67
    """Somebody must get up, or speak again, for a lamp that nobody asked for: 3 questions."""
    costly: float = 0.85
    """A cold house, a pot of coffee, a robot under somebody's feet: 7 questions."""
    guarded: float = 0.9
    """An open door: 10 questions, and on top of that every word must have been understood."""
    confirm: float = 1 / 3
    """Who is declined must say it again in other words, who is asked in vain only says no: a
    needless refusal costs 2 questions, so that asking is right where 2 * p is above 1 - p."""
    by_context: float = 0.75
    """Share of what the words leave open that context must give to one: the wish is known then,
    and another lamp of the same room costs only 4 questions."""
    costly_by_context: float = 0.85
    """The same for what is costly: the other heater costs 7 questions, the wish being known."""
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
    learned_alone: bool = False
    """Only the network hears a wish; no template and no rule reads one."""
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
    if evidence.only_asks:
        return evidence.probability >= thresholds.answer
    if evidence.learned_alone and evidence.stake is not Stake.HARMLESS:
        return False  # it knows how people word a wish, and little of what is none
    needed = thresholds.act_at(evidence.stake)
    if evidence.by_words >= needed:
        guarded = evidence.stake is Stake.GUARDED
        return evidence.probability >= needed and (evidence.exact or not guarded)
    return _is_settled_by_context(evidence, thresholds)


def _is_settled_by_context(evidence: Evidence, thresholds: Thresholds) -> bool:
    """The words say what is wished, and context which of several things it is wished of."""
    if evidence.stake is Stake.GUARDED or evidence.guarded_rival:
        return False  # context never opens a door; it may only put it first in the question
    least = thresholds.costly_by_context if evidence.stake is Stake.COSTLY else 0.0
    return (
        evidence.mass >= thresholds.act_at(evidence.stake)
        and evidence.probability >= thresholds.by_context * evidence.mass
        and evidence.probability >= least
    )
