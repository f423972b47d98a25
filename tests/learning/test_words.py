"""Words, sounds and contradictions."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.home.file import load_home
from assistant.learning.contrast import additions, contrasts, rooms_in, rooms_of
from assistant.learning.markov.states import guarded_devices
from assistant.learning.words import alike, overlap, sound_of, words_in


def test_what_is_owned_is_not_what_it_is() -> None:
    assert words_in("send it back to its base") == tuple("send it back to its base".split())
    assert words_in("it's dark, its light is off") == tuple("it is dark it is light is off".split())


def test_set_says_no_way() -> None:
    more, less = additions(words_in("set the heating to ten"), words_in("the heating to ten"))
    assert not more
    assert not less


def test_numbers_are_digits() -> None:
    assert words_in("Set it to Twenty-One, don't wait!") == (
        "set", "it", "to", "21", "do", "not", "wait",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"), [("bed", "pad"), ("night", "knight"), ("phone", "fone"), ("lamp", "lump")]
)
def test_what_sounds_alike(one: str, other: str) -> None:
    assert sound_of([one]) == sound_of([other])


@pytest.mark.parametrize(("one", "other"), [("on", "off"), ("15", "50"), ("lamp", "fan")])
def test_what_does_not(one: str, other: str) -> None:
    assert sound_of([one]) != sound_of([other])


def test_spaces_and_synonyms() -> None:
    assert alike(words_in("bed room lamp"), words_in("bedroom lamp")) == 1.0
    assert overlap(words_in("switch on the lamps"), words_in("turn the light on")) == 1.0


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("turn it on", "turn it off", {"polarity"}),
        ("make it louder", "volume down", {"polarity"}),
        ("set it to fifteen", "set it to fifty", {"number"}),
        ("bath room light", "bedroom light", {"room"}),
        ("bed room light", "bedroom light", set()),
        ("light on", "light", set()),
    ],
)
def test_contradictions(first: str, second: str, found: set[str]) -> None:
    assert contrasts(words_in(first), words_in(second)) == found


def test_what_only_one_says() -> None:
    more, less = additions(words_in("light on"), words_in("kitchen light"))
    assert (more, less) == ({"room"}, {"polarity"})


def test_a_homes_own_rooms_and_doors() -> None:
    home = load_home(Path("home.yaml"))
    rooms = rooms_of(home)
    for area in home.areas:
        assert rooms_in(words_in(f"the light in the {area.name}"), rooms)
    kinds = {home.device_by_id[device].kind for device in guarded_devices(home)}
    assert kinds <= {"lock", "cover", "alarm_control_panel"}
    assert {device.id for device in home.devices if device.kind == "lock"} <= guarded_devices(home)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text(one: str, other: str) -> None:
    first, second = words_in(one), words_in(other)
    assert 0 <= alike(first, second) <= 1
    assert alike(first, second) == alike(second, first)
    assert 0 <= overlap(first, second) <= 1 + 1e-9
    assert contrasts(first, second) == contrasts(second, first)
