"""Taken back by voice: "undo that", which people also say when they have changed their mind, or the
opposite of it and then the same of another thing: "lamp on", "lamp off", "ceiling light on".
"""

from assistant.learning.contrast import contrasts, directions_in
from assistant.learning.exchange import Exchange
from assistant.learning.feedback.model import Feedback, Moment

CHANGED_MIND_SECONDS = 60.0


def undone_by_voice(moment: Moment) -> Feedback | None:
    first = moment.exchange
    for later in moment.later:
        if later.undoes == first.id:
            soon = (later.at - first.ended).total_seconds() <= CHANGED_MIND_SECONDS
            return Feedback(
                turn=first.id,
                kind="undone_by_voice",
                probability=0.95 if soon else 0.6,
                by=later.id,
                why="taken back at once" if soon else "taken back later",
            )
    return _turned_round(moment)


def _turned_round(moment: Moment) -> Feedback | None:
    """The opposite alone says little: who looks for a thing switches the light on and off again."""
    first, requests = moment.exchange, [one for one in moment.later if one.is_request]
    if len(requests) < 2 or not first.devices:
        return None
    back, instead = requests[:2]
    if _are_opposite(first, back) and _is_same_of_another(first, instead):
        return Feedback(
            turn=first.id,
            kind="undone_by_voice",
            probability=0.8,
            by=back.id,
            why="put back, and the same asked of another thing",
        )
    return None


def _are_opposite(first: Exchange, back: Exchange) -> bool:
    soon = (back.at - first.ended).total_seconds() <= CHANGED_MIND_SECONDS
    same = set(back.devices) == set(first.devices) and back.kind == "action_done"
    return soon and same and "polarity" in contrasts(first.words, back.words)


def _is_same_of_another(first: Exchange, instead: Exchange) -> bool:
    other = bool(instead.devices) and set(instead.devices).isdisjoint(first.devices)
    one_way = directions_in(first.words).keys() & directions_in(instead.words).keys()
    return other and bool(one_way) and "polarity" not in contrasts(first.words, instead.words)
