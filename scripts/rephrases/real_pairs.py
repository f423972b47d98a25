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
from rephrases.near import another_topic, is_other


def real_pairs(corpus: Corpus, dice: random.Random, rounds: int = 1) -> Iterator[Labelled]:
    """For each prompt with differing takes one pair of takes, and one with another prompt's."""
    spoken = corpus.recorded
    for one in [said for said in spoken if len(said.takes) > 1] * rounds:
        first, again = dice.sample(one.takes, 2)
        yield _pair(first, again, 1, "real repetition", dice)
        other = _other(one, corpus, spoken, dice)
        yield _pair(first, dice.choice(other.takes), 0, "real other", dice)


def _other(said: Said, corpus: Corpus, spoken: list[Said], dice: random.Random) -> Said:
    alike = [one for one in corpus.by_topic[said.topic] if one.takes and is_other(said, one)]
    if alike and dice.random() < 0.5:
        return dice.choice(alike)
    return another_topic(said, spoken, dice)


def _pair(first: Words, second: Words, rephrase: int, sort: str, dice: random.Random) -> Labelled:
    kind = dice.choice((*FAILED, *DONE))
    gap = min(100.0, dice.lognormvariate(0, GAP_SPREAD) * GAP_SECONDS)
    turns = (Spoken(first, kind), Spoken(second, dice.choice(DONE), False, gap))
    return Labelled(Dialogue(turns), ("request", "request"), rephrase, 0, sort)
