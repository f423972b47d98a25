"""Work that goes on beside other work, and ends with it."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager

_DAY_SECONDS = 86_400.0

logger = logging.getLogger(__name__)


@asynccontextmanager
async def beside(work: Coroutine[None, None, object], name: str) -> AsyncIterator[None]:
    """Run `work` as a task until the block is left, then cancel it and wait for its end.

    What breaks it is logged at once, and raised when the block is left.
    """
    task: asyncio.Task[object] = asyncio.create_task(work, name=name)
    task.add_done_callback(_log_failure)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def every_day(work: Callable[[], None]) -> None:
    """Until cancelled, for the first time in a day."""
    while True:
        await asyncio.sleep(_DAY_SECONDS)
        work()


def _log_failure(task: asyncio.Task[object]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        logger.error("%s broke and goes on no more", task.get_name(), exc_info=error)
