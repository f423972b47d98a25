"""When who wants what: the script of a household's day, the same in every arm."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.evaluation.simulation.chance import chance
from assistant.evaluation.simulation.goals import NOTHING, Goal, goal_for
from assistant.evaluation.simulation.household import Household, Plan, Resident
from assistant.evaluation.simulation.knobs import Knobs

BEGIN = datetime(2026, 3, 2)
"""A Monday."""
GUEST_DAY = 0.15
TELEVISION_A_DAY = 0.4
HOUR_SPREAD = 0.7
OTHER_WISH = 0.12
"""Wishes that are no routine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Somebody wants something."""

    id: str
    at: datetime
    resident: Resident
    goal: Goal
    room: str
    television: bool = False
    words: str = ""
    """Said first; empty where it is as the person words it."""


def occasions(
    household: Household, plan: Plan, day: int, seed: int, knobs: Knobs
) -> tuple[Occasion, ...]:
    """In the order of the clock."""
    found = _occasions(household, plan, day, seed, knobs)
    return tuple(sorted(found, key=lambda one: one.at))


def _occasions(
    household: Household, plan: Plan, day: int, seed: int, knobs: Knobs
) -> Iterator[Occasion]:
    draw = chance("day", seed, household.id, day)
    there = [one for one in plan.residents if not one.guest or draw.random() < GUEST_DAY]
    count = max(1, round(draw.gauss(knobs.commands_a_day, math.sqrt(knobs.commands_a_day))))
    for number in range(count):
        resident = draw.choice(there)
        routine = draw.choices(resident.routines, [one.weight for one in resident.routines])[0]
        goal = routine.goal
        if draw.random() < OTHER_WISH:
            goal = draw.choice(draw.choice(there).routines).goal
        yield Occasion(
            id=f"{seed}/{household.id}/{day}/{number}",
            at=_at(day, draw.gauss(routine.hour, HOUR_SPREAD)),
            resident=resident,
            goal=goal,
            room=routine.room,
        )
    if household.has_television and draw.random() < TELEVISION_A_DAY:
        room = draw.choice(plan.home.areas).id
        yield Occasion(
            id=f"{seed}/{household.id}/{day}/television",
            at=_at(day, draw.uniform(18.0, 23.0)),
            resident=replace(there[0], id="television"),
            goal=NOTHING,
            room=room,
            television=True,
        )


def near_miss(goal: Goal, plan: Plan, occasion: str) -> Goal | None:
    """Another wish that differs in one word: the next room's, or the other way round."""
    if goal.device is None:
        return None
    home = plan.home
    kind = home.device_by_id[goal.device].kind
    others = [one for one in home.devices_of(kind) if one.id != goal.device]
    if not others:
        return None
    return goal_for(goal.wish, chance("near miss", occasion).choice(others), goal.amount)


def _at(day: int, hour: float) -> datetime:
    return BEGIN + timedelta(days=day, hours=min(max(hour, 5.5), 23.7))
