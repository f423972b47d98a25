"""What learned weights of the context are worth to simulated people whose habits are not ours.

The things to choose among are real: what the pipeline weighs on the ambiguous cases. Who chooses
is simulated, with weights of their own; learning sees the choices only through what such a person
would say about them. Half of the cases is for living, the other half for the exam.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from assistant import virtual_time
from assistant.evaluation.understanding.shared import ROOT
from assistant.home.file import load_home
from assistant.learning.exchange import exchange_of
from assistant.learning.weighing.choices import offered
from assistant.learning.weighing.fit import ACTS, probabilities, wrong
from assistant.learning.weighing.learner import learned_from
from assistant.learning.weighing.model import Choice, LearnedWeight, Offered
from assistant.memory_bus import MemoryBroker
from assistant.ranking.weights import LEAST, MOST, bounds
from assistant.replay.cases import Case, read_cases
from assistant.replay.runner import Replayer
from assistant.skill import discover
from assistant.stages.resolve import ResolveStage
from assistant.stages.understand import UnderstandStage
from benches.report import Row

PEOPLE, DAYS, A_DAY = 24, 56, 2
"""Ambiguous requests are a part of the ten that a home makes in a day."""
OTHERWISE = 8
"""Weights in which a person may differ from what is written."""
SPEAKS_UP, SLIPS = 0.6, 0.03
"""Share of wrong choices that is put right; of right ones that are complained of anyway."""
SEEDS = {"dev": 1, "test": 2}
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
WRITTEN = {name: prior for name, (prior, _, _) in bounds().items()}

Scene = tuple[Offered, ...]
Speaks = Callable[[Choice, int, random.Random], Choice | None]


def rows(split: str) -> Iterator[Row]:
    """Wrong actions and questions on requests of the exam, before and after eight weeks."""
    scenes = _scenes()
    kinds: dict[str, tuple[bool, Speaks]] = {
        "other habits": (True, _speaks),
        "habits as written": (False, _speaks),
        "says no to everything": (False, _says_no),
    }
    for kind, (differs, speaks) in kinds.items():
        found = _population(scenes, SEEDS[split], differs, speaks)
        n, name = PEOPLE * len(scenes[1]), f"{kind}, {split}"
        for peer, exam in (("as written", found.before), ("ours", found.after)):
            yield _row("weights_wrong_actions", name, exam.wrong / n, n, peer)
            yield _row("weights_asked", name, exam.asked / n, n, peer)
        yield _row("weights_moved_homes", name, found.moved / PEOPLE, PEOPLE, "ours")


@dataclass(slots=True)
class _Exam:
    wrong: float = 0.0
    asked: float = 0.0

    def count(self, meant: Choice, weights: Mapping[str, float]) -> None:
        self.wrong += wrong([meant], weights)
        self.asked += float(probabilities(meant, weights).max()) < ACTS


@dataclass(slots=True)
class _Found:
    """Requests of the exam as written and as learned, and homes with anything learned."""

    before: _Exam = field(default_factory=_Exam)
    after: _Exam = field(default_factory=_Exam)
    moved: int = 0


@dataclass(frozen=True, slots=True)
class _Person:
    weights: Mapping[str, float]
    chance: random.Random

    def means(self, scene: Scene) -> int:
        shares = probabilities(_choice(scene, 0, 0), self.weights)
        return self.chance.choices(range(len(scene)), [float(one) for one in shares])[0]


def _population(
    scenes: tuple[Sequence[Scene], Sequence[Scene]], seed: int, differs: bool, speaks: Speaks
) -> _Found:
    living, exam = scenes
    chance = random.Random(seed)
    found = _Found()
    for _ in range(PEOPLE):
        person = _Person(_habits(chance, exam, differs), chance)
        learned = {one.name: one.value for one in _life(person, living, speaks)}
        found.moved += bool(learned)
        for scene in exam:
            meant = _choice(scene, person.means(scene), 0)
            found.before.count(meant, WRITTEN)
            found.after.count(meant, WRITTEN | learned)
    return found


def _habits(chance: random.Random, scenes: Sequence[Scene], differs: bool) -> Mapping[str, float]:
    if not differs:
        return WRITTEN
    spoken = sorted({name for scene in scenes for one in scene for name in one.counts})
    free = [name for name in spoken if bounds()[name][1] < WRITTEN[name]]
    others = chance.sample(free, OTHERWISE)
    return WRITTEN | {name: WRITTEN[name] * chance.choice((LEAST, MOST)) for name in others}


def _life(person: _Person, scenes: Sequence[Scene], speaks: Speaks) -> tuple[LearnedWeight, ...]:
    """Eight weeks with a night of learning after each."""
    choices: list[Choice] = []
    learned: tuple[LearnedWeight, ...] = ()
    for day in range(DAYS):
        for _ in range(A_DAY):
            scene = person.chance.choice(scenes)
            weights = WRITTEN | {one.name: one.value for one in learned}
            done = int(probabilities(_choice(scene, 0, day), weights).argmax())
            said = speaks(_choice(scene, person.means(scene), day), done, person.chance)
            if said is not None:
                choices.append(said)
        if day % 7 == 6:
            now = BEGIN + timedelta(days=day + 1)
            learned = learned_from(choices, learned, bounds(), frozenset(), now=now).weights
    return learned


def _speaks(meant: Choice, done: int, chance: random.Random) -> Choice | None:
    """As most do: what is wrong is often put right, what is right hardly ever complained of."""
    if meant.place != done:
        if chance.random() < SPEAKS_UP:
            return replace(meant, credence=0.9)
        return replace(meant, place=done, taught=False, credence=0.8)  # and it looks right
    if chance.random() < SLIPS:
        return replace(meant, meant=False, credence=0.7)
    return replace(meant, taught=False, credence=0.9)


def _says_no(meant: Choice, done: int, chance: random.Random) -> Choice | None:
    """Whatever was done, and is believed each time."""
    return replace(meant, place=done, meant=False, credence=0.6)


def _choice(scene: Scene, place: int, day: int) -> Choice:
    return Choice(
        turn="",
        at=BEGIN + timedelta(days=day),
        offered=scene,
        place=place,
        meant=True,
        credence=1.0,
        taught=True,
    )


def _scenes() -> tuple[Sequence[Scene], Sequence[Scene]]:
    """What the pipeline weighs on the ambiguous cases: for living, and for the exam."""
    skills = discover()
    understand = UnderstandStage(skills)
    understand.prepare()
    replayer = Replayer(skills, understand, ResolveStage(skills))
    home = load_home(ROOT / "home.yaml")

    async def weighed() -> list[Scene]:
        found = []
        for case in read_cases([ROOT / "tests" / "ambiguous"], home):
            if isinstance(case, Case) and not case.id.startswith("control"):
                turn = (await replayer.run(case, MemoryBroker().connect)).turn
                said = exchange_of(turn)
                if said is not None and said.weighed:
                    found.append(tuple(offered(one) for one in said.weighed))
        return found

    scenes = virtual_time.run(weighed())
    random.Random(0).shuffle(scenes)
    half = len(scenes) // 2
    return scenes[:half], scenes[half:]


def _row(measure: str, set_: str, value: float, n: int, peer: str) -> Row:
    return Row(measure=measure, set=set_, value=round(value, 4), unit="share", n=n, peer=peer)
