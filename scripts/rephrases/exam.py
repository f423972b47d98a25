"""Dialogues to judge a detector by: simulated ones, takes of real people, each hard kind alone."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rephrases.behaviour import Labelled, Teller
from rephrases.corpus import Corpus
from rephrases.hearing import ears
from rephrases.near import NEAR
from rephrases.real_pairs import real_pairs

SIMULATED, REAL = "simulated", "real takes"
TOLD, OF_A_KIND = 3000, 400
TRIES = 20
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Exam:
    name: str
    dialogues: Sequence[Labelled]


def exams(corpus: Corpus, seed: int) -> Iterator[Exam]:
    """The same corpus and seed give the same dialogues; its own recogniser's slips are used."""
    dice = random.Random(seed)
    teller = Teller(corpus, ears(corpus.said), dice)
    yield Exam(SIMULATED, list(teller.tell(TOLD)))
    real = list(real_pairs(corpus, dice, ROUNDS))
    if real:
        yield Exam(REAL, real)
    for sort in NEAR:
        for ending in ("failed", "right"):
            tries = (teller.hard(sort, ending) for _ in range(TRIES * OF_A_KIND))
            found = [one for _, one in zip(range(OF_A_KIND), filter(None, tries), strict=False)]
            if found:
                yield Exam(f"{sort}, after it {_WORDS[ending]}", found)


_WORDS = {"failed": "failed", "right": "worked"}
