"""Halves of frames on their way to whoever takes frames."""

import asyncio
from collections.abc import Callable
from typing import Protocol, TypeAlias, runtime_checkable

import numpy as np

from assistant.audio.frame import Frame, Samples

WAITING_FRAMES = 250
"""20 s: longer than any turn takes to compute. When so many wait the oldest is dropped."""
TellHalf: TypeAlias = Callable[[Samples], None]


@runtime_checkable
class TellsHalves(Protocol):
    """A source of frames that come in halves, as from every microphone."""

    def on_half(self, told: TellHalf) -> None:
        """Told of the first half of each frame, some 40 ms before the frame is whole.

        In the order of the frames: all before have been handed on by then.
        """


class Halves:
    """A queue: halves go in, frames come out."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Samples | None] = asyncio.Queue(2 * WAITING_FRAMES)
        self._first: Samples | None = None
        """Half a frame that waits for the other."""
        self._told: TellHalf = lambda _half: None
        self.dropped_frames = 0

    def on_half(self, told: TellHalf) -> None:
        self._told = told

    def put(self, half: Samples | None) -> None:
        """None is the end."""
        if self._queue.full():
            if self._first is None:
                self._queue.get_nowait()
            self._first = None
            self._queue.get_nowait()
            self.dropped_frames += 1
        self._queue.put_nowait(half)

    async def frame(self) -> Frame | None:
        """The next one; None, however often it is asked for, when no more will come."""
        if self._first is None:
            self._first = await self._get()
            if self._first is not None:
                self._told(self._first)
        second = await self._get() if self._first is not None else None
        if self._first is None or second is None:
            return None
        frame: Frame = np.concatenate((self._first, second))
        self._first = None
        return frame

    async def _get(self) -> Samples | None:
        half = await self._queue.get()
        if half is None:
            self.put(None)
        return half
