""" "No", "that's wrong", "not what I said": an explicit complaint about the reply before."""

import re

from assistant.learning.exchange import LEAVE, UNDO
from assistant.learning.feedback.model import Feedback, Moment
from assistant.learning.words import Words

_NO = frozenset("no nope nah wrong".split())
_FRIENDLY = frozenset("thanks thank problem worries matter fine good okay ok great need".split())
_COMPLAINT = re.compile(
    r"\b(?:wrong|incorrect|mistake|misunderstood|misheard|not (?:what i|right|correct|it$)|"
    r"that (?:is|was) not|(?:i )?did not (?:ask|say|mean|want)|not (?:that|this) one|"
    r"you (?:did not|do not) (?:understand|get|listen))\b"
)
_MEANT = re.compile(r"\bi (?:meant|mean|said)\b")
LONGEST = 16


def denial(moment: Moment) -> Feedback | None:
    """After a question "no" is an answer, and is read as one elsewhere."""
    after = moment.after
    if after is None or moment.exchange.asked:
        return None
    probability, why = _said(after.words)
    if after.intent == LEAVE and after.form == "sorry":
        probability, why = max(probability, 0.9), "it was taken as a complaint"
    if after.intent == UNDO and after.slots.get("ask") and after.undoes == moment.exchange.id:
        probability, why = 0.95, "it was taken back and asked about"
    if not probability:
        return None
    return Feedback(
        turn=moment.exchange.id, kind="denied", probability=probability, by=after.id, why=why
    )


def is_correction(words: Words) -> bool:
    """Worded as a correction, whatever it corrects."""
    return _said(words)[0] >= 0.5


def _said(words: Words) -> tuple[float, str]:
    spoken = " ".join(words)
    if not 0 < len(words) <= LONGEST or _FRIENDLY & set(words[1:3]):
        return 0.0, ""
    if _COMPLAINT.search(spoken):
        return 0.95, "a complaint"
    if _MEANT.search(spoken):
        return 0.85, "said again what was meant"
    if set(words) <= _NO:
        return 0.8, "a plain no"
    if words[0] in _NO:
        return 0.6, "began with no"  # "no lights in the kitchen" is a wish of its own
    return 0.0, ""
