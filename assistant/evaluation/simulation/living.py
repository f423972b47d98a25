"""A whole population through all its days in one arm: talking by day, learning by night."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from assistant.evaluation.simulation.answering import Answer, Assistant, Situation
from assistant.evaluation.simulation.arms import Arm
from assistant.evaluation.simulation.brains import Brain, Night
from assistant.evaluation.simulation.build import population
from assistant.evaluation.simulation.hostile import attacks
from assistant.evaluation.simulation.household import Household
from assistant.evaluation.simulation.knobs import Knobs
from assistant.evaluation.simulation.noise.air import Air
from assistant.evaluation.simulation.occasions import BEGIN, Occasion, occasions
from assistant.evaluation.simulation.records import Record
from assistant.evaluation.simulation.talking import Conversation, Rewriting
from assistant.evaluation.simulation.turns import in_utc
from assistant.evaluation.simulation.wording.speaking import Speaker
from assistant.evaluation.understanding.judge import Verdict
from assistant.home.model import Home
from assistant.learning.contrast import rooms_of
from assistant.learning.feedback.signals import Verdict as Signs
from assistant.learning.feedback.signals import verdicts
from assistant.learning.history import Change, History, history_of
from assistant.learning.markov.counts import LIKELY
from assistant.learning.rewriting.model import Learned
from assistant.turn import RewriteOption, Rewritten, Turn

Told = Callable[[int], None]
"""Called with the number of home days that are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What one run of one arm depends on, and nothing else."""

    homes: int
    days: int
    seed: int
    knobs: Knobs = field(default_factory=Knobs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """What came of it."""

    records: tuple[Record, ...]
    believed_defects: float
    """Share of requests that the assistant itself thinks went wrong."""
    personal: dict[str, Learned]
    pooled: Learned
    noticed: frozenset[tuple[str, str]] = frozenset()
    """Home and words that the assistant itself saw corrected, whoever is right."""


@dataclass(slots=True)
class Memory:
    """One household's journal."""

    household: Household
    turns: list[tuple[datetime, Turn]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def history(self, now: datetime, home: Home) -> History:
        return replace(
            history_of(self.turns, self.changes, now=now),
            rooms=rooms_of(home),
            kinds={device.id: device.kind for device in home.devices},
        )

    def verdicts(self, days: int) -> tuple[Signs, ...]:
        """What the signs say of all turns, the morning after the last day."""
        now = in_utc(BEGIN + timedelta(days=days, hours=3))
        history = self.history(now, self.household.plan_on(days).home)
        return verdicts(history, history.rooms)


def live(
    setup: Setup,
    arm: Arm,
    channel: Air,
    assistant: Assistant,
    told: Told,
    brain: Brain | None = None,
) -> Lived:
    """Every home through every day; the same setup and arm give the same records."""
    brain = brain or Brain(arm, assistant)
    homes = [
        Memory(household)
        for household in population(
            setup.homes, setup.days, setup.seed, setup.knobs, poisoned=arm.poisoned
        )
    ]
    records: list[Record] = []
    for day in range(setup.days):
        for memory in homes:
            records += _day(memory, day, setup, arm, brain, channel, assistant)
            told(1)
        if arm.learns:
            brain.night(_nights(homes, day), in_utc(BEGIN + timedelta(days=day + 1, hours=3)))
    signs = {one.household.id: one.verdicts(setup.days) for one in homes}
    return Lived(
        records=tuple(records),
        believed_defects=_believed(homes, signs),
        noticed=_noticed(signs),
        personal=brain.personal,
        pooled=brain.pooled,
    )


def _day(
    memory: Memory,
    day: int,
    setup: Setup,
    arm: Arm,
    brain: Brain,
    channel: Air,
    assistant: Assistant,
) -> list[Record]:
    household = memory.household
    plan = household.plan_on(day)
    if household.manner == "hostile":
        memory.turns += attacks(plan, day, setup.seed, assistant)
        return []
    records: list[Record] = []
    for occasion in occasions(household, plan, day, setup.seed, setup.knobs):
        conversation = Conversation(
            household=household,
            plan=plan,
            occasion=occasion,
            day=day,
            seed=setup.seed,
            knobs=setup.knobs,
            channel=channel.in_home(plan.home),
            assistant=assistant,
            rewriting=_rewriting(household, occasion, arm, brain, setup.knobs),
            listening=partial(brain.listen, household.id),
            noticing=partial(brain.notice, household.id),
        )
        records += conversation.records()
        memory.turns += conversation.turns
        memory.changes += conversation.changes
    return records


def _rewriting(
    household: Household, occasion: Occasion, arm: Arm, brain: Brain, knobs: Knobs
) -> Rewriting:
    def learned(heard: str, situation: Situation, alone: Answer) -> Rewritten:
        return brain.rewrite(household.id, heard, situation, alone)

    def known(heard: str, situation: Situation, alone: Answer) -> Rewritten:
        if alone.verdict is Verdict.RIGHT or situation.goal.wish == "none":
            return Rewritten(original=heard)
        speaker = Speaker(
            plan=situation.plan, resident=occasion.resident, room=occasion.room, knobs=knobs
        )
        said = speaker.plainly(situation.goal)
        option = RewriteOption(text=said, score=1.0, by="learned")
        return Rewritten(original=heard, rewritten=said, options=(option,))

    return known if arm.oracle else learned


def _nights(homes: Sequence[Memory], day: int) -> dict[str, Night]:
    now = in_utc(BEGIN + timedelta(days=day + 1, hours=3))
    return {
        memory.household.id: Night(
            plan=memory.household.plan_on(day),
            history=memory.history(now, memory.household.plan_on(day).home),
            pooled=not memory.household.unseen,
        )
        for memory in homes
    }


def _believed(homes: Sequence[Memory], signs: Mapping[str, Sequence[Signs]]) -> float:
    believed = [
        one.defect
        for memory in homes
        if memory.household.manner != "hostile"
        for one in signs[memory.household.id]
        if one.exchange.is_request
    ]
    return sum(believed) / len(believed) if believed else 0.0


def _noticed(signs: Mapping[str, Sequence[Signs]]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (home, " ".join(one.exchange.words))
        for home, found in signs.items()
        for one in found
        if one.said_again >= LIKELY
    )
