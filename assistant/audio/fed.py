"""A source that somebody else fills: samples come in as they like, frames go out."""

from typing import Self

import numpy as np
import soxr

from assistant.audio.frame import HALF_SAMPLES, RATE, Frame, Framer
from assistant.audio.halves import Halves, TellHalf
from assistant.audio.health import Health


class FedSource:
    """Frames from a browser, a satellite or whoever sends samples (`AudioSource`)."""

    def __init__(self, rate: int, name: str) -> None:
        """`rate` in hertz is what comes in."""
        self.name = name
        self.health: Health | None = None
        """Looks at what comes, where somebody can be told."""
        self._resample = soxr.ResampleStream(rate, RATE, 1, dtype="int16", quality="HQ")
        self._converts = rate != RATE
        self._framer, self._half_framer = Framer(), Framer(HALF_SAMPLES)
        self._halves = Halves()

    @property
    def dropped_frames(self) -> int:
        return self._halves.dropped_frames

    def on_half(self, told: TellHalf) -> None:
        self._halves.on_half(told)

    def feed(self, pcm: bytes) -> None:
        """16-bit little-endian mono samples, any number."""
        samples = np.frombuffer(pcm, "<i2").astype(np.int16)
        if self._converts:
            samples = self._resample.resample_chunk(samples)
        for frame in self._framer.push(samples):
            if self.health is not None:
                self.health.look_at(frame)
        for half in self._half_framer.push(samples):
            self._halves.put(half)

    def end(self) -> None:
        """Nothing more will come."""
        self._halves.put(None)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Frame:
        frame = await self._halves.frame()
        if frame is None:
            raise StopAsyncIteration
        return frame
