"""What was done was not wanted: denied, undone by voice or by hand; to the person it has failed."""

from assistant.learning.feedback.denial import denial
from assistant.learning.feedback.model import Moment
from assistant.learning.feedback.undone_by_hand import undone_by_hand
from assistant.learning.feedback.undone_by_voice import undone_by_voice

LIKELY = 0.5
"""Probability of a sign from which on it counts."""


def was_taken_back(moment: Moment) -> bool:
    """Before the next wish, which then most probably is the same one again.

    A wish that takes back by itself ("turn it off again") tells of no other.
    """
    signs = (sign(moment) for sign in (denial, undone_by_voice, undone_by_hand))
    wish = moment.request.id if moment.request else None
    return any(one is not None and one.probability >= LIKELY and one.by != wish for one in signs)
