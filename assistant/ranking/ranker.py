"""The one re-ranker: words give the odds, each signal of the context moves them."""

import math
from collections.abc import Iterable, Sequence

from assistant.context import Context
from assistant.ranking.option import Option, Ranked
from assistant.ranking.scene import Scene
from assistant.ranking.signals import SIGNALS
from assistant.ranking.weights import Weights

ALL_SIGNALS = frozenset(SIGNALS)
MOST_LOG_ODDS = 9.0
"""However many signs agree, this is as sure as context makes anybody."""


class Ranker:
    """Weighs options that exclude each other; any signal can be switched off by its name."""

    def __init__(
        self, weights: Weights | None = None, disabled: Iterable[str] = frozenset()
    ) -> None:
        self.weights = weights or Weights()
        self.disabled = frozenset(disabled)
        if unknown := sorted(self.disabled - ALL_SIGNALS):
            raise ValueError(f"no signal {', '.join(unknown)}: {', '.join(sorted(ALL_SIGNALS))}")

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
        scores = [self._signals(option, scene) for option in options]
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
        return tuple(sorted(ranked, key=lambda one: -one.probability))

    def _signals(self, option: Option, scene: Scene) -> tuple[tuple[str, float], ...]:
        found = (
            (name, signal(option, scene, self.weights))
            for name, signal in SIGNALS.items()
            if name not in self.disabled
        )
        return tuple((name, value) for name, value in found if value)


def _bounded(log_odds: float) -> float:
    return max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, log_odds))
