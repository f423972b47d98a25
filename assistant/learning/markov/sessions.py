"""Sessions: one person's attempts at one wish, cut from everything that was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.learning.exchange import Exchange, frame_of, gap_seconds
from assistant.learning.feedback.defect import PRIOR
from assistant.learning.feedback.signals import Verdict
from assistant.learning.markov.states import State, is_guarded, state_of
from assistant.learning.markov.wording import CORRECTION, in_whole
from assistant.learning.words import alike, overlap

WITHIN_SECONDS = 45.0
"""From the end of a reply to the next request; 85 to 92 in 100 corrections fall inside."""
SAID_AGAIN = 0.5
"""Probability of that from which on two texts need nothing in common."""
LONGEST = 6
ALIKE = 0.5
"""Likeness of sound below which two texts without a common word have nothing in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of a session."""

    turn: str
    state: State
    text: str
    """Empty when its words mean nothing on their own."""
    onward: float
    """Probability that the next visit wishes for the same."""
    defect: float
    """Probability that it failed, if the next visit does not."""
    guarded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Visits in the order of speaking."""

    at: datetime
    visits: tuple[Visit, ...]


def sessions_of(
    verdicts: Sequence[Verdict], guarded: frozenset[str] = frozenset()
) -> Iterator[Session]:
    """Every request is in exactly one session; remarks and answers are in none."""
    by_place: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        by_place.setdefault(verdict.exchange.place, []).append(verdict)
    for said in by_place.values():
        yield from _sessions_in(_requests(said), guarded)


def _requests(said: Sequence[Verdict]) -> list[tuple[Verdict, float]]:
    """Requests with their probability of a defect; a question has that of its answer."""
    found: list[tuple[Verdict, float]] = []
    for verdict in said:
        if verdict.exchange.is_request:
            unheard = verdict.exchange.offered  # its own words came to nothing
            found.append((verdict, PRIOR["declined"] if unheard else verdict.otherwise))
        elif found and verdict.exchange.understood_by == "answer" and not verdict.exchange.is_talk:
            asking, defect = found[-1]
            if asking.exchange.offered:
                found.pop()  # the yes is noted with the rewrite
            elif asking.exchange.asked:
                found[-1] = (asking, verdict.defect if _is_near(asking, verdict) else defect)
    return found


def _is_near(asking: Verdict, answer: Verdict) -> bool:
    return gap_seconds(asking.exchange, answer.exchange) is not None


def _sessions_in(
    requests: Sequence[tuple[Verdict, float]], guarded: frozenset[str]
) -> Iterator[Session]:
    begun: list[tuple[Verdict, float]] = []
    for verdict, defect in requests:
        if begun and (len(begun) == LONGEST or not _goes_on(begun[-1][0], verdict)):
            yield _session(begun, guarded)
            begun = []
        begun.append((verdict, defect))
    if begun:
        yield _session(begun, guarded)


def _goes_on(before: Verdict, after: Verdict) -> bool:
    """The next request is soon, and says this one again or has something in common with it."""
    gap = gap_seconds(before.exchange, after.exchange)
    if gap is None or gap > WITHIN_SECONDS:
        return False
    ours, theirs = before.exchange, after.exchange
    if before.said_again >= SAID_AGAIN:
        return True
    if _domain(ours) == _domain(theirs):
        return True
    return overlap(ours.words, theirs.words) > 0 or alike(ours.words, theirs.words) >= ALIKE


def _domain(exchange: Exchange) -> str | None:
    """What kind of thing it is about; None when nothing was understood."""
    domain = exchange.slots.get("domain")
    return str(domain) if domain else exchange.intent


def _session(requests: Sequence[tuple[Verdict, float]], guarded: frozenset[str]) -> Session:
    texts = [
        _text(verdict, requests[place - 1][0] if place else None)
        for place, (verdict, _) in enumerate(requests)
    ]
    last = len(requests) - 1
    return Session(
        at=requests[0][0].exchange.at,
        visits=tuple(
            Visit(
                turn=verdict.exchange.id,
                state=_state(verdict.exchange, texts[place]),
                text=texts[place],
                onward=0.0 if place == last else verdict.said_again,
                defect=defect if place < last else _of_the_last(verdict, defect),
                guarded=is_guarded(verdict.exchange, guarded),
            )
            for place, (verdict, defect) in enumerate(requests)
        ),
    )


def _of_the_last(verdict: Verdict, defect: float) -> float:
    """Said again, but not in this session: it was a defect, and what was wanted is not known."""
    return max(defect, verdict.said_again * verdict.defect)


def _state(said: Exchange, text: str) -> State:
    """A correction that is known in whole stands for what was done, however it was read."""
    if said.understood_by == CORRECTION and text and said.intent is not None:
        return frame_of(said.intent, said.slots)
    return state_of(said)


def _text(verdict: Verdict, before: Verdict | None) -> str:
    """Its words, where what came of it says something of them: not of those that were rewritten."""
    said = verdict.exchange
    if said.taken_as is not None:
        return ""
    if said.understood_by != CORRECTION:
        return " ".join(said.words)
    return " ".join(in_whole(before.exchange, said)) if before else ""
