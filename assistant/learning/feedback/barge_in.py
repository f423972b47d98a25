"""The reply was cut short: out of annoyance, or because enough had been heard."""

from assistant.learning.feedback.denial import denial
from assistant.learning.feedback.model import Feedback, FeedbackKind, Moment
from assistant.learning.feedback.praise import praise
from assistant.learning.feedback.repetition import repetition
from assistant.learning.feedback.rephrase import rephrase

UNKNOWN = 0.65
"""15 to 30 in 100 interruptions are innocent; some more of those that nothing follows."""
EARLY_SHARE = 0.4
"""Who interrupts before this share of the reply has not waited for what it says."""
_ENOUGH = frozenset("enough stop thanks thank ok okay quiet yes good fine great got it".split())
_BESIDE = frozenset("that is you i please all right shut up be it now".split())


def barge_in(moment: Moment) -> Feedback | None:
    cut = moment.exchange.barge_in
    if cut is None:
        return None
    annoyed, why = _annoyance(moment)
    kind: FeedbackKind = "barge_in_annoyed" if annoyed >= 0.5 else "barge_in_innocent"
    return Feedback(
        turn=moment.exchange.id,
        kind=kind,
        probability=annoyed if annoyed >= 0.5 else 1 - annoyed,
        by=moment.after.id if moment.after else moment.exchange.id,
        why=why,
    )


def _annoyance(moment: Moment) -> tuple[float, str]:
    """What was said instead of listening tells most."""
    if praise(moment) or _says_enough(moment):
        return 0.1, "enough had been heard"
    if denial(moment):
        return 0.95, "interrupted to complain"
    corrects = [sign for sign in (rephrase(moment), repetition(moment)) if sign is not None]
    best = max((sign.probability for sign in corrects), default=0.0)
    if best >= 0.5:
        return max(0.7, best), "interrupted to say it again"
    if moment.after is not None:
        return 0.35, "interrupted for something else"
    return (UNKNOWN, "interrupted early") if _is_early(moment) else (0.4, "interrupted late")


def _says_enough(moment: Moment) -> bool:
    said = set(moment.after.words) if moment.after else set()
    return bool(said & _ENOUGH) and said <= _ENOUGH | _BESIDE


def _is_early(moment: Moment) -> bool:
    cut = moment.exchange.barge_in
    whole = len(moment.exchange.reply)
    return cut is not None and whole > 0 and len(cut.said_so_far) < EARLY_SHARE * whole
