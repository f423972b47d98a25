"""A source that counts its samples and can be wound back a little."""

import asyncio
import time
from collections import deque
from typing import Self

from assistant.audio.frame import FRAME_MS, FRAME_SAMPLES, Frame, milliseconds
from assistant.audio.source import AudioSource


class Tape:
    """What wake word and listening share of one source.

    The wake word is noticed some 100 ms after it ended, when the command may have begun, so
    the tape remembers the last seconds and `rewind_to` plays them again.
    """

    def __init__(self, source: AudioSource, memory_seconds: float = 3.0) -> None:
        self._source = source
        self._memory: deque[Frame] = deque(maxlen=max(1, round(1000 * memory_seconds / FRAME_MS)))
        self._behind = 0
        """How many remembered frames are still to be played again."""
        self._read = 0
        """Frames taken from the source."""
        self.mark_ms: float | None = None
        """Where what is to be listened to begins, left here by whoever heard the wake word."""
        self.waited_ms = 0.0
        """Wall time spent waiting for the source, for whoever times the computing around it."""

    @property
    def name(self) -> str:
        return self._source.name

    @property
    def position_ms(self) -> float:
        """End of the last frame handed on, counted in audio from the start of the source."""
        return milliseconds((self._read - self._behind) * FRAME_SAMPLES)

    def rewind_to(self, ms: float) -> float:
        """Wind back so that the frame at `ms` comes next; says where the tape now stands."""
        frame = max(0, int(ms // FRAME_MS))
        self._behind = min(max(self._read - frame, self._behind), len(self._memory))
        return self.position_ms

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Frame:
        if self._behind:
            await asyncio.sleep(0)  # much may be remembered, and others have something to do, too
            frame = self._memory[-self._behind]
            self._behind -= 1
            return frame
        began = time.perf_counter()
        try:
            frame = await anext(self._source)
        finally:
            self.waited_ms += 1000 * (time.perf_counter() - began)
        self._memory.append(frame)
        self._read += 1
        return frame
