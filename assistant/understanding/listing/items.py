"""What is to go on a list, out of the words that were said for it.

Whoever thinks of it aloud hesitates, wonders and puts right: "salt and, um, what was it, oh yes,
paprika", "beef, I mean chicken", "two, no, three avocados".
"""

import re

from assistant.understanding.editing_words import MAKE_IT, MEANT, WAIT
from assistant.understanding.words import words_of

HESITATION = re.compile(r"(?:^|(?<=[\s,]))(?:um+|uh+|er+|erm+|hmm+|ah+|oh)\b[\s,.]*", re.IGNORECASE)
_WONDERING = re.compile(
    r"[\s,]*\b(?:what(?:['’]s| is| was|['’]re| are)? (?:it|that|they|those|else)(?: called)?|"
    r"what do you call (?:it|them|that)|(?:oh )?(?:yes|yeah|right)|you know(?: what)?|"
    r"let me (?:see|think)|how do you say|what else|that['’]?s it|i know)\b[\s,]*(?=[\s,]|$)",
    re.IGNORECASE,
)
"""Asked of oneself, between items."""
_SOME_OF = re.compile(
    r"\b(?:an? |some )(?:wee |little )?(?:things?|bits?) of (?=\w)", re.IGNORECASE
)
""" "A thing of cottage cheese" is cottage cheese."""
_EDIT = re.compile(
    r"(?P<wrong>.*?)"
    r"(?:[,.;–—-]+\s*|\s+(?=(?:no,? (?:wait|sorry|make)|i mean|scratch that|sorry)\b))"
    rf"(?:(?:actually|{WAIT}|sorry|oops|well|no|oh|er|um)[\s,]+)*"
    rf"(?:no|sorry|wait|{MEANT}|{MAKE_IT}|scratch that|rather|actually|oops|not that)"
    rf"\b[\s,]*(?:(?:{MEANT}|{MAKE_IT}|sorry|wait|actually|rather)\b[\s,]*)*"
    r"(?P<right>\S.*)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|"
    r"half a dozen)(?= |$)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:i|we|he|she|they|you|there)\b|['’](?:ve|re|m|d|ll)\b|\b(?:is|are|was|were|not|got)\b|"
    r"n['’]t\b",
    re.IGNORECASE,
)
"""Somebody or something does or is something; no item is called so."""
_SMALL = frozenset(
    "the some a an my our please out more as item items called named up too well also again of "
    "down and us me just maybe perhaps another few bit instead plus both back".split()
)
"""Words around an item that are no part of it."""
_NEVER_LAST = frozenset("for with in on at to from or but the a an my our and that".split())


def items_said(said: str, *, deeds: bool = False) -> str:
    """The items with commas between them; empty where something else is told. `deeds` may be told
    in whole sentences.
    """
    plain = HESITATION.sub("", said.replace("’", "'"))
    plain = _SOME_OF.sub("", _WONDERING.sub(", ", plain))
    while (edit := _EDIT.fullmatch(plain.strip(" ,."))) is not None:
        if _CLAUSE.search(edit["right"]):
            return ""  # "butter, no, we've got butter"
        plain = _put_right(edit["wrong"], edit["right"])
    plain = _without_small_words(re.sub(r"\s*(?:,|\band\s*,)(?:\s*(?:and\s*)?,)*\s*", ", ", plain))
    words = words_of(plain)
    if not words or words[-1] in _NEVER_LAST or (not deeds and _CLAUSE.search(plain)):
        return ""
    return plain


def takes_back(said: str) -> bool:
    """ "Butter, no, we've got butter": what was to be put right is told not to be wanted."""
    edit = _EDIT.fullmatch(HESITATION.sub("", said).strip(" ,."))
    return edit is not None and bool(_CLAUSE.search(edit["right"]))


def _put_right(wrong: str, right: str) -> str:
    """Only the last item is put right, and its number alone where only that is said anew."""
    parts = [part for part in _JOINT.split(wrong.strip(" ,")) if part]
    last = parts.pop() if parts else ""
    if _NUMBER.fullmatch(right.strip()):
        counted = _NUMBER.match(last)
        right = f"{right.strip()} {last[counted.end() if counted else 0 :].strip()}"
    return ", ".join((*parts, right))


def _without_small_words(said: str) -> str:
    words = said.strip(" ,.!?;:").split()
    while words and words[0].lower().strip(",") in _SMALL:
        words.pop(0)
    while words and words[-1].lower().strip(",.") in _SMALL:
        words.pop()
    return " ".join(words).strip(" ,.!?;:")
