"""What the page asks for, read and checked before anything is done with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, get_args

from assistant.learning.codec import CodecError, from_json
from assistant.turn import Slots

LONGEST_REQUEST = 500
"""Characters; nobody says more in one breath."""
FASTEST = 3600.0
"""Home seconds for each real second."""


class OrderError(ValueError):
    """An order that cannot be understood; the text says what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Answer a typed request."""

    text: str
    area: str | None = None
    """Id of the room that it is made in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """Do one thing to one device."""

    device: str
    service: str
    data: Slots = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Let a simulated device suffer from something, or heal it."""

    device: str
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Let the home's clock run at this speed."""

    speed: float


Order: TypeAlias = Say | Touch | Break | Pace
_ORDERS: Mapping[str, type[Order]] = {kind.__name__: kind for kind in get_args(Order)}


def read_order(text: str) -> Order:
    """Raises OrderError."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise OrderError("this is no JSON") from error
    if not isinstance(found, dict):
        raise OrderError("expected an object")
    kind = _ORDERS.get(str(found.get("is")))
    if kind is None:
        raise OrderError(f"`is` must be one of {', '.join(_ORDERS)}")
    try:
        order: Order = from_json(kind, found)
    except (CodecError, RecursionError) as error:
        raise OrderError(str(error)) from error
    _check(order)
    return order


def _check(order: Order) -> None:
    match order:
        case Say() if not order.text.strip():
            raise OrderError("Say.text is empty")
        case Say() if len(order.text) > LONGEST_REQUEST:
            raise OrderError(f"Say.text: at most {LONGEST_REQUEST} characters")
        case Pace() if not 0 <= order.speed <= FASTEST:
            raise OrderError(f"Pace.speed: 0 to {FASTEST:g}, got {order.speed}")
