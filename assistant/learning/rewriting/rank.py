"""Which of the nearest requests was meant, if any: a sum of signs in log-odds.

The weights of likeness were fitted once, by logistic regression on one half of real far-field
recognition results, in the hard setting: sixty known requests, half of the others from the same
domain, and half of what is heard not among them. Likeness of meaning was tried as well (means of
word vectors) and left out: of what was misheard it found nothing that these do not, and of what was
worded anew not one in thirty could be taken with fifteen wins for each loss.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from assistant.learning.words import Words, concepts_in, sound_of

SURE = 0.87
"""Probability from which on a request is taken to be meant: far more wins than losses, because who
is asked to repeat loses a moment, and who gets something else loses trust. On the real half that
the weights were fitted on, what lies between this and 0.9 is right 31 times and wrong 13, what lies
below down to 0.8 43 times and 11; in simulated homes 9 in 10 of both are right."""
SURER = 0.9
"""The same where nothing that was heard sounds like its direction: on may have been off. To ask
instead was tried in simulated homes and cost about a fifth of the wins."""
THOUGH_UNDERSTOOD = 0.9
"""And where what was heard would be done, but was only guessed at, or is so already."""
SURE_OF_PATTERN = 0.8
"""The same of what other homes say; it is a share among all that may have been meant."""
SHOWN = 5
"""Meanings that are ranked with all signs; the others are too far away."""

BASE = -4.7
LETTERS, SOUNDS, PIECES = 1.7, 0.8, 1.9
COVERED, COVERING = 1.6, 1.2
"""Of one word that is not found again at all, the rest can hardly make good."""
LEAD = 4.8
"""Of two that are equally alike, either may be meant, so neither is."""
USUAL_NEXT = 0.45
"""How alike the next best of many is anyway; where little is known, being alone is no sign."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike one request is to what was heard; each from 0 to 1."""

    letters: float
    sounds: float
    pieces: float
    covered: float
    """Of the words that were heard, how well the worst of them is found again."""
    covering: float
    """The same of the request's own words."""
    lead: float
    """How much more alike it is than the next best that means something else."""


def probability(likeness: Likeness, odds: float) -> float:
    """That this request was meant; `odds` are those of all other signs, in log-odds."""
    return 1 / (1 + math.exp(-_likeness_odds(likeness) - odds))


def _likeness_odds(likeness: Likeness) -> float:
    return (
        BASE
        + LETTERS * likeness.letters
        + SOUNDS * likeness.sounds
        + PIECES * likeness.pieces
        + COVERED * likeness.covered
        + COVERING * likeness.covering
        + LEAD * likeness.lead
    )


def likenesses(
    heard: Words, others: Sequence[Words], shares: Sequence[float], meanings: Sequence[str]
) -> tuple[Likeness, ...]:
    """How alike each is; `shares` are those of the retrieval. One without meaning is alone."""
    letters = [_ratio("".join(heard), "".join(other)) for other in others]
    sounds = [_ratio(_sound(heard), _sound(other)) for other in others]
    whole = [(a + b + c) / 3 for a, b, c in zip(letters, sounds, shares, strict=True)]
    return tuple(
        Likeness(
            letters=letters[n],
            sounds=sounds[n],
            pieces=shares[n],
            covered=_worst(heard, other),
            covering=_worst(other, heard),
            lead=whole[n] - max((USUAL_NEXT, *_rivals(n, whole, meanings))),
        )
        for n, other in enumerate(others)
    )


def _rivals(place: int, whole: Sequence[float], meanings: Sequence[str]) -> Iterator[float]:
    """How alike those are that mean something else."""
    for other, alike in enumerate(whole):
        same = meanings[other] == meanings[place] if meanings[place] else other == place
        if not same:
            yield alike


def _sound(words: Words) -> str:
    return sound_of(words).replace(" ", "")


def _ratio(first: str, second: str) -> float:
    return fuzz.ratio(first, second) / 100


def _worst(words: Words, other: Words) -> float:
    """Words of little meaning are left out; two words may have been heard as one."""
    telling = [word for word in words if word in concepts_in(words)]
    if not telling:
        return 1.0
    joined = [*other, *(a + b for a, b in pairwise(other))]
    return min(_found(word, joined) for word in telling)


def _found(word: str, among: Sequence[str]) -> float:
    if word[0].isdigit():
        return float(word in among)
    sound = sound_of((word,))
    return max(
        (max(_ratio(word, other), 0.9 * _ratio(sound, sound_of((other,)))) for other in among),
        default=0.0,
    )
