"""Turns as they would have been, for the pure functions of the conversation."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

from assistant.context import Context
from assistant.home.file import load_home
from assistant.turn import (
    Action,
    Candidate,
    Decision,
    Event,
    Interpretation,
    Outcome,
    Reading,
    Resolution,
    ResponseKind,
    Slots,
    Step,
    Turn,
)
from assistant.understanding.dialogue import follow_up, last_resort
from devices.contract import State

HOME = load_home(Path(__file__).parents[2] / "home.yaml")
STATES: dict[str, State] = {device.id: dict(device.state) for device in HOME.devices}
_numbers = count(1)


def turn(*events: Event) -> Turn:
    steps = [Step(type="x", at_ms=0.0, took_ms=0.0, event=event) for event in events]
    return Turn(f"turn-{next(_numbers)}", steps)


def reading(intent: str, slots: Slots, text: str, **more: str) -> Reading:
    matched_by = more.get("matched_by", "template")
    return Reading(intent=intent, slots=slots, probability=0.97, matched_by=matched_by, text=text)


def done(
    intent: str,
    slots: Slots,
    *devices: str,
    text: str = "",
    service: str = "turn_on",
    before: State | None = None,
    kind: ResponseKind = "action_done",
) -> Turn:
    """A turn that was carried out."""
    meant = reading(intent, slots, text or intent)
    actions = [
        Action(
            device=device,
            service=service,
            data={},
            result="confirmed",
            took_ms=1.0,
            before=STATES[device] if before is None else before,
        )
        for device in devices
        if kind == "action_done"
    ]
    return turn(
        Interpretation(text=text or intent, readings=(meant,)),
        Resolution(
            decision="act",
            candidates=(Candidate(reading=meant, devices=devices, probability=0.97),),
        ),
        Outcome(kind=kind, reply="Done.", intent=intent, slots=slots, actions=tuple(actions)),
    )


def asked(intent: str, slots: Slots, *devices: str, text: str, decision: Decision = "ask") -> Turn:
    """A turn that ended in a question."""
    meant = reading(intent, slots, text)
    kind: ResponseKind = "clarify" if decision == "ask" else "confirm"
    return turn(
        Interpretation(text=text, readings=(meant,)),
        Resolution(
            decision=decision,
            candidates=tuple(
                Candidate(reading=meant, devices=(device,), probability=0.5) for device in devices
            ),
            reply="Which one?",
        ),
        Outcome(kind=kind, reply="Which one?", intent=intent, slots=slots),
    )


def around(history: Sequence[Turn], **states: State) -> Context:
    return Context(
        home=HOME,
        states={**STATES, **states},
        now=datetime(2026, 3, 2, 12, 0),
        history=tuple(history),
    )


def said(text: str, *history: Turn, **states: State) -> Reading | None:
    """What the text is taken for after these turns; new commands are not understood here."""
    return follow_up(text, around(history, **states), lambda rest: ())


def left(text: str, *history: Turn) -> Reading | None:
    """What is left of the text when nothing else was understood."""
    return last_resort(text, around(history))
