"""Watches the conversation: the answer to "did you mean ...?" decides about what was asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from assistant.learning.exchange import ANSWER, NEVERMIND
from assistant.learning.rewriting.doubts import Doubts, doubted
from assistant.learning.rewriting.model import Learned, LearnedRewrite
from assistant.learning.rewriting.objections import Objections
from assistant.learning.rewriting.shelf import Shelf, without
from assistant.learning.rewriting.talks import Talks, UnderWay
from assistant.learning.words import words_in
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

ANSWERED_WITHIN = timedelta(seconds=60)
Said: TypeAlias = Literal["asked", "yes", "no"]
"""`asked`: the question was put; an answer may follow or not."""


def watchers(shelf: Shelf) -> "tuple[Objections, Answers, Doubts]":
    """Observers of the pipeline by which each objection, answer and correction counts at once."""
    answers = Answers(
        lambda offer, said: shelf.note(lambda table: after_answer(table, offer, said))
    )
    doubts = Doubts(lambda rewritten: shelf.note(lambda table: doubted(table, rewritten)))
    return Objections(shelf.withdraw), answers, doubts


class Answers:
    """An observer of the pipeline."""

    def __init__(self, tell: Callable[[Rewritten, Said], None]) -> None:
        self._tell = tell
        self._turns = UnderWay()
        self._asked: Talks[tuple[Rewritten, datetime]] = Talks()
        """What each conversation was asked last, and when that turn began."""

    def __call__(self, turn_id: str, step: Step) -> None:
        turn = self._turns.with_step(turn_id, step)
        began = turn.last(RunStarted)
        if began is None:
            return
        match step.event:
            case Resolution(decision="act", candidates=(first, *_)):
                self._answered(first.reading, turn, began)
            case Outcome(kind=kind):
                offer = turn.last(Rewritten)
                if kind != "confirm" or offer is None or not offer.asks:
                    self._asked.leave(began, None)
                    return
                self._asked.leave(began, (offer, began.at))
                self._tell(offer, "asked")

    def _answered(self, reading: Reading, turn: Turn, began: RunStarted) -> None:
        asked = self._asked.of(began)
        if asked is None:
            return
        offer, asked_at = asked
        if reading.matched_by == ANSWER:
            self._tell(offer, "no" if reading.intent == NEVERMIND else "yes")
        elif began.at - asked_at <= ANSWERED_WITHIN and _says(turn, offer.rewritten):
            self._tell(offer, "yes")


def _says(turn: Turn, offered: str | None) -> bool:
    """Whoever says at once what was offered need not say yes as well."""
    heard = turn.last(Transcript)
    return heard is not None and words_in(heard.text) == words_in(offered)


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
        losses=0,
        rewritten=one.rewritten.seen(1.0, 0.0),
        alone=one.alone.seen(0.0, 1.0),
    )
