"""Let a model hear the tuning halves, and fit when it is right."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from scipy.optimize import minimize

from assistant.evaluation.hearing.clip import Clip, Task
from assistant.evaluation.hearing.run import language_for
from assistant.evaluation.hearing.tasks import task
from assistant.speech.choose import bundled_folder
from assistant.speech.language.model import compile_for
from assistant.speech.trust import FILE, Evidence, Trust, digest_of
from assistant.speech.vosk import VoskRecogniser

SETS = {
    "synthetic_clean": 50,
    "synthetic_10db": 60,
    "synthetic_5db": 30,
    "free_clean": 40,
    "free_10db": 40,
    "others_tts": 60,
    "people_words": 40,
    "people_wake": 40,
    "outside_reading": 40,
    "outside_speech": 20,
    "outside_words": 40,
    "outside_noise": 40,
    "outside_names": 60,
}
"""How many clips of each."""
RIDGE = 0.01
PARTS = 5
LOST = 0.01
"""Share of the readings that were right which may be taken for nothing."""
HIGHEST = 0.2
"""Nothing that is more probable than this is taken for nothing."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One reading: its set, its words, what speaks for it, and whether it was right."""

    set: str
    text: str
    evidence: Evidence
    right: bool


def main() -> int:
    """Fit, show how well it fits on parts that were left out, and write it."""
    parser = ArgumentParser(prog="scripts/fit_confidence", description=__doc__)
    parser.add_argument("--model", type=Path, default=bundled_folder(), help="the bundled one")
    parser.add_argument("--share", type=float, default=1.0, help="of the clips to listen to (1)")
    asked = parser.parse_args()
    heard: list[Heard] = []
    for name, count in SETS.items():
        found = task(name, "dev")
        if found.skipped:
            print(f"{name}: skipped: {found.skipped}", file=sys.stderr)
            continue
        heard += listen(name, found, asked.model, max(1, int(asked.share * count)))
    if not any(one.set.startswith("outside") for one in heard):
        print("nothing is fitted without speech that is not for the home", file=sys.stderr)
        return 1
    features = np.array([one.evidence.features() for one in heard])
    right = np.array([one.right for one in heard], float)
    show(heard, left_out(features, right))
    weights = fit(features, right)
    sure = probabilities(features, weights)[right == 1]
    below = min(HIGHEST, float(np.quantile(sure, LOST)))
    trust = Trust(
        weights=tuple(round(float(w), 4) for w in weights),
        nothing_below=round(below, 4),
        fitted_for=digest_of(asked.model),
    )
    trust.write(asked.model)
    print(f"wrote {asked.model}: {trust}")
    return 0


def listen(name: str, found: Task, model: Path, count: int) -> Iterator[Heard]:
    """Every clip with the language of its set, without what was fitted before."""
    with TemporaryDirectory() as folder:
        compile_for(model, Path(folder) / "model", language_for(found))
        (Path(folder) / "model" / FILE).unlink(missing_ok=True)
        recogniser = VoskRecogniser(Path(folder) / "model")
        for clip in track(found.clips[:count], name, console=Console(stderr=True)):
            text, evidence = recogniser.weigh(clip.load().tobytes())
            if evidence is not None and evidence.words:
                yield Heard(
                    set=name, text=text, evidence=evidence, right=is_right(clip, text, evidence)
                )


def is_right(clip: Clip, text: str, evidence: Evidence) -> bool:
    """Word for word, and nothing left that is not known."""
    return clip.text is not None and text == " ".join(clip.text) and not evidence.unknown_seconds


def fit(features: Numbers, right: Numbers) -> Numbers:
    """Logistic regression with a small ridge on all weights but the first."""

    def loss(weights: Numbers) -> float:
        margin = (2 * right - 1) * (features @ weights)
        return float(np.mean(np.logaddexp(0, -margin)) + RIDGE * np.mean(weights[1:] ** 2))

    found: Numbers = minimize(loss, np.zeros(features.shape[1])).x
    return found


def probabilities(features: Numbers, weights: Numbers) -> Numbers:
    """That each reading is right."""
    values: Numbers = 1 / (1 + np.exp(-(features @ weights)))
    return values


def left_out(features: Numbers, right: Numbers) -> Numbers:
    """The probability of each reading by weights that were fitted without it."""
    part = np.random.default_rng(0).integers(0, PARTS, len(right))
    found = np.zeros(len(right))
    for one in range(PARTS):
        weights = fit(features[part != one], right[part != one])
        found[part == one] = probabilities(features[part == one], weights)
    return found


def show(heard: list[Heard], probability: Numbers) -> None:
    """How often readings of about the same probability were right, and the surest mistakes."""
    right = np.array([one.right for one in heard])
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (probability >= low) & (probability < low + 0.1 + 1e-9 * (low > 0.85))
        if inside.any():
            said, true = probability[inside].mean(), right[inside].mean()
            error += abs(said - true) * inside.mean()
            print(f"said {said:.2f}  right {true:.2f}  of {inside.sum()}")
    print(f"calibration error {error:.3f} of {len(heard)} readings")
    for name in SETS:
        inside = np.array([one.set == name for one in heard])
        if inside.any():
            most = probability[inside & ~right].max(initial=0.0)
            share = right[inside].mean()
            print(f"{name}: right {share:.2f} of {inside.sum()}; wrong up to {most:.2f}")


if __name__ == "__main__":
    sys.exit(main())
