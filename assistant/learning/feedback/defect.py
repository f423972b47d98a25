"""How probably a turn was a defect: one number from all signs about it.

Bayes with each sign as evidence: the odds before any sign come from the kind of reply, and each
sign multiplies them by how much more often it is seen after a defect than after a good turn,
weakened by the doubt whether the sign is what it looks like. The shares below are the literature's
and our measurements of what people do where there are any; the rest are orders of magnitude, chosen
before any was measured.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.learning.exchange import Exchange
from assistant.learning.feedback.model import Feedback, FeedbackKind
from assistant.turn import ResponseKind

PRIOR: Mapping[ResponseKind, float] = {
    "action_done": 0.10,  # as many reported successes are corrected
    "query_answer": 0.10,
    "clarify": 0.30,  # asking costs a turn, but ends well more often than not
    "confirm": 0.25,
    "declined": 0.85,  # some requests nobody could serve
    "error": 0.70,  # it was understood; the device did not do it
    "ignored": 0.50,
}


@dataclass(frozen=True, slots=True)
class Shares:
    """How often a sign is seen after defects and after good turns."""

    defect: float
    good: float
    usual: float = 0.25
    """Seen after more than this share of somebody's turns, it has become a habit of speech."""


SHARES: Mapping[FeedbackKind, Shares] = {
    "rephrase": Shares(0.39, 0.02, 0.40),
    "repetition": Shares(0.19, 0.02, 0.40),
    "denied": Shares(0.20, 0.005, 0.25),  # nobody complains about what was right
    "praised": Shares(0.01, 0.10, 0.50),
    "undone_by_voice": Shares(0.08, 0.005, 0.25),  # 1 in 16 has changed the mind
    "undone_by_hand": Shares(0.10, 0.015, 0.30),  # a light is also tried out
    "abandoned": Shares(0.42, 0.20, 0.80),
    "neither": Shares(0.15, 0.01, 0.25),
    "barge_in_annoyed": Shares(0.20, 0.05, 0.40),
    "barge_in_innocent": Shares(0.05, 0.06, 1.0),
}
SILENT = Shares(0.35, 0.85)
"""No sign at all: 10 to 30 in 100 failures go unnoticed, and some are put up with."""
HABIT_STRENGTH = 10.0
"""Turns of somebody that must be seen until a habit counts as much as not having it."""

Background = Mapping[tuple[str, FeedbackKind], float]
"""How often somebody gives a sign whatever the reply was, by person and sign."""


def defect_of(
    exchange: Exchange,
    signs: Iterable[Feedback],
    background: Background | None = None,
    *,
    watched: bool = True,
) -> float:
    """Probability that the person did not get what was wanted."""
    prior = PRIOR[exchange.kind]
    odds = prior / (1 - prior)
    seen = False
    for sign in _strongest(signs):
        ratio = _ratio(sign.kind, (background or {}).get((exchange.who, sign.kind), 0.0))
        odds *= 1 + sign.probability * (ratio - 1)
        seen = True
    if watched and not seen and not exchange.failed:
        odds *= SILENT.defect / SILENT.good
    return odds / (1 + odds)


def backgrounds(exchanges: Sequence[Exchange], signs: Iterable[Feedback]) -> Background:
    """Habits of speech: the share of a sign beyond what defects alone could explain.

    Somebody who says "no" to everything tells nothing by it.
    """
    who = {exchange.id: exchange.who for exchange in exchanges}
    turns: dict[str, int] = {}
    for person in who.values():
        turns[person] = turns.get(person, 0) + 1
    given: dict[tuple[str, FeedbackKind], float] = {}
    for sign in signs:
        if sign.turn in who:
            key = (who[sign.turn], sign.kind)
            given[key] = given.get(key, 0.0) + sign.probability
    return {
        (person, kind): _excess(count, turns[person], SHARES[kind])
        for (person, kind), count in given.items()
    }


def _excess(count: float, turns: int, shares: Shares) -> float:
    expected = 0.15 * shares.defect + 0.85 * shares.good  # one turn in seven is a defect
    share = (count + HABIT_STRENGTH * expected) / (turns + HABIT_STRENGTH)
    if share <= shares.usual or shares.usual >= 1:
        return 0.0
    return min(1.0, (share - shares.usual) / (1 - shares.usual))


def _ratio(kind: FeedbackKind, background: float) -> float:
    shares = SHARES[kind]
    given_defect = background + (1 - background) * shares.defect
    given_good = background + (1 - background) * shares.good
    return given_defect / given_good


def _strongest(signs: Iterable[Feedback]) -> list[Feedback]:
    """One of each kind: saying no twice is not twice as wrong."""
    best: dict[FeedbackKind, Feedback] = {}
    for sign in signs:
        if sign.kind not in best or sign.probability > best[sign.kind].probability:
            best[sign.kind] = sign
    return list(best.values())
