"""Fit what the network's word is worth, on sentences that it had not seen.

Every reading of every request of the building half is judged by what would come of acting on it;
a logistic regression for each source of readings learns from that how probable a reading is.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from rich.progress import track
from scipy.optimize import minimize
from scipy.special import expit

from assistant.evaluation.understanding.item import Item, Nothing
from assistant.evaluation.understanding.peers.ours import Ours
from assistant.evaluation.understanding.run import chosen, is_right
from assistant.evaluation.understanding.sets.catalogue import build
from assistant.turn import Reading
from assistant.understanding.reader import Learned
from assistant.understanding.wishes.evidence import MOST, WEIGHTS, Evidence, Weights
from assistant.understanding.wishes.heard import shipped_asides
from assistant.wordpiece import plain_words
from wishes.contrast import (
    THINGS,
    UNTAUGHT_TALES,
    UNTAUGHT_THINGS,
    UNTAUGHT_VERBS,
    with_another_thing,
)
from wishes.held_out import held_out_wishes

SETS = (
    "free_clean", "free_recognised", "out_of_scope", "out_of_scope_recognised", "ha_commands",
    "free_questions", "free_questions_recognised", "home_llm", "home_llm_status", "device_actions",
    "impossible", "questions",
)  # fmt: skip
MOST_OF_A_SET = 8000
MADE_UP = frozenset({"impossible", "questions"})
"""Sets from a few patterns, which must not outweigh what people said."""
MOST_MADE_UP = 300
NEAR = "free_clean"
"""Of these, what is near them and asks for nothing is read too."""
SKIPPING = frozenset({"next", "previous", "skip"})
STRENGTH = 1.0
BOUNDS = ((None, None), (0, None), (0, None), (0, None), (None, 0), (0, None))
"""For the constant and each feature of the evidence."""
FEWEST = 10
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


def fit(held_out: Path, folder: Path) -> None:
    """Write the weights beside the network.

    Twice, because which reading comes first, and so is seen at all, depends on the weights.
    """
    recorder = _Recorder()
    ours = Ours(
        wording=Learned(held_out_wishes(held_out, folder), recorder.weigh, shipped_asides().read)
    )
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
        items = chosen(built.items, "dev", most)
        yield from items
        if name == NEAR:
            yield from _near(items)


def _near(requests: Iterable[Item], seed: int = 4) -> Iterator[Item]:
    """What asks the same home for nothing, with words of a wish in it."""
    chance = random.Random(seed)
    for item in requests:
        words = plain_words(item.text)
        things = [word for word in words if word in THINGS]
        if not things:
            continue
        texts = [chance.choice(UNTAUGHT_TALES).format(thing=things[-1])]
        texts.append(f"{chance.choice(UNTAUGHT_VERBS)} the {chance.choice(item.home.devices).name}")
        if item.family != "media" or SKIPPING & set(words):  # anything can be a title
            other = plain_words(chance.choice(UNTAUGHT_THINGS))
            texts.append(" ".join(with_another_thing(words, other)))
        for text in texts:
            yield replace(item, text=text, expected=Nothing(why="near a wish"))


def _judged(ours: Ours, item: Item, recorder: _Recorder) -> list[tuple[Evidence, bool]]:
    """Its readings; what a home refuses to do ("72 degrees") says nothing about the words."""
    recorder.seen.clear()
    return [
        (evidence, is_right(item, guess))
        for reading, guess in ours.readings(item)
        if guess.deed.kind != "declined"
        and (evidence := _evidence_of(reading, recorder)) is not None
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
