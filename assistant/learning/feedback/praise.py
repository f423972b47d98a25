""" "Thanks", "perfect": an explicit sign that it was right."""

from assistant.learning.feedback.model import Feedback, Moment

_THANKS = frozenset("thanks thank perfect great awesome excellent lovely brilliant correct".split())
_BESIDE = frozenset(
    "you very much a lot so ok okay yes yeah good job well done nice that is was it right all fine "
    "just exactly what i wanted assistant cool wonderful the for your help".split()
)


def praise(moment: Moment) -> Feedback | None:
    """Nothing but kind words; "thanks for nothing" has one word too many."""
    after = moment.after
    if after is None:
        return None
    said = set(after.words)
    kind = after.form == "thanks" and after.is_talk
    if not kind and not (said & _THANKS and said <= _THANKS | _BESIDE):
        return None
    return Feedback(
        turn=moment.exchange.id,
        kind="praised",
        probability=0.6 if moment.exchange.failed else 0.95,  # people thank ironically, too
        by=after.id,
        why=f'"{after.text}"',
    )
