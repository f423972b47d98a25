"""Our own stages, from the text to the commands that they would send; nothing is published.

Earlier turns of an item are carried out on the item's own states, so that the request is
understood after them.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from assistant.agenda.plans import Plans
from assistant.agenda.when import COMMAND
from assistant.context import Context
from assistant.evaluation.understanding.clock import timed
from assistant.evaluation.understanding.deed import Deed, Guess, Kind, Reaction
from assistant.evaluation.understanding.item import Item, Meaning
from assistant.evaluation.understanding.peers.rehearsal import Rehearsal, Rehearsed
from assistant.evaluation.understanding.settle import settle
from assistant.ranking.ranker import Ranker
from assistant.skill import Skill, discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from assistant.turn import (
    Candidate,
    Event,
    Interpretation,
    Reading,
    Resolution,
    RunEnded,
    RunStarted,
    Step,
    Transcript,
    Turn,
)
from assistant.understanding.reader import Learned
from devices.contract import State

HOME_REASONS = frozenset({"no_area", "no_entity", "no_floor", "no_valid_targets"})
"""Why a request that was understood is declined: the home does not have what it takes."""
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "action_done": "acted",
        "query_answer": "answered",
        "clarify": "asked",
        "confirm": "asked",
        "declined": "declined",
        "error": "declined",
        "ignored": "declined",
    }
)
BETWEEN_TURNS = timedelta(seconds=10)


class Ours:
    """The assistant of this repository."""

    name = "ours"

    def __init__(self, *, disabled: Iterable[str] = (), wording: Learned | None = None) -> None:
        """Without the context signals of these names; `wording` instead of what is shipped."""
        skills: Mapping[str, Skill] = discover()
        self._understand = UnderstandStage(skills, wording)
        self._resolve = ResolveStage(skills, ranker=Ranker(disabled=disabled))
        self._rehearsal = Rehearsal(skills)
        self._understand.prepare()
        self._resolve.prepare()

    def react(self, item: Item) -> Reaction:
        context = self._context(item)
        (interpretation, resolution), took_ms = timed(lambda: self._decide(item.text, context))
        done = self._rehearsal.rehearse(resolution, context)
        return Reaction(
            deed=deed_of(interpretation, resolution, done, context),
            guess=self._guess(interpretation, resolution, context),
            took_ms=took_ms,
        )

    def readings(self, item: Item) -> Iterator[tuple[Reading, Guess]]:
        """Everything that the item may mean, each with what would come of acting on it."""
        context = self._context(item)
        interpretation = self._understand.understand(Transcript(text=item.text), context)
        for reading in interpretation.readings:
            alone = replace(interpretation, readings=(reading,))
            guess = self._guess(alone, self._resolve.resolve(alone, context), context)
            if guess is not None:
                yield reading, guess

    def _decide(self, text: str, context: Context) -> tuple[Interpretation, Resolution]:
        interpretation = self._understand.understand(Transcript(text=text), context)
        return interpretation, self._resolve.resolve(interpretation, context)

    def _guess(
        self, interpretation: Interpretation, resolution: Resolution, context: Context
    ) -> Guess | None:
        """The first candidate as if it were acted on, whatever was decided about it."""
        if not resolution.candidates:
            return None
        first = resolution.candidates[0]
        acted = Resolution(decision="act", candidates=(first,))
        done = self._rehearsal.rehearse(acted, context)
        deed = deed_of(interpretation, acted, done, context)
        return Guess(probability=first.probability, deed=deed)

    def _context(self, item: Item) -> Context:
        """What is true when the request is made, after everything that was said before."""
        context = Context(
            home=item.home,
            states=item.before(),
            now=item.now - BETWEEN_TURNS * len(item.history),
            area=item.area,
            person=item.person,
        )
        for said in item.history:
            turn, states, plans = self._earlier(said, context)
            context = replace(
                context,
                states=states,
                plans=plans,
                now=context.now + BETWEEN_TURNS,
                history=(*context.history, turn),
            )
        return context

    def _earlier(self, said: str, context: Context) -> tuple[Turn, Mapping[str, State], Plans]:
        """One earlier turn, and the states and plans that it left."""
        interpretation, resolution = self._decide(said, context)
        done = self._rehearsal.rehearse(resolution, context)
        states = settle(context.states, context.home.device_by_id, done.commands)
        events: tuple[tuple[str, Event], ...] = (
            ("run-start", RunStarted(source="text", at=context.now, area=context.area)),
            ("stt-end", Transcript(text=said)),
            ("intent-end", interpretation),
            ("resolve-end", resolution),
            ("act-end", done.outcome),
            ("run-end", RunEnded(kind=done.outcome.kind)),
        )
        turn = Turn(uuid.uuid4().hex)
        for kind, event in events:
            turn.append(Step(type=kind, at_ms=0.0, took_ms=0.0, event=event))
        return turn, states, done.plans


def deed_of(
    interpretation: Interpretation, resolution: Resolution, done: Rehearsed, context: Context
) -> Deed:
    acts = resolution.decision == "act"
    reason = done.outcome.code if acts else resolution.reason
    parts = resolution.candidates[:1] if acts else ()
    spoken: tuple[Candidate, ...] = (*parts, *(also for part in parts for also in _besides(part)))
    readings = tuple(part.reading for part in spoken) or interpretation.readings[:1]
    return Deed(
        kind=KINDS[done.outcome.kind],
        commands=done.commands,
        meanings=tuple(_meaning(reading) for reading in readings),
        devices=tuple(device for part in spoken for device in part.devices),
        reply=done.outcome.reply,
        refused=reason in HOME_REASONS,
        later=done.plans != context.plans,
    )


def _besides(part: Candidate) -> tuple[Candidate, ...]:
    """What was said in the same breath; what is only planned is told by the plan's own slot."""
    return () if COMMAND in part.reading.slots else part.also


def _meaning(reading: Reading) -> Meaning:
    return Meaning(intent=reading.intent, slots=reading.slots)
