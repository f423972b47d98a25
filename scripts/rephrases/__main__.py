"""Train the detector of rephrases: `scripts/train_rephrases`.

Learns from dialogues told with the crowd's wording, from the half of the shared data that is for
building, and with wordings written here; without the data from the latter alone.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.evaluation.understanding.shared import NoData
from assistant.learning.rephrase_model.model import FOLDER, RephraseModel
from rephrases.behaviour import Labelled, Teller
from rephrases.corpus import Corpus, from_crowd, from_wordings
from rephrases.exam import Exam, exams
from rephrases.export import export
from rephrases.fit_often import fit_often
from rephrases.hearing import Ears, ears, wild
from rephrases.learn import ROUNDS, learn
from rephrases.measure import by_model, by_rules, falsely, score
from rephrases.near import NEAR
from rephrases.real_pairs import heard_pairs, real_pairs
from rephrases.strange import renamed
from rephrases.table import table

SEED = 7
TOLD, WRITTEN, HARD, REAL_ROUNDS, HEARD = 20000, 6000, 300, 4, 3000
"""Dialogues of a round."""
SPOKEN = 0.3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder to write (%(default)s)")
    parser.add_argument(
        "--table",
        type=Path,
        default=Path("build/rephrases_table.npz"),
        help="where the vectors of the frozen encoder are kept (%(default)s)",
    )
    parser.add_argument("--only-measure", action="store_true", help="measure what is in the folder")
    asked = parser.parse_args()
    crowd, held = _crowd()
    if not asked.only_measure:
        frozen = table(asked.table)
        counts: Counter[str] = Counter()
        network = learn(_rounds(crowd, counts), frozen, seed=SEED)
        print(f"{counts.total()} dialogues: {dict(counts)}")
        source = "the crowd and written here" if crowd else "written here"
        card = {"wordings": source, "dialogues": dict(counts), "seed": SEED}
        export(network, frozen.pieces, card, asked.out)
    judged = list(exams(held, SEED))
    if not asked.only_measure:
        fit_often(judged, asked.out)
    _report(judged, RephraseModel(asked.out))


def _crowd() -> tuple[Corpus | None, Corpus]:
    """To learn from and to measure on, without a family of wordings in both."""
    try:
        return from_crowd("dev", "train"), from_crowd("dev", "held")
    except NoData as missing:
        print(f"skipped: no data: {missing}; learning from the wordings written here alone")
        return None, from_wordings(SEED + 1)


def _rounds(crowd: Corpus | None, counts: Counter[str]) -> Iterator[list[Labelled]]:
    """New dialogues each time, half of them about strange things."""
    written = from_wordings(SEED)
    corpora = [(written, TOLD)]
    if crowd is not None:
        written.chatter, written.remarks = crowd.chatter, crowd.remarks
        corpora = [(crowd, TOLD), (written, WRITTEN)]
    said = crowd.said if crowd else ()
    hearing = wild(ears(said), said)
    names = sorted({word for corpus, _ in corpora for one in corpus.said for word in one.words})
    dice = random.Random(SEED)
    for _ in range(ROUNDS):
        told = [one for corpus, number in corpora for one in _told(corpus, hearing, dice, number)]
        if crowd is not None:
            told.extend(real_pairs(crowd, dice, REAL_ROUNDS))
            told.extend(heard_pairs(crowd, hearing, dice, HEARD))
        counts.update(one.sort for one in told)
        yield [renamed(one, names, dice) for one in told]


def _told(corpus: Corpus, hearing: Ears, dice: random.Random, number: int) -> Iterator[Labelled]:
    """As people lead them, and some more of each hard kind."""
    teller = Teller(corpus, hearing, dice, SPOKEN)
    yield from teller.tell(number)
    for sort in NEAR:
        for _ in range(HARD * number // TOLD):
            hard = teller.hard(sort, dice.choice(("failed", "failed", "wrong", "right")))
            if hard is not None:
                yield hard


def _report(judged: Sequence[Exam], model: RephraseModel) -> None:
    for exam in judged:
        ours = by_model(model)(exam.dialogues)
        rules = by_rules(exam.dialogues)
        print(f"{exam.name:32} {len(exam.dialogues):5}  ", end="")
        print(f"model {_told_of(exam.dialogues, ours)}   rules {_told_of(exam.dialogues, rules)}")


def _told_of(dialogues: Sequence[Labelled], pointed: Sequence[int]) -> str:
    if not any(one.rephrase for one in dialogues):
        return f"falsely {falsely(dialogues, pointed):.3f}"
    found = score(dialogues, pointed)
    return f"F1 {found.f1:.3f} (P {found.precision:.3f} R {found.recall:.3f})"


if __name__ == "__main__":
    main()
