"""Weights from choices: a conditional logit, held to the prior.

The choice model of McFadden (1974): the log-odds of what is offered are those of its words and the
sum of the weights that count for it. The penalty is that of a Gaussian prior around the written
weight; its width was chosen on simulated people, see `scripts/bench learning --only weights`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.learning.weighing.model import Bounds, Choice

WIDTH = 0.5
"""Of the prior, as a share of the written weight."""
HALF_LIFE_DAYS = 60.0
"""Habits change."""
ACTS = 0.75
"""Share of what is offered from which on it is acted upon; about what a harmless wish needs."""
LEAST_WORDS = 1e-4
SMALL = 1e-9
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A choice as numbers: what the words say, what counts, and what became of it."""

    by_words: Vector
    counts: NDArray[np.float64]
    """One row for each thing offered, one column for each weight."""
    place: int
    meant: bool
    worth: float


def fitted(choices: Sequence[Choice], bounds: Bounds, *, now: datetime) -> Mapping[str, float]:
    """Every weight; those that the choices say nothing about keep their prior."""
    names = tuple(bounds)
    limits = np.array([bounds[name] for name in names])
    prior, width = limits[:, 0], np.maximum(WIDTH * limits[:, 0], SMALL)
    seen = [_seen(choice, names, now) for choice in choices]

    def loss(weights: Vector) -> tuple[float, Vector]:
        away = (weights - prior) / width
        value, slope = float(away @ away) / 2, away / width
        for one in seen:
            cost, steep = _cost(one, weights)
            value, slope = value + cost, slope + steep
        return value, slope

    found = minimize(
        loss, prior, jac=True, method="L-BFGS-B", bounds=[(low, high) for _, low, high in limits]
    )
    return {name: float(value) for name, value in zip(names, found.x, strict=True)}


def wrong(choices: Sequence[Choice], weights: Mapping[str, float]) -> float:
    """How often these weights would have acted wrongly without asking, each by its credence."""
    return sum(
        one.credence
        for one in choices
        if (done := _done(one, weights)) is not None and (done == one.place) != one.meant
    )


def _done(choice: Choice, weights: Mapping[str, float]) -> int | None:
    """What would be acted on; None where it would rather ask."""
    shares = probabilities(choice, weights)
    best = int(shares.argmax())
    return best if shares[best] >= ACTS else None


def surprise(choices: Sequence[Choice], weights: Mapping[str, float]) -> float:
    """Sum of the negative log-likelihoods, each by its credence; in nats."""
    total = 0.0
    for one in choices:
        share = probabilities(one, weights)[one.place]
        total -= one.credence * math.log(max(share if one.meant else 1 - share, SMALL))
    return total


def probabilities(choice: Choice, weights: Mapping[str, float]) -> Vector:
    """Of each thing offered, under these weights."""
    return _softmax(np.array([_score(choice, n, weights) for n in range(len(choice.offered))]))


def movers(choices: Sequence[Choice], name: str) -> list[Choice]:
    """Those that say something about this weight, what was taught by somebody first."""
    telling = [
        one for one in choices if len({each.counts.get(name, 0.0) for each in one.offered}) > 1
    ]
    return sorted(telling, key=lambda one: (not one.taught, -one.at.timestamp()))


def _score(choice: Choice, place: int, weights: Mapping[str, float]) -> float:
    one = choice.offered[place]
    counted = sum(weights.get(name, 0.0) * count for name, count in one.counts.items())
    return math.log(max(one.by_words, LEAST_WORDS)) + counted


def _seen(choice: Choice, names: Sequence[str], now: datetime) -> _Seen:
    age_days = max(0.0, (now - choice.at).total_seconds() / 86400)
    return _Seen(
        by_words=np.log([max(one.by_words, LEAST_WORDS) for one in choice.offered]),
        counts=np.array([[one.counts.get(name, 0.0) for name in names] for one in choice.offered]),
        place=choice.place,
        meant=choice.meant,
        worth=choice.credence * 2.0 ** (-age_days / HALF_LIFE_DAYS),
    )


def _cost(one: _Seen, weights: Vector) -> tuple[float, Vector]:
    """Negative log-likelihood and its slope."""
    shares = _softmax(one.by_words + one.counts @ weights)
    share = float(shares[one.place])
    slope: Vector = one.counts[one.place] - shares @ one.counts
    if one.meant:
        return -one.worth * math.log(max(share, SMALL)), -one.worth * slope
    rest = max(1 - share, SMALL)
    return -one.worth * math.log(rest), one.worth * share / rest * slope


def _softmax(scores: Vector) -> Vector:
    odds = np.exp(scores - scores.max())
    shares: Vector = odds / odds.sum()
    return shares
