"""Work that goes on beside other work."""

import asyncio

import pytest

from assistant.background import beside


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
