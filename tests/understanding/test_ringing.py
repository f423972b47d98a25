"""The time that an alarm is to ring at, anywhere among the words."""

from datetime import datetime

import pytest

from assistant.understanding.ringing import Ring, ring_in
from assistant.understanding.words import words_of

NOON = datetime(2026, 3, 4, 12, 0)
"""A Wednesday."""
WORKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


@pytest.mark.parametrize(
    ("said", "time", "days"),
    [
        ("set alarm tomorrow at six am", "06:00", ()),
        ("place alarm at 5 o'clock morning", "05:00", ()),
        ("remove alarm of 7.30 a.m. on monday", "07:30", ("monday",)),
        ("alert me at 0500 hrs", "05:00", ()),
        ("alarm at nine hundred and thirty pm", "21:30", ()),
        ("wake me at seven oh five", "07:05", ()),
        ("wake me at a quarter to seven", "06:45", ()),
        ("wake me at ten to seven", "06:50", ()),
        ("set an alarm for three", "15:00", ()),
        ("wake me up at three", "03:00", ()),
        ("set an alarm for tonight at eleven", "23:00", ()),
        ("set my morning alarm for six", "06:00", ()),
        ("every weekday at 7", "07:00", WORKDAYS),
        ("the alarm that is set for weekdays at nine", "09:00", WORKDAYS),
        ("set an alarm for saturday morning at nine", "09:00", ("saturday",)),
        ("alarm for six tomorrow evening", "18:00", ("thursday",)),
        ("change the alarm from six to seven", "07:00", ()),
        ("wake me at 7 for my 9 o'clock train", "07:00", ()),
    ],
)
def test_a_time_and_its_days(said: str, time: str, days: tuple[str, ...]) -> None:
    ring = ring_in(words_of(said), NOON)
    assert ring is not None
    assert (ring.time, ring.days) == (time, days)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("set an alarm for two hours from now", 7200),
        ("an alarm in 20 minutes", 1200),
        ("an alarm for half an hour", 1800),
        ("schedule an alarm to wake me up after 3 hours", 10800),
    ],
)
def test_so_long_from_now(said: str, seconds: float) -> None:
    assert ring_in(words_of(said), NOON) == Ring(seconds=seconds)


@pytest.mark.parametrize(
    "said",
    [
        "turn off the alarm",
        "set an alarm for tomorrow",
        "set two alarms for six am and seven am",
        "set an alarm for the 25th of may at six",
        "set an alarm for tomorrow morning at six pm",
        "set an alarm 30 minutes before 7",
        "set an alarm every ten minutes",
        "set 2 alarms",
    ],
)
def test_what_is_not_one_time_is_none(said: str) -> None:
    assert ring_in(words_of(said), NOON) is None


def test_a_clock_may_be_the_one_if_the_half_was_not_said() -> None:
    assert Ring(time="07:00").may_be("19:00")
    assert not Ring(time="07:00", half_said=True).may_be("19:00")
