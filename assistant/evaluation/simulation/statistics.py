"""Arms held against each other: paired by home, with intervals from resampling whole homes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.simulation.chance import chance
from assistant.evaluation.simulation.tally import Tally

RESAMPLES = 2000
LOW, HIGH = 5.0, 95.0
"""Percentiles; each bound alone holds with 95 in 100."""
Sums: TypeAlias = NDArray[np.float64]
"""One row for each home, one column for each count."""
Measure: TypeAlias = Callable[[Sums], Sums]
"""From totals (the last axis) to one value each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A value and what it may just as well be."""

    value: float
    low: float
    high: float
    homes: int
    n: int
    """Requests behind it."""


def win_loss(arm: Sequence[Tally]) -> Interval:
    """Wins to losses; no loss counts as one, so that no ratio is endless."""
    by_home = _by_home(arm)
    table = np.array([[one.wins, one.losses, one.rewritten] for one in by_home.values()], float)
    return _interval(table, lambda total: total[..., 0] / np.maximum(total[..., 1], 1.0), 2)


def defect_change(arm: Sequence[Tally], against: Sequence[Tally]) -> Interval:
    """Relative change of the defects of first attempts, the same homes in both."""
    ours, theirs = _by_home(arm), _by_home(against)
    both = [home for home in theirs if home in ours]
    table = np.array(
        [[ours[home].defects, theirs[home].defects, theirs[home].takes] for home in both], float
    )
    return _interval(table, lambda total: total[..., 0] / np.maximum(total[..., 1], 1.0) - 1, 2)


def defect_rate(arm: Sequence[Tally]) -> Interval:
    """Share of first attempts that did not end as wished."""
    table = np.array([[one.defects, one.takes] for one in _by_home(arm).values()], float)
    return _interval(table, lambda total: total[..., 0] / np.maximum(total[..., 1], 1.0), 1)


def unpaired(arm: Sequence[Tally], against: Sequence[Tally], seed: int = 0) -> Interval:
    """The same comparison as production could make it: half of the homes have it, half do not."""
    homes = sorted({one.home for one in against})
    chance("unpaired", seed).shuffle(homes)
    treated = frozenset(homes[: len(homes) // 2])
    ours = _by_home([one for one in arm if one.home in treated])
    theirs = _by_home([one for one in against if one.home not in treated])
    rows = [[one.defects, one.takes, 0, 0] for one in ours.values()]
    rows += [[0, 0, one.defects, one.takes] for one in theirs.values()]
    return _interval(np.array(rows, float), _ratio_of_rates, 1)


def _ratio_of_rates(total: Sums) -> Sums:
    ours = total[..., 0] / np.maximum(total[..., 1], 1.0)
    theirs = total[..., 2] / np.maximum(total[..., 3], 1.0)
    changed: Sums = ours / np.maximum(theirs, 1e-9) - 1
    return changed


@dataclass(slots=True)
class _Home:
    takes: int = 0
    defects: int = 0
    wins: int = 0
    losses: int = 0
    rewritten: int = 0


def _by_home(found: Sequence[Tally]) -> Mapping[str, _Home]:
    homes: dict[str, _Home] = {}
    for one in found:
        home = homes.setdefault(one.home, _Home())
        home.takes += one.takes
        home.defects += one.defects
        home.wins += one.wins
        home.losses += one.losses
        home.rewritten += one.rewritten
    return homes


def _interval(table: Sums, measure: Measure, counted: int) -> Interval:
    if not len(table):
        return Interval(value=0.0, low=0.0, high=0.0, homes=0, n=0)
    draw = np.random.default_rng(len(table))
    chosen = draw.integers(0, len(table), (RESAMPLES, len(table)))
    found = measure(table[chosen].sum(axis=1))
    low, high = np.percentile(found, (LOW, HIGH))
    total = table.sum(axis=0)
    return Interval(
        value=round(float(measure(total)), 4),
        low=round(float(low), 4),
        high=round(float(high), 4),
        homes=len(table),
        n=int(total[counted]),
    )
