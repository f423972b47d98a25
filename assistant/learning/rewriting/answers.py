"""Watches the conversation: the answer to "did you mean ...?" decides about what was asked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, TypeAlias

from assistant.learning.exchange import ANSWER, NEVERMIND
from assistant.learning.rewriting.model import Learned, LearnedRewrite
from assistant.learning.rewriting.objections import Objections
from assistant.learning.rewriting.shelf import Shelf, without
from assistant.turn import Outcome, Resolution, Rewritten, Step

Said: TypeAlias = Literal["asked", "yes", "no"]
"""`asked`: the question was put; an answer may follow or not."""


def watchers(shelf: Shelf) -> "tuple[Objections, Answers]":
    """Observers of the pipeline by which each objection and each answer counts at once."""
    answers = Answers(
        lambda offer, said: shelf.note(lambda table: after_answer(table, offer, said))
    )
    return Objections(shelf.withdraw), answers


class Answers:
    """An observer of the pipeline."""

    def __init__(self, tell: Callable[[Rewritten, Said], None]) -> None:
        self._tell = tell
        self._turn = ""
        self._offered: Rewritten | None = None
        """In the turn under way."""
        self._open: Rewritten | None = None
        """Asked in the turn before."""

    def __call__(self, turn_id: str, step: Step) -> None:
        if turn_id != self._turn:
            self._turn, self._offered = turn_id, None
        match step.event:
            case Rewritten(asks=True):
                self._offered = step.event
            case Resolution(decision="act", candidates=(first, *_)) if self._open:
                if first.reading.matched_by == ANSWER:
                    self._tell(self._open, "no" if first.reading.intent == NEVERMIND else "yes")
            case Outcome():
                self._open = self._offered if step.event.kind == "confirm" else None
                if self._open is not None:
                    self._tell(self._open, "asked")


def after_answer(table: Learned, rewritten: Rewritten, said: Said) -> Learned:
    """A yes puts it to use from the next request on, a no ends it for good."""
    if said == "no":
        return without(table, rewritten)
    change = _confirmed if said == "yes" else _asked
    return replace(
        table,
        rewrites=tuple(
            change(one) if one.id == rewritten.learned and one.status == "proposed" else one
            for one in table.rewrites
        ),
    )


def _asked(one: LearnedRewrite) -> LearnedRewrite:
    return replace(one, asked=one.asked + 1)


def _confirmed(one: LearnedRewrite) -> LearnedRewrite:
    """Said outright, which is more than any sign; and left alone it had failed once more."""
    return replace(
        one,
        status="live",
        reason="",
        confirmed=True,
        asked=0,
        rewritten=one.rewritten.seen(1.0, 0.0),
        alone=one.alone.seen(0.0, 1.0),
    )
