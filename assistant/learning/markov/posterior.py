"""How sure one can be of a rate of success after so many successes and failures."""

from dataclasses import dataclass, replace
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
    succeeds: float = PRIOR
    """What is known before any evidence, in observations, as is the next."""
    fails: float = PRIOR

    @property
    def mean(self) -> float:
        known = self.success + self.succeeds
        return known / (known + self.failure + self.fails)

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
        return replace(self, success=self.success + success, failure=self.failure + failure)

    def at_most(self, observations: float) -> "Posterior":
        """The same rate, known no better than from so many observations."""
        share = min(1.0, observations / max(self.success + self.failure, 1e-9))
        return replace(self, success=self.success * share, failure=self.failure * share)

    def better_than(self, other: "Posterior", by: float = 0.0) -> float:
        """Probability that this rate is higher by so much."""
        rates = self._beta().ppf((np.arange(_STEPS) + 0.5) / _STEPS)
        return float(np.mean(other._beta().cdf(rates - by)))

    def _beta(self) -> "stats.rv_continuous":
        from scipy import stats  # takes half a second, and only learning needs it

        return stats.beta(self.success + self.succeeds, self.failure + self.fails)


def when_declined(success: float, failure: float) -> Posterior:
    """Of words that were declined: understood in the same way, they are declined again.

    So it was with 92 in 100 of simulated people's; the prior is what gives that after one.
    """
    return Posterior(success, failure, succeeds=0.15, fails=0.7)


def when_reworded(success: float, failure: float) -> Posterior:
    """Of what was said instead of words that were declined, and was done.

    With simulated people 91 in 100 of those had been meant.
    """
    return Posterior(success, failure, succeeds=1.0, fails=0.1)
