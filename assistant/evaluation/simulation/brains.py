"""What learns in the simulation: the assistant's own learner, each home's table and one of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.context import Context
from assistant.evaluation.simulation.answering import Answer, Assistant, Situation
from assistant.evaluation.simulation.arms import Arm
from assistant.evaluation.simulation.goals import NOTHING
from assistant.evaluation.simulation.household import Plan
from assistant.foresight import prospect_of
from assistant.learning.contrast import rooms_of
from assistant.learning.feedback.signals import Verdict, verdicts
from assistant.learning.history import Change, History
from assistant.learning.learn import Gate, LearnSettings, learn
from assistant.learning.markov.states import guarded_devices
from assistant.learning.rewriting.answers import Answers, Said, after_answer
from assistant.learning.rewriting.doubts import Doubts, doubted
from assistant.learning.rewriting.model import Learned, LearnedRewrite, Prospect, Scene
from assistant.learning.rewriting.objections import Objections
from assistant.learning.rewriting.rewriter import Rewriter
from assistant.learning.rewriting.shelf import without
from assistant.learning.rewriting.trial import impossible
from assistant.stages.rewrite import RewriteStage
from assistant.turn import Rewritten, Transcript, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What one household brings to the night's learning."""

    plan: Plan
    history: History
    pooled: bool
    """Whether others may learn from it."""


class Brain:
    """Learns at night, from each home for itself and from all together, and rewrites by day."""

    def __init__(self, arm: Arm, assistant: Assistant) -> None:
        self._arm = arm
        self.assistant = assistant
        self._minds: dict[str, _Mind] = {}
        self.pooled = Learned()

    @property
    def personal(self) -> dict[str, Learned]:
        """Every home's table."""
        return {home: mind.table for home, mind in self._minds.items()}

    def start_from(self, other: "Brain") -> None:
        """With all that another one has learned."""
        self.pooled = other.pooled
        for home, table in other.personal.items():
            self._mind(home).switch(table)

    def night(self, homes: Mapping[str, Night], now: datetime) -> None:
        """After each day."""
        settings = self._arm.settings
        shared = [night for night in homes.values() if night.pooled]
        read = _Once()
        if settings.pooled and len(shared) > 1:
            histories = [night.history for night in shared]
            learning = self._learning(shared)
            self.pooled, _ = learn(histories, self.pooled, learning, now=now, read=read)
        for home, night in homes.items():
            mind = self._mind(home)
            table = _imported(mind.table, self.pooled)
            if settings.personal:
                gate = gate_of(self.assistant, night.plan, now.replace(tzinfo=None))
                learning = self._learning([night])
                table, _ = learn([night.history], table, learning, now=now, gate=gate, read=read)
            mind.switch(table)

    def rewrite(self, home: str, heard: str, situation: Situation, alone: Answer) -> Rewritten:
        """What is understood instead, as the assistant's own stage decides."""
        return self._mind(home).rewrite(heard, situation)

    def rewriter(self, home: str) -> Rewriter:
        """The one in use in this home."""
        return self._mind(home).rewriter

    def listen(self, home: str, turn: Turn) -> None:
        """Who says no to a rewrite, or answers whether it is meant, is heard at once."""
        self._mind(home).listen(turn)

    def notice(self, home: str, change: Change) -> None:
        """Somebody changed something by hand."""
        self._mind(home).changed(change)

    def _mind(self, home: str) -> "_Mind":
        return self._minds.setdefault(home, _Mind(self._arm, self.assistant))

    def _learning(self, nights: Sequence[Night]) -> LearnSettings:
        rooms = dict.fromkeys(room for night in nights for room in rooms_of(night.plan.home))
        doors = (guarded_devices(night.plan.home) for night in nights)
        return LearnSettings(
            rewrites=self._arm.settings.look_up,
            requests=self._arm.settings.search,
            rooms=tuple(rooms),
            guarded=frozenset[str]().union(*doors),
        )


class _Once:
    """Reads the signs of a home once a night, for its own table and for that of all."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[Verdict, ...]] = {}
        """By the history's place in memory, which it keeps through the night."""

    def __call__(self, history: History) -> tuple[Verdict, ...]:
        found = self._read.get(id(history))
        if found is None:
            found = self._read[id(history)] = verdicts(history, history.rooms)
        return found


class _Mind:
    """One home's table in use."""

    def __init__(self, arm: Arm, assistant: Assistant) -> None:
        self.table = Learned()
        self._settings = arm.settings
        self._assistant = assistant
        self.rewriter = Rewriter(self.table, self._settings)
        self._doubts = Doubts(self._doubt)
        self._observers = (Objections(self._withdraw), Answers(self._note), self._doubts)
        self._stage = RewriteStage(lambda: self.rewriter, self._foresee)
        self._situation: Situation | None = None

    def switch(self, table: Learned) -> None:
        self.table = table
        self.rewriter = Rewriter(table, self._settings)

    def rewrite(self, heard: str, situation: Situation) -> Rewritten:
        self._situation = situation
        transcript, context = Transcript(text=heard), situation.context()
        if not self._settings.guardrails:  # the stage has guardrails of its own
            doubt = self._foresee(transcript, context).doubt
            scene = Scene(now=context.now, area=context.area, home=context.home)
            return self.rewriter.rewrite(transcript, scene, doubt)
        return self._stage.rewrite(transcript, context) or Rewritten(original=heard)

    def listen(self, turn: Turn) -> None:
        for step in turn:
            for observer in self._observers:
                observer(turn.id, step)

    def changed(self, change: Change) -> None:
        self._doubts.changed(change)

    def _foresee(self, transcript: Transcript, context: Context) -> Prospect:
        assert self._situation is not None
        answer = self._assistant.answer(transcript.text, self._situation)
        return prospect_of(answer.resolution, context)

    def _note(self, offer: Rewritten, said: Said) -> None:
        self.switch(after_answer(self.table, offer, said))

    def _withdraw(self, rewritten: Rewritten) -> None:
        self.switch(without(self.table, rewritten))

    def _doubt(self, rewritten: Rewritten) -> None:
        self.switch(doubted(self.table, rewritten))


def _imported(table: Learned, pooled: Learned) -> Learned:
    """The newest of what all homes know; what this home has refused stays refused."""
    refused = {
        one.id for one in table.rewrites if one.layer == "global" and one.status == "withdrawn"
    }
    here = [one for one in table.rewrites if one.layer == "personal" or one.id in refused]
    new = [one for one in pooled.rewrites if one.id not in refused]
    own = [one for one in table.requests if one.layer == "personal"]
    return replace(table, rewrites=(*here, *new), requests=(*own, *pooled.requests))


def gate_of(assistant: Assistant, plan: Plan, now: datetime) -> Gate:
    """Refuses what this home, as it is now, would not do, as the nightly pass does."""

    def foresee(text: str, area: str | None) -> Prospect:
        situation = Situation(
            plan=plan, goal=NOTHING, area=area, person=None, at=now, occasion="gate"
        )
        answer = assistant.answer(text, situation)
        return prospect_of(answer.resolution, situation.context())

    def gate(rewrites: Sequence[LearnedRewrite]) -> Mapping[str, str]:
        refused: dict[str, str] = {}
        for one in rewrites:
            area = one.areas[0] if one.areas else None
            alone, meant = (foresee(text, area) for text in one.tried)
            refused[one.id] = impossible(one, alone, meant)
        return {rewrite_id: why for rewrite_id, why in refused.items() if why}

    return gate
