"""Holding what happened against what was expected."""

import pytest

from assistant.replay.cases import Expected
from assistant.replay.judge import Verdict, changes, judge, same
from assistant.turn import Outcome
from devices.contract import State

LAMP_ON = {"lamp": {"state": "on", "brightness": 128}, "fan": {"state": "off"}}
LAMP_OFF = {"lamp": {"state": "off", "brightness": 128}, "fan": {"state": "off"}}
DONE = Outcome(
    kind="action_done", reply="The lamp is on.", intent="HassTurnOn", slots={"name": "lamp"}
)


def judged(
    expected: Expected,
    outcome: Outcome | None = DONE,
    before: dict[str, State] | None = None,
    after: dict[str, State] | None = None,
) -> Verdict:
    was: dict[str, State] = {**LAMP_OFF} if before is None else before
    now: dict[str, State] = {**LAMP_ON} if after is None else after
    return judge(expected, outcome, now, changes(was, now))


def test_all_demands_met() -> None:
    verdict = judged(
        Expected(
            kinds=("action_done",),
            intent="HassTurnOn",
            slots={"name": "Lamp"},
            after={"lamp": {"state": "on"}},
            reply="The lamp is on.",
            contains=("LAMP",),
        )
    )
    assert verdict == Verdict(passed=True, why="", wrong_action=False)


@pytest.mark.parametrize(
    ("expected", "why"),
    [
        (Expected(kinds=("clarify", "declined")), "kind is action_done, not clarify or declined"),
        (Expected(intent="HassTurnOff"), "intent is HassTurnOn, not HassTurnOff"),
        (Expected(slots={"name": "fan"}), "slot name is 'lamp', not 'fan'"),
        (Expected(slots={"area": "kitchen"}), "slot area is None, not 'kitchen'"),
        (Expected(reply="Done."), "reply is 'The lamp is on.', not 'Done.'"),
        (Expected(contains=("fan",)), "does not contain 'fan'"),
    ],
)
def test_what_is_not_met_is_named(expected: Expected, why: str) -> None:
    verdict = judged(expected, after=LAMP_OFF)
    assert not verdict.passed
    assert why in verdict.why
    assert not verdict.wrong_action


def test_a_change_that_did_not_come_is_no_wrong_action() -> None:
    verdict = judged(Expected(after={"lamp": {"state": "on"}}), after=LAMP_OFF)
    assert not verdict.passed
    assert not verdict.wrong_action
    assert "lamp: state is 'off', not 'on'" in verdict.why


@pytest.mark.parametrize(("now", "passed"), [("brewing", True), ("off", False)])
def test_what_is_on_its_way_is_as_good_as_there(now: str, passed: bool) -> None:
    verdict = judged(
        Expected(after={"coffee": {"state": "on"}}),
        before={"coffee": {"state": "warming"}},
        after={"coffee": {"state": now}},
    )
    assert verdict.passed is passed


def test_another_device_that_changed_is_a_wrong_action() -> None:
    after: dict[str, State] = {"lamp": {"state": "on"}, "fan": {"state": "on"}}
    verdict = judged(Expected(after={"lamp": {"state": "on"}}), before=LAMP_OFF, after=after)
    assert verdict.wrong_action
    assert "fan changed: {'state': 'on'}" in verdict.why


def test_the_right_device_changed_the_wrong_way_is_a_wrong_action() -> None:
    after: dict[str, State] = {**LAMP_ON, "lamp": {"state": "on", "brightness": 3}}
    verdict = judged(
        Expected(after={"lamp": {"state": "on", "brightness": 255}}), before=LAMP_ON, after=after
    )
    assert verdict.wrong_action


@pytest.mark.parametrize("kind", ["clarify", "declined", "query_answer", "error", "ignored"])
def test_what_expects_no_action_expects_no_change(kind: str) -> None:
    outcome = Outcome(kind=kind, reply="")  # type: ignore[arg-type]
    assert judged(Expected(kinds=(kind,)), outcome).wrong_action
    assert not judged(Expected(kinds=(kind,)), outcome, after=LAMP_OFF).wrong_action
    mixed = Expected(kinds=(kind, "action_done"))
    assert not judged(mixed, outcome).wrong_action


def test_an_empty_after_means_that_nothing_changes() -> None:
    assert judged(Expected(after={})).wrong_action
    assert judged(Expected(after={}), after=LAMP_OFF).passed


def test_nothing_expected_is_always_met() -> None:
    assert judged(Expected()).passed


def test_a_turn_without_outcome_was_ignored() -> None:
    assert judged(Expected(kinds=("ignored",)), None, after=LAMP_OFF).passed
    assert not judged(Expected(kinds=("declined",)), None, after=LAMP_OFF).passed


def test_changes_name_what_is_gone_and_what_is_new() -> None:
    before: dict[str, State] = {"lamp": {"state": "on", "effect": "rainbow"}, "old": {"state": 1}}
    after: dict[str, State] = {"lamp": {"state": "on", "color": "red"}, "new": {"state": 2}}
    assert changes(before, after) == {
        "lamp": {"effect": None, "color": "red"},
        "old": {"state": None},
        "new": {"state": 2},
    }


@pytest.mark.parametrize(
    ("attribute", "one", "other", "wanted"),
    [
        ("brightness", 127, 129, True),
        ("brightness", 127, 131, False),
        ("volume_level", 0.3, 0.31, True),
        ("volume_level", 0.3, 0.35, False),
        ("color_temp_kelvin", 2700, 2730, True),
        ("temperature", 21, 21.04, True),
        ("temperature", 21, 21.5, False),
        ("state", "On ", "on", True),
        ("state", True, 1, True),
        ("state", True, "on", False),
        ("state", None, 0, False),
        ("rgb_color", (255, 0, 0), [255, 0, 0], True),
        ("rgb_color", (255, 0, 0), (255, 0), False),
        ("items", ("Milk",), ("milk",), True),
    ],
)
def test_the_same_up_to_rounding_and_case(
    attribute: str, one: object, other: object, wanted: bool
) -> None:
    assert same(attribute, one, other) == wanted  # type: ignore[arg-type]
