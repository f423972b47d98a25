"""Crowd labels and what they come to."""

import pytest

from assistant.evaluation.understanding.homes.crowd import all_lights, crowd_home
from assistant.evaluation.understanding.item import Answer, Change, Later, Means, Nothing, OneOf
from assistant.evaluation.understanding.sets.crowd.amounts import minutes_in, number_in, times_in
from assistant.evaluation.understanding.sets.crowd.mapping import expect
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, Undecided

HERE = {"ceiling_light", "living_room_lamp"}


def row(text: str, intent: str, *slots: tuple[str, str], heard: str | None = None) -> CrowdRow:
    return CrowdRow(id="1", text=heard or text, prompt=text, intent=intent, slots=slots)


def ends(text: str, intent: str, *slots: tuple[str, str]) -> list[set[str]]:
    """The devices of each acceptable way."""
    found = expect(row(text, intent, *slots)).expected
    assert isinstance(found, Change)
    return [{effect.device for effect in way.must} for way in found.ways]


def test_ids_of_the_home_are_unique() -> None:
    ids = [device.id for device in crowd_home().devices]
    assert len(ids) == len(set(ids))


def test_lights_of_a_room_of_here_and_everywhere() -> None:
    kitchen = ends("turn off the kitchen lights", "iot_hue_lightoff", ("house_place", "kitchen"))
    assert kitchen == [{"kitchen_light"}]
    assert ends("turn off the lights", "iot_hue_lightoff") == [HERE, set(all_lights())]
    house = ends("lights off in the house", "iot_hue_lightoff", ("house_place", "house"))
    assert house == [set(all_lights())]
    single = ends("switch off the light", "iot_hue_lightoff")
    assert {"ceiling_light"} in single
    assert ends("turn the lamp off", "iot_hue_lightoff") == [{"living_room_lamp"}]


def test_the_start_is_such_that_doing_it_shows() -> None:
    found = expect(row("turn on the lights", "iot_hue_lighton"))
    assert all(found.states[light]["state"] == "off" for light in all_lights())
    assert isinstance(found.expected, Change)


@pytest.mark.parametrize(
    ("text", "intent", "reason"),
    [
        ("change the light colour", "iot_hue_lightchange", "no definite colour"),
        ("turn off the light next to the sofa", "iot_hue_lightoff", "a light that no home knows"),
        ("lights out", "iot_hue_lighton", "the label contradicts the words"),
        ("alexa lights off", "iot_hue_lightoff", "said to another assistant"),
        ("turn [light name] off", "iot_hue_lightoff", "a placeholder instead of a word"),
        ("turn on the lights and the fan", "iot_hue_lighton", "several requests"),
        ("be quiet", "audio_volume_mute", "about the assistant's own voice"),
        ("create a new list", "lists_createoradd", "no definite thing"),
        ("set an alarm", "alarm_set", "not one definite alarm"),
    ],
)
def test_labels_that_do_not_decide_are_left_out(text: str, intent: str, reason: str) -> None:
    with pytest.raises(Undecided, match=reason):
        expect(row(text, intent))


def test_questions_and_later_times_are_their_own_kinds() -> None:
    question = expect(row("how do I start the vacuum", "iot_cleaning"))
    assert isinstance(question.expected, Nothing)
    later = expect(row("turn off the lights at nine", "iot_hue_lightoff", ("time", "nine")))
    assert isinstance(later.expected, Later)


def test_amounts_are_numbers_ends_or_directions() -> None:
    for text, attribute, value, holds in (
        ("set lights to twenty percent", "brightness", 51, True),
        ("set lights to twenty percent", "brightness", 200, False),
    ):
        found = expect(row(text, "iot_hue_lightchange")).expected
        assert isinstance(found, Change)
        wanted = dict(found.ways[0].must[0].attributes)[attribute]
        assert wanted.holds(attribute, 128, value) is holds


def test_what_could_not_be_heard_is_not_demanded() -> None:
    slots = (("song_name", "purple haze"),)
    for heard, title, right in (
        ("play purple haze", "yellow submarine", False),
        ("play purple haze", "purple haze", True),
        ("play pupil days", "pupil days", True),
    ):
        found = expect(row("play purple haze", "play_music", *slots, heard=heard)).expected
        assert isinstance(found, Change)
        way = found.ways[0].must[0]
        after = {"state": "playing", "media_content_id": title}
        held = all(wanted.holds(name, None, after.get(name)) for name, wanted in way.attributes)
        assert held is right


def test_alarms_timers_lists_and_questions() -> None:
    alarm = expect(row("wake me at six am", "alarm_set", ("time", "six am"))).expected
    assert isinstance(alarm, OneOf)
    timer = expect(row("alert me in an hour", "alarm_set", ("time", "an hour"))).expected
    assert isinstance(timer, OneOf)
    assert isinstance(timer.options[0], Means)
    assert timer.options[0].meanings[0].slots == {"hours": 1}
    assert ends("add milk to my shopping list", "lists_createoradd", ("list_name", "shopping")) == [
        {"shopping_list"}
    ]
    asked = expect(row("what is on my to do list", "lists_query", ("list_name", "to do"))).expected
    assert isinstance(asked, Answer)
    time = expect(row("what time is it", "datetime_query")).expected
    assert isinstance(time, Means)
    with pytest.raises(Undecided):
        expect(row("what time is it in rome", "datetime_query", ("place_name", "rome")))


def test_numbers_and_times_in_words() -> None:
    assert number_in("to fifty five percent") == 55
    assert number_in("to 40%") == 40
    assert number_in("one hundred") == 100
    assert number_in("from 3 to 5") is None
    assert minutes_in("in half an hour") == 30
    assert minutes_in("after three hours") == 180
    assert times_in("six thirty am") == ("06:30",)
    assert times_in("five hundred and thirty") == ("05:30", "17:30")
    assert times_in("7:15 pm") == ("19:15",)
    assert times_in("later") == ()
