"""The person flips the switch back: a device returns by hand to how it was before the request."""

from assistant.learning.feedback.model import Feedback, Moment
from assistant.learning.history import Change
from assistant.turn import Action, Slots, Value

WITHIN_SECONDS = 60.0
SAME = 0.02
"""Levels that differ by no more than this share are one level."""
BY_ITSELF = frozenset(
    "opening closing cleaning mowing returning brewing heating playing buffering ringing "
    "unlocking locking".split()
)
"""What is doing this ends it by itself."""


def undone_by_hand(moment: Moment) -> Feedback | None:
    for change in moment.changes:
        for action in moment.exchange.actions:
            if action.device == change.device and action.result == "confirmed":
                probability = _went_back(action, change)
                if probability:
                    return Feedback(
                        turn=moment.exchange.id,
                        kind="undone_by_hand",
                        probability=probability,
                        by=change.device,
                        why=f"{change.device} was put back by hand",
                    )
    return None


def _went_back(action: Action, change: Change) -> float:
    """Something that the action had changed is again what it was before it."""
    moved = [name for name in action.before if _differs(action.before, change.before, name)]
    back = [
        name
        for name in moved
        if name in change.after and _is(change.after[name], action.before[name])
    ]
    if not back or ("state" in moved and "state" not in back):
        return 0.0
    return 0.3 if str(change.before.get("state")) in BY_ITSELF else 0.9


def _differs(before: Slots, after: Slots, name: str) -> bool:
    return name in after and not _is(before[name], after[name])


def _is(one: Value, other: Value) -> bool:
    if isinstance(one, bool | str) or isinstance(other, bool | str):
        return one == other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= SAME * max(abs(one), abs(other), 1.0)
    return one == other
