"""What can be wrong with a device, on demand: by a call, or by a message to `<device>/fault/set`.

{"fault": "offline"}                          says goodbye and hears nothing
{"fault": "slow", "seconds": 3}               does what it is told, later
{"fault": "jammed"}                           hears, and does not move
{"fault": "dropping", "probability": 0.5}     misses some of what it is told
{"fault": "flapping", "period_seconds": 10}   goes offline and comes back, over and over
{"fault": "none"}                             is well again
"""

import random
from dataclasses import dataclass, field
from typing import TypeAlias

from devices.model import ContractError, Value
from devices.wire.arguments import Number, shown
from devices.wire.payloads import attributes_of, check_size, read_object


@dataclass(frozen=True, slots=True)
class Offline:
    """Not there at all."""


@dataclass(frozen=True, slots=True)
class Slow:
    """Answers late."""

    seconds: float
    """By the home's clock."""


@dataclass(frozen=True, slots=True)
class Jammed:
    """Hears, and does not move; a lock says so."""


@dataclass(frozen=True, slots=True)
class Dropping:
    """Misses commands at random."""

    probability: float
    """0 to 1."""
    seed: int = 0
    dice: random.Random = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "dice", random.Random(self.seed))

    def misses(self) -> bool:
        return self.dice.random() < self.probability


@dataclass(frozen=True, slots=True)
class Flapping:
    """There and gone by turns."""

    period_seconds: float
    """How long it stays in one of the two, by the home's clock."""


Fault: TypeAlias = Offline | Slow | Jammed | Dropping | Flapping

_SECONDS = Number(0, 86_400)
_PERIOD = Number(0.1, 86_400)
_SHARE = Number(0, 1)
_SEED = Number(0, 2**53, whole=True)
_NAMES = "offline, slow, jammed, dropping, flapping, none"


def read_fault(topic: str, payload: str) -> Fault | None:
    """The fault in a message; None heals. Raises ContractError saying what was expected."""
    check_size(topic, payload)
    if not payload.strip():
        return None
    try:
        return _fault(attributes_of(read_object(payload)))
    except ContractError as error:
        raise ContractError(f"{topic}: {error}") from error


def _fault(found: dict[str, Value]) -> Fault | None:
    name = found.get("fault")
    match name:
        case "none":
            return None
        case "offline":
            return Offline()
        case "jammed":
            return Jammed()
        case "slow":
            return Slow(_argument(found, "seconds", _SECONDS, None))
        case "dropping":
            probability = _argument(found, "probability", _SHARE, None)
            return Dropping(probability, round(_argument(found, "seed", _SEED, 0)))
        case "flapping":
            return Flapping(_argument(found, "period_seconds", _PERIOD, None))
    raise ContractError(f'expected {{"fault": one of {_NAMES}}}, got {shown(name)}')


def _argument(found: dict[str, Value], name: str, form: Number, default: float | None) -> float:
    if name not in found and default is not None:
        return default
    try:
        value = form.check(found.get(name))
    except ContractError as error:
        raise ContractError(f"{name}: {error}") from error
    return float(value) if isinstance(value, int | float) else 0.0
