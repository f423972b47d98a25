"""The judge: right, asked, declined, wrong action, missed."""

import pytest

from assistant.evaluation.understanding.deed import Deed
from assistant.evaluation.understanding.item import (
    Answer,
    Change,
    Expected,
    Later,
    Meaning,
    Means,
    Nothing,
    OneOf,
    Still,
    Way,
)
from assistant.evaluation.understanding.judge import Verdict, judge
from assistant.evaluation.understanding.wanted import Hue, Less, More, Near, is_
from devices.contract import Command
from tests.evaluation.homes import change, command, effect, item

LAMP_ON = change(effect("light.lamp", state=is_("on")))
TURN_ON = Meaning(intent="HassTurnOn", slots={"name": "lamp"})


def acted(*commands: Command, meaning: Meaning = TURN_ON, later: bool = False) -> Deed:
    return Deed(kind="acted", commands=commands, meanings=(meaning,), later=later)


def verdict(expected: Expected, deed: Deed) -> Verdict:
    return judge(item(expected), deed).verdict


def test_doing_what_was_asked_is_right() -> None:
    assert verdict(LAMP_ON, acted(command("light.lamp", "turn_on"))) is Verdict.RIGHT


def test_another_spelling_of_the_same_end_is_right() -> None:
    half = change(effect("light.lamp", brightness=Near(128, 3)))
    for data in ({"brightness_pct": 50}, {"brightness": 127}):
        assert verdict(half, acted(command("light.lamp", "turn_on", data))) is Verdict.RIGHT


@pytest.mark.parametrize(
    "commands",
    [
        (command("light.ceiling", "turn_off"),),
        (command("light.lamp", "turn_on"), command("light.ceiling", "turn_off")),
        (command("light.lamp", "turn_on", {"color_name": "red"}),),
        (command("light.lamp", "turn_on"), command("lock.door", "unlock")),
    ],
    ids=["another device", "one more", "another attribute", "a lock too"],
)
def test_doing_anything_else_is_a_wrong_action(commands: tuple[Command, ...]) -> None:
    assert verdict(LAMP_ON, acted(*commands)) is Verdict.WRONG_ACTION


def test_the_other_direction_is_a_wrong_action() -> None:
    darker = change(effect("light.ceiling", brightness=Less()))
    brighter = acted(command("light.ceiling", "turn_on", {"brightness": 200}))
    assert verdict(darker, brighter) is Verdict.WRONG_ACTION


def test_a_part_of_what_was_asked_is_missed_not_wrong() -> None:
    both = change(effect("light.lamp", state=is_("on")), effect("light.bed", state=is_("on")))
    assert verdict(both, acted(command("light.lamp", "turn_on"))) is Verdict.MISSED


def test_what_may_go_along_is_right_with_and_without() -> None:
    loose = change(
        effect("light.lamp", state=is_("on")), may=(effect("light.bed", state=is_("on")),)
    )
    one, two = command("light.lamp", "turn_on"), command("light.bed", "turn_on")
    assert verdict(loose, acted(one)) is Verdict.RIGHT
    assert verdict(loose, acted(one, two)) is Verdict.RIGHT
    assert verdict(loose, acted(one, command("light.bed", "turn_on", {"brightness": 9}))) is (
        Verdict.RIGHT
    )


def test_any_way_will_do() -> None:
    expected = Change(
        ways=(
            Way(must=(effect("light.lamp", state=is_("on")),)),
            Way(must=(effect("light.bed", state=is_("on")),)),
        )
    )
    assert verdict(expected, acted(command("light.bed", "turn_on"))) is Verdict.RIGHT


def test_asking_and_declining_are_neither_right_nor_wrong() -> None:
    assert verdict(LAMP_ON, Deed(kind="asked")) is Verdict.ASKED
    assert verdict(LAMP_ON, Deed(kind="declined")) is Verdict.DECLINED
    assert verdict(LAMP_ON, Deed(kind="answered")) is Verdict.DECLINED


def test_a_command_that_changes_nothing_is_declined() -> None:
    already = acted(command("light.ceiling", "turn_on"))
    assert verdict(LAMP_ON, already) is Verdict.DECLINED


@pytest.mark.parametrize("kind", ["asked", "declined", "answered"])
def test_everything_but_acting_is_right_where_nothing_may_happen(kind: str) -> None:
    deed = Deed(kind=kind)  # type: ignore[arg-type]
    assert verdict(Nothing(why="chatter"), deed) is Verdict.RIGHT


@pytest.mark.parametrize(
    "deed",
    [
        acted(command("light.lamp", "turn_on")),
        acted(command("light.ceiling", "turn_on")),
        acted(meaning=Meaning(intent="HassStartTimer", slots={"minutes": 5})),
        acted(meaning=Meaning(intent="HassBroadcast")),
        acted(meaning=Meaning(intent="HassTurnOn"), later=True),
    ],
    ids=["changes", "would change", "timer", "broadcast", "later"],
)
def test_acting_where_nothing_may_happen_is_a_wrong_action(deed: Deed) -> None:
    assert verdict(Nothing(why="chatter"), deed) is Verdict.WRONG_ACTION


@pytest.mark.parametrize("intent", ["HassNevermind", "HassRespond", "HassCancelTimer"])
def test_talk_is_no_action(intent: str) -> None:
    assert verdict(Nothing(why="chatter"), acted(meaning=Meaning(intent=intent))) is Verdict.RIGHT


def test_an_answer_must_be_about_the_right_device() -> None:
    expected = Answer(devices=frozenset({"light.lamp"}))
    about = Deed(
        kind="answered", meanings=(Meaning(intent="HassGetState"),), devices=("light.bed",)
    )
    assert verdict(expected, about) is Verdict.MISSED
    right = Deed(kind="answered", meanings=about.meanings, devices=("light.lamp",))
    assert verdict(expected, right) is Verdict.RIGHT
    assert verdict(expected, acted(command("light.lamp", "turn_on"))) is Verdict.WRONG_ACTION


def test_intents_without_devices_are_compared_by_their_slots() -> None:
    timer = Means(meanings=(Meaning(intent="HassStartTimer", slots={"minutes": 5}),))
    same = Meaning(intent="HassStartTimer", slots={"minutes": 5.0, "name": "pizza"})
    assert verdict(timer, acted(meaning=same)) is Verdict.RIGHT
    longer = Meaning(intent="HassStartTimer", slots={"minutes": 50})
    assert verdict(timer, acted(meaning=longer)) is Verdict.WRONG_ACTION


def test_exact_slots_differ_where_the_effect_is_the_same() -> None:
    wanted = Meaning(intent="HassTurnOff", slots={"area": "kitchen", "domain": "light"})
    got = Meaning(intent="HassTurnOff", slots={"name": "ceiling light"})
    deed = acted(command("light.ceiling", "turn_off"), meaning=got)
    found = judge(item(Means(meanings=(wanted,), exact=True)), deed)
    assert found.verdict is Verdict.MISSED  # the lamp is off already
    assert not found.right_in_effect
    same = Meaning(intent="HassTurnOff", slots={"name": "ceiling light", "domain": "light"})
    exact = judge(item(Means(meanings=(same,), exact=True)), deed)
    assert exact.verdict is Verdict.MISSED
    assert exact.right_in_effect


def test_understood_but_impossible_here_counts_for_exact_intents() -> None:
    wanted = Meaning(intent="HassTurnOff", slots={"area": "bedroom", "domain": "cover"})
    deed = Deed(kind="declined", meanings=(wanted,), refused=True)
    assert verdict(Means(meanings=(wanted,), exact=True), deed) is Verdict.RIGHT
    unsure = Deed(kind="declined", meanings=(wanted,))
    assert verdict(Means(meanings=(wanted,), exact=True), unsure) is Verdict.DECLINED


def test_later_means_nothing_now() -> None:
    assert verdict(Later(), acted(later=True)) is Verdict.RIGHT
    assert verdict(Later(), acted(command("light.lamp", "turn_on"))) is Verdict.WRONG_ACTION
    assert verdict(Later(), Deed(kind="declined")) is Verdict.DECLINED


def test_the_best_of_several_readings_counts() -> None:
    either = OneOf(options=(LAMP_ON, Answer()))
    assert verdict(either, acted(command("light.lamp", "turn_on"))) is Verdict.RIGHT
    assert verdict(either, Deed(kind="answered")) is Verdict.RIGHT
    assert verdict(either, acted(command("lock.door", "unlock"))) is Verdict.WRONG_ACTION


def test_only_the_demanded_reaction_is_right() -> None:
    asks = Still(kinds=frozenset({"asked"}))
    assert verdict(asks, Deed(kind="asked")) is Verdict.RIGHT
    assert verdict(asks, Deed(kind="declined")) is Verdict.DECLINED
    assert verdict(asks, acted(command("light.lamp", "turn_on"))) is Verdict.WRONG_ACTION


def test_a_colour_by_its_name_or_its_numbers() -> None:
    blue = change(effect("light.lamp", state=is_("on"), rgb_color=Hue((0, 0, 255))))
    for data in ({"color_name": "blue"}, {"rgb_color": (10, 20, 250)}):
        assert verdict(blue, acted(command("light.lamp", "turn_on", data))) is Verdict.RIGHT
    red = acted(command("light.lamp", "turn_on", {"color_name": "red"}))
    assert verdict(blue, red) is Verdict.WRONG_ACTION


def test_louder_is_a_direction() -> None:
    louder = change(effect("media.radio", volume_level=More()))
    assert verdict(louder, acted(command("media.radio", "volume_up"))) is Verdict.RIGHT
    assert verdict(louder, acted(command("media.radio", "media_pause"))) is Verdict.WRONG_ACTION
