"""Amounts as people say them: percent, and a bit more or less."""

import re
from collections.abc import Callable, Sequence

from assistant.home.phrasing import number
from assistant.skill import CannotDo, Request
from devices.contract import Device

STEP_PERCENT = 20.0
"""What "brighter" or "faster" changes: people see it and do not have to say it twice."""


FACTORS = {"half": 0.5, "double": 2.0}
"""Steps that are a part of what there is now."""
_A_PART = re.compile(r"(?P<percent>\d+(?:\.\d+)?) percent (?P<way>more|less)")
"""The same, of any size."""


def percent_in(request: Request, slot: str) -> float | None:
    """The slot's percentage, None when it was not given; CannotDo when it is none."""
    percent = request.number(slot)
    if percent is not None and not 0 <= percent <= 100:
        raise CannotDo(f"{number(percent)} percent is not between 0 and 100")
    return percent


def step_in(request: Request, slot: str, size: float) -> float | None:
    """The slot's step as a signed amount, `size` where none was said; None without a step."""
    said = {"up": size, "down": -size}.get(request.text(slot))
    return request.number(slot) if said is None else said


def change_in(request: Request, slot: str, size: float) -> Callable[[float], float] | None:
    """What the slot's step makes of an amount: more, less, half or twice as much."""
    factor = _factor(request.text(slot) or "")
    if factor is not None:
        return lambda now: factor * now
    step = step_in(request, slot, size)
    return None if step is None else lambda now: now + step


def _factor(said: str) -> float | None:
    if (part := _A_PART.fullmatch(said)) is None:
        return FACTORS.get(said)
    share = float(part["percent"]) / 100
    return 1 + share if part["way"] == "more" else 1 - share


def those_on(request: Request) -> Sequence[Device]:
    """A step is for what is on; for everything that was named, when nothing is."""
    states = request.context.states
    on = [d for d in request.devices if states.get(d.id, {}).get("state") == "on"]
    return on or request.devices


def now_at(request: Request, device: Device, attribute: str) -> float | None:
    """The attribute's number now; None where it has none."""
    value = request.context.states.get(device.id, {}).get(attribute)
    return float(value) if isinstance(value, int | float) else None
