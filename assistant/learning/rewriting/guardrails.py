"""What a rewrite may never do, however well it has gone so far.

It may not say the opposite, another number or another room, nor leave any of these out. What was
missing may be added: a room freely where people have shown that they mean it, a direction or a
number only where it may have been misheard. Nothing that has to do with who can come into the
house is rewritten, and nothing is rewritten into it.
"""

import hashlib
from typing import Literal, TypeAlias

from assistant.learning.contrast import ROOMS, additions, contrasts
from assistant.learning.markov.states import says_guarded
from assistant.learning.words import Words, alike

Objection: TypeAlias = Literal["same words", "guarded", "contradicts", "says less", "says more"]
SOUNDS_ALIKE = 0.6
"""From this likeness on, what is added may have been misheard."""
LONGEST = 24
"""Words; nobody says the same long sentence twice."""


def objection(
    heard: Words, rewrite: Words, rooms: tuple[Words, ...] = ROOMS, *, shown: bool = False
) -> Objection | None:
    """Why this may not be said instead; None when it may.

    `shown` when people have corrected the one into the other themselves.
    """
    if heard == rewrite or not rewrite or max(len(heard), len(rewrite)) > LONGEST:
        return "same words"
    if says_guarded(heard) or says_guarded(rewrite):
        return "guarded"
    if contrasts(heard, rewrite, rooms):
        return "contradicts"
    more, less = additions(heard, rewrite, rooms)
    if less:
        return "says less"
    unshown = more - {"room"} if shown else more
    if unshown and alike(heard, rewrite) < SOUNDS_ALIKE:
        return "says more"
    return None


def is_held_out(moment: str, rewrite_id: str, share: float) -> bool:
    """The same answer for the same moment, however often it is asked."""
    digest = hashlib.sha256(f"{moment} {rewrite_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64
