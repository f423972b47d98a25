"""Watches the conversation: who says no right after a rewrite does not want it."""

from collections.abc import Callable

from assistant.learning.exchange import ABOUT_THE_TALK, ANSWER, LEAVE, UNDO
from assistant.learning.rewriting.talks import Talks, UnderWay
from assistant.turn import (
    Outcome,
    Reading,
    Resolution,
    Rewritten,
    RunStarted,
    Step,
    Transcript,
    Turn,
)


class Objections:
    """An observer of the pipeline."""

    def __init__(self, withdraw: Callable[[Rewritten], None]) -> None:
        self._withdraw = withdraw
        self._turns = UnderWay()
        self._before: Talks[Rewritten] = Talks()
        """Of the latest wish of each conversation; "why did you do that?" may come between."""

    def __call__(self, turn_id: str, step: Step) -> None:
        turn = self._turns.with_step(turn_id, step)
        began = turn.last(RunStarted)
        if began is None:
            return
        match step.event:
            case Resolution(candidates=(first, *_)) if says_no(first.reading):
                before = self._before.of(began)
                if before is not None:
                    self._withdraw(before)
            case Outcome(intent=intent) if intent not in ABOUT_THE_TALK and _is_said(turn):
                rewritten = turn.last(Rewritten)
                taken = rewritten is not None and rewritten.rewritten is not None
                self._before.leave(began, rewritten if taken else None)


def _is_said(turn: Turn) -> bool:
    """A wish of its own: no timer that rings, and no answer, which rests on what was before it."""
    resolution = turn.last(Resolution)
    first = resolution.candidates[0] if resolution and resolution.candidates else None
    said = turn.last(Transcript) or turn.last(Rewritten)
    return said is not None and not (first and first.reading.matched_by == ANSWER)


def says_no(reading: Reading) -> bool:
    """ "No, that's not what I said", "no, the desk lamp"; taking back alone may be a new mind."""
    if reading.matched_by != "correction":
        return False
    if reading.intent == UNDO:
        return bool(reading.slots.get("ask")) or bool(reading.also)
    return reading.form == "sorry" if reading.intent == LEAVE else True
