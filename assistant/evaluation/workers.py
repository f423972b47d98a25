"""Processes that compute for this one, and end when it does, however it ends."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

ORPHANED = 1
"""Exit status."""


def workers(
    processes: int, begin: Callable[..., None] | None = None, *given: object
) -> ProcessPoolExecutor:
    """Each calls `begin(*given)` first; queues among `given` reach it."""
    return ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_begin, initargs=(begin, given)
    )


def _begin(begin: Callable[..., None] | None, given: tuple[object, ...]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*given)


def _end_with_parent() -> None:
    """Killed, the parent cannot tell its workers."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(ORPHANED)
