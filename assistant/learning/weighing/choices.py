"""What people chose, read from what they said and did after the home had weighed several things.

An answer to "the desk lamp or the floor lamp?" says what was meant. So does "no, the floor lamp",
and saying it again by name. Whoever only takes it back says what was not meant. And where nobody
complains, it was probably right.
"""

from collections.abc import Iterable, Iterator, Sequence

from assistant.learning.exchange import Exchange, gap_seconds
from assistant.learning.feedback.abandonment import SILENCE_SECONDS
from assistant.learning.feedback.model import FeedbackKind
from assistant.learning.feedback.signals import Verdict
from assistant.learning.weighing.model import Choice, Offered
from assistant.turn import Candidate

ANSWERED = 0.95
"""Who answers a question rarely says the wrong thing."""
TAKEN_BACK: frozenset[FeedbackKind] = frozenset({"undone_by_voice", "undone_by_hand", "denied"})
WELL = 0.25
"""Probability of a defect below which the choice was right."""
WRONG = 0.5
"""And from which on what was taken back was wrong: some take everything back."""
LOOK_AHEAD = 3
"""Requests within which it is put right."""


def choices_of(home: Sequence[Verdict]) -> tuple[Choice, ...]:
    """Of one home, oldest first; what teaches nothing is left out."""
    by_place: dict[str, list[Verdict]] = {}
    for verdict in home:
        by_place.setdefault(verdict.exchange.place, []).append(verdict)
    found = (
        choice
        for verdicts in by_place.values()
        for number, verdict in enumerate(verdicts)
        if verdict.exchange.weighed
        and (choice := _choice(verdict, verdicts[number + 1 : number + 1 + LOOK_AHEAD]))
    )
    return tuple(sorted(found, key=lambda one: one.at))


def _choice(verdict: Verdict, later: Sequence[Verdict]) -> Choice | None:
    said = verdict.exchange
    after = tuple(_soon(said, later))
    if said.asked:
        answer = after[0] if after and after[0].exchange.understood_by == "answer" else None
        place = _place(said, answer.exchange.devices) if answer else None
        if answer is None or place is None:
            return None
        return _made(said, place, ANSWERED * (1 - answer.defect))
    acted = _place(said, said.devices)
    if acted is None:
        return None
    if (instead := _instead(verdict, after, acted)) is not None:
        return _made(said, instead, verdict.defect)
    if verdict.defect >= WRONG and any(sign.kind in TAKEN_BACK for sign in verdict.signs):
        return _made(said, acted, verdict.defect, meant=False)
    if verdict.defect < WELL:
        return _made(said, acted, 1 - verdict.defect, taught=False)
    return None


def _soon(said: Exchange, later: Iterable[Verdict]) -> Iterator[Verdict]:
    before = said
    for verdict in later:
        gap = gap_seconds(before, verdict.exchange)
        if gap is None or gap > SILENCE_SECONDS:
            return
        yield verdict
        before = verdict.exchange


def _instead(verdict: Verdict, after: Iterable[Verdict], acted: int) -> int | None:
    """Place of what was asked for instead, by whoever said that the first was wrong."""
    said = verdict.exchange
    speaking = {sign.by for sign in verdict.signs}
    for later in after:
        corrects = later.exchange.undoes == said.id or later.exchange.id in speaking
        place = _place(said, later.exchange.devices) if corrects else None
        if place is not None and place != acted and later.exchange.intent == said.intent:
            return place
    return None


def _place(said: Exchange, devices: tuple[str, ...]) -> int | None:
    wanted = frozenset(devices)
    places = (n for n, one in enumerate(said.weighed) if frozenset(one.devices) == wanted)
    return next(places, None) if wanted else None


def _made(
    said: Exchange, place: int, credence: float, *, meant: bool = True, taught: bool = True
) -> Choice:
    return Choice(
        turn=said.id,
        at=said.at,
        offered=tuple(offered(one) for one in said.weighed),
        place=place,
        meant=meant,
        credence=credence,
        taught=taught,
    )


def offered(one: Candidate) -> Offered:
    """What learning needs of it."""
    return Offered(by_words=one.reading.probability, counts=dict(one.counts))
