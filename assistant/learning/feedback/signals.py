"""All signs of a history, and the verdict on each of its turns."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from operator import attrgetter

from assistant.learning.contrast import ROOMS
from assistant.learning.exchange import Exchange, gap_seconds
from assistant.learning.feedback.abandonment import SILENCE_SECONDS, abandonment
from assistant.learning.feedback.barge_in import barge_in
from assistant.learning.feedback.defect import Background, backgrounds, defect_of
from assistant.learning.feedback.denial import denial
from assistant.learning.feedback.model import Feedback, Moment, Sign
from assistant.learning.feedback.neither import neither
from assistant.learning.feedback.praise import praise
from assistant.learning.feedback.recurrence import with_other_days
from assistant.learning.feedback.repetition import repetition
from assistant.learning.feedback.rephrase import rephrase
from assistant.learning.feedback.taken_back import was_taken_back
from assistant.learning.feedback.undone_by_hand import WITHIN_SECONDS, undone_by_hand
from assistant.learning.feedback.undone_by_voice import undone_by_voice
from assistant.learning.history import Change, History
from assistant.learning.rephrase_model.dialogue import Dialogue, dialogue_of
from assistant.learning.rephrase_model.model import RephraseModel, shipped
from assistant.learning.words import Words

SIGNS: tuple[Sign, ...] = (
    barge_in,
    rephrase,
    repetition,
    denial,
    praise,
    undone_by_voice,
    undone_by_hand,
    abandonment,
    neither,
)
LATER = 6
"""Turns of one conversation that a sign may look ahead."""
SAYS_AGAIN = ("rephrase", "repetition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the signs say of one turn."""

    exchange: Exchange
    signs: tuple[Feedback, ...]
    defect: float
    """Probability that the person did not get what was wanted."""
    said_again: float
    """Probability that the next request wishes for the same."""
    otherwise: float
    """Probability of a defect, if the next request does not."""


def verdicts(
    history: History, rooms: tuple[Words, ...] = ROOMS, *, learned: bool = True
) -> tuple[Verdict, ...]:
    """One for each exchange, in the order of the history.

    Rephrases are found by the network where it is there, or by rules if `learned` is off.
    """
    moments = with_other_days(tuple(moments_of(history, rooms)))
    if learned and (model := shipped()) is not None:
        moments = _pointed(moments, model)
    signs = [tuple(found for sign in SIGNS if (found := sign(moment))) for moment in moments]
    habits = backgrounds(
        [moment.exchange for moment in moments], [sign for found in signs for sign in found]
    )
    return tuple(
        _verdict(moment, found, habits) for moment, found in zip(moments, signs, strict=True)
    )


def moments_of(history: History, rooms: tuple[Words, ...] = ROOMS) -> Iterator[Moment]:
    """Each exchange with what came after it in the same place, oldest first."""
    by_place: dict[str, list[Exchange]] = {}
    for exchange in history.exchanges:
        by_place.setdefault(exchange.place, []).append(exchange)
    position = dict.fromkeys(by_place, 0)
    by_hand = _ByHand(history.changes)
    for exchange in history.exchanges:
        position[exchange.place] += 1
        start = position[exchange.place]
        following = by_place[exchange.place][start : start + LATER]
        later = _conversation(exchange, following)
        request = next((one for one in later if one.is_request), None)
        lost = bool(following) and gap_seconds(exchange, following[0]) is None
        yield Moment(
            exchange=exchange,
            after=later[0] if later else None,
            request=request,
            gap_seconds=_gap(exchange, request),
            later=later,
            changes=by_hand.after(exchange) if exchange.actions else (),
            # when the clock was set, nobody knows how long it was quiet
            watched_seconds=0.0 if lost else (history.until - exchange.ended).total_seconds(),
            rooms=rooms,
        )


def _conversation(exchange: Exchange, following: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """What follows without a long silence."""
    later: list[Exchange] = []
    for before, after in pairwise((exchange, *following)):
        gap = gap_seconds(before, after)
        if gap is None or gap > SILENCE_SECONDS:
            break
        later.append(after)
    return tuple(later)


def _gap(exchange: Exchange, request: Exchange | None) -> float:
    gap = None if request is None else gap_seconds(exchange, request)
    return math.inf if gap is None else gap


def _pointed(moments: Sequence[Moment], model: RephraseModel) -> tuple[Moment, ...]:
    """Each with what the network makes of it, where a request was followed by another."""
    dialogues = {
        place: dialogue
        for place, moment in enumerate(moments)
        if moment.exchange.is_request
        and moment.request is not None
        and (dialogue := _dialogue(moment)) is not None
    }
    read = dict(zip(dialogues, model.read(tuple(dialogues.values())), strict=True))
    return tuple(
        replace(moment, pointed=read[place]) if place in read else moment
        for place, moment in enumerate(moments)
    )


def _dialogue(moment: Moment) -> Dialogue | None:
    """What was reported done, and then taken back, reads as what it was to the person: a failure.

    The network sees replies and words, not what was flipped back by hand.
    """
    first = moment.exchange
    if first.kind == "action_done" and was_taken_back(moment):
        first = replace(first, kind="declined")
    return dialogue_of(first, moment.later, moment.rooms)


class _ByHand:
    """Changes outside turns, looked up by time."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self._changes = sorted(changes, key=attrgetter("at"))
        self._times = [change.at.astimezone(UTC) for change in self._changes]

    def after(self, exchange: Exchange) -> tuple[Change, ...]:
        first = bisect_left(self._times, exchange.at)
        last = bisect_right(self._times, self._latest(exchange))
        return tuple(self._changes[first:last])

    def _latest(self, exchange: Exchange) -> datetime:
        return exchange.ended + timedelta(seconds=WITHIN_SECONDS)


def _verdict(moment: Moment, signs: tuple[Feedback, ...], habits: Background) -> Verdict:
    exchange = moment.exchange
    request = moment.request.id if moment.request else None
    next_again = [sign for sign in signs if sign.kind in SAYS_AGAIN and sign.by == request]
    again = max((sign.probability for sign in next_again), default=0.0)
    rest = [sign for sign in signs if sign not in next_again]
    watched = bool(moment.later) or moment.watched_seconds >= SILENCE_SECONDS
    return Verdict(
        exchange=exchange,
        signs=signs,
        defect=defect_of(exchange, signs, habits, watched=watched),
        said_again=again,
        otherwise=defect_of(exchange, rest, habits, watched=watched),
    )
