""" "Undo that": taken back by voice, which people also do when they have changed their mind."""

from assistant.learning.feedback.model import Feedback, Moment

CHANGED_MIND_SECONDS = 60.0


def undone_by_voice(moment: Moment) -> Feedback | None:
    for later in moment.later:
        if later.undoes == moment.exchange.id:
            soon = (later.at - moment.exchange.ended).total_seconds() <= CHANGED_MIND_SECONDS
            return Feedback(
                turn=moment.exchange.id,
                kind="undone_by_voice",
                probability=0.95 if soon else 0.6,
                by=later.id,
                why="taken back at once" if soon else "taken back later",
            )
    return None
