"""Work that goes on beside other work."""

import asyncio
import threading

import pytest

from assistant.background import beside, in_own_thread


async def _breaks() -> None:
    raise ValueError("no more")


async def test_what_breaks_is_logged_at_once_and_raised_at_the_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(ValueError, match="no more"):
        async with beside(_breaks(), "learning"):
            await asyncio.sleep(0.01)
            assert "learning broke" in caplog.text


async def test_it_ends_with_the_block() -> None:
    ended = asyncio.Event()

    async def goes_on() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()

    async with beside(goes_on(), "waiting"):
        await asyncio.sleep(0)
    assert ended.is_set()


async def test_what_ends_too_late_in_its_own_thread_is_told_to_nobody_else() -> None:
    may_end, ended = threading.Event(), asyncio.Event()
    waiting = asyncio.create_task(in_own_thread(lambda: _wait(may_end), too_late=ended.set))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not ended.is_set()
    may_end.set()
    async with asyncio.timeout(10):
        await ended.wait()


async def test_what_breaks_in_its_own_thread_is_raised() -> None:
    def fail() -> None:
        raise OSError("broken")

    with pytest.raises(OSError, match="broken"):
        await in_own_thread(fail, too_late=lambda: None)


def _wait(event: threading.Event) -> None:
    event.wait(10)
