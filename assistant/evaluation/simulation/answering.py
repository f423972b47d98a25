"""The assistant's own stages answering simulated people, each different request only once.

Homes are the same in all arms of the experiment, so most requests are too: what was understood of
one is kept, and only what a rewrite changed is understood anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from assistant.context import Context
from assistant.evaluation.simulation.goals import Goal
from assistant.evaluation.simulation.household import Plan
from assistant.evaluation.understanding.deed import Deed
from assistant.evaluation.understanding.item import Item
from assistant.evaluation.understanding.judge import Verdict, judge
from assistant.evaluation.understanding.peers.ours import deed_of
from assistant.evaluation.understanding.peers.rehearsal import Rehearsal
from assistant.ranking.ranker import Ranker
from assistant.skill import discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.rewrite import asked_first
from assistant.stages.understand import UnderstandStage
from assistant.turn import Interpretation, Outcome, Resolution, Rewritten, Transcript, Turn
from devices.contract import State

MOST_KEPT = 60_000
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything around a request that the answer may depend on."""

    plan: Plan
    goal: Goal
    area: str | None
    person: str | None
    at: datetime
    occasion: str
    history: tuple[Turn, ...] = field(default=(), repr=False)
    said_before: tuple[str, ...] = ()
    """What was understood in those turns."""

    def states(self) -> dict[str, State]:
        """How the home is; between attempts somebody puts things back."""
        return {
            device.id: {**device.state, **self.goal.states.get(device.id, {})}
            for device in self.plan.home.devices
        }

    def context(self) -> Context:
        """The same as the assistant sees it."""
        return Context(
            home=self.plan.home,
            states=self.states(),
            now=self.at,
            area=self.area,
            person=self.person,
            history=self.history,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the assistant made of one text, and whether that was what was wanted."""

    interpretation: Interpretation
    resolution: Resolution
    outcome: Outcome
    deed: Deed
    verdict: Verdict
    right_guess: bool
    """What it would do if it went ahead is right; known to whoever is asked."""

    @property
    def intent(self) -> str:
        """What was understood first of all; empty for nothing."""
        candidates, readings = self.resolution.candidates, self.interpretation.readings
        first = candidates[0].reading if candidates else readings[0] if readings else None
        return first.intent if first else ""


class Assistant:
    """Understands, resolves and rehearses."""

    def __init__(self) -> None:
        skills = discover()
        self._understand = UnderstandStage(skills)
        self._resolve = ResolveStage(skills, ranker=Ranker())
        self._rehearsal = Rehearsal(skills)
        self._understand.prepare()
        self._resolve.prepare()
        self._kept: dict[Key, Answer] = {}
        self.asked = self.worked = 0
        """How often, and how often there was no answer yet."""

    def answer(self, text: str, situation: Situation, rewritten: Rewritten | None = None) -> Answer:
        """What comes of the text; `rewritten` is how it came about, where that matters."""
        self.asked += 1
        asks = rewritten is not None and rewritten.asks
        key = (*_key(text, situation), "asked first" if asks else "")
        found = self._kept.get(key)
        if found is None:
            self.worked += 1
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._answer(text, situation, rewritten)
        return found

    def _answer(self, text: str, situation: Situation, rewritten: Rewritten | None) -> Answer:
        context = situation.context()
        interpretation = self._understand.understand(Transcript(text=text), context)
        found = self._resolve.resolve(interpretation, context)
        resolution = asked_first(found, rewritten)
        item = _item(text, situation, context.states)
        done = self._rehearsal.rehearse(resolution, context)
        deed = deed_of(interpretation, resolution, done, context)
        return Answer(
            interpretation=interpretation,
            resolution=resolution,
            outcome=done.outcome,
            deed=deed,
            verdict=judge(item, deed).verdict,
            right_guess=self._guess_is_right(interpretation, resolution, context, item),
        )

    def _guess_is_right(
        self,
        interpretation: Interpretation,
        resolution: Resolution,
        context: Context,
        item: Item,
    ) -> bool:
        if resolution.decision not in ("ask", "confirm") or not resolution.candidates:
            return False
        acted = Resolution(decision="act", candidates=resolution.candidates[:1])
        done = self._rehearsal.rehearse(acted, context)
        return judge(item, deed_of(interpretation, acted, done, context)).verdict is Verdict.RIGHT


def _key(text: str, situation: Situation) -> Key:
    """Turns name the turns before them by id, so those of one conversation are kept apart."""
    apart = (situation.occasion, *situation.said_before) if situation.history else ()
    plan = situation.plan.version
    here = (situation.area or "", situation.person or "")
    return (plan, situation.goal.id, *here, text, *apart)


def _item(text: str, situation: Situation, states: Mapping[str, State]) -> Item:
    return Item(
        id=situation.occasion,
        set="simulated",
        text=text,
        home=situation.plan.home,
        expected=situation.goal.expected,
        group=situation.plan.version,
        states=states,
        area=situation.area,
        person=situation.person,
        now=situation.at,
    )
