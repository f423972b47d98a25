"""Times and conditions in words; what is not understood is Unclear, never nothing."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agenda.times import resolve, time_in
from assistant.agenda.when import After, At, Becomes, Every, For, Unclear, When, slots_of, when_in
from assistant.context import Context
from assistant.home.file import load_home
from assistant.understanding.when import planned_in
from assistant.understanding.words import words_of

NOON = datetime(2026, 3, 2, 12)
"""A Monday."""
HOME = load_home(Path(__file__).parents[2] / "home.yaml")
CONTEXT = Context(home=HOME, states={device.id: device.state for device in HOME.devices}, now=NOON)


def when(words: str) -> When | None:
    planned = planned_in(f"turn on the kettle {words}", CONTEXT)
    return planned.when if planned else None


def at(day: int, hour: int, minute: int = 0) -> At:
    return At(datetime(2026, 3, day, hour, minute))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("at seven pm", at(2, 19)),
        ("at seven", at(2, 19)),
        ("at 11", at(2, 23)),
        ("at 7:30 tomorrow", at(3, 7, 30)),
        ("tomorrow at three", at(3, 15)),
        ("tomorrow evening at eight", at(3, 20)),
        ("tonight at eight", at(2, 20)),
        ("at half past six in the evening", at(2, 18, 30)),
        ("at quarter to nine pm", at(2, 20, 45)),
        ("at noon", at(3, 12)),
        ("at midnight", at(3, 0)),
        ("on friday at 8 am", at(6, 8)),
        ("at 19:45", at(2, 19, 45)),
        ("in half an hour", After(1800)),
        ("in an hour and a half", After(5400)),
        ("in 1 hour and 20 minutes", After(4800)),
        ("in two and a half hours", After(9000)),
        ("in a quarter of an hour", After(900)),
        ("after 5 minutes", After(300)),
        ("10 minutes from now please", After(600)),
        ("for ten minutes", For(600)),
        ("until ten pm", For(36000)),
        ("every weekday at six", Every((0, 1, 2, 3, 4), datetime(2026, 3, 3, 6))),
        ("every evening at 7", Every((0, 1, 2, 3, 4, 5, 6), datetime(2026, 3, 2, 19))),
        ("at 8 am every monday and friday", Every((0, 4), datetime(2026, 3, 6, 8))),
        ("at 8 am every friday to monday", Every((0, 4, 5, 6), datetime(2026, 3, 6, 8))),
        ("on weekends at 9 am", Every((5, 6), datetime(2026, 3, 7, 9))),
    ],
)
def test_times(words: str, expected: When) -> None:
    assert when(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "later", "tonight", "tomorrow", "in a while", "at sunset", "after sunset", "every hour",
        "every other day", "from 7 to 9", "at seven and in ten minutes", "at 25:00",
        "when pigs fly", "unless it rains", "as long as the door is open", "when i leave",
        "before bed", "while i cook", "in 0 minutes", "today at 9 am", "every morning",
        "next week", "at 7 tomorrow and then off", "if the dragon is awake",
        "until the oven is hot",
        "in a few minutes", "in 5000 hours at 7", "after dinner", "when the kettle is purple",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_never_nothing(words: str) -> None:
    assert isinstance(when(words), Unclear)


@pytest.mark.parametrize(
    ("words", "device", "holds", "fails"),
    [
        ("when the oven is hot", "oven",
         {"current_temperature": 199, "temperature": 200},
         {"current_temperature": 90, "temperature": 200}),
        ("when the front door opens", "front_door", {"state": "unlocked"}, {"state": "locked"}),
        ("once the dryer is done", "dryer", {"state": "off"}, {"state": "on"}),
        ("when it gets dark", "office_daylight", {"state": 3}, {"state": 300}),
        ("as soon as the kitchen window is open", "kitchen_window", {"state": "on"},
         {"state": "off"}),
        ("when the nursery temperature drops below 18", "nursery_temperature", {"state": 17},
         {"state": 18.5}),
        ("when the temperature in the nursery is above 25", "nursery_temperature", {"state": 26},
         {"state": 24}),
        ("when there is motion in the garage", "garage_camera", {"state": "on"}, {"state": "off"}),
        ("when the robot is back home", "vacuum", {"state": "docked"}, {"state": "cleaning"}),
        ("when it starts raining", "weather", {"state": "rainy"}, {"state": "sunny"}),
    ],
)  # fmt: skip
def test_conditions(
    words: str, device: str, holds: dict[str, float], fails: dict[str, float]
) -> None:
    found = when(words)
    assert isinstance(found, Becomes)
    assert found.predicate.device == device
    assert found.predicate.holds(holds)
    assert not found.predicate.holds(fails)
    assert not found.predicate.holds({})


@pytest.mark.parametrize(
    "text",
    [
        "turn on the light", "turn on the lights in the kitchen", "play when doves cry",
        "set a timer for ten minutes", "set the alarm for seven", "what is the weather tomorrow",
        "turn on good night", "turn on the night light", "turn on the second lamp",
        "set the kitchen light to 50 percent", "set the volume at 5",
        "turn off the light if you can",
        "is the light on at seven", "broadcast dinner is at seven", "turn on the wake up alarm",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert planned_in(text, CONTEXT) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("when the oven is hot, turn it off", "turn the oven off"),
        ("every weekday at six please turn on the TV", "turn on the TV"),
        ("tomorrow turn on the heater at eight", "turn on the heater"),
        ("if it gets dark then turn on the porch light", "turn on the porch light"),
    ],
)
def test_what_is_to_be_done_keeps_the_words(text: str, rest: str) -> None:
    planned = planned_in(text, CONTEXT)
    assert planned is not None
    assert planned.rest == rest


@given(st.integers(min_value=1, max_value=600), st.sampled_from(["second", "minute", "hour"]))
def test_every_duration_is_read(count: int, unit: str) -> None:
    size = {"second": 1, "minute": 60, "hour": 3600}[unit]
    bits = time_in(words_of(f"in {count} {unit}s"))
    assert bits is not None
    assert resolve(bits, NOON) == After(count * size)


@given(
    st.integers(min_value=0, max_value=23),
    st.integers(min_value=0, max_value=59),
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2026, 12, 1)),
)
def test_a_time_of_day_is_within_a_day(hour: int, minute: int, now: datetime) -> None:
    bits = time_in(words_of(f"at {hour}:{minute:02}"))
    assert bits is not None
    found = resolve(bits, now)
    assert isinstance(found, At)
    assert now < found.moment <= now + timedelta(days=1)
    assert found.moment.hour % 12 == hour % 12
    assert found.moment.minute == minute


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    planned_in(text, CONTEXT)
    planned_in(f"turn on the light at {text}", CONTEXT)
    planned_in(f"when {text}, turn on the light", CONTEXT)


@pytest.mark.parametrize("words", ["at seven", "in an hour", "every day at 7", "for an hour",
                                   "when the oven is hot", "later"])  # fmt: skip
def test_slots_carry_it_all(words: str) -> None:
    found = when(words)
    assert found is not None
    assert when_in(slots_of(found)) == found
