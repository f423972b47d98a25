"""Watches the conversation: who says no right after a rewrite does not want it."""

from collections.abc import Callable

from assistant.learning.exchange import ABOUT_THE_TALK, ANSWER, LEAVE, UNDO
from assistant.turn import Outcome, Reading, Resolution, Rewritten, Step


class Objections:
    """An observer of the pipeline."""

    def __init__(self, withdraw: Callable[[Rewritten], None]) -> None:
        self._withdraw = withdraw
        self._turn = ""
        self._rewritten: Rewritten | None = None
        """Of the turn under way."""
        self._before: Rewritten | None = None
        """Of the latest turn that wished for something; "why did you do that?" may come between."""

    def __call__(self, turn_id: str, step: Step) -> None:
        if turn_id != self._turn:
            self._turn, self._rewritten = turn_id, None
        match step.event:
            case Rewritten(rewritten=str()):
                self._rewritten = step.event
            case Resolution(candidates=(first, *_)) if self._before and says_no(first.reading):
                self._withdraw(self._before)
            case Resolution(candidates=(first, *_)) if first.reading.matched_by == ANSWER:
                self._rewritten = self._before  # what is done now still rests on it
            case Outcome(intent=intent) if intent not in ABOUT_THE_TALK:
                self._before = self._rewritten


def says_no(reading: Reading) -> bool:
    """ "No, that's not what I said", "no, the desk lamp"; taking back alone may be a new mind."""
    if reading.matched_by != "correction":
        return False
    if reading.intent == UNDO:
        return bool(reading.slots.get("ask")) or bool(reading.also)
    return reading.form == "sorry" if reading.intent == LEAVE else True
