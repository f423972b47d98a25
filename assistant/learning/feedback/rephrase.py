"""The same wish in other words: by the network where it has read the dialogue, otherwise by rules.

The rules are the baseline of the learned detector: a sum of signs in log-odds. The weights are a
prior: from how often people reword after failures and after successes, and from what cannot be the
same wish. A likeness of one half decides nothing on its own; a contradiction ("kitchen" then
"bedroom") after something was done is a new wish unless it is worded as a correction, while after
a failure it may be a mishearing put right.
"""

import math

from rapidfuzz.distance import Levenshtein

from assistant.learning.contrast import contrasts, directions_in
from assistant.learning.exchange import Exchange
from assistant.learning.feedback.denial import is_correction
from assistant.learning.feedback.model import Feedback, Moment
from assistant.learning.feedback.repetition import is_same
from assistant.learning.feedback.taken_back import was_taken_back
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
UNKNOWN_NAME = frozenset({"no_entity", "not_certain"})
"""Why a request for a name that the home lacks is declined."""
SAME_WAY = 1.0
"""On or off, open or closed: said of what the home lacks or of what was put back, then of what it
has or of another thing."""
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
    """The learned detector sees all that followed, the rules only the next request.

    They are asked as well where something tells that the network does not see.
    """
    if moment.pointed is None:
        return rephrase_by_rules(moment)
    found = _as_pointed(moment)
    if not _tells_more(moment):
        return found
    both = (one for one in (found, rephrase_by_rules(moment)) if one is not None)
    return max(both, key=lambda one: one.probability, default=None)


def _tells_more(moment: Moment) -> bool:
    """Something that the network does not see.

    A new wish after a failure is not the same one on another day; alone that is not enough, since
    two wishes may belong to every evening, and one of them fail each time.
    """
    returns = moment.other_days > 0 or was_taken_back(moment)
    return returns or _was_misheard(moment) or _named_nothing(moment)


def rephrase_by_rules(moment: Moment) -> Feedback | None:
    before, after = moment.exchange, moment.request
    if after is None or moment.gap_seconds > WITHIN_SECONDS:
        return None
    if not before.is_request or is_same(moment) or _are_two_wishes(moment):
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
    if soon and _are_two_wishes(moment):
        return None
    return _feedback(moment.exchange, after, pointed.probability)


def _are_two_wishes(moment: Moment) -> bool:
    """Both were understood whole and done, of two things or by two amounts, and neither was put
    right, cut short or taken back: "turn off the reading lamp", then "turn off the standing lamp".
    """
    before, after = moment.exchange, moment.request
    if after is None or moment.after is not after or after.undoes == before.id:
        return False
    if before.taken_as is not None:
        return False  # what was done is what it was taken for, and that may have been wrong
    if before.barge_in is not None or is_correction(after.words) or was_taken_back(moment):
        return False
    if not all(one.kind == "action_done" and one.exact for one in (before, after)):
        return False
    both = before.slots.keys() & after.slots.keys()
    return any(before.slots[slot] != after.slots[slot] for slot in both)


def _named_nothing(moment: Moment) -> bool:
    """A name that the home does not have, then the same wish for something that it has.

    The network does not know the names of the home.
    """
    before, after = moment.exchange, moment.request
    if after is None or before.code not in UNKNOWN_NAME or after.kind != "action_done":
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
    taken_back = before.kind == "action_done" and was_taken_back(moment)
    odds = LIKENESS * (_likeness(moment) - HALF)
    odds += AFTER["declined" if taken_back else before.kind]
    odds += next(weight for limit, weight in GAPS if moment.gap_seconds <= limit)
    if corrects:
        odds += WORDED_SO
    if before.barge_in is not None:
        odds += INTERRUPTED
    if (taken_back or _named_nothing(moment)) and _go_one_way(before, after):
        odds += SAME_WAY
    if before.exact and after.exact and before.intent != after.intent:
        odds += OTHER_INTENT
    if not corrects and contrasts(before.words, after.words, moment.rooms):
        odds += CONTRADICTS_FAILED if before.failed or taken_back else CONTRADICTS
    return odds


def _go_one_way(before: Exchange, after: Exchange) -> bool:
    ours, theirs = directions_in(before.words), directions_in(after.words)
    return bool(ours.keys() & theirs.keys()) and not contrasts(before.words, after.words)


def _likeness(moment: Moment) -> float:
    """By concepts or by sound, whichever is more; the rest of the other adds a little."""
    before, after = moment.exchange, moment.request
    assert after is not None
    by_concept, by_sound = overlap(before.words, after.words), alike(before.words, after.words)
    return 0.8 * max(by_concept, by_sound) + 0.2 * min(by_concept, by_sound)
