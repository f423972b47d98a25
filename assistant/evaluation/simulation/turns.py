"""A simulated request as the journal would have it, with the times that it would have taken."""

from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.evaluation.simulation.answering import Answer, Situation
from assistant.turn import (
    BargeIn,
    Event,
    Reply,
    Rewritten,
    RunEnded,
    RunStarted,
    Step,
    Transcript,
    Turn,
)

HEARD_MS, UNDERSTOOD_MS, DONE_MS, SPOKEN_MS = 1800.0, 1840.0, 2000.0, 2050.0
MS_PER_LETTER = 62.0
"""Of the assistant's voice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What reached the assistant, and what it made of it."""

    text: str
    rewritten: Rewritten
    answer: Answer


def turn_of(heard: Heard, situation: Situation, turn_id: str) -> Turn:
    """Everything from the first word to the last of the reply."""
    reply = heard.answer.outcome.reply
    spoken = Reply(text=reply, duration_ms=MS_PER_LETTER * len(reply))
    events: list[tuple[str, float, Event]] = [
        (
            "run-start",
            0.0,
            RunStarted(
                source="microphone",
                at=situation.at,
                area=situation.area,
                person=situation.person,
            ),
        ),
        ("stt-end", HEARD_MS, Transcript(text=heard.text)),
    ]
    if heard.rewritten.learned or heard.rewritten.rewritten:
        events.append(("rewrite-end", HEARD_MS, heard.rewritten))
    events += [
        ("intent-end", UNDERSTOOD_MS, heard.answer.interpretation),
        ("resolve-end", UNDERSTOOD_MS, heard.answer.resolution),
        ("act-end", DONE_MS, heard.answer.outcome),
        ("tts-end", SPOKEN_MS, spoken),
        ("run-end", SPOKEN_MS, RunEnded(kind=heard.answer.outcome.kind)),
    ]
    turn = Turn(turn_id)
    for kind, at_ms, event in events:
        turn.append(Step(type=kind, at_ms=at_ms, took_ms=0.0, event=event))
    return turn


def interrupt(turn: Turn, share: float) -> None:
    """Somebody speaks after this share of the reply."""
    reply = turn.last(Reply)
    if reply is None or not reply.text:
        return
    said = reply.text[: int(share * len(reply.text))]
    cut = BargeIn(offset_ms=share * reply.duration_ms, said_so_far=said)
    turn.append(Step(type="barge-in", at_ms=SPOKEN_MS + cut.offset_ms, took_ms=0.0, event=cut))


def seconds_of(turn: Turn) -> float:
    """Until the reply is over or cut short."""
    reply, cut = turn.last(Reply), turn.last(BargeIn)
    spoken = cut.offset_ms if cut else reply.duration_ms if reply else 0.0
    return (SPOKEN_MS + spoken) / 1000


def in_utc(at: datetime) -> datetime:
    """The home's wall clock is this machine's, as it is for a real home."""
    return at.astimezone(UTC)
