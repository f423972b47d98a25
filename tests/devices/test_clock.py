"""The home's clock, turned by hand and by the loop."""

import asyncio
from datetime import timedelta

import pytest

from assistant.virtual_time import run
from devices.clock import HomeClock
from tests.devices.homes import MORNING


def test_it_runs_as_fast_as_it_is_told() -> None:
    async def watch() -> tuple[timedelta, timedelta]:
        clock = HomeClock(MORNING, speed=60)
        clock.now()
        await asyncio.sleep(10)
        fast = clock.now() - MORNING
        clock.speed = 1
        await asyncio.sleep(10)
        return fast, clock.now() - MORNING

    assert run(watch()) == (timedelta(seconds=600), timedelta(seconds=610))


def test_sleepers_wake_in_home_time() -> None:
    async def sleep() -> float:
        clock = HomeClock(MORNING, speed=60)
        await clock.sleep(3600)
        return asyncio.get_running_loop().time()

    assert run(sleep()) == pytest.approx(60)


def test_a_change_of_pace_reaches_those_asleep() -> None:
    async def sleep() -> float:
        clock = HomeClock(MORNING, speed=1)
        sleeper = asyncio.create_task(clock.sleep(100))
        await asyncio.sleep(50)
        clock.speed = 10
        await sleeper
        return asyncio.get_running_loop().time()

    assert run(sleep()) == pytest.approx(55)


async def test_turning_it_by_hand_wakes_whoever_slept_into_it() -> None:
    clock = HomeClock(MORNING, speed=0)
    sleeper = asyncio.create_task(clock.sleep(60))
    await asyncio.sleep(0)
    clock.advance(59)
    await asyncio.sleep(0)
    assert not sleeper.done()
    clock.advance(1)
    await sleeper
    assert clock.now() == MORNING + timedelta(seconds=60)


def test_it_does_not_go_back() -> None:
    with pytest.raises(ValueError, match="cannot go back"):
        HomeClock(MORNING).advance(-1)
    with pytest.raises(ValueError, match="speed"):
        HomeClock(MORNING, speed=-1)


@pytest.mark.parametrize(
    ("slept_hours", "set_hours"),
    [(8, 0), (0, 1), (0, -1), (8, -1)],
    ids=["slept", "forward", "back", "both"],
)
def test_it_jumps_when_the_computer_slept_or_its_clock_was_set(
    slept_hours: int, set_hours: int
) -> None:
    async def watch() -> tuple[list[tuple[timedelta, float]], timedelta]:
        clock, jumps = HomeClock(MORNING), list[tuple[timedelta, float]]()
        loop = asyncio.get_running_loop()
        slept, was_set = timedelta(), timedelta()
        clock.now()
        clock.on_jump(lambda set_seconds: jumps.append((clock.now() - MORNING, set_seconds)))
        keeping = asyncio.create_task(
            clock.keep_to(
                lambda: MORNING + timedelta(seconds=loop.time()) + slept + was_set,
                lambda: loop.time() + slept.total_seconds(),
            )
        )
        await asyncio.sleep(10.5)
        slept, was_set = timedelta(hours=slept_hours), timedelta(hours=set_hours)
        await asyncio.sleep(1)
        keeping.cancel()
        return jumps, clock.now() - MORNING

    jumps, now = run(watch())
    moved = timedelta(hours=slept_hours + set_hours)
    assert jumps == [(moved + timedelta(seconds=11), set_hours * 3600)]
    assert now == moved + timedelta(seconds=11.5)
