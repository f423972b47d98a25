"""Friendly spellings in home files and test cases."""

import pytest

from devices.contract import ContractError, Value, normalise_state


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("light", {"state": True}, {"state": "on"}),
        ("light", {"state": "ON", "color": "red"}, {"state": "on", "rgb_color": (255, 0, 0)}),
        ("light", {"color_temp": 370}, {"color_temp_kelvin": 2703}),
        ("light", {"brightness_pct": 50}, {"brightness": 128}),
        ("light", {"rgb_color": [1, 2, 3]}, {"rgb_color": (1, 2, 3)}),
        ("cover", {"position": "40"}, {"state": "open", "current_position": 40}),
        ("cover", {"state": False}, {"state": "off"}),
        ("media_player", {"volume": 30}, {"volume_level": 0.3}),
        ("media_player", {"state": "Playing", "title": "Jazz"},
         {"state": "playing", "media_title": "Jazz"}),
        ("climate", {"mode": "heat", "target_temperature": 21},
         {"state": "heat", "temperature": 21}),
        ("climate", {"state": "heat", "mode": "x"}, {"state": "heat", "mode": "x"}),
        ("fan", {"speed": 33}, {"percentage": 33}),
        ("vacuum", {"battery": 80}, {"battery_level": 80}),
        ("sensor", {"state": "42", "unit_of_measurement": "°F"},
         {"state": 42, "unit_of_measurement": "°F"}),
        ("sensor", {"state": "Rain"}, {"state": "Rain"}),
        ("alarm_clock", {"time": 1050}, {"time": "17:30"}),
        ("lock", {"state": "LOCKED", "odd": {"a": [1]}},
         {"state": "locked", "odd": (("a", (1,)),)}),
    ],
)  # fmt: skip
def test_one_spelling_inside(
    kind: str, written: dict[str, object], meant: dict[str, Value]
) -> None:
    assert normalise_state(kind, written) == meant
    assert normalise_state(kind, normalise_state(kind, written)) == meant


@pytest.mark.parametrize(
    ("kind", "written", "expected"),
    [
        ("light", {"brightness": 300}, "light.brightness: expected a number from 0 to 255"),
        ("light", {"color": "mauvish"}, "no colour is called 'mauvish'"),
        ("cover", {"position": "half"}, "cover.current_position"),
        ("media_player", {"volume": 200}, "0 to 1"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    kind: str, written: dict[str, object], expected: str
) -> None:
    with pytest.raises(ContractError, match=expected):
        normalise_state(kind, written)
