"""Time that jumps."""

import asyncio
import time

import pytest

from assistant import virtual_time


def test_an_hour_takes_no_time() -> None:
    async def case() -> float:
        loop = asyncio.get_running_loop()
        began = loop.time()
        await asyncio.sleep(3600)
        return loop.time() - began

    began = time.perf_counter()
    assert virtual_time.run(case()) == pytest.approx(3600)
    assert time.perf_counter() - began < 360


def test_things_happen_in_the_order_of_their_times() -> None:
    seen: list[float] = []

    async def after(seconds: float) -> None:
        await asyncio.sleep(seconds)
        seen.append(seconds)

    async def case() -> None:
        await asyncio.gather(*(after(seconds) for seconds in (3, 0.1, 2, 0.3, 0.2)))

    virtual_time.run(case())
    assert seen == [0.1, 0.2, 0.3, 2, 3]


def test_timeouts_run_out() -> None:
    async def case() -> None:
        async with asyncio.timeout(30):
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        virtual_time.run(case())


def test_waiting_for_nothing_is_an_error_not_a_hang() -> None:
    async def case() -> None:
        await asyncio.Event().wait()

    with pytest.raises(virtual_time.NothingToWaitFor):
        virtual_time.run(case())
