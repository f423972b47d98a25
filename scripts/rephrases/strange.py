"""Dialogues about things nobody has heard of: what both speak of gets another name in both.

So it is learned from whether words agree, not from what they are.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from assistant.learning.rephrase_model.dialogue import Dialogue
from rephrases.behaviour import Labelled
from rephrases.near import OPPOSITES
from rephrases.rewording import SMALL

SHARE, OF_WORDS = 0.5, 0.35
"""Of the dialogues, and of the words that two of its turns have in common."""


def renamed(one: Labelled, names: Sequence[str], dice: random.Random) -> Labelled:
    """The same dialogue, some of its words replaced wherever they stand."""
    turns = one.dialogue.turns
    if dice.random() > SHARE:
        return one
    later = {word for turn in turns[1:] for word in turn.words}
    shared = sorted(set(turns[0].words) & later)
    names_of = {
        word: dice.choice(names)
        for word in shared
        if not word[0].isdigit() and word not in OPPOSITES and word not in SMALL
        and dice.random() < OF_WORDS
    }  # fmt: skip
    told = tuple(
        replace(turn, words=tuple(names_of.get(word, word) for word in turn.words))
        for turn in turns
    )
    return replace(one, dialogue=Dialogue(told, one.dialogue.rooms))
