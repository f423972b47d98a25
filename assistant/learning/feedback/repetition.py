"""The same request once more: it did not work, or it is one that people repeat."""

from assistant.learning.contrast import contrasts
from assistant.learning.exchange import frame_of
from assistant.learning.feedback.model import Feedback, Moment
from assistant.learning.words import alike, numbers_in

WITHIN_SECONDS = 90.0
SAME = 0.93
"""Likeness of sound and letters from which on two texts are one request heard twice."""
_STEPS = frozenset(
    "next previous skip louder quieter brighter dimmer darker warmer cooler more less up down "
    "increase decrease raise lower faster slower again another further add".split()
)
"""What goes one step further each time; who says it again wants another step."""
_CHANGING = frozenset("what whats how time joke weather".split())
"""Questions whose answer may have been missed."""


def repetition(moment: Moment) -> Feedback | None:
    before, after = moment.exchange, moment.request
    if after is None or moment.gap_seconds > WITHIN_SECONDS or not before.is_request:
        return None
    if not is_same(moment):
        return None
    probability, why = _meaning(moment)
    return Feedback(
        turn=before.id, kind="repetition", probability=probability, by=after.id, why=why
    )


def is_same(moment: Moment) -> bool:
    """The same words, the same sound or the same meaning as the request before."""
    before, after = moment.exchange, moment.request
    if after is None or numbers_in(before.words) != numbers_in(after.words):
        return False
    if before.intent and before.exact and after.intent and after.exact:
        ours, theirs = frame_of(before.intent, before.slots), frame_of(after.intent, after.slots)
        return ours == theirs
    if contrasts(before.words, after.words, moment.rooms):
        return False
    return alike(before.words, after.words) >= SAME


def _meaning(moment: Moment) -> tuple[float, str]:
    """Probability that it was repeated because it had not worked."""
    before = moment.exchange
    if before.failed:
        return 0.97, "said again after a failure"
    if set(before.words) & _STEPS:
        return 0.05, "one more step"
    if before.kind == "query_answer" or set(before.words) & _CHANGING:
        return 0.4, "asked again"
    return 0.75, "said again after it was reported done"
