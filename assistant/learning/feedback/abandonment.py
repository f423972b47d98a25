"""Given up: it did not work, or a question stays open, and nobody says anything more."""

from assistant.learning.feedback.model import Feedback, Moment

SILENCE_SECONDS = 120.0
"""Nine of ten corrections come within 50 seconds; after this the conversation is over."""


def abandonment(moment: Moment) -> Feedback | None:
    exchange = moment.exchange
    if exchange.is_talk or not (exchange.failed or exchange.asked):
        return None
    if moment.after is not None or moment.watched_seconds < SILENCE_SECONDS:
        return None
    return Feedback(
        turn=exchange.id,
        kind="abandoned",
        probability=0.9 if exchange.failed else 0.7,
        by=exchange.id,
        why="nothing more was said",
    )
