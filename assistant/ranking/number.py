"""Whether one thing was spoken of or several."""

from functools import cache

from assistant.understanding.lexicon import lexicon, stem
from assistant.understanding.target import PLAYED
from assistant.understanding.words import words_of


@cache
def speaks_of_many(text: str, kind: str) -> bool:
    """A word says "all", or names this kind of thing in the plural."""
    phrases = lexicon()
    for word in words_of(text):
        tags = phrases.get((word,), ())
        if any(tag.kind in ("all", "everywhere") for tag in tags) or word == "everywhere":
            return True
        plural = stem(word) != word and stem(word) not in PLAYED
        if plural and any(tag.kind == "thing" and tag.value == kind for tag in tags):
            return True
    return False
