"""A question answered "neither": what was meant is not among what was understood."""

from assistant.learning.exchange import NEVERMIND
from assistant.learning.feedback.model import Feedback, Moment

_REFUSES = frozenset("neither none no nope nah cancel wrong".split())
_BESIDE = frozenset("of them those these the one ones either please that is it sorry not".split())


def neither(moment: Moment) -> Feedback | None:
    after = moment.after
    if after is None or not moment.exchange.asked:
        return None
    said = set(after.words)
    refuses = bool(said & _REFUSES) and said <= _REFUSES | _BESIDE
    if not refuses and after.intent != NEVERMIND:
        return None
    certain = bool(said & {"neither", "none", "wrong"})
    # "no" to "shall I lock up?" may be a change of mind; "neither" says that both were wrong
    return Feedback(
        turn=moment.exchange.id,
        kind="neither",
        probability=0.95 if certain else 0.6,
        by=after.id,
        why=f'"{after.text}" to a question',
    )
