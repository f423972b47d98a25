"""Whether words that may be any words can be what a template or a topic takes them for.

What goes on a list and what a timer is called has no grammar of its own, so that a template takes
half a sentence for one: "the order for everything" in "put in the order for everything on my
list", "I need to set the" in "I need to set the timer".
"""

import itertools
import re
from collections.abc import Sequence

from assistant.understanding.words import words_of

_OF_A_LIST = frozenset({"list", "lists"})
_OPENING = frozenset("in on onto into of if whether from at rid unless until".split())
"""What an item is called begins with none of these; they belong to the verb before it."""
_LEFT_OPEN = frozenset("in on onto into of to from at for the a an my our and or".split())
"""What ends so goes on."""
_ASKED = frozenset("could would should".split())
_TO_IT = (("to", "it"), ("on", "it"), ("from", "it"), ("off", "it"), ("on", "there"))
_ANOTHER_WISH = re.compile(
    r"(?:,\s*(?:and\s+)?|\band\s+)(?:then\s+|also\s+|please\s+|you\s+|can\s+|could\s+)*"
    r"(?:add|remove|delete|erase|take off|cross off|scratch|remind me)\b",
    re.IGNORECASE,
)
"""A verb for lists begins another wish, not another item."""
_TOLD = frozenset(
    "i you we us me it is was are am need needs want wants wish "
    "have has had got gotta can could would will should please set setting start begin create "
    "make put give get let lets add that this there going really".split()
)


def may_be_an_item(said: str) -> bool:
    """It can be on a list: no list itself, no half sentence, and no other wish after it."""
    words = words_of(said)
    if not words or not _OF_A_LIST.isdisjoint(words):
        return False
    if (
        not _ASKED.isdisjoint(words)
        or words[0] in _OPENING
        or words[-1] in _LEFT_OPEN
        or words[-2:] in _TO_IT
    ):
        return False
    return _ANOTHER_WISH.search(said) is None


def may_be_called(said: str, text: str) -> bool:
    """A timer can be called so, where that was said before "timer": "the pizza timer"."""
    name, words = words_of(said), words_of(text)
    if any(one == "and" and other[0].isdecimal() for one, other in itertools.pairwise(name)):
        return False  # "the pasta and ten for the sauce" are two
    if not _is_before_timer(name, words):
        return True
    return bool(name) and _TOLD.isdisjoint(name) and name[-1] not in _LEFT_OPEN


def _is_before_timer(name: Sequence[str], words: Sequence[str]) -> bool:
    called = (*name, "timer")
    return any(tuple(words[at : at + len(called)]) == called for at in range(len(words)))
