"""How much oftener people reword than the dialogues that were learned from have it.

Those hold more near misses than anybody meets. One factor on the odds makes up for it; it is
chosen on wordings that were held out, for simulated dialogues and real takes alike.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.learning.rephrase_model.model import CARD, Pointed, RephraseModel, pointed
from rephrases.exam import REAL, SIMULATED, Exam
from rephrases.measure import SURE, score

FACTORS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0)


def fit_often(exams: Sequence[Exam], folder: Path) -> None:
    """Write the best factor into the card."""
    path = folder / CARD
    card = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**card, "oftener": 1.0}, indent=1) + "\n", "utf-8")
    model = RephraseModel(folder)
    read = [
        (exam, model.read([one.dialogue for one in exam.dialogues]))
        for exam in exams
        if exam.name in (SIMULATED, REAL)
    ]
    best = max(FACTORS, key=lambda factor: sum(_f1(exam, said, factor) for exam, said in read))
    path.write_text(json.dumps({**card, "oftener": best}, indent=1) + "\n", "utf-8")
    print(f"rephrases are taken to be {best} times as often")


def _f1(exam: Exam, read: Sequence[Pointed], factor: float) -> float:
    said = [pointed(np.array(one.chances), factor) for one in read]
    turns = [one.turn if one.probability >= SURE else 0 for one in said]
    return score(exam.dialogues, turns).f1
