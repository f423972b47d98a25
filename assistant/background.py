"""Work that goes on beside other work, and ends with it."""

import asyncio
import contextlib
import logging
import threading
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


async def in_own_thread(work: Callable[[], None], *, too_late: Callable[[], None]) -> None:
    """Do what blocks, in a thread that nothing ever waits for, not even the end of the program.

    A thread of the event loop's would keep Ctrl-C waiting. Where `work` comes to an end after this
    was cancelled, `too_late` is called, on the event loop.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def settle(error: Exception | None) -> None:
        if done.cancelled():
            too_late()
        elif error is None:
            done.set_result(None)
        else:
            done.set_exception(error)

    def run() -> None:
        error: Exception | None = None
        try:
            work()
        except Exception as raised:  # noqa: BLE001  whoever waits gets it
            error = raised
        with contextlib.suppress(RuntimeError):  # the loop is closed, so nobody waits any more
            loop.call_soon_threadsafe(settle, error)

    threading.Thread(target=run, daemon=True).start()
    await done


def _log_failure(task: asyncio.Task[object]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        logger.error("%s broke and goes on no more", task.get_name(), exc_info=error)
