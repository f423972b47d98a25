"""When something shall happen, and how a reading carries that in its slots."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, cast

from assistant.agenda.entries import Operation, Predicate
from assistant.turn import Slots, Value

COMMAND = "conversation_command"
"""Slot with the words of what shall be done then. A reading that has it only plans what comes
with it (`also`); nothing of that is done at once by itself."""
PLANNED = "planned: "
"""Begins the reason of what is done because its time has come; nobody has just spoken then."""
INSTEAD = "instead"
"""Slot of a timer that takes the place of the one that was started last."""
REMIND_AT = "remind_at"
"""Slot of a timer with the moment (ISO), where a time of day was said instead of a length."""
INSTEAD_OF = "instead_of"
"""Slot with the id of the turn that did it too early; what that did is taken back."""
SCHEDULE = "ScheduleCommand"
START_TIMER = "HassStartTimer"


@dataclass(frozen=True, slots=True)
class After:
    """So long from now."""

    seconds: float


@dataclass(frozen=True, slots=True)
class At:
    """Once, then."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Every:
    """Each week on these days."""

    weekdays: tuple[int, ...]
    """Monday is 0."""
    first: datetime
    """The first time; its time of day is that of all."""


@dataclass(frozen=True, slots=True)
class For:
    """Now, and taken back after so long."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Becomes:
    """As soon as a device's state is so."""

    predicate: Predicate
    words: str
    """For instance `the oven is hot`."""
    once: bool = True
    only_now: bool = False
    """"If it is so" asks about now; "when it is so" waits."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A time or condition was said and is not understood."""

    reason: str
    """A sentence for the person."""


When: TypeAlias = After | At | Every | For | Becomes | Unclear


def slots_of(when: When) -> Slots:
    """The same in slots."""
    match when:
        case After(seconds):
            return {"after_seconds": seconds}
        case At(moment):
            return {"at": moment.isoformat()}
        case Every(weekdays, first):
            return {"weekdays": weekdays, "at": first.isoformat()}
        case For(seconds):
            return {"for_seconds": seconds}
        case Becomes(predicate, words, once, only_now):
            return {
                "if_device": predicate.device,
                "if_attribute": predicate.attribute,
                "if_operation": predicate.operation,
                "if_value": predicate.value,
                "if_words": words,
                "once": once,
                "only_now": only_now,
            }
        case Unclear(reason):
            return {"unclear": reason}


def when_in(slots: Mapping[str, Value]) -> When:
    """What `slots_of` made slots of."""
    if "after_seconds" in slots:
        return After(_number(slots, "after_seconds"))
    if "for_seconds" in slots:
        return For(_number(slots, "for_seconds"))
    if "at" in slots:
        moment = datetime.fromisoformat(str(slots["at"]))
        days = slots.get("weekdays")
        if isinstance(days, tuple) and days:
            return Every(tuple(day for day in days if isinstance(day, int)), moment)
        return At(moment)
    if "if_device" in slots:
        return Becomes(
            Predicate(
                device=str(slots["if_device"]),
                attribute=str(slots.get("if_attribute")),
                operation=cast(Operation, slots.get("if_operation")),
                value=slots.get("if_value"),
            ),
            str(slots.get("if_words")),
            once=slots.get("once") is not False,
            only_now=slots.get("only_now") is True,
        )
    return Unclear(str(slots.get("unclear") or "I did not understand when."))


def _number(slots: Mapping[str, Value], name: str) -> float:
    value = slots[name]
    return float(value) if isinstance(value, int | float) else 0.0
