"""How well a detector finds rephrases, ours and the rules, on the same dialogues."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from assistant.learning.exchange import Exchange
from assistant.learning.feedback.model import Moment
from assistant.learning.feedback.repetition import repetition
from assistant.learning.feedback.rephrase import rephrase_by_rules
from assistant.learning.rephrase_model.model import RephraseModel
from assistant.turn import BargeIn
from rephrases.behaviour import Labelled

SURE = 0.5
BEGIN = datetime(2026, 1, 5, 7, tzinfo=UTC)
REPLY_SECONDS = 2.0
LEANS = {"request": "template", "remark": "remark", "answer": "answer"}
Detector: TypeAlias = Callable[[Sequence[Labelled]], list[int]]
"""The turn that it takes for the rephrase, 0 for none."""


@dataclass(frozen=True, slots=True)
class Score:
    """Right only where it points at the very turn."""

    found: int
    pointed: int
    there: int
    dialogues: int

    @property
    def precision(self) -> float:
        return self.found / self.pointed if self.pointed else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        both = self.pointed + self.there
        return 2 * self.found / both if both else 0.0


def score(dialogues: Sequence[Labelled], pointed: Sequence[int]) -> Score:
    pairs = [(one.rephrase, turn) for one, turn in zip(dialogues, pointed, strict=True)]
    return Score(
        found=sum(truth == turn > 0 for truth, turn in pairs),
        pointed=sum(turn > 0 for _, turn in pairs),
        there=sum(truth > 0 for truth, _ in pairs),
        dialogues=len(pairs),
    )


def by_model(model: RephraseModel) -> Detector:
    def detect(dialogues: Sequence[Labelled]) -> list[int]:
        read = model.read([one.dialogue for one in dialogues])
        return [one.turn if one.probability >= SURE else 0 for one in read]

    return detect


def by_rules(dialogues: Sequence[Labelled]) -> list[int]:
    return [_by_rules(one) for one in dialogues]


def falsely(dialogues: Iterable[Labelled], pointed: Iterable[int]) -> float:
    """Share of dialogues without a rephrase in which one was seen."""
    wrong = [turn > 0 for one, turn in zip(dialogues, pointed, strict=True) if not one.rephrase]
    return sum(wrong) / len(wrong) if wrong else 0.0


def _by_rules(one: Labelled) -> int:
    """The next request, where a rephrase or a repetition is likely."""
    exchanges = _exchanges(one)
    place = next((n for n, said in enumerate(exchanges) if n and said.is_request), None)
    if place is None:
        return 0
    request = exchanges[place]
    moment = Moment(
        exchange=exchanges[0],
        after=exchanges[1],
        request=request,
        gap_seconds=(request.at - exchanges[0].ended).total_seconds(),
        later=exchanges[1:],
        rooms=one.dialogue.rooms,
    )
    signs = (rephrase_by_rules(moment), repetition(moment))
    likely = max((sign.probability for sign in signs if sign is not None), default=0.0)
    return place if likely >= SURE else 0


def _exchanges(one: Labelled) -> tuple[Exchange, ...]:
    at, found = BEGIN, []
    for number, turn in enumerate(one.dialogue.turns):
        at += timedelta(seconds=turn.gap_seconds)
        found.append(
            Exchange(
                id=str(number),
                at=at,
                place="home",
                text=" ".join(turn.words),
                words=turn.words,
                kind=turn.kind,
                understood_by=LEANS[one.roles[number]],
                lasted_seconds=REPLY_SECONDS,
                reply_seconds=REPLY_SECONDS,
                barge_in=BargeIn(said_so_far="", offset_ms=0) if turn.interrupted else None,
            )
        )
        at += timedelta(seconds=REPLY_SECONDS)
    return tuple(found)
