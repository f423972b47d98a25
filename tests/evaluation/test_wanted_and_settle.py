"""Demands on attributes, and where commands leave a device."""

import pytest

from assistant.evaluation.understanding.settle import settle
from assistant.evaluation.understanding.wanted import (
    Gained,
    Hue,
    IsNot,
    Less,
    Lost,
    More,
    Says,
    words,
    words_of,
)
from devices.contract import Command, Device, State


def after(kind: str, state: State, service: str, data: State | None = None) -> State:
    device = Device(id="it", name="it", kind=kind)
    command = Command(device="it", service=service, data=data or {})
    return settle({"it": state}, {"it": device}, [command])["it"]


@pytest.mark.parametrize(
    ("kind", "state", "service", "data", "expected"),
    [
        ("light", {"state": "off"}, "turn_on", {}, {"state": "on"}),
        ("light", {"state": "off"}, "turn_on", {"brightness_pct": 50}, {"brightness": 128}),
        ("light", {"state": "on"}, "turn_on", {"color_name": "red"}, {"rgb_color": (255, 0, 0)}),
        ("light", {"state": "on"}, "toggle", {}, {"state": "off"}),
        ("cover", {"state": "open"}, "close_cover", {}, {"state": "closed", "current_position": 0}),
        ("cover", {"state": "closed"}, "set_cover_position", {"position": 30}, {"state": "open"}),
        ("valve", {"state": "open"}, "close_valve", {}, {"state": "closed"}),
        ("lock", {"state": "locked"}, "unlock", {}, {"state": "unlocked"}),
        ("fan", {"state": "off"}, "set_percentage", {"percentage": 40}, {"state": "on"}),
        ("climate", {"state": "off"}, "turn_on", {}, {"state": "heat"}),
        (
            "climate",
            {"state": "off", "hvac_modes": ("off", "cool")},
            "turn_on",
            {},
            {"state": "cool"},
        ),
        ("media_player", {"state": "playing"}, "media_stop", {}, {"state": "idle"}),
        ("media_player", {"track": 5}, "media_next_track", {}, {"track": 6}),
        ("media_player", {"volume_level": 0.95}, "volume_up", {}, {"volume_level": 1.0}),
        ("vacuum", {"state": "docked"}, "start", {}, {"state": "cleaning"}),
        ("scene", {}, "turn_on", {}, {"activated": 1}),
        ("oven", {"state": "off"}, "turn_on", {"temperature": 180}, {"temperature": 180}),
        ("spaceship", {"state": "off"}, "launch", {}, {"told": "launch"}),
    ],
)
def test_commands_end_where_they_should(
    kind: str, state: State, service: str, data: State, expected: State
) -> None:
    found = after(kind, state, service, data)
    assert {name: found.get(name) for name in expected} == dict(expected)


def test_lists_gain_and_lose_entries() -> None:
    start: State = {"items": ("milk", "oat bread"), "completed": ()}
    added = after("todo", start, "add_item", {"item": "two lemons"})
    assert Gained(words_of("lemons")).holds("items", start["items"], added["items"])
    ticked = after("todo", start, "update_item", {"item": "the milk", "status": "completed"})
    assert Lost(words_of("milk")).holds("items", start["items"], ticked["items"])
    assert not Lost(words_of("bread")).holds("items", start["items"], ticked["items"])
    stranger = after("todo", start, "update_item", {"item": "caviar", "status": "completed"})
    assert stranger == start


def test_unknown_devices_are_left_out() -> None:
    assert settle({}, {}, [Command(device="gone", service="turn_on")]) == {}


def test_directions_need_a_number() -> None:
    assert More().holds("brightness", None, 10)
    assert not More().holds("brightness", 10, None)
    assert Less().holds("brightness", 10, 3)
    assert not Less().holds("brightness", None, 3)
    assert not IsNot(("off",)).holds("state", "off", None)


def test_titles_are_heard_by_most_of_their_words() -> None:
    wanted = Says(words("The Game of Thrones"))
    assert wanted.holds("media_content_id", None, "game of thrones")
    assert not wanted.holds("media_content_id", None, "the weather")
    assert Says(frozenset()).holds("media_content_id", None, "anything")


def test_colours_are_told_apart_by_hue_and_white_by_paleness() -> None:
    assert Hue((255, 192, 203)).holds("rgb_color", None, (255, 170, 190))
    assert Hue((255, 255, 255)).holds("rgb_color", None, (250, 250, 240))
    assert not Hue((255, 255, 255)).holds("rgb_color", None, (255, 0, 0))
    assert not Hue((0, 0, 255)).holds("rgb_color", None, None)
