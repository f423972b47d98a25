"""Names of a home: found as people say them, respelled as recognisers hear them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.home.file import load_home, parse_home
from assistant.home.find import area_named, floor_named, named, names_of
from assistant.home.phrasing import called, devices_called, listing, number, sentence
from assistant.understanding.respell import respellings
from tests.replay.suite import HOME_FILE

HOME = load_home(HOME_FILE)
ROOMS = parse_home(
    {
        "floors": [{"id": "top", "name": "Top Floor", "aliases": ["attic level"]}],
        "areas": [{"id": "annas_room", "name": "Anna's Room", "floor": "top"}],
        "devices": [
            {"id": "light.bed_1", "name": "Bedroom 1 light", "area": "annas_room"},
            {"id": "light.bed_2", "name": "Bedroom 2 light"},
        ],
    },
    "test",
)


@pytest.mark.parametrize("phrase", ["anna's room", "Annas Room", "the anna's room!", "annas_room"])
def test_an_area_is_found_however_it_is_written(phrase: str) -> None:
    area = area_named(ROOMS, phrase)
    assert area is not None
    assert area.id == "annas_room"


@pytest.mark.parametrize("phrase", ["top floor", "the attic level", "top"])
def test_a_floor_is_found(phrase: str) -> None:
    floor = floor_named(ROOMS, phrase)
    assert floor is not None
    assert floor.id == "top"


def test_what_is_not_there_is_not_found() -> None:
    assert area_named(ROOMS, "garden") is None
    assert floor_named(ROOMS, "cellar") is None
    assert named(ROOMS, "bedroom light") == ()


@given(st.sampled_from([(d, name) for d in HOME.devices for name in names_of(d)]))
def test_every_name_of_the_default_home_is_found(pair: tuple[object, str]) -> None:
    device, name = pair
    for said in (name, name.upper(), f"the {name}", f" {name}. "):
        assert device in named(HOME, said)


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("turn on the kitchin light", "kitchen light"),
        ("turn off the bed room lamp", "bedroom"),
        ("open the garage dor", "garage door"),
        ("start the robot vacum", "robot vacuum"),
    ],
)
def test_near_misses_are_respelled(heard: str, name: str) -> None:
    found = respellings(heard, HOME)
    assert name in {one.name for one in found}
    assert all(0.8 <= one.likeness <= 1 for one in found)


@pytest.mark.parametrize("said", ["turn on the kitchen light", "what time is it", "", "a"])
def test_what_needs_no_respelling_gets_none_of_its_names_changed(said: str) -> None:
    assert "kitchen light" not in {one.heard for one in respellings(said, HOME)}


def test_a_number_is_never_respelled_as_another() -> None:
    """Bedroom 1 is no near miss of bedroom 2."""
    for one in respellings("turn on the bedroom 3 light", ROOMS):
        assert "1" not in one.name
        assert "2" not in one.name


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    for one in respellings(text, ROOMS):
        assert one.name in {n for d in ROOMS.devices for n in names_of(d)} | {
            "Anna's Room", "Top Floor", "attic level",
        }  # fmt: skip


def test_things_are_called_as_people_call_them() -> None:
    lamps = [device for device in HOME.devices if device.name == "lamp"]
    assert {called(lamp, HOME) for lamp in lamps} == {
        "the lamp in the living room", "the lamp in the bedroom",
    }  # fmt: skip
    desk = HOME.device_by_id["desk_lamp"]
    assert called(desk, HOME) == "the desk lamp"
    lights = [device for device in HOME.devices if device.kind == "light"]
    assert devices_called(lights, HOME) == f"{len(lights)} lights"
    assert devices_called(HOME.devices, HOME) == f"{len(HOME.devices)} devices"


def test_words_for_replies() -> None:
    assert [listing(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip
    assert listing(["a", "b"], "or") == "a or b"
    assert [number(value) for value in (21.0, 21.5, 0.04)] == ["21", "21.5", "0"]
    assert [sentence(text) for text in ("done", "the lamp?", "é!")] == ["Done.", "The lamp?", "É!"]
