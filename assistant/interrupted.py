"""Ctrl-C in the middle of an import, or of work that lets no event loop turn."""

import contextlib
import signal
import threading
from collections.abc import Iterator

INTERRUPTED = 130
"""Exit status of what was ended by Ctrl-C, as shells have it."""


def was_interrupted(error: BaseException | None) -> bool:
    """Whether the error, or what it was made from, is Ctrl-C: a compiled library that is being
    imported turns it into an ImportError, a class that is being made into a RuntimeError."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


@contextlib.contextmanager
def at_once() -> Iterator[None]:
    """Ctrl-C ends what is done in here by KeyboardInterrupt.

    asyncio would keep it for the next await, which may be many seconds away.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # where no signal arrives
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
