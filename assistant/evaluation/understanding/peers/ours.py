"""Our own stages, from the text to the commands that a skill plans; nothing is published.

The one place that knows how stages, skills and plans fit together. Earlier turns of an item are
carried out on the item's own states, so that the request is understood after them.
"""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from assistant.context import Context
from assistant.evaluation.understanding.clock import timed
from assistant.evaluation.understanding.deed import Deed, Guess, Reaction
from assistant.evaluation.understanding.item import Item, Meaning
from assistant.evaluation.understanding.settle import settle
from assistant.skill import CannotDo, Request, Skill, discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from assistant.turn import (
    Candidate,
    Event,
    Interpretation,
    Outcome,
    Resolution,
    RunEnded,
    RunStarted,
    Step,
    Transcript,
    Turn,
)
from devices.contract import State

HOME_REASONS = frozenset({"no_area", "no_entity", "no_floor", "no_valid_targets"})
"""Why a request that was understood is declined: the home does not have what it takes."""
BETWEEN_TURNS = timedelta(seconds=10)


class Ours:
    """The assistant of this repository."""

    def __init__(self, *, name: str = "ours", context_signals: bool = True) -> None:
        """Without `context_signals`, nothing but the words and the home's names may count."""
        self.name = name
        self._context_signals = context_signals
        self._skills: Mapping[str, Skill] = discover()
        self._understand = UnderstandStage(self._skills)
        self._resolve = ResolveStage(self._skills)
        self._understand.prepare()
        self._resolve.prepare()

    def react(self, item: Item) -> Reaction:
        states: Mapping[str, State] = item.before()
        history: tuple[Turn, ...] = ()
        now = item.now - BETWEEN_TURNS * len(item.history)
        for said in item.history:
            context = replace(_context(item, states, history), now=now)
            turn, states = self._earlier(said, context)
            history = (*history, turn)
            now += BETWEEN_TURNS
        context = _context(item, states, history)
        (interpretation, resolution), took_ms = timed(lambda: self._decide(item.text, context))
        return Reaction(
            deed=self._deed(interpretation, resolution, context),
            guess=self._guess(resolution, context),
            took_ms=took_ms,
        )

    def _decide(self, text: str, context: Context) -> tuple[Interpretation, Resolution]:
        if not self._context_signals:
            context = replace(context, history=(), states={})
        interpretation = self._understand.understand(Transcript(text=text), context)
        return interpretation, self._resolve.resolve(interpretation, context)

    def _deed(
        self, interpretation: Interpretation, resolution: Resolution, context: Context
    ) -> Deed:
        if resolution.decision == "act":
            return self._done(resolution.candidates[0], context)
        read = interpretation.readings[:1]
        return Deed(
            kind="asked" if resolution.decision in ("ask", "confirm") else "declined",
            meanings=tuple(Meaning(intent=one.intent, slots=one.slots) for one in read),
            refused=resolution.reason in HOME_REASONS,
            reply=resolution.reply,
        )

    def _guess(self, resolution: Resolution, context: Context) -> Guess | None:
        """The first candidate as if it were acted on, whatever was decided about it."""
        if not resolution.candidates:
            return None
        first = resolution.candidates[0]
        return Guess(probability=first.probability, deed=self._done(first, context))

    def _done(self, candidate: Candidate, context: Context) -> Deed:
        reading = candidate.reading
        skill = self._skills[reading.intent]
        meaning = Meaning(intent=reading.intent, slots=reading.slots)
        try:
            plan = skill.handle(_request(candidate, context))
        except CannotDo as reason:
            return Deed(kind="declined", meanings=(meaning,), refused=True, reply=str(reason))
        kind = "answered" if skill.is_question and not plan.tasks else "acted"
        return Deed(
            kind=kind,  # type: ignore[arg-type]
            commands=tuple(task.command for task in plan.tasks),
            meanings=(meaning,),
            devices=candidate.devices,
            reply=plan.reply,
        )

    def _earlier(self, said: str, context: Context) -> tuple[Turn, Mapping[str, State]]:
        """One earlier turn, and the states that it left."""
        interpretation, resolution = self._decide(said, context)
        deed = self._deed(interpretation, resolution, context)
        states = settle(context.states, context.home.device_by_id, deed.commands)
        kinds = {"acted": "action_done", "answered": "query_answer", "asked": "clarify"}
        outcome = Outcome(
            kind=kinds.get(deed.kind, "declined"),  # type: ignore[arg-type]
            reply=deed.reply,
            intent=deed.meanings[0].intent if deed.meanings else None,
            slots=deed.meanings[0].slots if deed.meanings else {},
        )
        events: tuple[tuple[str, Event], ...] = (
            ("run-start", RunStarted(source="text", at=context.now, area=context.area)),
            ("stt-end", Transcript(text=said)),
            ("intent-end", interpretation),
            ("resolve-end", resolution),
            ("act-end", outcome),
            ("run-end", RunEnded(kind=outcome.kind)),
        )
        turn = Turn(uuid.uuid4().hex)
        for kind, event in events:
            turn.append(Step(type=kind, at_ms=0.0, took_ms=0.0, event=event))
        return turn, states


def _context(item: Item, states: Mapping[str, State], history: tuple[Turn, ...]) -> Context:
    return Context(
        home=item.home,
        states=states,
        now=item.now,
        area=item.area,
        person=item.person,
        history=history,
    )


def _request(candidate: Candidate, context: Context) -> Request:
    reading = candidate.reading
    return Request(
        intent=reading.intent,
        slots=reading.slots,
        form=reading.form,
        devices=tuple(context.home.device_by_id[device] for device in candidate.devices),
        context=context,
    )
