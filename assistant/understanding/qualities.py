"""What is said of a thing beside its name: "the wee moon lamp", "her reading lamp".

A word for how big or how old a thing is, or whose, tells nothing new where the name follows that
only this thing bears, and nothing in the home is called by the word.
"""

from collections.abc import Iterator, Sequence

from assistant.understanding.segment import Piece

SIZES = frozenset("wee big large old new tiny massive good lovely".split())
WHOSE = frozenset("her his their its".split())
"""Whose it is tells one thing from others, so that these need a name of several words."""
SURELY_A_NAME = 2
ASKED_WHICH = frozenset(
    {"climate", "fan", "vacuum", "lawn_mower", "coffee_maker", "oven", "humidifier"}
)
"""Kinds of which, where there are several, it is asked which; lamps are all meant at once."""


def without_qualities(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces without such words before names and things."""
    return tuple(_kept(pieces))


def _kept(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for place, piece in enumerate(pieces):
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        if piece.explained or after is None or not _tells_nothing(piece, after):
            yield piece


def _tells_nothing(quality: Piece, thing: Piece) -> bool:
    word = quality.words[0]
    if thing.names("device"):
        return word in SIZES or (word in WHOSE and len(thing.words) >= SURELY_A_NAME)
    kinds = {tag.value for tag in thing.values("thing")}
    return word in SIZES and bool(kinds) and kinds <= ASKED_WHICH
