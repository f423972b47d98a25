"""How much oftener people reword than the dialogues that were learned from have it.

Those hold more near misses than anybody meets. One factor on the odds makes up for it; it is
chosen on wordings that were held out, for simulated dialogues and real takes alike. Real takes are
never near misses, so that alone they would have every likeness taken for a rephrase: what is
falsely seen in near misses counts against a factor.
"""

import json
from collections.abc import Sequence
from math import fsum
from pathlib import Path
from statistics import fmean

import numpy as np

from assistant.learning.rephrase_model.model import CARD, Pointed, RephraseModel, pointed
from rephrases.exam import REAL, SIMULATED, Exam
from rephrases.measure import SURE, falsely, score

FACTORS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0)
AS_GOOD = 0.005
"""Less is chance; of those that are as good the greatest, which finds most, is taken."""


def fit_often(exams: Sequence[Exam], folder: Path) -> None:
    """Write the best factor into the card."""
    path = folder / CARD
    card = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**card, "oftener": 1.0}, indent=1) + "\n", "utf-8")
    model = RephraseModel(folder)
    read = [(exam, model.read([one.dialogue for one in exam.dialogues])) for exam in exams]
    worth = {factor: _worth(read, factor) for factor in FACTORS}
    best = max(one for one in FACTORS if worth[one] >= max(worth.values()) - AS_GOOD)
    path.write_text(json.dumps({**card, "oftener": best}, indent=1) + "\n", "utf-8")
    print(f"rephrases are taken to be {best} times as often")


def _worth(read: Sequence[tuple[Exam, Sequence[Pointed]]], factor: float) -> float:
    """F1 where there are rephrases, less the mean share that is falsely seen where are none."""
    found, seen = [], []
    for exam, said in read:
        turns = _turns(said, factor)
        if exam.name in (SIMULATED, REAL):
            found.append(score(exam.dialogues, turns).f1)
        else:
            seen.append(falsely(exam.dialogues, turns))
    return fsum(found) - fmean(seen)


def _turns(read: Sequence[Pointed], factor: float) -> list[int]:
    said = [pointed(np.array(one.chances), factor) for one in read]
    return [one.turn if one.probability >= SURE else 0 for one in said]
