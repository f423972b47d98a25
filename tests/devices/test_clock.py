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


def test_it_jumps_when_the_computers_clock_does() -> None:
    async def watch() -> tuple[list[timedelta], timedelta]:
        clock, jumps = HomeClock(MORNING), list[timedelta]()
        loop = asyncio.get_running_loop()
        slept = timedelta()
        clock.now()
        clock.on_jump(lambda: jumps.append(clock.now() - MORNING))
        keeping = asyncio.create_task(
            clock.keep_to(lambda: MORNING + timedelta(seconds=loop.time()) + slept)
        )
        await asyncio.sleep(10.5)
        slept = timedelta(hours=8)
        sleeper = asyncio.create_task(clock.sleep(3600))
        await sleeper
        keeping.cancel()
        return jumps, clock.now() - MORNING

    jumps, now = run(watch())
    assert jumps == [timedelta(hours=8, seconds=11)]
    assert now == jumps[0]
