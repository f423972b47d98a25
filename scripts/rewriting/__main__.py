"""Fit what the signs of use are worth: `scripts/fit_rewriting`.

Simulated homes, other ones than those of the benchmarks, live some days with everything on. Each
time something is not understood, the most alike known request is judged by whether it would have
brought about what was wanted. A logistic regression, held to the weights that were written by
reason, then says what each sign is worth beside likeness. Nothing is written: the weights are
printed, beside how well they and the written ones foresee the outcome in homes of their own.
"""

import argparse
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rich.progress import track
from scipy.optimize import minimize

from assistant.evaluation.simulation.answering import Answer, Assistant, Situation
from assistant.evaluation.simulation.arms import ARMS, EVERYTHING
from assistant.evaluation.simulation.brains import Brain
from assistant.evaluation.simulation.experiment import channel
from assistant.evaluation.simulation.living import Setup, live
from assistant.evaluation.understanding.judge import Verdict
from assistant.foresight import prospect_of
from assistant.learning.contrast import rooms_of
from assistant.learning.rewriting.model import Prospect, Scene
from assistant.learning.rewriting.rank import SURE, probability
from assistant.learning.rewriting.rewriter import DOUBTFUL
from assistant.learning.rewriting.use import WEIGHTS, Heard
from assistant.learning.words import words_in
from assistant.turn import Rewritten, Transcript

FIT_SEED, CHECK_SEED = 3001, 3003
WIDTH = 0.7
"""Of the prior around each written weight, in log-odds."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The most alike known request at one moment."""

    likeness: float
    """Its log-odds by likeness alone."""
    signs: Mapping[str, float]
    right: bool
    """It would have brought about what was wanted."""


class Watching(Brain):
    """Learns and rewrites as ever, and notes what would have been right."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(ARMS[EVERYTHING], assistant)
        self.seen: list[Seen] = []

    def rewrite(self, home: str, heard: str, situation: Situation, alone: Answer) -> Rewritten:
        doubt = prospect_of(alone.resolution, situation.context()).doubt
        if doubt >= DOUBTFUL and words_in(heard):
            self._note(home, heard, situation, doubt)
        return super().rewrite(home, heard, situation, alone)

    def _note(self, home: str, heard: str, situation: Situation, doubt: float) -> None:
        context = situation.context()
        scene = Scene(now=context.now, area=context.area, rooms=rooms_of(context.home))
        said = Heard(transcript=Transcript(text=heard, recogniser="simulated"), doubt=doubt)

        def foresee(text: str) -> Prospect:
            return prospect_of(self.assistant.answer(text, situation).resolution, context)

        found = list(self.rewriter(home).weighed(words_in(heard), scene, said, foresee))
        if found:
            best = max(found, key=lambda one: probability(one.likeness, 0.0))
            answer = self.assistant.answer(best.request.text, situation)
            right = answer.verdict is Verdict.RIGHT
            self.seen.append(Seen(_odds(probability(best.likeness, 0.0)), best.signs, right))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--homes", type=int, default=16, help="(%(default)s)")
    parser.add_argument("--days", type=int, default=14, help="(%(default)s)")
    asked = parser.parse_args()
    assistant = Assistant()
    fit, check = (
        _lived(assistant, asked.homes, asked.days, seed) for seed in (FIT_SEED, CHECK_SEED)
    )
    found, bias = _fitted(fit)
    print(f"{len(fit)} moments to fit on, {len(check)} to check; the rest of likeness {bias:+.2f}")
    for name, weight in found.items():
        told = sum(bool(one.signs.get(name)) for one in fit)
        print(f"  {name:12} written {WEIGHTS[name]:+.2f}  fitted {weight:+.2f}  told {told}")
    for name, weights in (("likeness alone", {}), ("written", WEIGHTS), ("fitted", found)):
        print(f"{name:16} {_told(check, weights)}")


def _lived(assistant: Assistant, homes: int, days: int, seed: int) -> Sequence[Seen]:
    brain = Watching(assistant)
    steps = iter(track(range(homes * days), f"living, seed {seed}"))
    setup = Setup(homes=homes, days=days, seed=seed)
    live(setup, ARMS[EVERYTHING], channel().channel, assistant, lambda _: next(steps, None), brain)
    return brain.seen


def _fitted(seen: Sequence[Seen]) -> tuple[Mapping[str, float], float]:
    names = tuple(WEIGHTS)
    written = np.array([WEIGHTS[name] for name in names])
    signs = np.array([[one.signs.get(name, 0.0) for name in names] for one in seen])
    likeness = np.array([one.likeness for one in seen])
    right = np.array([one.right for one in seen], float)

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = values[:-1], values[-1]
        odds = likeness + signs @ weights + bias
        away = (weights - written) / WIDTH
        cost = np.logaddexp(0.0, odds) - right * odds
        slope = 1 / (1 + np.exp(-odds)) - right
        return (
            float(cost.sum() + away @ away / 2),
            np.append(signs.T @ slope + away / WIDTH, slope.sum()),
        )

    found = minimize(loss, np.append(written, 0.0), jac=True, method="L-BFGS-B").x
    return dict(zip(names, (float(one) for one in found), strict=False)), float(found[-1])


def _told(seen: Sequence[Seen], weights: Mapping[str, float]) -> str:
    """Cross-entropy, and what would be taken, rightly and wrongly, from where it is sure."""
    odds = [
        one.likeness + sum(weights.get(n, 0.0) * value for n, value in one.signs.items())
        for one in seen
    ]
    cost = sum(
        math.log1p(math.exp(-z if one.right else z)) for z, one in zip(odds, seen, strict=True)
    )
    sure = [one.right for z, one in zip(odds, seen, strict=True) if z >= _odds(SURE)]
    return f"{cost / len(seen):.3f} nats, {sum(sure)} right and {len(sure) - sum(sure)} wrong"


def _odds(share: float) -> float:
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))


if __name__ == "__main__":
    main()
