"""One turn as learning sees it: what was said, what it was taken for, what came of it, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from assistant.learning.words import Words, words_in
from assistant.turn import (
    Action,
    BargeIn,
    Candidate,
    Outcome,
    Reading,
    Reply,
    Resolution,
    ResponseKind,
    Rewritten,
    RunStarted,
    Slots,
    Transcript,
    Turn,
    Value,
)

UNDO, LEAVE, NEVERMIND = "UndoLast", "LeaveIt", "HassNevermind"
ABOUT_THE_TALK = frozenset(
    {UNDO, LEAVE, NEVERMIND, "RepeatLast", "ExplainLast", "ExplainWhy", "StopUnderWay"}
)
"""Intents that speak of the conversation and wish for nothing new."""
ANSWER = "answer"
LEANING = frozenset({ANSWER, "asked again", "reference", "remark", "bare"})
"""Understandings of texts that mean something only after what was said before."""
ROOM = "room"
"""The sign of the context that something is where it is asked for."""
UNKNOWN_NAME = frozenset({"no_entity", "no_area"})
"""Codes of what failed because nothing is called so."""
OVERLAP_SECONDS = 2.0
"""A turn may begin this much before the one before it is written to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its reply."""

    id: str
    at: datetime
    """UTC."""
    hour: int = 0
    """Of the home's wall clock."""
    place: str
    """Where it was said: requests of two places are never of one conversation."""
    person: str | None = None
    text: str
    words: Words
    kind: ResponseKind
    code: str | None = None
    intent: str | None = None
    slots: Slots = field(default_factory=dict)
    """What was said of them, without what the room implied."""
    form: str = "default"
    understood_by: str = ""
    """`template`, `fuzzy`, `answer` and the like; empty when nothing was understood."""
    exact: bool = False
    reply: str = ""
    lasted_seconds: float = 0.0
    """Until the reply had been played to its end, or was cut short."""
    reply_seconds: float = 0.0
    actions: tuple[Action, ...] = ()
    barge_in: BargeIn | None = None
    undoes: str | None = None
    """Id of the turn that it takes back, also where it wishes for something else instead."""
    rewriting: Rewritten | None = None
    """What rewriting made of it, where it had anything to say."""
    devices: tuple[str, ...] = ()
    """Ids of those that were taken to be meant; none where that was left open."""
    weighed: tuple[Candidate, ...] = ()
    """Of several things that may have been meant, those that context chose among."""
    told_by_room: bool = False
    """Which of several things was meant depended on where it was said."""

    @property
    def ended(self) -> datetime:
        return self.at + timedelta(seconds=self.lasted_seconds)

    @property
    def who(self) -> str:
        """Whose habits these are; the place's, where nobody is known."""
        return self.person or self.place

    @property
    def failed(self) -> bool:
        """The person heard that it did not work."""
        return self.kind in ("declined", "error")

    @property
    def asked(self) -> bool:
        return self.kind in ("clarify", "confirm")

    @property
    def taken_as(self) -> str | None:
        """What was understood instead of its own words."""
        return self.rewriting.rewritten if self.rewriting and not self.offered else None

    @property
    def offered(self) -> bool:
        """It was asked whether something else is meant; its own words were not understood."""
        return self.rewriting is not None and self.rewriting.asks

    @property
    def is_talk(self) -> bool:
        """It speaks of the conversation and wishes for nothing new."""
        return self.intent in ABOUT_THE_TALK

    @property
    def is_request(self) -> bool:
        """It wishes for something, in words that can stand alone."""
        return not self.is_talk and self.understood_by not in LEANING


def names_nothing(exchange: Exchange) -> bool:
    """It failed and what it names is not in the home, as far as that is known: what is taken for
    other words had none of its own that are understood.
    """
    return exchange.failed and (exchange.code in UNKNOWN_NAME or exchange.rewriting is not None)


def exchange_of(turn: Turn, at: datetime | None = None) -> Exchange | None:
    """The turn in short; None when nobody said anything to the assistant or its beginning is lost.

    `at` is when the journal says it began: the one clock that changes by hand are noted by, too.
    """
    started, heard = turn.last(RunStarted), turn.last(Transcript)
    if started is None or heard is None or not (words := words_in(heard.text)):
        return None
    outcome, rewriting = turn.last(Outcome), turn.last(Rewritten)
    if outcome is not None and outcome.kind == "ignored":
        return None
    offered = rewriting is not None and rewriting.asks
    first = None if offered else _reading(turn)
    reading = _wish(first)
    told = None if offered else outcome
    intent = reading.intent if reading else told.intent if told else None
    lasted, reply = _times(turn)
    return Exchange(
        id=turn.id,
        at=(at or started.at).astimezone(UTC),
        hour=started.at.hour,
        place=started.area or started.source,
        person=started.person,
        text=heard.text,
        words=words,
        kind=outcome.kind if outcome else "error",
        code=outcome.code if outcome else None,
        intent=intent,
        slots=_said(reading) if reading else told.slots if told else {},
        form=reading.form if reading else "default",
        understood_by=reading.matched_by if reading else "",
        exact=reading is not None and reading.exact and not reading.also,
        undoes=_undone(first),
        reply=outcome.reply if outcome else "",
        lasted_seconds=lasted,
        reply_seconds=reply,
        actions=outcome.actions if outcome else (),
        barge_in=turn.last(BargeIn),
        rewriting=rewriting,
        devices=() if offered else _devices(turn),
        weighed=() if offered else _weighed(turn),
        told_by_room=not offered and _told_by_room(turn),
    )


def gap_seconds(before: Exchange, after: Exchange) -> float | None:
    """From the end of the reply to the next request; None when the clock cannot be right."""
    gap = (after.at - before.ended).total_seconds()
    if gap >= 0:
        return gap
    return 0.0 if -gap <= before.reply_seconds + OVERLAP_SECONDS else None


def frame_of(intent: str, slots: Mapping[str, Value]) -> str:
    """`intent | slot:value ...`, the same however it was worded."""
    said = (f"{name}:{str(value).casefold()}" for name, value in sorted(slots.items()))
    return " | ".join((intent, *said))


def _reading(turn: Turn) -> Reading | None:
    resolution = turn.last(Resolution)
    if resolution is None or not resolution.candidates:
        return None
    return resolution.candidates[0].reading


def _devices(turn: Turn) -> tuple[str, ...]:
    chosen = _chosen(turn)
    return chosen.devices if chosen else ()


def _told_by_room(turn: Turn) -> bool:
    chosen = _chosen(turn)
    return chosen is not None and any(sign == ROOM for sign, _ in chosen.counts)


def _chosen(turn: Turn) -> Candidate | None:
    """What was done; after "no, the desk lamp" not the taking back, but the desk lamp."""
    resolution = turn.last(Resolution)
    if resolution is None or resolution.decision != "act" or not resolution.candidates:
        return None
    first = resolution.candidates[0]
    return first.also[0] if first.reading.intent == UNDO and first.also else first


def _weighed(turn: Turn) -> tuple[Candidate, ...]:
    """Those of the same wish as the best, if context had anything to say about them."""
    resolution = turn.last(Resolution)
    candidates = resolution.candidates if resolution else ()
    by_devices: dict[frozenset[str], Candidate] = {}
    for one in candidates:
        if one.reading.intent == candidates[0].reading.intent and not one.also:
            by_devices.setdefault(frozenset(one.devices), one)
    weighed = tuple(by_devices.values())
    return weighed if len(weighed) > 1 and any(one.counts for one in weighed) else ()


def _wish(reading: Reading | None) -> Reading | None:
    """What is wanted: after "no, the desk lamp" not the taking back, but the desk lamp."""
    return reading.also[0] if reading and reading.intent == UNDO and reading.also else reading


def _undone(reading: Reading | None) -> str | None:
    turn = reading.slots.get("turn") if reading and reading.intent == UNDO else None
    return turn if isinstance(turn, str) else None


def _said(reading: Reading) -> Slots:
    return {
        name: value
        for name, value in reading.slots.items()
        if name not in reading.implied and value is not None
    }


def _times(turn: Turn) -> tuple[float, float]:
    """How long the turn lasted with its reply, and the reply alone, in seconds."""
    written = max((step.at_ms for step in turn), default=0.0)
    reply, barge_in = turn.last(Reply), turn.last(BargeIn)
    spoken = barge_in.offset_ms if barge_in else reply.duration_ms if reply else 0.0
    begun = next((s.at_ms for s in reversed(turn.steps) if isinstance(s.event, Reply)), written)
    return max(written, begun + spoken, 0.0) / 1000, max(spoken, 0.0) / 1000
