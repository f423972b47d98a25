"""Events to JSON and back."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.learning.codec import (
    EVENTS,
    CodecError,
    dumps,
    step_from_json,
    step_to_json,
    to_json,
)
from assistant.turn import (
    Action,
    Candidate,
    Event,
    Hypothesis,
    Outcome,
    Reading,
    Reply,
    RunStarted,
    Slots,
    Step,
    Transcript,
    Utterance,
    Value,
    Word,
)

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers() | FLOATS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=5,
)
SLOTS: st.SearchStrategy[Slots] = st.dictionaries(st.text(max_size=6), VALUES, max_size=3)


def made(kind: type) -> st.SearchStrategy[object]:
    """Any value of this event, its audio left out as the journal does."""
    silent = {
        each.name: st.just(b"") for each in fields(kind) if not each.metadata.get("journal", True)
    }
    slots = {each.name: SLOTS for each in fields(kind) if each.type is Slots}
    return st.builds(kind, **silent, **slots)


for nested in (Word, Hypothesis, Reading, Candidate, Action):
    st.register_type_strategy(nested, made(nested))
st.register_type_strategy(float, FLOATS)

STEPS = st.builds(
    Step,
    type=st.sampled_from(["run-start", "stt-end", "error"]),
    at_ms=FLOATS,
    took_ms=FLOATS,
    event=st.one_of([made(kind) for kind in get_args(Event)]),
)


@given(STEPS)
def test_every_event_comes_back_as_it_was(step: Step) -> None:
    again = step_from_json(json.loads(dumps(step_to_json(step))))
    assert again == step
    assert type(again.event) is type(step.event)


def test_every_event_has_a_name() -> None:
    assert set(EVENTS.values()) == set(get_args(Event))


def test_audio_is_left_out() -> None:
    reply = Reply(text="done", pcm=b"\x00\x01")
    assert to_json(reply) == {"text": "done", "by": "words", "duration_ms": 0.0}
    utterance = Utterance(start_ms=0, speech_end_ms=1, end_ms=2, ended_by="silence", pcm=b"x")
    assert "pcm" not in to_json(utterance)


def test_kinds_of_numbers_survive() -> None:
    slots: Slots = {"brightness": 50, "temperature": 21.0, "flag": True, "rgb": (1, 2, 3)}
    step = Step(
        type="x", at_ms=0, took_ms=0, event=Outcome(kind="action_done", reply="", slots=slots)
    )
    again = step_from_json(json.loads(dumps(step_to_json(step)))).event
    assert isinstance(again, Outcome)
    assert [(type(v), v) for v in again.slots.values()] == [(type(v), v) for v in slots.values()]


def test_what_a_newer_version_added_is_passed_over_and_what_is_missing_has_its_default() -> None:
    found = step_to_json(Step(type="x", at_ms=0, took_ms=0, event=Transcript(text="hi")))
    found["event"] = {"text": "hi", "mood": "good"}
    assert step_from_json(found).event == Transcript(text="hi")


START = step_to_json(
    Step(
        type="x",
        at_ms=0,
        took_ms=0,
        event=RunStarted(source="text", at=datetime(2026, 1, 1, tzinfo=UTC)),
    )
)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (3, "expected a step as an object"),
        ({**START, "is": "Surprise"}, "no event is called 'Surprise': RunStarted"),
        ({**START, "at_ms": "soon"}, "expected a number"),
        ({**START, "event": []}, "RunStarted: expected an object"),
        ({**START, "event": {"source": "text"}}, "RunStarted.at is missing"),
        (
            {**START, "event": {"source": "tv", "at": "2026-01-01"}},
            "RunStarted.source: ",
        ),
        ({**START, "event": {"source": "text", "at": "today"}}, "RunStarted.at: expected a date"),
    ],
)
def test_what_is_no_event_says_why(found: object, told: str) -> None:
    with pytest.raises(CodecError, match=told):
        step_from_json(found)


def test_broken_unicode_survives() -> None:
    step = Step(type="x", at_ms=0, took_ms=0, event=Transcript(text="\ud800"))
    assert step_from_json(json.loads(dumps(step_to_json(step)))) == replace(step)
