"""Fit what the network's word is worth, on sentences that it had not seen.

Every reading of every request of the building half is judged by what would come of acting on it;
a logistic regression for each source of readings learns from that how probable a reading is.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from rich.progress import track
from scipy.optimize import minimize
from scipy.special import expit

from assistant.evaluation.understanding.item import Item
from assistant.evaluation.understanding.peers.ours import Ours
from assistant.evaluation.understanding.run import chosen, is_right
from assistant.evaluation.understanding.sets.catalogue import build
from assistant.turn import Reading
from assistant.understanding.reader import Learned
from assistant.understanding.wishes.evidence import MOST, WEIGHTS, Evidence, Weights
from assistant.understanding.wishes.model import Wishes, WishModel, softmax
from assistant.wordpiece import plain_words

SETS = (
    "free_clean", "free_recognised", "out_of_scope", "out_of_scope_recognised", "ha_commands",
    "free_questions", "free_questions_recognised", "home_llm", "home_llm_status", "device_actions",
    "impossible", "questions",
)  # fmt: skip
MOST_OF_A_SET = 8000
MADE_UP = frozenset({"impossible", "questions"})
"""Sets from a few patterns, which must not outweigh what people said."""
MOST_MADE_UP = 300
STRENGTH = 1.0
BOUNDS = ((None, None), (0, None), (0, None), (0, None), (None, 0))
"""For the constant and each feature of the evidence."""
FEWEST = 30
"""Readings of a source that a fit needs."""


@dataclass
class _Recorder:
    """Weighs as it is told, and remembers what there was to weigh."""

    weights: Weights | None = None
    """None before there are any: then the rules' own word counts."""
    seen: dict[float, Evidence] = field(default_factory=dict)

    def weigh(self, evidence: Evidence) -> float:
        """The probability, made unlike any other so that its evidence can be found again."""
        probability = self._known(evidence) - 1e-9 * (len(self.seen) + 1)
        self.seen[probability] = evidence
        return probability

    def _known(self, evidence: Evidence) -> float:
        if self.weights is not None:
            return self.weights.probability(evidence)
        return min(MOST, evidence.prior * (evidence.wish if evidence.source == "wish" else 1.0))


def held_out_wishes(path: Path, folder: Path) -> Callable[[str], Wishes]:
    """What a network says that had not seen the sentence; the whole one for all other sentences."""
    held = json.loads(path.read_text("utf-8"))
    labels: list[str] = held["labels"]
    logits: Mapping[str, list[float]] = held["logits"]
    model = WishModel(folder)

    def wishes(text: str) -> Wishes:
        row = logits.get(" ".join(plain_words(text)))
        if row is None:
            return model.read(text)
        return Wishes(dict(zip(labels, softmax(np.array(row)).tolist(), strict=True)))

    return wishes


def fit(held_out: Path, folder: Path) -> None:
    """Write the weights beside the network.

    Twice, because which reading comes first, and so is seen at all, depends on the weights.
    """
    recorder = _Recorder()
    ours = Ours(wording=Learned(held_out_wishes(held_out, folder), recorder.weigh))
    items = list(_items())
    for attempt in ("first", "second"):
        found: dict[str, list[tuple[Evidence, bool]]] = defaultdict(list)
        for item in track(items, f"{attempt} fit"):
            for evidence, right in _judged(ours, item, recorder):
                found[evidence.source].append((evidence, right))
        rows = {source: _row(source, those) for source, those in sorted(found.items())}
        recorder.weights = Weights(rows)
    text = json.dumps({source: list(row) for source, row in rows.items()}, indent=1)
    (folder / WEIGHTS).write_text(text + "\n", "utf-8")


def _items() -> Iterator[Item]:
    for name in SETS:
        built = build(name)
        if built.skipped:
            print(f"skipped {name}: {built.skipped}")
        most = MOST_MADE_UP if name in MADE_UP else MOST_OF_A_SET
        yield from chosen(built.items, "dev", most)


def _judged(ours: Ours, item: Item, recorder: _Recorder) -> list[tuple[Evidence, bool]]:
    recorder.seen.clear()
    return [
        (evidence, is_right(item, guess))
        for reading, guess in ours.readings(item)
        if (evidence := _evidence_of(reading, recorder)) is not None
    ]


def _evidence_of(reading: Reading, recorder: _Recorder) -> Evidence | None:
    return None if reading.also else recorder.seen.get(reading.probability)


def _row(source: str, those: list[tuple[Evidence, bool]]) -> tuple[float, ...]:
    """Weights that never turn round: no reading gains from being nobody's wish."""
    features = np.array([(1.0, *evidence.features()) for evidence, _ in those])
    right = np.array([is_so for _, is_so in those], dtype=float)
    if len(those) < FEWEST or right.all() or not right.any():
        raise SystemExit(f"{source}: {len(those)} readings are too few to fit anything")
    sign = 2 * right - 1

    def loss(row: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (features @ row)
        held = np.concatenate(([0.0], row[1:]))
        slope = -(features * (sign * expit(-margin))[:, None]).sum(0) + STRENGTH * held
        return float(np.logaddexp(0, -margin).sum() + STRENGTH / 2 * held @ held), slope

    found = minimize(loss, np.zeros(features.shape[1]), jac=True, bounds=BOUNDS, method="L-BFGS-B")
    print(f"{source}: {len(those)} readings, {right.mean():.3f} right, weights {found.x.round(2)}")
    return tuple(round(float(weight), 4) for weight in found.x)
