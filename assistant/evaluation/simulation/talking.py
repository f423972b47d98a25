"""One conversation: from a wish to a turn or several, and what the person makes of them."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

from assistant.evaluation.simulation.answering import Answer, Assistant, Situation
from assistant.evaluation.simulation.chance import chance
from assistant.evaluation.simulation.goals import NOTHING, Goal
from assistant.evaluation.simulation.household import Household, Plan
from assistant.evaluation.simulation.knobs import Knobs
from assistant.evaluation.simulation.noise.air import Hears
from assistant.evaluation.simulation.occasions import Occasion, near_miss
from assistant.evaluation.simulation.people import Behaviour, Reaction
from assistant.evaluation.simulation.records import Record
from assistant.evaluation.simulation.turns import Heard, in_utc, interrupt, seconds_of, turn_of
from assistant.evaluation.simulation.wording.crowd import crowd_phrases
from assistant.evaluation.simulation.wording.phrases import ENOUGH, NO, TELEVISION, THANKS, UNDO
from assistant.evaluation.simulation.wording.speaking import Speaker
from assistant.evaluation.understanding.settle import settle
from assistant.learning.history import Change
from assistant.learning.markov.states import guarded_devices
from assistant.turn import Rewritten, Turn

REMEMBERED_SECONDS = 120.0
OTHER, REMARK, ANSWER = 50, 100, 200
"""Numbers of attempts that are none: another wish, a remark, an answer to a question."""
PUT_BACK_SECONDS = 8.0
_REMARKS = {"no": NO, "thanks": THANKS, "enough": ENOUGH, "undo": UNDO}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    heard: str
    rewritten: Rewritten
    alone: Answer
    answer: Answer


class Rewriting(Protocol):
    """What is understood instead of what was heard."""

    def __call__(self, heard: str, situation: Situation, alone: Answer) -> Rewritten: ...


@dataclass(slots=True, kw_only=True)
class Conversation:
    """One occasion, talked through."""

    household: Household
    plan: Plan
    occasion: Occasion
    day: int
    seed: int
    knobs: Knobs
    channel: Hears
    assistant: Assistant
    rewriting: Rewriting
    listening: Callable[[Turn], None]
    """Told of each turn as it ends."""
    noticing: Callable[[Change], None]
    """And of what is put back by hand."""
    turns: list[tuple[datetime, Turn]] = field(default_factory=list)
    """Each with when it began."""
    changes: list[Change] = field(default_factory=list)
    _now: datetime = field(init=False)
    _understood: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._now = self.occasion.at

    def records(self) -> Iterator[Record]:
        """Talk until somebody is content or has had enough."""
        if self.occasion.television:
            said = chance("television", self.occasion.id).choice(TELEVISION)
            self._say(said, NOTHING, 0)
            return
        goal = self.occasion.goal
        speaker = self._speaker()
        said = self.occasion.words or speaker.first(goal, self.occasion.id)
        reaction = yield from self._attempts(speaker, goal, said)
        other = near_miss(goal, self.plan, self.occasion.id) if reaction.near_miss else None
        if other is not None:
            self._wait(reaction.gap_seconds)
            said = speaker.again(other, "", f"{self.occasion.id} other")
            yield self._record(other, said, OTHER, self._say(said, other, OTHER), Reaction())

    def _attempts(
        self, speaker: Speaker, goal: Goal, said: str
    ) -> Generator[Record, None, Reaction]:
        behaviour = Behaviour(
            household=self.household, resident=self.occasion.resident, knobs=self.knobs
        )
        attempt = 0
        while True:
            answered = self._say(said, goal, attempt)
            verdict = answered.answer.verdict
            reaction = behaviour.react(verdict, occasion=self.occasion.id, attempt=attempt)
            self._after(answered, reaction, attempt)
            yield self._record(goal, said, attempt, answered, reaction)
            if reaction.answers:
                self._wait(3.0)
                self._reply_to_question(answered.answer, speaker, goal, attempt)
            if reaction.then in ("content", "give_up"):
                return reaction
            self._wait(reaction.gap_seconds)
            attempt += 1
            if reaction.mumbles:
                wish = chance("mumbled", self.occasion.id, attempt).choice(
                    self.occasion.resident.routines
                )
                said = speaker.first(wish.goal, f"{self.occasion.id} {attempt}")
            elif reaction.then == "reword":
                said = speaker.again(goal, said, f"{self.occasion.id} {attempt}")

    def _say(self, said: str, goal: Goal, attempt: int) -> _Answered:
        """Through the air into the assistant, and into the journal."""
        occasion = f"{self.occasion.id}/{attempt}"
        voice = f"{self.plan.version[:-1]}{self.occasion.resident.id}"
        severity = self.knobs.noise * self.occasion.resident.clarity
        heard = self.channel.hear(said, voice, occasion, severity)
        situation = self._situation(goal, occasion)
        alone = self.assistant.answer(heard, situation)
        rewritten = self.rewriting(heard, situation, alone)
        text = rewritten.rewritten or heard
        answer = alone if text == heard else self.assistant.answer(text, situation, rewritten)
        found = Heard(text=heard, rewritten=rewritten, answer=answer)
        turn = turn_of(found, situation, turn_id=f"{occasion}/{len(self.turns)}")
        self.turns.append((in_utc(self._now), turn))
        self._understood.append(f"asked: {text}" if rewritten.asks else text)
        self.listening(turn)
        return _Answered(heard=heard, rewritten=rewritten, alone=alone, answer=answer)

    def _situation(self, goal: Goal, occasion: str) -> Situation:
        recent = [
            place
            for place, (at, _) in enumerate(self.turns)
            if (in_utc(self._now) - at).total_seconds() <= REMEMBERED_SECONDS
        ]
        return Situation(
            plan=self.plan,
            goal=goal,
            area=self.occasion.room,
            person=self.occasion.resident.id,
            at=self._now,
            occasion=occasion,
            history=tuple(self.turns[place][1] for place in recent),
            said_before=tuple(self._understood[place] for place in recent),
        )

    def _after(self, answered: _Answered, reaction: Reaction, attempt: int) -> None:
        """Interrupting, putting back by hand, and a word about it."""
        turn = self.turns[-1][1]
        if reaction.interrupts:
            interrupt(turn, 0.8 if reaction.remark == "enough" else 0.3)
        self._wait(seconds_of(turn))
        if reaction.puts_back:
            self._put_back(answered.answer)
        if reaction.remark:
            draw = chance("remark", self.occasion.id, attempt)
            self._wait(1.5)
            self._say(draw.choice(_REMARKS[reaction.remark]), NOTHING, REMARK + attempt)
            self._wait(seconds_of(self.turns[-1][1]))

    def _put_back(self, answer: Answer) -> None:
        at = in_utc(self._now + timedelta(seconds=PUT_BACK_SECONDS))
        before = self._situation(self.occasion.goal, "").states()
        after = settle(before, self.plan.home.device_by_id, answer.deed.commands)
        for device in dict.fromkeys(command.device for command in answer.deed.commands):
            change = Change(at=at, device=device, before=after[device], after=before[device])
            self.changes.append(change)
            self.noticing(change)

    def _record(
        self, goal: Goal, said: str, attempt: int, answered: _Answered, reaction: Reaction
    ) -> Record:
        by = answered.rewritten.options[0].by if answered.rewritten.options else "learned"
        offer = answered.rewritten.rewritten or ""
        rewritten = "" if answered.rewritten.asks else offer
        return Record(
            home=self.household.id,
            seed=self.seed,
            day=self.day,
            occasion=self.occasion.id,
            attempt=attempt,
            setting=self.household.setting,
            unseen=self.household.unseen,
            after_drift=self.plan.version.endswith("/1"),
            wish=goal.wish,
            goal=goal.id,
            said=said,
            heard=answered.heard,
            rewritten=rewritten,
            by=by if rewritten else "",
            intent=answered.alone.intent,
            verdict=answered.answer.verdict,
            alone=answered.alone.verdict,
            guarded_harm=bool(rewritten) and self._opens_a_door(answered.answer, goal),
            reaction=reaction.then,
            gap_seconds=reaction.gap_seconds,
            offered=offer if answered.rewritten.asks else "",
            answered=self._answer_of(answered, reaction),
            reply=answered.answer.outcome.reply,
        )

    def _answer_of(self, answered: _Answered, reaction: Reaction) -> Literal["", "yes", "no"]:
        if not (answered.rewritten.asks and reaction.answers):
            return ""
        return "yes" if answered.answer.right_guess else "no"

    def _opens_a_door(self, answer: Answer, goal: Goal) -> bool:
        touched = {command.device for command in answer.deed.commands}
        return bool(touched & guarded_devices(self.plan.home) - {goal.device})

    def _reply_to_question(
        self, answer: Answer, speaker: Speaker, goal: Goal, attempt: int
    ) -> None:
        if answer.outcome.kind == "confirm":
            said = "yes" if answer.right_guess else "no"
        else:
            said = speaker.plainly(goal)
        self._say(said, goal, ANSWER + attempt)
        self._wait(seconds_of(self.turns[-1][1]))

    def _wait(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)

    def _speaker(self) -> Speaker:
        return Speaker(
            plan=self.plan,
            resident=self.occasion.resident,
            room=self.occasion.room,
            knobs=self.knobs,
            crowd=crowd_phrases(),
        )
