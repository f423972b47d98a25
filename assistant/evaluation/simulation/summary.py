"""One run of one arm in short: what is kept on disk, so that an experiment can go on later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from assistant.evaluation.simulation.arms import Arm
from assistant.evaluation.simulation.funnel import Funnel, funnel
from assistant.evaluation.simulation.hostile import TAUGHT
from assistant.evaluation.simulation.living import Lived, Setup
from assistant.evaluation.simulation.realism import Likeness, realism
from assistant.evaluation.simulation.records import Record
from assistant.evaluation.simulation.tally import Tally, tallies
from assistant.evaluation.simulation.withdrawal import Withdrawals, withdrawals
from assistant.learning.rewriting.model import Status
from assistant.learning.words import words_in

EXAMPLES = 12
SHOWN = 40

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One rewritten request, for people to look at."""

    kind: str
    home: str
    day: int
    said: str
    heard: str
    rewritten: str
    by: str
    alone: str
    verdict: str
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One learned rewrite."""

    home: str
    """Empty for one of all homes."""
    heard: str
    rewrite: str
    status: Status
    reason: str
    wins: int
    losses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Everything that the report needs of one seed and arm."""

    arm: str
    seed: int
    tallies: tuple[Tally, ...]
    believed_defects: float
    withdrawals: Withdrawals
    poisoned_rewrites: int
    """Live ones of all homes that say what the hostile homes taught."""
    examples: tuple[Example, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    live_lessons: int = 0
    known_requests: int = 0
    realism: tuple[Likeness, ...] = ()
    funnel: Funnel = field(default_factory=Funnel)
    seconds: float = 0.0


def summarise(lived: Lived, arm: Arm, setup: Setup, seconds: float) -> Summary:
    lessons = tuple(_lessons(lived))
    return Summary(
        arm=arm.name,
        seed=setup.seed,
        tallies=tallies(lived.records),
        believed_defects=lived.believed_defects,
        withdrawals=withdrawals(lived.records),
        poisoned_rewrites=sum(
            one.live and (words_in(one.heard), words_in(one.rewrite)) in TAUGHT
            for one in lived.pooled.rewrites
        ),
        examples=tuple(_examples(lived.records)),
        lessons=_shown(lessons),
        live_lessons=sum(one.status in ("live", "pinned") for one in lessons),
        known_requests=len(lived.pooled.requests)
        + sum(one.layer == "personal" for own in lived.personal.values() for one in own.requests),
        realism=() if arm.learns or arm.oracle else realism(lived.records, setup.homes, setup.days),
        funnel=funnel(lived) if arm.learns else Funnel(),
        seconds=seconds,
    )


def _examples(records: Sequence[Record]) -> Iterable[Example]:
    won = [one for one in records if one.won]
    for one in _spread(won, EXAMPLES):
        yield _example(one, "won")
    by_kind: dict[str, list[Record]] = {}
    for one in records:
        if one.lost or one.guarded_harm:
            by_kind.setdefault(one.kind_of_loss, []).append(one)
    for kind, found in sorted(by_kind.items()):
        for one in _spread(found, EXAMPLES):
            yield _example(one, kind)


def _example(record: Record, kind: str) -> Example:
    return Example(
        kind=kind,
        home=f"{record.seed}/{record.home}",
        day=record.day,
        said=record.said,
        heard=record.heard,
        rewritten=record.rewritten or record.offered,
        by=record.by,
        alone=str(record.alone),
        verdict=str(record.verdict),
        reply=record.reply,
    )


def _lessons(lived: Lived) -> Iterable[Lesson]:
    tables = [("", lived.pooled), *sorted(lived.personal.items())]
    for home, table in tables:
        for one in table.rewrites:
            if home and one.layer == "global":
                continue  # every home has those
            yield Lesson(
                home=home,
                heard=one.heard,
                rewrite=one.rewrite,
                status=one.status,
                reason=one.reason,
                wins=one.wins,
                losses=one.losses,
            )


def _shown(lessons: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """What is or was in use before what is only proposed."""
    used = [one for one in lessons if one.status != "proposed"]
    proposed = [one for one in lessons if one.status == "proposed"]
    kept = _spread(used, SHOWN) if used else ()
    return (*kept, *_spread(proposed, max(SHOWN // 4, SHOWN - len(kept))))


def _spread(found: Sequence[T], count: int) -> tuple[T, ...]:
    """Evenly from beginning to end."""
    step = max(1, -(-len(found) // count))
    return tuple(found[::step])
