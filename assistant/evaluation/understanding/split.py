"""Which half an item belongs to, and which items must stay on one side.

Half is for building, half is only looked at when all is done. The side follows from the group's
name alone, so it is the same on every machine and stays when rows are added.
"""

import hashlib
import re

from assistant.evaluation.understanding.item import Side

_WORD = re.compile(r"[a-z0-9']+")
_EMPTY = frozenset(
    "a an and are at can could do for hey i in is it me my of olly on our pda please that the this"
    " to us want will would you your".split()
)
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " hundred thousand am pm".split()
)


def side_of(group: str) -> Side:
    """The half of everything in this group."""
    return "dev" if hashlib.sha256(group.encode()).digest()[0] % 2 == 0 else "test"


def wording_family(text: str) -> str:
    """The same for texts that differ in order, politeness, little words and numbers."""
    words = _WORD.findall(text.lower())
    kept = {_kept(word) for word in words if word not in _EMPTY}
    return " ".join(sorted(kept)) or " ".join(words)


def _kept(word: str) -> str:
    if word in _NUMBERS or any(letter.isdigit() for letter in word):
        return "#"
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
