"""How often a rewrite that has become wrong is still used until it is gone; simulated homes.

The median is over those that did the wrong thing at least once; what the stage itself refused after
the change, or what came out right all the same, is told in the conditions. A rewrite that is never
seen to go counts with all that it did while it was watched.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, MutableMapping, Sequence
from functools import cache

import numpy as np
from rich.console import Console
from rich.progress import track

from assistant.evaluation.simulation.answering import Assistant
from assistant.evaluation.simulation.noise.shipped import shipped_channel
from assistant.evaluation.simulation.staleness import STALINGS, Stale, stale_rewrites
from assistant.evaluation.workers import workers
from benches.report import Row

HOMES = 24
SEED, EXAM_SEED = 103, 90213
RESAMPLES = 2000


def add_options(parser: ArgumentParser) -> None:
    """How many homes have words of their own that change their meaning."""
    parser.add_argument(
        "--stale-homes", type=int, default=HOMES, help=f"in which the learned turns stale ({HOMES})"
    )


def rows(options: Namespace, notes: MutableMapping[str, str]) -> Iterator[Row]:
    """Of all changes together, with the interval, and of each."""
    seed = EXAM_SEED if options.exam else SEED
    homes = [(number, seed) for number in range(options.stale_homes)]
    with workers(options.processes) as pool:
        told = track(
            pool.map(_stale_of, homes),
            "turning stale",
            total=len(homes),
            console=Console(stderr=True),
            transient=True,
        )
        by_home = [found for found in told if found]
    cases = [one for found in by_home for one in found]
    wrong = [one for one in cases if one.exposures]
    notes["stale"] = (
        f"simulated: {len(by_home)} of {len(homes)} homes learned such a rewrite; "
        f"{len(cases)} changes, of which {len(wrong)} made it do the wrong thing; "
        f"{sum(not one.gone for one in wrong)} of those not seen to go"
    )
    if not wrong:
        return
    low, high = _interval(by_home)
    yield _row("withdrawal_median_exposures", "hard", _median(wrong), len(wrong))
    yield _row("withdrawal_median_exposures_low95", "hard", low, len(wrong))
    yield _row("withdrawal_median_exposures_high95", "hard", high, len(wrong))
    most = float(np.percentile([one.exposures for one in wrong], 95))
    yield _row("withdrawal_p95_exposures", "hard", most, len(wrong))
    for staling in STALINGS:
        found = [one for one in wrong if one.staling == staling]
        if found:
            yield _row(
                "withdrawal_median_exposures", f"hard: {staling}", _median(found), len(found)
            )


def _stale_of(home: tuple[int, int]) -> tuple[Stale, ...]:
    return tuple(stale_rewrites(*home, shipped_channel(), _assistant()))


@cache
def _assistant() -> Assistant:
    return Assistant()


def _interval(by_home: Sequence[Sequence[Stale]]) -> tuple[float, float]:
    """From resampling whole homes."""
    draw = np.random.default_rng(len(by_home))
    medians = []
    for chosen in draw.integers(0, len(by_home), (RESAMPLES, len(by_home))):
        wrong = [one for place in chosen for one in by_home[place] if one.exposures]
        if wrong:
            medians.append(_median(wrong))
    low, high = np.percentile(medians, (2.5, 97.5))
    return float(low), float(high)


def _median(cases: Sequence[Stale]) -> float:
    return float(np.median([one.exposures for one in cases]))


def _row(measure: str, set_: str, value: float, n: int) -> Row:
    return Row(measure=measure, set=set_, value=value, unit="count", n=n)
