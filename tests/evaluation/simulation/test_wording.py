"""People's words: their own, the same each time where they are a habit, and never a template's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.simulation.build import population
from assistant.evaluation.simulation.household import Plan, Resident, Routine
from assistant.evaluation.simulation.knobs import Knobs
from assistant.evaluation.simulation.wording.phrases import ODD, PLAIN
from assistant.evaluation.simulation.wording.speaking import Speaker

seeds = st.integers(0, 10_000)


def _speaker(seed: int, knobs: Knobs | None = None) -> tuple[Speaker, Routine]:
    knobs = knobs or Knobs()
    plan: Plan = population(1, 1, seed, knobs)[0].plan_on(0)
    resident: Resident = plan.residents[0]
    routine = resident.routines[0]
    return Speaker(plan=plan, resident=resident, room=routine.room, knobs=knobs), routine


@given(seeds)
def test_every_wish_is_worded_whole(seed: int) -> None:
    speaker, routine = _speaker(seed)
    for said in (
        speaker.first(routine.goal, 1),
        speaker.again(routine.goal, "", 1),
        speaker.plainly(routine.goal),
    ):
        assert said.strip() and "{" not in said


@given(seeds)
def test_a_habit_is_said_the_same_way_every_time(seed: int) -> None:
    speaker, routine = _speaker(seed, Knobs(habit=1.0))
    assert len({speaker.first(routine.goal, occasion) for occasion in range(5)}) == 1


@given(seeds)
def test_rewording_changes_the_words(seed: int) -> None:
    speaker, routine = _speaker(seed)
    said = speaker.first(routine.goal, 1)
    assert speaker.again(routine.goal, said, 1) != said


def test_a_nickname_belongs_to_the_household() -> None:
    knobs = Knobs(nicknames=1.0, habit=0.0)
    plan = population(1, 1, 3, knobs)[0].plan_on(0)
    resident = plan.residents[0]
    named = next(one for one in resident.routines if one.goal.device in plan.nicknames)
    speaker = Speaker(plan=plan, resident=resident, room=named.room, knobs=knobs)
    said = [speaker.first(named.goal, occasion) for occasion in range(20)]
    assert any(plan.nicknames[named.goal.device or ""] in one for one in said)


@pytest.mark.parametrize("wish", sorted(PLAIN))
def test_odd_and_plain_ways_are_there_for_every_wish(wish: str) -> None:
    assert ODD[wish] and PLAIN[wish]
    assert not set(ODD[wish]) & set(PLAIN[wish])


def test_a_guest_does_not_know_the_nicknames() -> None:
    knobs = Knobs(nicknames=1.0)
    guests = [
        (one.plan_on(0), resident)
        for seed in range(10)
        for one in population(4, 1, seed, knobs)
        for resident in one.plan_on(0).residents
        if resident.guest
    ]
    assert guests
    for plan, guest in guests:
        for routine in guest.routines:
            speaker = Speaker(plan=plan, resident=guest, room=routine.room, knobs=knobs)
            said = speaker.first(routine.goal, 1)
            assert not any(f" {name} " in f" {said} " for name in plan.nicknames.values())
