"""Which way a blind, an awning or a window is to go, by its verb and the words that go with it."""

import itertools

from assistant.context import Context
from assistant.home.find import named
from assistant.understanding.clause import Clause

OPENING = frozenset({"open", "raise"})
CLOSING = frozenset({"close", "lower"})
PULLED = frozenset({"pull", "draw"})
"""Done to curtains it shuts them; with "up" or "back" it does not."""
AWNING = "awning"


def way_of_a_cover(clause: Clause, context: Context) -> str | None:
    """`open`, `close`, or None where neither is said, or both."""
    if clause.verb is not None and PULLED & {*clause.verb.words}:
        return _pulled(clause, context)
    verbs = clause.verbs
    opens = bool(verbs & OPENING) or (clause.has("state", "open") and not verbs - {"set"})
    closes = bool(verbs & CLOSING) or (clause.has("state", "closed") and not verbs - {"set"})
    if opens or closes:
        return None if opens and closes else "open" if opens else "close"
    moved = clause.has("turn") or bool(verbs & {"send", "set"}) or "let" in clause.words
    if clause.verb is None or moved:
        return _by_particle(clause, context)
    return None


def _pulled(clause: Clause, context: Context) -> str:
    if _is_of_awnings(clause, context):
        return _by_particle(clause, context) or "close"
    opens = {"up", "back", "apart", "open"} & {*clause.words}
    return "open" if opens else "close"


def _by_particle(clause: Clause, context: Context) -> str | None:
    """ "Blinds down", "awning out", "curtains across"."""
    opens = clause.has("part", "up")
    closes = clause.has("part", "down") or clause.has("part", "across")
    if _is_of_awnings(clause, context):
        opens, closes = opens or clause.has("part", "out"), closes or _has_in_alone(clause)
    return None if opens == closes else "open" if opens else "close"


def _has_in_alone(clause: Clause) -> bool:
    """ "Bring the awning in", and not in any place."""
    after = itertools.chain(clause.pieces[1:], (None,))
    return any(
        piece.words[-1] == "in" and (following is None or not following.names("area"))
        for piece, following in zip(clause.pieces, after, strict=False)
        if not piece.mentions
    )


def _is_of_awnings(clause: Clause, context: Context) -> bool:
    if any(tag.device_class == AWNING for tag in clause.things):
        return True
    return any(
        device.device_class == AWNING
        for mention in clause.mentions("device")
        for device in named(context.home, mention.named.name)
    )
