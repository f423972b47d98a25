"""A few homes, a few days: the same each time, paired between arms, judged by the home."""

import pytest

from assistant.evaluation.simulation.answering import Assistant
from assistant.evaluation.simulation.arms import ARMS, EVERYTHING, NONE, ORACLE, POISONED
from assistant.evaluation.simulation.build import population
from assistant.evaluation.simulation.knobs import Knobs
from assistant.evaluation.simulation.living import Lived, Setup, live
from assistant.evaluation.simulation.noise.shipped import shipped_channel
from assistant.evaluation.simulation.people import Behaviour
from assistant.evaluation.understanding.judge import Verdict

SETUP = Setup(homes=4, days=4, seed=7)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant()


def _live(assistant: Assistant, arm: str, setup: Setup = SETUP) -> Lived:
    return live(setup, ARMS[arm], shipped_channel(), assistant, lambda _: None)


def test_the_same_seed_lives_the_same_life(assistant: Assistant) -> None:
    assert _live(assistant, NONE).records == _live(Assistant(), NONE).records


def test_another_seed_lives_another(assistant: Assistant) -> None:
    other = Setup(homes=4, days=4, seed=8)
    assert _live(assistant, NONE).records != _live(assistant, NONE, other).records


def test_first_attempts_are_the_same_in_every_arm(assistant: Assistant) -> None:
    def said(arm: str) -> list[tuple[str, str, str, Verdict]]:
        records = _live(assistant, arm).records
        return [
            (one.occasion, one.said, one.heard, one.alone) for one in records if one.attempt == 0
        ]

    assert said(NONE) == said(EVERYTHING) == said(ORACLE)


def test_nobody_rewrites_without_learning_and_the_oracle_never_does_harm(
    assistant: Assistant,
) -> None:
    assert not any(one.rewritten for one in _live(assistant, NONE).records)
    oracle = _live(assistant, ORACLE).records
    assert any(one.won for one in oracle)
    assert not any(one.lost for one in oracle)


def test_hostile_homes_are_heard_and_not_counted(assistant: Assistant) -> None:
    lived = _live(assistant, POISONED)
    assert "home-0" not in {one.home for one in lived.records}
    assert not any(one.guarded_harm for one in lived.records)


def test_homes_change_in_the_middle_and_keep_their_devices() -> None:
    homes = [one for one in population(20, 10, 1, Knobs()) if one.drift_day is not None]
    assert homes
    for home in homes:
        before, after = home.plan_on(0), home.plan_on(9)
        assert after.version != before.version
        assert set(before.home.device_by_id) < set(after.home.device_by_id)
        goals = [one.goal for resident in after.residents for one in resident.routines]
        assert all(goal.device is None or goal.device in after.home.device_by_id for goal in goals)


def test_after_an_evident_failure_people_do_what_people_do() -> None:
    household = population(1, 1, 1, Knobs())[0]
    resident = household.plan_on(0).residents[0]
    behaviour = Behaviour(household=household, resident=resident, knobs=Knobs())
    found = [
        behaviour.react(Verdict.DECLINED, occasion=str(n), attempt=0).then for n in range(4000)
    ]
    expected = {"reword": 0.39, "say_again": 0.19}
    for what, share in expected.items():
        measured = found.count(what) / len(found) / resident.patience  # type: ignore[arg-type]
        assert measured == pytest.approx(share, abs=0.04)


def test_some_of_what_was_right_is_corrected_all_the_same() -> None:
    household = population(1, 1, 1, Knobs())[0]
    resident = household.plan_on(0).residents[0]
    behaviour = Behaviour(household=household, resident=resident, knobs=Knobs())
    again = [
        behaviour.react(Verdict.RIGHT, occasion=str(n), attempt=0).then != "content"
        for n in range(4000)
    ]
    assert sum(again) / len(again) == pytest.approx(Knobs().corrects_success, abs=0.02)
