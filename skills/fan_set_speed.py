"""Speed of fans."""

from collections.abc import Callable, Sequence

from assistant.home.phrasing import be, devices_called, number
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from devices.contract import Device, State
from skills._amounts import STEP_PERCENT, change_in, now_at, percent_in, those_on
from skills._states import Check, command, every, near, state_is

ROUNDING = 1.0
"""Percent."""
FEWEST_SPEEDS = 3


def handle(request: Request) -> Plan:
    change = change_in(request, "percentage_step", STEP_PERCENT)
    if change is not None:
        return _set(those_on(request), request, lambda fan: _stepped(request, fan, change))
    percent = percent_in(request, "percentage")
    if percent is None:
        raise CannotDo("I need to know the speed")
    return _set(request.devices, request, lambda _fan: percent)


def _stepped(request: Request, fan: Device, change: Callable[[float], float]) -> float:
    return min(100.0, max(0.0, change(now_at(request, fan, "percentage") or 0.0)))


def _set(fans: Sequence[Device], request: Request, speed_of: Callable[[Device], float]) -> Plan:
    speeds = {fan.id: speed_of(fan) for fan in fans}
    names = devices_called(fans, request.context.home)
    spoken = number(speeds[fans[0].id])
    return Plan(
        reply=f"{names} {be(fans)} at {spoken} percent",
        tasks=tuple(
            _task(fan, speeds[fan.id], request.context.states.get(fan.id, {})) for fan in fans
        ),
    )


def _task(fan: Device, percent: float, before: State) -> Task:
    if not percent:
        return Task(command=command(fan, "set_percentage", percentage=0.0), until=state_is("off"))
    exactly = every(state_is("on"), near("percentage", percent, ROUNDING))
    about = every(state_is("on"), _next_speed(percent))
    return Task(
        command=command(fan, "set_percentage", percentage=percent),
        until=about,
        lasting=exactly(before) or not about(before),
    )


def _next_speed(percent: float) -> Check:
    """What a fan with few speeds makes of it: the next one up."""

    def check(state: State) -> bool:
        speed = state.get("percentage")
        return isinstance(speed, int | float) and (
            percent - ROUNDING <= speed <= percent + 100 / FEWEST_SPEEDS
        )

    return check


SKILL = Skill(
    intent="HassFanSetSpeed",
    handle=handle,
    targets=Targets(kinds=frozenset({"fan"}), here=True),
    sentences="""
- sentences:
    - "(slow down|slow) [<the>] {name} [down]"
    - "slow [<the>] {name} down"
    - "(decrease|reduce|lower|drop|step down|turn down) [<the>] speed (of|on|for) [<the>] {name}"
    - "(decrease|reduce|lower|drop) [<the>] {name}['s] speed"
  requires_context: {domain: [fan]}
  slots: {percentage_step: down}
- sentences:
    - "speed up [<the>] {name}"
    - "speed [<the>] {name} up"
    - "(increase|raise|bump up|crank up|step up|turn up) [<the>] speed (of|on|for) [<the>] {name}"
    - "(increase|raise|boost) [<the>] {name}['s] speed"
  requires_context: {domain: [fan]}
  slots: {percentage_step: up}
""",
)
