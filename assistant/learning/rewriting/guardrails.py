"""What a rewrite may never do, however well it has gone so far.

It may not say the opposite, another number or another room, nor leave any of these out. What was
missing may be added: a room freely where people have shown that they mean it, a direction or a
number only where it may have been misheard. Nothing that has to do with who can come into the
house is rewritten, and nothing is rewritten into it.
"""

import hashlib
from typing import Literal, TypeAlias

from assistant.home.model import Home
from assistant.learning.contrast import ROOMS, additions, contrasts, directions_in
from assistant.learning.markov.states import says_guarded
from assistant.learning.words import Words, alike, words_in

Objection: TypeAlias = Literal["same words", "guarded", "contradicts", "says less", "says more"]
SOUNDS_ALIKE = 0.6
"""From this likeness on, what is added may have been misheard."""
LONGEST = 24
"""Words; nobody says the same long sentence twice."""


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
    of a direction ("up") must be said of the same ("louder" will do, "on" will not). `confirmed`
    when somebody was asked whether it is meant and has said yes: then it may say more.
    """
    if heard == rewrite or not rewrite or max(len(heard), len(rewrite)) > LONGEST:
        return "same words"
    if says_guarded(heard) or says_guarded(rewrite):
        return "guarded"
    if contrasts(heard, rewrite, rooms):
        return "contradicts"
    more, less = additions(heard, rewrite, rooms)
    turned = directions_in(heard).keys() - directions_in(rewrite).keys()
    if less or (turned and not shown):
        return "says less"
    unshown = more - {"room"} if shown else more
    if unshown and not confirmed and alike(heard, rewrite) < SOUNDS_ALIKE:
        return "says more"
    return None


def drops_a_thing(heard: Words, rewrite: Words, home: Home) -> bool:
    """Whether something of this home was named that would not be meant any more."""
    said, kept = (f" {' '.join(words)} " for words in (heard, rewrite))
    names = (f" {' '.join(words_in(device.name))} " for device in home.devices)
    return any(name in said and name not in kept for name in names)


def turns_unheard(heard: Words, rewrite: Words) -> bool:
    """Whether it adds a direction ("off") that nothing that was heard sounds like."""
    ours, theirs = directions_in(heard), directions_in(rewrite)
    left = [word for word in heard if word not in rewrite]
    return any(
        not any(alike((other,), (word,)) >= SOUNDS_ALIKE for other in left)
        for axis in theirs.keys() - ours.keys()
        for word in theirs[axis]
    )


def is_held_out(moment: str, rewrite_id: str, share: float) -> bool:
    """The same answer for the same moment, however often it is asked."""
    digest = hashlib.sha256(f"{moment} {rewrite_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64
