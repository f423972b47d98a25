"""What a rewrite may never do, however well it has gone so far.

It may not say the opposite, another number or another room, nor leave any of these out. What was
missing may be added: a room freely where people have shown that they mean it, a direction only
where it may have been misheard, and how much (a number, more or less) only where it was heard or
shown: the state of the home does not tell it, as it tells on from off. Nothing that has to do with
who can come into the house is rewritten, and nothing is rewritten into it.
"""

import hashlib
from collections.abc import Iterator, Set
from typing import Literal, TypeAlias

from assistant.home.model import Home
from assistant.learning.contrast import (
    HOW_MUCH,
    ROOMS,
    additions,
    contrasts,
    directions_in,
    negations_in,
    opposites_of,
    stances_in,
)
from assistant.learning.markov.states import says_guarded
from assistant.learning.words import Words, alike, concepts_in, words_in

Objection: TypeAlias = Literal[
    "same words", "half a sentence", "guarded", "contradicts", "says less", "says more"
]
SOUNDS_ALIKE = 0.6
"""From this likeness on, what is added may have been misheard."""
READS_ALIKE = 0.75
"""And that it is the very word, with an ending or a slip."""
LONGEST = 24
"""Words; nobody says the same long sentence twice."""
_ARTICLES = frozenset({"a", "an", "the"})
"""At the end, half a sentence: "turn on the" may have gone on with anything."""


def objection(
    heard: Words,
    rewrite: Words,
    rooms: tuple[Words, ...] = ROOMS,
    *,
    shown: bool = False,
    confirmed: bool = False,
) -> Objection | None:
    """Why this may not be said instead; None when it may.

    `shown` when people have corrected the one into the other themselves; otherwise what was said
    of a direction ("up") must be said of the same ("louder" will do, "on" will not), and so must
    every "no" and "already". `confirmed` when somebody was asked whether it is meant and has said
    yes: then it may say more.
    """
    if heard == rewrite or not rewrite or max(len(heard), len(rewrite)) > LONGEST:
        return "same words"
    if heard and heard[-1] in _ARTICLES and not confirmed:
        return "half a sentence"
    if says_guarded(heard) or says_guarded(rewrite):
        return "guarded"
    if contrasts(heard, rewrite, rooms) or (not shown and _sounds_opposed(heard, rewrite)):
        return "contradicts"
    more, less = additions(heard, rewrite, rooms)
    if less or (not shown and _takes_back(heard, rewrite)):
        return "says less"
    if confirmed:
        return None
    unshown = more - {"room"} if shown else more
    made_up = not shown and ("number" in more or _is_unheard(heard, rewrite, {HOW_MUCH}))
    if made_up or (unshown and alike(heard, rewrite) < SOUNDS_ALIKE):
        return "says more"
    return None


def _sounds_opposed(heard: Words, rewrite: Words) -> bool:
    """Whether a direction is added ("darker") whose opposite is what was heard ("brightener")."""
    added = _added_directions(heard, rewrite, directions_in(rewrite).keys())
    left = [word for word in heard if word not in rewrite and concepts_in((word,))]
    return any(_is_opposed(word, other) for word in added for other in left)


def _is_opposed(direction: str, heard: str) -> bool:
    likest = max((alike((heard,), (other,)) for other in opposites_of(direction)), default=0.0)
    return likest >= READS_ALIKE and likest > alike((heard,), (direction,))


def _added_directions(heard: Words, rewrite: Words, axes: Set[str]) -> Iterator[str]:
    """What is said of these, where nothing was heard of them."""
    ours, theirs = directions_in(heard), directions_in(rewrite)
    return (word for axis in (theirs.keys() - ours.keys()) & axes for word in theirs[axis])


def _takes_back(heard: Words, rewrite: Words) -> bool:
    """A direction is lost, a "no", or an "already" by which nothing was wished for."""
    lost = directions_in(heard).keys() - directions_in(rewrite).keys()
    held_back = negations_in(heard) | stances_in(heard)
    return bool(lost) or not held_back <= negations_in(rewrite) | stances_in(rewrite)


def drops_a_thing(heard: Words, rewrite: Words, home: Home) -> bool:
    """Whether something of this home was named that would not be meant any more."""
    said, kept = (f" {' '.join(words)} " for words in (heard, rewrite))
    names = (f" {' '.join(words_in(device.name))} " for device in home.devices)
    return any(name in said and name not in kept for name in names)


def turns_unheard(heard: Words, rewrite: Words) -> bool:
    """Whether it adds a direction ("off") that nothing that was heard sounds like."""
    return _is_unheard(heard, rewrite, directions_in(rewrite).keys())


def _is_unheard(heard: Words, rewrite: Words, axes: Set[str]) -> bool:
    left = [word for word in heard if word not in rewrite]
    return any(
        not any(alike((other,), (word,)) >= SOUNDS_ALIKE for other in left)
        for word in _added_directions(heard, rewrite, axes)
    )


def is_held_out(moment: str, rewrite_id: str, share: float) -> bool:
    """The same answer for the same moment, however often it is asked."""
    digest = hashlib.sha256(f"{moment} {rewrite_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64
