"""A source that somebody else fills: samples come in as they like, frames go out."""

import asyncio
from typing import Self

import numpy as np
import soxr

from assistant.audio.frame import RATE, Frame, Framer
from assistant.audio.health import Health

QUEUE_FRAMES = 250
"""20 s, as for a sound device; when it is full the oldest audio is dropped."""


class FedSource:
    """Frames from a browser, a satellite or whoever sends samples (`AudioSource`)."""

    def __init__(self, rate: int, name: str) -> None:
        """`rate` in hertz is what comes in."""
        self.name = name
        self.health: Health | None = None
        """Looks at what comes, where somebody can be told."""
        self._resample = soxr.ResampleStream(rate, RATE, 1, dtype="int16", quality="HQ")
        self._converts = rate != RATE
        self._framer = Framer()
        self._queue: asyncio.Queue[Frame | None] = asyncio.Queue(QUEUE_FRAMES)
        self.dropped_frames = 0

    def feed(self, pcm: bytes) -> None:
        """16-bit little-endian mono samples, any number."""
        samples = np.frombuffer(pcm, "<i2").astype(np.int16)
        if self._converts:
            samples = self._resample.resample_chunk(samples)
        for frame in self._framer.push(samples):
            if self.health is not None:
                self.health.look_at(frame)
            self._put(frame)

    def end(self) -> None:
        """Nothing more will come."""
        self._put(None)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Frame:
        frame = await self._queue.get()
        if frame is None:
            self._put(None)  # whoever asks again is told again
            raise StopAsyncIteration
        return frame

    def _put(self, frame: Frame | None) -> None:
        if self._queue.full():
            self._queue.get_nowait()
            self.dropped_frames += 1
        self._queue.put_nowait(frame)
