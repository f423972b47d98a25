"""A correction as a whole request: "no, I meant the standing lamp", said where nothing was done, or
where what was done is taken back by it.

Its own words mean something only after what they put right. What was meant is either said in whole
("I meant turn on the standing lamp"), or is a name: then it is what failed, with this name in the
place of the words that were for it. Where that cannot be told there is none.
"""

from collections.abc import Iterator

from assistant.learning.contrast import additions, contrasts, directions_in
from assistant.learning.exchange import Exchange
from assistant.learning.words import (
    ARTICLES,
    COMMON_WEIGHT,
    Words,
    concepts_in,
    numbers_in,
    words_in,
)

CORRECTION = "correction"
"""How such words were understood."""
_LEADING = frozenset(
    "no nope nah sorry oops wait oh but actually i it that is meant mean said was please".split()
)
_TRAILING = frozenset("i meant mean said is was that please".split())


def in_whole(failed: Exchange, correction: Exchange) -> Words:
    """The request that would have needed no correction; empty where it is not known."""
    was_wrong = failed.failed or correction.undoes == failed.id
    if not was_wrong or correction.failed:
        return ()
    said = _without_remarks(correction.words)
    name = words_in(str(correction.slots.get("name") or ""))
    if not name or name not in _parts(said, len(name)):
        return ()
    return _with_name(failed, correction, name) if _bare(said) == name else said


def _without_remarks(words: Words) -> Words:
    while words and words[0] in _LEADING:
        words = words[1:]
    while words and words[-1] in _TRAILING:
        words = words[:-1]
    return words


def _bare(words: Words) -> Words:
    return words[1:] if words and words[0] in ARTICLES else words


def _parts(words: Words, length: int) -> Iterator[Words]:
    return (words[start : start + length] for start in range(len(words) - length + 1))


def _with_name(failed: Exchange, correction: Exchange, name: Words) -> Words:
    """Only where one run of words was for the name, and nothing else is said by it."""
    places = list(_unknown(failed.words, correction))
    if not places or places[-1] - places[0] + 1 != len(places):
        return ()
    whole = (*failed.words[: places[0]], *name, *failed.words[places[-1] + 1 :])
    if len(whole) == len(name) or contrasts(failed.words, whole):
        return ()
    return whole if "polarity" not in additions(failed.words, whole)[1] else ()


def _unknown(words: Words, correction: Exchange) -> Iterator[int]:
    """Places of the words that neither act nor say how much, nor are otherwise accounted for."""
    known = {
        word
        for slot, value in correction.slots.items()
        if slot not in ("name", "domain")
        for word in words_in(str(value))
    }
    for place, word in enumerate(words):
        tells = any(weight > COMMON_WEIGHT for weight in concepts_in((word,)).values())
        if tells and word not in known and not directions_in((word,)) and not numbers_in((word,)):
            yield place
