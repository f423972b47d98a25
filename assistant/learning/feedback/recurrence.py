"""The same words fail day after day, and the same is said next each time: no new wish is that true.

Who has given up says something else the next time; what is said instead is the same on all days.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.learning.feedback.model import Moment
from assistant.learning.words import Words

WITHIN_SECONDS = 45.0


def with_other_days(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """Each with the number of further days on which it went the same way."""
    days: dict[tuple[Words, Words], set[date]] = {}
    for moment in moments:
        if pair := _pair(moment):
            days.setdefault(pair, set()).add(moment.exchange.at.date())
    return tuple(
        replace(moment, other_days=len(days[pair]) - 1)
        if (pair := _pair(moment)) and len(days[pair]) > 1
        else moment
        for moment in moments
    )


def _pair(moment: Moment) -> tuple[Words, Words] | None:
    """What failed, and what was said next and done."""
    before, after = moment.exchange, moment.request
    if after is None or not before.failed or not before.is_request or after.failed or after.asked:
        return None
    return (before.words, after.words) if moment.gap_seconds <= WITHIN_SECONDS else None
