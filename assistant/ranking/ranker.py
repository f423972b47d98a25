"""The one re-ranker: words give the odds, each signal of the context moves them."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assistant.context import Context
from assistant.ranking.option import Option, Ranked
from assistant.ranking.scene import Scene
from assistant.ranking.signals import SIGNALS
from assistant.ranking.weights import NUDGE, PRIOR, Weights, nudged

ALL_SIGNALS = frozenset(SIGNALS)
MOST_LOG_ODDS = 9.0
"""However many signs agree, this is as sure as context makes anybody."""
LEAST = 1e-6
COUNTED = 5
"""Candidates of which is noted what spoke for them; those further down teach nothing."""


class Ranker:
    """Weighs options that exclude each other; any signal can be switched off by its name."""

    def __init__(
        self,
        weights: Weights | Callable[[], Weights] = PRIOR,
        disabled: Iterable[str] = frozenset(),
    ) -> None:
        """`weights` may be a function that gives those in use at the moment."""
        self._weights = weights if callable(weights) else lambda: weights
        self.disabled = frozenset(disabled)
        if unknown := sorted(self.disabled - ALL_SIGNALS):
            raise ValueError(f"no signal {', '.join(unknown)}: {', '.join(sorted(ALL_SIGNALS))}")

    @property
    def weights(self) -> Weights:
        return self._weights()

    def uses(self, signal: str) -> bool:
        return signal not in self.disabled

    def denies(self, ranked: Ranked) -> bool:
        """The state of the home denies what the words presume: nothing runs that could stop."""
        against = dict(ranked.signals).get("device_state", 0.0)
        return ranked.option.presumes and against <= -self.weights.idle_player

    def rank(self, options: Sequence[Option], context: Context) -> tuple[Ranked, ...]:
        """Most probable first.

        Context moves probability between the options and never adds any: what the words leave
        for "none of these" stays. A single option is therefore as probable as its words. Between
        readings context only takes away: that there is a screen does not make "play the next
        episode" the title of a film, but that nothing plays speaks against "next".
        """
        mass = sum(option.probability for option in options)
        scene = Scene(context)
        weights = self.weights
        scores = [self._signals(option, scene, weights) for option in options]
        sums = [sum(value for _, value in signals) for signals in scores]
        best: dict[int, float] = {}
        for option, one in zip(options, sums, strict=True):
            best[option.wording] = max(one, best.get(option.wording, one))
        odds = [
            option.probability * math.exp(_bounded(one - max(0.0, best[option.wording])))
            for option, one in zip(options, sums, strict=True)
        ]
        total = sum(odds)
        share = min(mass, 1.0) / total if total else 0.0
        ranked = [
            Ranked(option=option, probability=one * share, signals=signals)
            for option, one, signals in zip(options, odds, scores, strict=True)
        ]
        ranked.sort(key=lambda one: -one.probability)
        return tuple(
            replace(one, counts=_counts(one, scene, weights)) if len(ranked) > 1 else one
            for one in ranked[:COUNTED]
        ) + tuple(ranked[COUNTED:])

    def _signals(
        self, option: Option, scene: Scene, weights: Weights
    ) -> tuple[tuple[str, float], ...]:
        found = (
            (name, signal(option, scene, weights))
            for name, signal in SIGNALS.items()
            if name not in self.disabled
        )
        return tuple((name, value) for name, value in found if value)


def _counts(one: Ranked, scene: Scene, weights: Weights) -> tuple[tuple[str, float], ...]:
    """Signals are sums of weights, so that nudging a weight shows how often it counts."""
    spoke = [(SIGNALS[name], value) for name, value in one.signals]
    found = (
        (name, sum(signal(one.option, scene, more) - value for signal, value in spoke) / NUDGE)
        for name, more in (nudged(weights) if spoke else ())
    )
    return tuple((name, round(count, 4)) for name, count in found if abs(count) > LEAST)


def _bounded(log_odds: float) -> float:
    return max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, log_odds))
