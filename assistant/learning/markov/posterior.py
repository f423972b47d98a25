"""How sure one can be of a rate of success after so many successes and failures."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy import stats

PRIOR = 0.5
"""Jeffreys: without evidence every rate is possible, the extremes a little more than the middle."""
SURE = 0.95
_STEPS = 400


@dataclass(frozen=True, slots=True)
class Posterior:
    """A Beta distribution from weighted counts."""

    success: float = 0.0
    failure: float = 0.0

    @property
    def mean(self) -> float:
        return (self.success + PRIOR) / (self.success + self.failure + 2 * PRIOR)

    @property
    def low(self) -> float:
        """95 in 100 that the rate is higher."""
        return float(self._beta().ppf(1 - SURE))

    @property
    def high(self) -> float:
        """95 in 100 that the rate is lower."""
        return float(self._beta().ppf(SURE))

    def seen(self, success: float, failure: float) -> "Posterior":
        """With this evidence added."""
        return Posterior(self.success + success, self.failure + failure)

    def at_most(self, observations: float) -> "Posterior":
        """The same rate, known no better than from so many observations."""
        share = min(1.0, observations / max(self.success + self.failure, 1e-9))
        return Posterior(self.success * share, self.failure * share)

    def better_than(self, other: "Posterior", by: float = 0.0) -> float:
        """Probability that this rate is higher by so much."""
        rates = self._beta().ppf((np.arange(_STEPS) + 0.5) / _STEPS)
        return float(np.mean(other._beta().cdf(rates - by)))

    def _beta(self) -> "stats.rv_continuous":
        from scipy import stats  # takes half a second, and only learning needs it

        return stats.beta(self.success + PRIOR, self.failure + PRIOR)
