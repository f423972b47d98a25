"""The same wish in other words: by the network where it has read the dialogue, otherwise by rules.

The rules are the baseline of the learned detector: a sum of signs in log-odds. The weights are a
prior: from how often people reword after failures and after successes, and from what cannot be the
same wish. A likeness of one half decides nothing on its own; a contradiction ("kitchen" then
"bedroom") after something was done is a new wish unless it is worded as a correction, while after
a failure it may be a mishearing put right.
"""

import math

from rapidfuzz.distance import Levenshtein

from assistant.learning.contrast import contrasts
from assistant.learning.exchange import Exchange
from assistant.learning.feedback.denial import is_correction
from assistant.learning.feedback.model import Feedback, Moment
from assistant.learning.feedback.repetition import is_same
from assistant.learning.words import alike, overlap

WITHIN_SECONDS = 90.0
LEAST = 0.05
"""Less probable ones are none."""

MISHEARD = 0.55
"""Likeness of the words that differ, from which on one is the other misheard."""
LIKENESS = 9.0
"""From nothing alike to the same: what was wanted shows in the words most of all."""
HALF = 0.55
"""Likeness at which the words say neither yes nor no."""
WORDED_SO = 4.0
""" "No, I meant fifty": said of little else, and only the wrong part is said again."""
UNKNOWN_NAME = "no_entity"
"""Why a request for a name that the home lacks is declined."""
INTERRUPTED = 1.0
"""A reply that is not heard to its end is often already known to be wrong."""
AFTER = {
    "declined": 0.7, "error": 0.5, "ignored": 0.7, "clarify": -0.5, "confirm": -0.5,
    "query_answer": -1.5, "action_done": -1.8,
}  # fmt: skip
"""39 in 100 reword after an evident failure, 10 in 100 correct a reported success."""
OTHER_INTENT = -1.0
"""Both were understood well, as different things."""
CONTRADICTS = -4.0
"""Another room, number or direction after it was done as asked: the next wish."""
CONTRADICTS_FAILED = -0.8
"""The same after a failure: the word may have been misheard, or another thing is tried."""
GAPS = ((5.0, 0.5), (15.0, 0.3), (30.0, 0.0), (45.0, -0.7), (WITHIN_SECONDS, -2.0))
"""The median correction comes after 17 seconds, nine of ten within 50."""


def rephrase(moment: Moment) -> Feedback | None:
    """The learned detector sees all that followed, the rules only the next request."""
    return rephrase_by_rules(moment) if moment.pointed is None else _as_pointed(moment)


def rephrase_by_rules(moment: Moment) -> Feedback | None:
    before, after = moment.exchange, moment.request
    if after is None or moment.gap_seconds > WITHIN_SECONDS:
        return None
    if not before.is_request or is_same(moment):
        return None
    return _feedback(before, after, 1 / (1 + math.exp(-_log_odds(moment))))


def _as_pointed(moment: Moment) -> Feedback | None:
    """What is not a request, or the same once more, is another sign's business."""
    pointed = moment.pointed
    assert pointed is not None
    after = moment.later[pointed.turn - 1]
    if not (moment.exchange.is_request and after.is_request):
        return None
    if after is moment.request and is_same(moment):
        return None
    if after.words == moment.exchange.words:  # said once more later, beyond other requests
        return rephrase_by_rules(moment)
    soon = after is moment.request and moment.gap_seconds <= WITHIN_SECONDS
    if soon and (_was_misheard(moment) or _named_nothing(moment)):
        by_rules = 1 / (1 + math.exp(-_log_odds(moment)))
        return _feedback(moment.exchange, after, max(pointed.probability, by_rules))
    return _feedback(moment.exchange, after, pointed.probability)


def _named_nothing(moment: Moment) -> bool:
    """A name that the home does not have, then the same wish for something that it has.

    The network does not know the names of the home.
    """
    before, after = moment.exchange, moment.request
    if after is None or before.code != UNKNOWN_NAME or after.kind != "action_done":
        return False
    return before.intent in (None, after.intent)


def _was_misheard(moment: Moment) -> bool:
    """Nothing was understood, and then what sounds almost the same was, and was done.

    The network does not know what was understood.
    """
    before, after = moment.exchange, moment.request
    if after is None or before.intent or not after.intent or not before.failed or after.failed:
        return False
    if contrasts(before.words, after.words, moment.rooms):
        return False
    slips = [
        block for block in Levenshtein.opcodes(before.words, after.words) if block.tag != "equal"
    ]
    if not slips:
        return True
    first, last = slips[0], slips[-1]
    ours = before.words[first.src_start : last.src_end]
    theirs = after.words[first.dest_start : last.dest_end]
    return alike(ours, theirs) >= MISHEARD


def _feedback(before: Exchange, after: Exchange, probability: float) -> Feedback | None:
    if probability < LEAST:
        return None
    return Feedback(
        turn=before.id,
        kind="rephrase",
        probability=probability,
        by=after.id,
        why=f'"{before.text}", then "{after.text}"',
    )


def _log_odds(moment: Moment) -> float:
    before, after = moment.exchange, moment.request
    assert after is not None
    corrects = moment.after is not None and is_correction(moment.after.words)
    odds = LIKENESS * (_likeness(moment) - HALF) + AFTER[before.kind]
    odds += next(weight for limit, weight in GAPS if moment.gap_seconds <= limit)
    if corrects:
        odds += WORDED_SO
    if before.barge_in is not None:
        odds += INTERRUPTED
    if before.exact and after.exact and before.intent != after.intent:
        odds += OTHER_INTENT
    if not corrects and contrasts(before.words, after.words, moment.rooms):
        odds += CONTRADICTS_FAILED if before.failed else CONTRADICTS
    return odds


def _likeness(moment: Moment) -> float:
    """By concepts or by sound, whichever is more; the rest of the other adds a little."""
    before, after = moment.exchange, moment.request
    assert after is not None
    by_concept, by_sound = overlap(before.words, after.words), alike(before.words, after.words)
    return 0.8 * max(by_concept, by_sound) + 0.2 * min(by_concept, by_sound)
