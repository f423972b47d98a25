"""What people really said into a microphone: takes of one prompt, and takes of others.

Somebody whose request was misheard says it again; what is heard then differs as the takes of one
prompt do. What comes after a reply otherwise is a take of another prompt, half of the time of the
same kind. Kind of reply and gap are drawn alike for both, so that only the words can tell.
"""

import random
from collections.abc import Iterator

from assistant.learning.rephrase_model.dialogue import Dialogue, Spoken
from assistant.learning.words import Words
from rephrases.behaviour import DONE, FAILED, GAP_SECONDS, GAP_SPREAD, Labelled
from rephrases.corpus import Corpus, Said
from rephrases.hearing import Ears
from rephrases.near import another_topic, is_other, same_topic

SLIPS = 0.1
"""Share of the words that are heard wrongly at least."""
MISNAMED = 0.1
"""Of what failed: nothing was called as it was heard."""


def real_pairs(corpus: Corpus, dice: random.Random, rounds: int = 1) -> Iterator[Labelled]:
    """For each prompt with differing takes one pair of takes, and one with another prompt's."""
    spoken = corpus.recorded
    for one in [said for said in spoken if len(said.takes) > 1] * rounds:
        first, again = dice.sample(one.takes, 2)
        yield _pair(first, again, 1, "real repetition", dice)
        other = _other(one, corpus, spoken, dice)
        yield _pair(first, dice.choice(other.takes), 0, "real other", dice)


def heard_pairs(corpus: Corpus, ears: Ears, dice: random.Random, number: int) -> Iterator[Labelled]:
    """The same of so many sentences that nobody recorded, by what ears make of them twice."""
    for one in dice.choices(corpus.said, k=number):
        first = ears.hear(one.words, dice, SLIPS)
        yield _pair(first, ears.hear(one.words, dice, SLIPS), 1, "heard repetition", dice)
        near = same_topic(one, corpus, dice) if dice.random() < 0.5 else None
        other = near or another_topic(one, corpus.said, dice).words
        yield _pair(first, ears.hear(other, dice, SLIPS), 0, "heard other", dice)


def _other(said: Said, corpus: Corpus, spoken: list[Said], dice: random.Random) -> Said:
    alike = [one for one in corpus.by_topic[said.topic] if one.takes and is_other(said, one)]
    if alike and dice.random() < 0.5:
        return dice.choice(alike)
    return another_topic(said, spoken, dice)


def _pair(first: Words, second: Words, rephrase: int, sort: str, dice: random.Random) -> Labelled:
    kind = dice.choice((*FAILED, *DONE))
    gap = min(100.0, dice.lognormvariate(0, GAP_SPREAD) * GAP_SECONDS)
    unknown = kind in FAILED and dice.random() < MISNAMED
    turns = (Spoken(first, kind, unknown=unknown), Spoken(second, dice.choice(DONE), False, gap))
    return Labelled(Dialogue(turns), ("request", "request"), rephrase, 0, sort)
