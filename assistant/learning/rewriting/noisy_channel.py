"""How much what was heard speaks for one request: a noisy channel, word by word.

After Kernighan, Church and Gale (1990), with words in the place of letters: each word of a request
is heard as it is, as another one that sounds like it, or not at all, and words are heard that
nobody said. Every step is held against hearing the same by chance, so that rare words say more
than common ones, and requests of any length can be compared. The figures were written by reason
and hold over a wide range: simulated homes of their own do not tell half of one from twice it.
"""

import math
from functools import lru_cache

from rapidfuzz import fuzz

from assistant.learning.words import COMMON_WEIGHT, Words, concepts_in, sound_of

KEPT, OTHER = 0.8, 0.2
"""Of words in a request that was misheard: heard as they are, and as another."""
LOST, LOST_SMALL, MADE_UP = 0.06, 0.15, 0.12
"""Not heard at all, where they mean something and where they do not; heard and not said."""
BY_CHANCE, BY_CHANCE_COMMON = 0.004, 0.03
"""How often any one word is heard anyway; of small and common words each is heard more often."""
SOUND, UNLIKE = 8.0, 0.55
"""How steeply likeness of sound speaks for a word, and the likeness that speaks neither way."""
NUMBER = -9.0
"""Another number is another wish."""
_LEAST = 1e-6


def evidence(heard: Words, request: Words) -> float:
    """Log of how much more probably this is heard after the request than by chance.

    Of the most probable alignment, by dynamic programming.
    """
    made_up = math.log(MADE_UP)
    before = [place * made_up for place in range(len(heard) + 1)]
    for word in request:
        lost = _lost(word)
        row = [before[0] + lost]
        for place, other in enumerate(heard):
            row.append(
                max(
                    before[place] + _heard_as(word, other),
                    before[place + 1] + lost,
                    row[place] + made_up,
                )
            )
        before = row
    return before[-1]


@lru_cache(maxsize=65536)
def word_likeness(first: str, second: str) -> float:
    """In letters and in sound, 0 to 1."""
    sounds = fuzz.ratio(sound_of((first,)), sound_of((second,)))
    return (fuzz.ratio(first, second) + sounds) / 200


@lru_cache(maxsize=65536)
def _heard_as(word: str, other: str) -> float:
    if word == other:
        return math.log(KEPT / (BY_CHANCE if _tells(word) else BY_CHANCE_COMMON))
    if word[0].isdigit() or other[0].isdigit():
        return NUMBER
    likely = math.exp(SOUND * (word_likeness(word, other) - UNLIKE))
    return math.log(OTHER * likely + _LEAST)


@lru_cache(maxsize=65536)
def _lost(word: str) -> float:
    return math.log(LOST if concepts_in((word,)) else LOST_SMALL)


def _tells(word: str) -> bool:
    return any(weight > COMMON_WEIGHT for weight in concepts_in((word,)).values())
