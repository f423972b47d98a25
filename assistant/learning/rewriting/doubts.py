"""Watches the conversation: what is put right just after a rewrite is asked about the next time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from assistant.learning.exchange import Exchange, exchange_of
from assistant.learning.feedback.model import Feedback
from assistant.learning.feedback.signals import Verdict, verdicts
from assistant.learning.history import Change, History
from assistant.learning.rewriting.model import DOUBTED, Learned, LearnedRewrite, Status
from assistant.learning.rewriting.talks import UnderWay
from assistant.turn import Rewritten, RunEnded, Step

LIKELY = 0.5
"""Probability of a sign from which on it counts."""
TAKEN_BACK = frozenset({"denied", "undone_by_voice", "undone_by_hand"})
WATCHED = timedelta(seconds=120)


class Doubts:
    """An observer of the pipeline, and of what is changed by hand."""

    def __init__(self, doubt: Callable[[Rewritten], None]) -> None:
        self._doubt = doubt
        self._turns = UnderWay()
        self._said: tuple[Exchange, ...] = ()
        """Lately, oldest first; nothing before the last rewrite that is still watched."""
        self._changes: tuple[Change, ...] = ()

    def __call__(self, turn_id: str, step: Step) -> None:
        turn = self._turns.with_step(turn_id, step)
        if isinstance(step.event, RunEnded):
            said = exchange_of(turn)
            if said is not None:
                self._heard(said)

    def changed(self, change: Change) -> None:
        """By hand, as far as is known."""
        if self._said:
            self._changes += (change,)
            self._judge()

    def _heard(self, said: Exchange) -> None:
        recent = tuple(one for one in self._said if said.at - one.ended <= WATCHED)
        first = next((n for n, one in enumerate(recent) if _was_learned(one)), len(recent))
        self._said = recent[first:]
        if self._said:
            self._said += (said,)
            self._judge()
        elif _was_learned(said):
            self._said, self._changes = (said,), ()

    def _judge(self) -> None:
        history = History(
            exchanges=self._said, changes=self._changes, until=self._said[-1].ended + WATCHED
        )
        for verdict in verdicts(history):
            found = verdict.exchange.rewriting
            if found is not None and _was_learned(verdict.exchange) and self._puts_right(verdict):
                self._said = tuple(one for one in self._said if one is not verdict.exchange)
                self._doubt(found)

    def _puts_right(self, verdict: Verdict) -> bool:
        return any(
            sign.probability >= LIKELY
            and (sign.kind in TAKEN_BACK or self._says_otherwise(sign, verdict.exchange))
            for sign in verdict.signs
        )

    def _says_otherwise(self, sign: Feedback, said: Exchange) -> bool:
        """Reworded, and done with something else; or said once more, as if nothing was done."""
        after = next((one for one in self._said if one.id == sign.by), None)
        if after is None:
            return False
        if sign.kind == "repetition":
            return after.words == said.words
        other = bool(after.devices) and after.devices != said.devices
        return sign.kind == "rephrase" and other


def _was_learned(said: Exchange) -> bool:
    return said.taken_as is not None and said.rewriting is not None and bool(said.rewriting.learned)


def doubted(table: Learned, rewritten: Rewritten) -> Learned:
    """In use no more until somebody says that it is meant; what a person has pinned stays.

    What all homes know is not asked about, but not said of this home any more.
    """

    def after(one: LearnedRewrite) -> LearnedRewrite:
        if one.id != rewritten.learned or one.status != "live":
            return one
        status: Status = "proposed" if one.layer == "personal" else "withdrawn"
        return replace(one, status=status, reason=DOUBTED, asked=0, confirmed=False)

    return replace(table, rewrites=tuple(after(one) for one in table.rewrites))
