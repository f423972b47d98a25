"""What observers of the pipeline keep in mind: of turns that overlap, of each conversation."""

from typing import Generic, TypeVar

from assistant.turn import RunEnded, RunStarted, Step, Turn

Value = TypeVar("Value")


class UnderWay:
    """Every turn that has begun and not ended, with its steps so far."""

    def __init__(self) -> None:
        self._turns: dict[str, Turn] = {}

    def with_step(self, turn_id: str, step: Step) -> Turn:
        """The turn up to this step; only this step of one that is over or had no beginning."""
        if isinstance(step.event, RunStarted):
            self._turns[turn_id] = Turn(turn_id)
        turn = self._turns.get(turn_id) or Turn(turn_id)
        turn.append(step)
        if isinstance(step.event, RunEnded):
            self._turns.pop(turn_id, None)
        return turn


class Talks(Generic[Value]):
    """One value for each conversation, from one turn of it to the next."""

    def __init__(self) -> None:
        self._values: dict[tuple[str | None, str | None], tuple[RunStarted, Value]] = {}
        """By area and person, with the turn that it is from, the latest last."""

    def of(self, began: RunStarted) -> Value | None:
        """What the latest turn has left for this one."""
        left = (value for turn, value in reversed(self._values.values()) if _is_one(turn, began))
        return next(left, None)

    def leave(self, began: RunStarted, value: Value | None) -> None:
        """For the next turn of this conversation; what was left before is gone."""
        self._values = {
            key: kept for key, kept in self._values.items() if not _is_one(kept[0], began)
        }
        if value is not None:
            self._values[began.area, began.person] = (began, value)


def _is_one(turn: RunStarted, other: RunStarted) -> bool:
    return turn.shares_talk(other.area, other.person)
