"""Slips of the recogniser in the names of this home: "font door" for "front door".

A run of words that nearly spells a name is replaced by the name, and the sentence is read again
as if it had been heard so. The likeness stays with it as doubt.
"""

from dataclasses import dataclass

from assistant.home.model import Home
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.words import words_of

MARGIN = 0.08
"""What is so much less like than the best is not meant."""
KEPT = 6


@dataclass(frozen=True, slots=True)
class Respelling:
    """The sentence with one run of words replaced by a name."""

    text: str
    heard: str
    name: str
    likeness: float
    """0 to 1."""


def respellings(text: str, home: Home) -> tuple[Respelling, ...]:
    """The sentence with each run of words that nearly is a name, most alike first."""
    words = words_of(text)
    near = gazetteer_of(home).near(words)
    best = max((mention.likeness for mention in near), default=0.0)
    found = [
        Respelling(
            text=" ".join((*words[: one.start], one.named.name, *words[one.end :])),
            heard=" ".join(words[one.start : one.end]),
            name=one.named.name,
            likeness=one.likeness,
        )
        for one in near
        if one.likeness > best - MARGIN
    ]
    return tuple(sorted(found, key=lambda one: -one.likeness)[:KEPT])
