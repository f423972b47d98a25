"""Each signal alone: what it speaks for, what against, and when it is silent."""

from collections.abc import Callable
from datetime import datetime

import pytest

from assistant.context import Context, Deed
from assistant.ranking.option import Option
from assistant.ranking.scene import Scene
from assistant.ranking.signals import SIGNALS
from assistant.ranking.weights import Weights
from assistant.turn import Turn

Around = Callable[..., Context]
Meant = Callable[..., Option]
W = Weights()
ON, OFF = {"state": "on"}, {"state": "off"}


def says(signal: str, option: Option, context: Context) -> float:
    return SIGNALS[signal](option, Scene(context), W)


def test_nobody_switches_off_what_is_off(around: Around, meant: Meant) -> None:
    option = meant("HassTurnOff", "lounge_light")
    assert says("device_state", option, around(lounge_light=ON)) == 0
    assert says("device_state", option, around(lounge_light=OFF)) == -W.already


def test_turning_on_what_is_on_is_only_unlikely(around: Around, meant: Meant) -> None:
    option = meant("HassTurnOn", "lounge_light")
    assert says("device_state", option, around(lounge_light=ON)) == -W.already_on


@pytest.mark.parametrize(
    ("intent", "device", "fits", "not_fits"),
    [
        ("HassTurnOff", "blinds", {"state": "open"}, {"state": "closed"}),
        ("HassTurnOn", "blinds", {"state": "closed"}, {"state": "open", "current_position": 100}),
        ("HassTurnOn", "front", {"state": "unlocked"}, {"state": "locked"}),
        ("HassMediaPause", "pod", {"state": "playing"}, {"state": "paused"}),
        ("HassSetVolumeRelative", "pod", {"state": "playing"}, {"state": "off"}),
        ("HassMediaUnpause", "pod", {"state": "paused"}, {"state": "playing"}),
        ("HassClimateGetTemperature", "oven", {"state": "on"}, {"state": "off"}),
        ("HassTurnOff", "alarm", {"state": "ringing"}, {"state": "off"}),
    ],
)
def test_what_can_be_done_is_meant(
    intent: str,
    device: str,
    fits: dict[str, str],
    not_fits: dict[str, str],
    around: Around,
    meant: Meant,
) -> None:
    option = meant(intent, device)
    good = says("device_state", option, around(**{device: fits}))
    bad = says("device_state", option, around(**{device: not_fits}))
    assert good >= 0 > bad


def test_a_group_is_judged_like_one_thing(around: Around, meant: Meant) -> None:
    option = meant("HassTurnOff", "lounge_light", "bedroom_light")
    half = around(lounge_light=ON, bedroom_light=OFF)
    assert says("device_state", option, half) == -W.already / 2


@pytest.mark.parametrize(
    ("text", "screen", "speaker"),
    [
        ("play the movie jaws", W.screen, -W.screen),
        ("play some jazz", -W.listening, W.listening),
        ("play hunger games", W.either_form, 0.0),
        ("play jaws", 0.0, W.usually_heard),
    ],
)
def test_films_want_a_screen(
    text: str, screen: float, speaker: float, around: Around, meant: Meant
) -> None:
    query = text.removeprefix("play ")
    for device, wanted in (("tv", screen), ("pod", speaker)):
        option = meant("HassMediaSearchAndPlay", device, text=text, search_query=query)
        assert says("device_type", option, around()) == wanted


def test_a_lamp_without_colours_is_not_asked_for_one(around: Around, meant: Meant) -> None:
    option = meant("HassLightSet", "lounge_light", color="red")
    plain = {"state": "off", "supported_color_modes": ("onoff",)}
    assert says("device_type", option, around(lounge_light=plain)) == -W.incapable
    assert says("device_type", option, around()) == 0


def test_habit_grows_with_use_and_not_forever(around: Around, meant: Meant) -> None:
    option = meant("HassTurnOn", "lounge_light")

    def after(times: int) -> float:
        deed = Deed(intent="HassTurnOn", device="lounge_light", at=datetime(2026, 3, 1, 9))
        context = around()
        known = Context(
            home=context.home, states=context.states, now=context.now, deeds=(deed,) * times
        )
        return says("activity_habit", option, known)

    assert after(0) == 0 < after(1) < after(3) < after(7) == after(1000)


def test_coffee_follows_the_alarm(around: Around, meant: Meant) -> None:
    option = meant("HassTurnOn", "coffee")
    assert says("activity_habit", option, around(alarm={"state": "ringing"})) == W.after_alarm
    assert says("activity_habit", option, around(alarm={"state": "off"})) == 0


@pytest.mark.parametrize(
    ("device", "hour", "wanted"),
    [
        ("night", 2, W.hour), ("night", 12, -W.wrong_hour), ("night", 20, 0.0),
        ("coffee", 7, W.hour), ("coffee", 15, 0.0), ("lounge_light", 2, 0.0),
    ],
)  # fmt: skip
def test_hours(device: str, hour: int, wanted: float, around: Around, meant: Meant) -> None:
    context = around(at=f"2026-03-02T{hour:02}:10")
    assert says("time_of_day", meant("HassTurnOn", device), context) == wanted
    assert says("time_of_day", meant("HassTurnOff", device), context) == 0


def test_the_room_of_the_request(around: Around, meant: Meant) -> None:
    option = meant("HassTurnOn", "lounge_light")
    assert says("room", option, around(area="lounge")) == W.room
    assert says("room", option, around(area="bedroom")) == 0
    assert says("room", option, around()) == 0


def test_where_somebody_moves(around: Around, meant: Meant) -> None:
    option = meant("HassTurnOn", "lounge_light")
    assert says("presence", option, around(moves=ON)) == W.presence
    assert says("presence", option, around(moves=ON, area="kitchen")) == W.presence_known_room
    assert says("presence", option, around(moves=OFF)) == 0


def test_dark_and_cold(around: Around, meant: Meant) -> None:
    lamp, heater = meant("HassTurnOn", "lounge_light"), meant("HassTurnOn", "lounge_climate")
    assert says("sensors", lamp, around(lux={"state": 3})) == W.dark
    assert says("sensors", lamp, around(lux={"state": "unknown"})) == 0
    cold = {"state": "off", "current_temperature": 12}
    assert says("sensors", heater, around(lounge_climate=cold)) == W.cold
    assert says("sensors", heater, around()) == 0


def test_what_was_just_spoken_of(
    around: Around, meant: Meant, turn_about: Callable[..., Turn]
) -> None:
    last, before = turn_about("lounge_light"), turn_about("bedroom_light")
    context = around(history=(before, last))
    named = meant("HassTurnOff", "lounge_light", text="turn off the lamp")
    it = meant("HassTurnOff", "lounge_light", text="turn it off")
    earlier = meant("HassTurnOff", "bedroom_light", text="turn it off")
    assert says("last_turns", named, context) == W.just_used
    assert says("last_turns", it, context) == W.referred
    assert says("last_turns", earlier, context) == W.referred * W.decay


def test_the_other_one_is_not_the_last(
    around: Around, meant: Meant, turn_about: Callable[..., Turn]
) -> None:
    context = around(history=(turn_about("lounge_light"),))
    same = meant("HassTurnOn", "lounge_light", text="turn on the other lamp")
    other = meant("HassTurnOn", "bedroom_light", text="turn on the other lamp")
    assert says("last_turns", same, context) == -W.referred
    assert says("last_turns", other, context) == W.sibling


@pytest.mark.parametrize("signal", sorted(SIGNALS))
def test_silent_about_what_touches_nothing(signal: str, around: Around, meant: Meant) -> None:
    assert says(signal, meant("HassGetCurrentTime"), around(area="lounge")) == 0
