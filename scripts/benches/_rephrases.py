"""How well rephrases are found: the network and the rules on the same dialogues.

The dialogues are told with the half of the crowd's wording that nothing was built with; without
that data with other wishes than were learned from, which is easier, and is said so.
"""

from collections.abc import Iterator, Sequence

from assistant.evaluation.understanding.shared import NoData
from assistant.learning.rephrase_model.model import shipped
from benches.report import Row
from rephrases.behaviour import Labelled
from rephrases.corpus import Corpus, from_crowd, from_wordings
from rephrases.exam import REAL, SIMULATED, Exam, exams
from rephrases.measure import by_model, by_rules, falsely, score

SEED = 20
WRITTEN_SEED = 99


def rows() -> Iterator[Row]:
    """F1 at the exact turn; for each hard kind the share that was taken for a rephrase."""
    corpus, source = _corpus()
    model = shipped()
    detectors = {"rules": by_rules}
    if model is not None:
        detectors["ours"] = by_model(model)
    for exam in exams(corpus, SEED):
        for name, detect in detectors.items():
            yield _row(exam, name, source, detect(exam.dialogues))


def _corpus() -> tuple[Corpus, str]:
    try:
        return from_crowd("test"), "text"
    except NoData:
        return from_wordings(WRITTEN_SEED), "text, own wordings"


def _row(exam: Exam, detector: str, source: str, pointed: Sequence[int]) -> Row:
    match exam.name:
        case name if name == SIMULATED:
            measure = "rephrase_f1_simulated" if detector == "ours" else "rephrase_f1_rules"
            return _f1(measure, source, exam.dialogues, pointed, "ours")
        case name if name == REAL:
            return _f1("rephrase_f1_real_takes", source, exam.dialogues, pointed, detector)
        case name:
            return Row(
                measure="rephrase_falsely_seen",
                set=f"hard: {name}",
                value=round(falsely(exam.dialogues, pointed), 4),
                unit="share",
                n=len(exam.dialogues),
                peer=detector,
            )


def _f1(
    measure: str, source: str, dialogues: Sequence[Labelled], pointed: Sequence[int], peer: str
) -> Row:
    value = round(score(dialogues, pointed).f1, 4)
    return Row(measure=measure, set=source, value=value, unit="F1", n=len(dialogues), peer=peer)
