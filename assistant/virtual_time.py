"""An event loop whose clock jumps: what waits an hour ends at once, in the same order each time."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


_GRACE_SECONDS = 1.0
"""Of real time, before it is said that nothing will ever come: a thread may just be ending."""


class NothingToWaitFor(RuntimeError):
    """Every task waits for another one; on a real loop this would hang for ever."""


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """Jumps to the next timer when nothing else is ready.

    For work in memory only: a socket or a thread takes real time, which this clock does not
    have, so whatever waits for one sees its timeout at once, or NothingToWaitFor.
    """

    def __init__(self) -> None:
        self._now_seconds = 0.0
        super().__init__(_JumpingSelector(self))

    def time(self) -> float:
        """Seconds of virtual time since the loop was made."""
        return self._now_seconds

    def jump(self, seconds: float) -> None:
        self._now_seconds += seconds


class _JumpingSelector(selectors.DefaultSelector):
    """Turns waiting into moving the clock."""

    def __init__(self, loop: VirtualTimeLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout == 0:  # something is ready already; asking the system would only cost time
            return []
        ready: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        if ready:
            return ready
        if timeout is None:
            ready = super().select(_GRACE_SECONDS)
            if ready:
                return ready
            raise NothingToWaitFor("every task waits for another one")
        self._loop.jump(timeout)
        return []


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """Like `asyncio.run`, on virtual time."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(main)
