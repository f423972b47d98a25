"""What was learned turns stale: how often it still does the wrong thing before it is gone.

Each home has words of its own for one device, and learns them the hard way, from failures that are
put right, until a rewrite is live and has been right. Then what the words mean changes and the
words do not. People do about it what they do about any failure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Literal, Protocol, TypeAlias

from assistant.evaluation.simulation.answering import Answer, Assistant, Situation
from assistant.evaluation.simulation.arms import ARMS, EVERYTHING
from assistant.evaluation.simulation.brains import Brain, Night
from assistant.evaluation.simulation.build import LIGHTS, household
from assistant.evaluation.simulation.chance import chance
from assistant.evaluation.simulation.goals import Goal, goal_for
from assistant.evaluation.simulation.household import Household, Plan, Resident
from assistant.evaluation.simulation.knobs import Knobs
from assistant.evaluation.simulation.living import Memory
from assistant.evaluation.simulation.noise.air import Air
from assistant.evaluation.simulation.occasions import BEGIN, Occasion
from assistant.evaluation.simulation.records import Record
from assistant.evaluation.simulation.talking import OTHER, Conversation
from assistant.evaluation.simulation.turns import in_utc
from assistant.evaluation.simulation.wording.nicknames import NICKNAMES
from assistant.evaluation.simulation.wording.speaking import Speaker
from assistant.evaluation.understanding.judge import Verdict
from assistant.learning.rewriting.model import Learned
from assistant.learning.words import words_in
from assistant.turn import Rewritten
from devices.contract import Device

Staling: TypeAlias = Literal["habit changed", "names swapped", "renamed", "replaced"]
HEARD_WELL = Knobs(noise=0.0)
"""The same words each time, or it would not be the same rewrite."""
USES_A_DAY = (1, 2, 3)
HOURS = (8.0, 13.0, 20.0)
LEARNING_DAYS, WATCHED_DAYS = 28, 42
TRIED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """One rewrite that was right until something changed."""

    staling: Staling
    words: str
    rewrite: str
    exposures: int
    """How often it did the wrong thing; 0 where it did the right one all the same, or nothing."""
    days: int
    """Until it was gone, or watching ended."""
    gone: bool


class _Turned(Protocol):
    """The home and the wish after the change."""

    def __call__(self, plan: Plan, goal: Goal, other: Device) -> tuple[Plan, Goal]: ...


def stale_rewrites(number: int, seed: int, air: Air, assistant: Assistant) -> Iterator[Stale]:
    """Each change in this home; nothing where no such rewrite is learned in it."""
    own = own_words(number, seed, assistant)
    if own is None:
        return
    life = _Life(own=own, seed=seed, air=air, brain=Brain(ARMS[EVERYTHING], assistant))
    rewrite = life.learned()
    if rewrite is not None:
        for staling in STALINGS:
            yield life.again().watched(staling, rewrite)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """A wish, and what only this home calls its object."""

    household: Household
    plan: Plan
    resident: Resident
    goal: Goal
    words: str
    other: Device
    """Of the same kind."""


@dataclass(slots=True, kw_only=True)
class _Life:
    """One home, day after day."""

    own: OwnWords
    seed: int
    air: Air
    brain: Brain
    day: int = 0
    memory: Memory = field(init=False)

    def __post_init__(self) -> None:
        self.memory = Memory(self.own.household)

    def again(self) -> "_Life":
        """The same up to now, to go on otherwise."""
        brain = Brain(ARMS[EVERYTHING], self.brain.assistant)
        brain.start_from(self.brain)
        other = _Life(own=self.own, seed=self.seed, air=self.air, brain=brain, day=self.day)
        other.memory.turns = list(self.memory.turns)
        other.memory.changes = list(self.memory.changes)
        return other

    def learned(self) -> str | None:
        """What the words are rewritten to, once that has worked; None when it is never learned."""
        while self.day < LEARNING_DAYS:
            said = list(self._day(self.own.plan, self.own.goal))
            won = [one.rewritten for one in said if one.won and one.by == "learned"]
            if won and self._is_live(won[0]):
                return won[0]
        return None

    def watched(self, staling: Staling, rewrite: str) -> Stale:
        """Until nothing rewrites the words so any more."""
        plan, goal = _CHANGES[staling](self.own.plan, self.own.goal, self.own.other)
        plan = replace(plan, version=plan.version.removesuffix("0") + "1")
        began, exposures, gone = self.day, 0, False
        while self.day - began < WATCHED_DAYS and not gone:
            said = [one for one in self._day(plan, goal) if one.rewritten == rewrite]
            exposures += sum(one.defect for one in said)
            gone = not said and not self._is_live(rewrite)
        return Stale(
            staling=staling,
            words=self.own.words,
            rewrite=rewrite,
            exposures=exposures,
            days=self.day - began,
            gone=gone,
        )

    def _is_live(self, rewrite: str) -> bool:
        table = self.brain.personal.get(self.own.household.id, Learned())
        words = " ".join(words_in(self.own.words))
        return any(one.live and one.of(words) == rewrite for one in table.rewrites)

    def _day(self, plan: Plan, goal: Goal) -> Iterator[Record]:
        """Every attempt at what is wished for, and the night after."""
        uses = chance("uses", self.seed, self.own.household.id, self.day).choice(USES_A_DAY)
        for number in range(uses):
            yield from self._use(plan, goal, number)
        self.day += 1
        now = in_utc(BEGIN + timedelta(days=self.day, hours=3))
        night = Night(plan=plan, history=self.memory.history(now, plan.home), pooled=False)
        self.brain.night({self.own.household.id: night}, now)

    def _use(self, plan: Plan, goal: Goal, number: int) -> Iterator[Record]:
        occasion = Occasion(
            id=f"stale/{self.seed}/{self.own.household.id}/{self.day}/{number}",
            at=BEGIN + timedelta(days=self.day, hours=HOURS[number]),
            resident=self.own.resident,
            goal=goal,
            room=goal.area or plan.home.areas[0].id,
            words=self.own.words,
        )
        home = self.own.household.id
        talk = Conversation(
            household=self.own.household,
            plan=plan,
            occasion=occasion,
            day=self.day,
            seed=self.seed,
            knobs=HEARD_WELL,
            channel=self.air.in_home(plan.home),
            assistant=self.brain.assistant,
            rewriting=self._rewritten,
            listening=partial(self.brain.listen, home),
            noticing=partial(self.brain.notice, home),
        )
        yield from (one for one in talk.records() if one.attempt < OTHER)
        self.memory.turns += talk.turns
        self.memory.changes += talk.changes

    def _rewritten(self, heard: str, situation: Situation, alone: Answer) -> Rewritten:
        return self.brain.rewrite(self.own.household.id, heard, situation, alone)


def own_words(number: int, seed: int, assistant: Assistant) -> OwnWords | None:
    """Every home is a hard one, full of things of one kind."""
    home = household(f"stale-{number}", 2 * number, 1, seed, HEARD_WELL)
    plan = home.plan_on(0)
    draw = chance("own words", seed, home.id)
    resident = plan.residents[0]
    goals = [one.goal for one in resident.routines if _may_be_mistaken(one.goal, plan)]
    if not goals:
        return None
    goal = draw.choice(goals)
    device = plan.home.device_by_id[goal.device or ""]
    other = draw.choice([one for one in plan.home.devices_of(device.kind) if one is not device])
    nickname = draw.choice(NICKNAMES[device.kind])
    plan = replace(plan, nicknames={device.id: nickname})
    words = _naming(nickname, goal, plan, resident)
    if words is None or _works(words, goal, plan, assistant):
        return None
    return OwnWords(
        household=home, plan=plan, resident=resident, goal=goal, words=words, other=other
    )


def _may_be_mistaken(goal: Goal, plan: Plan) -> bool:
    if goal.device is None or goal.wish == "ask_on":
        return False
    kind = plan.home.device_by_id[goal.device].kind
    return kind != "lock" and kind in NICKNAMES and len(plan.home.devices_of(kind)) > 1


def _naming(nickname: str, goal: Goal, plan: Plan, resident: Resident) -> str | None:
    speaker = Speaker(plan=plan, resident=resident, room=goal.area or "", knobs=Knobs(habit=0.0))
    said = (speaker.first(goal, take) for take in range(TRIED))
    return next((one for one in said if nickname in one), None)


def _works(words: str, goal: Goal, plan: Plan, assistant: Assistant) -> bool:
    """Without having learned anything."""
    situation = Situation(
        plan=plan, goal=goal, area=goal.area, person=None, at=BEGIN, occasion="alone"
    )
    return assistant.answer(words, situation).verdict is Verdict.RIGHT


def _habit_changed(plan: Plan, goal: Goal, other: Device) -> tuple[Plan, Goal]:
    """The same name is given to another thing."""
    (nickname,) = plan.nicknames.values()
    return replace(plan, nicknames={other.id: nickname}), _of(goal, other)


def _names_swapped(plan: Plan, goal: Goal, other: Device) -> tuple[Plan, Goal]:
    """Two things trade names and places; the household goes on calling this one as ever."""
    own = plan.home.device_by_id[goal.device or ""]
    mine = replace(own, name=other.name, area=other.area)
    return _with(plan, {own.id: mine, other.id: replace(other, name=own.name, area=own.area)}), _of(
        goal, mine
    )


def _renamed(plan: Plan, goal: Goal, other: Device) -> tuple[Plan, Goal]:
    """To what nothing was called before."""
    own = plan.home.device_by_id[goal.device or ""]
    mine = replace(own, name=_free_name(plan, own))
    return _with(plan, {own.id: mine}), _of(goal, mine)


def _replaced(plan: Plan, goal: Goal, other: Device) -> tuple[Plan, Goal]:
    """A new one is put in its place; the old one goes to the other's room, under its old name."""
    own = plan.home.device_by_id[goal.device or ""]
    new = replace(own, id=f"{own.id}_new", name=_free_name(plan, own))
    moved = _with(plan, {own.id: replace(own, area=other.area)})
    home = replace(moved.home, devices=(*moved.home.devices, new))
    (nickname,) = plan.nicknames.values()
    return replace(moved, home=home, nicknames={new.id: nickname}), _of(goal, new)


_CHANGES: Mapping[Staling, _Turned] = MappingProxyType(
    {
        "habit changed": _habit_changed,
        "names swapped": _names_swapped,
        "renamed": _renamed,
        "replaced": _replaced,
    }
)
STALINGS = tuple(_CHANGES)


def _of(goal: Goal, device: Device) -> Goal:
    return goal_for(goal.wish, device, goal.amount)


def _with(plan: Plan, changed: Mapping[str, Device]) -> Plan:
    devices = tuple(changed.get(device.id, device) for device in plan.home.devices)
    return replace(plan, home=replace(plan.home, devices=devices))


def _free_name(plan: Plan, device: Device) -> str:
    taken = {one.name for one in plan.home.devices}
    names = [name for name in LIGHTS if name not in taken] if device.kind == "light" else []
    return names[0] if names else f"new {device.name}"
