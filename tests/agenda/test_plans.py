"""The pure core: whatever is done to timers, time is neither made nor lost."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agenda.changes import Add, AgendaError, Cancel, Change, Extend, Pause, Resume
from assistant.agenda.entries import Appointment, Deed, Timer
from assistant.agenda.plans import Plans, next_on
from assistant.agenda.words import plan_words
from assistant.learning.codec import from_json, to_json

NOON = datetime(2026, 3, 2, 12)
DEED = Deed(said="turn on the lamp")
seconds = st.integers(min_value=1, max_value=86400).map(float)


def timer(length: float, name: str | None = None) -> Timer:
    return Timer(seconds=length, started=NOON, ends=NOON + timedelta(seconds=length), name=name)


def with_timer(length: float) -> Plans:
    return Plans().apply(Add(entry=timer(length)))


def test_what_goes_by_the_clock_is_told_by_the_clock() -> None:
    call = replace(timer(5 * 3600, "call Anna"), by_clock=True)
    assert plan_words(call, NOON + timedelta(seconds=51)) == 'the reminder "call Anna" at 5 PM'
    assert plan_words(replace(call, left_seconds=60.0), NOON).endswith("paused with 1 minute left")
    assert plan_words(timer(600), NOON) == "the 10 minute timer, 10 minutes left"


@given(st.lists(seconds, max_size=8))
def test_every_entry_has_its_own_id(lengths: list[float]) -> None:
    plans = Plans()
    for length in lengths:
        plans = plans.apply(Add(entry=timer(length)))
    assert len({entry.id for entry in plans}) == len(lengths)


@given(seconds, seconds, seconds)
def test_a_pause_costs_nothing(length: float, pause_at: float, pause: float) -> None:
    before = min(pause_at, length)
    at = NOON + timedelta(seconds=before)
    later = at + timedelta(seconds=pause)
    plans = with_timer(length).apply(Pause(id=1, at=at))
    assert plans.due(later) == ()
    assert plans.timers[0].left(later) == pytest.approx(length - before)
    resumed = plans.apply(Resume(id=1, at=later)).timers[0]
    assert resumed.left(later) == pytest.approx(length - before, abs=1e-3)


@given(seconds, st.floats(min_value=-86400, max_value=86400), st.booleans())
def test_more_and_less_time(length: float, more: float, paused: bool) -> None:
    plans = with_timer(length)
    if paused:
        plans = plans.apply(Pause(id=1, at=NOON))
    left = plans.apply(Extend(id=1, seconds=more, at=NOON)).timers[0].left(NOON)
    assert left == pytest.approx(max(0.0, length + more), abs=1e-3)


@given(st.lists(seconds, min_size=1, max_size=8), seconds)
def test_due_is_what_has_ended_in_order(lengths: list[float], passed: float) -> None:
    plans = Plans()
    for length in lengths:
        plans = plans.apply(Add(entry=timer(length)))
    due = plans.due(NOON + timedelta(seconds=passed))
    ended = [entry.seconds for entry in due if isinstance(entry, Timer)]
    assert ended == sorted(length for length in lengths if length <= passed)


@pytest.mark.parametrize("change", [Cancel(id=7), Pause(id=7, at=NOON)])
def test_what_is_not_there_cannot_be_changed(change: Change) -> None:
    with pytest.raises(AgendaError):
        with_timer(60).apply(change)


def test_an_appointment_is_no_timer() -> None:
    plans = Plans().apply(Add(entry=Appointment(at=NOON, deed=DEED)))
    with pytest.raises(AgendaError):
        plans.apply(Pause(id=1, at=NOON))


@given(
    st.sets(st.integers(min_value=0, max_value=6), min_size=1),
    st.datetimes(min_value=datetime(2025, 1, 1), max_value=datetime(2027, 1, 1)),
)
def test_the_next_day_is_soon_and_one_of_those(days: set[int], after: datetime) -> None:
    weekdays = tuple(sorted(days))
    found = next_on(weekdays, NOON, after)
    assert found > after
    assert found - after <= timedelta(days=7)
    assert found.weekday() in weekdays
    assert (found.hour, found.minute) == (12, 0)


def test_what_comes_again_is_moved_and_what_does_not_is_gone() -> None:
    plans = Plans()
    plans = plans.apply(Add(entry=Appointment(at=NOON, deed=DEED, weekdays=(0, 4))))
    plans = plans.apply(Add(entry=Appointment(at=NOON, deed=DEED)))
    for entry in plans.appointments:
        plans = plans.past(entry, NOON + timedelta(minutes=1))
    assert [(entry.id, entry.at.weekday()) for entry in plans.appointments] == [(1, 4)]


def test_plans_come_back_from_json() -> None:
    plans = with_timer(90).apply(Add(entry=Appointment(at=NOON, deed=DEED, weekdays=(1,))))
    assert from_json(Plans, to_json(plans)) == plans
