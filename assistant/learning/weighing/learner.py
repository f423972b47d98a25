"""New weights for a home, if its past says that they choose better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.learning.feedback.signals import Verdict
from assistant.learning.weighing.choices import choices_of
from assistant.learning.weighing.fit import fitted, movers, surprise, wrong
from assistant.learning.weighing.model import Bounds, Choice, LearnedWeight

TAUGHT, DAYS = 4, 3
"""Choices that somebody has put right or answered before anything is learned from them, and on how
many days: a guest for one evening is no habit."""
EARLIER = 0.7
"""Share of the choices to learn from when it is tried whether the later ones come out better."""
CLEARLY = 2.0
"""Nats by which the later choices must be foreseen better: with less, homes whose habits are as
written learn from chance and ask more often for nothing."""
MOST_DENIED = 1 / 3
"""Of the choices; who says no more often than this tells nothing by it."""
MOVED = 0.05
"""Share of its prior by which a weight must have moved to be worth telling."""
EVIDENCE_KEPT = 12


@dataclass(frozen=True, slots=True)
class Weighing:
    """What one pass came to."""

    weights: tuple[LearnedWeight, ...]
    """In use from now on; those not named count as written."""
    why: str = ""
    """Why they are what they were before."""


def weighed_anew(
    home: Sequence[Verdict],
    before: Sequence[LearnedWeight],
    bounds: Bounds,
    forgotten: frozenset[str],
    *,
    now: datetime,
) -> Weighing:
    """From the signs of one home."""
    return learned_from(choices_of(home), before, bounds, forgotten, now=now)


def learned_from(
    choices: Sequence[Choice],
    before: Sequence[LearnedWeight],
    bounds: Bounds,
    forgotten: frozenset[str],
    *,
    now: datetime,
) -> Weighing:
    """Goes live only where later choices come out better by what earlier ones have taught."""
    kept = tuple(one for one in before if one.name not in forgotten)
    open_to = {
        name: (prior, prior, prior) if name in forgotten else (prior, least, most)
        for name, (prior, least, most) in bounds.items()
    }
    denied = sum(not one.meant for one in choices)
    if denied > MOST_DENIED * len(choices):
        choices = [one for one in choices if one.meant]
    taught = [one.at.date() for one in choices if one.taught]
    if len(taught) < TAUGHT or len(set(taught)) < DAYS:
        told = f"choices put right or answered: {len(taught)} of the {TAUGHT} that it takes"
        return Weighing(kept, f"{told}, on {len(set(taught))} of {DAYS} days")
    written = {name: prior for name, (prior, _, _) in bounds.items()}
    cut = int(EARLIER * len(choices))
    earlier, later = choices[:cut], choices[cut:]
    if wrong(later, written | _values(kept)) > wrong(later, written):
        kept = ()  # habits have changed
    tried = fitted(earlier, open_to, now=earlier[-1].at)
    if wrong(later, tried) > wrong(later, written):
        return Weighing(kept, "with what was learned it would have been wrong more often lately")
    if surprise(later, tried) > surprise(later, written) - CLEARLY:
        return Weighing(
            kept, "what was learned would hardly have told better what you meant lately"
        )
    found = fitted(choices, open_to, now=now)
    if wrong(choices, found) > wrong(choices, written | _values(kept)):
        return Weighing(kept, "with what was learned it would have been wrong more often")
    return Weighing(tuple(_learned(found, open_to, choices, kept, now)))


def _learned(
    found: Mapping[str, float],
    bounds: Bounds,
    choices: Sequence[Choice],
    kept: Sequence[LearnedWeight],
    now: datetime,
) -> list[LearnedWeight]:
    known = {one.name: one for one in kept}
    learned = []
    for name, value in found.items():
        prior, before = bounds[name][0], known.get(name)
        if abs(value - prior) < MOVED * prior:
            continue
        value = round(value, 2)
        if before is not None and abs(before.value - value) < MOVED * prior:
            learned.append(before)
            continue
        evidence = tuple(one.turn for one in movers(choices, name)[:EVIDENCE_KEPT])
        learned.append(
            LearnedWeight(name=name, prior=prior, value=value, evidence=evidence, learned=now)
        )
    return learned


def _values(learned: Sequence[LearnedWeight]) -> dict[str, float]:
    return {one.name: one.value for one in learned}
