"""The microphone as a source of frames."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack
from types import ModuleType, TracebackType
from typing import Any, Self

import numpy as np
import soxr

from assistant.audio.closing import close
from assistant.audio.devices import find_device, in_use, portaudio, usable_rate
from assistant.audio.echo import EchoCanceller
from assistant.audio.frame import HALF_SAMPLES, RATE, AudioError, Frame, Framer, Samples
from assistant.audio.halves import WAITING_FRAMES, Halves, TellHalf
from assistant.audio.health import Health

log = logging.getLogger(__name__)

SILENT_DEVICE_SECONDS = 5.0
"""A device that gives nothing for so long was unplugged; not all drivers say so."""
BLOCK_SECONDS = 0.02
"""So much audio the device hands over at a time."""


class MicrophoneSource:
    """Frames from a sound device; open it with `async with`."""

    def __init__(self, device: str | None = None, echo: EchoCanceller | None = None) -> None:
        """A part of the device's name is enough; None is the default microphone.

        `echo` takes out what the speaker beside it plays.
        """
        self._sd: ModuleType = portaudio()
        self._device = find_device(self._sd, "input", device)
        self.name = self._device.name
        self._rate = usable_rate(self._sd, "input", self._device)
        self._resample = soxr.ResampleStream(self._rate, RATE, 1, dtype="int16", quality="HQ")
        self._framer, self._half_framer = Framer(), Framer(HALF_SAMPLES)
        self._clock = Clock()
        self._echo = echo
        self._health = Health(self.name)
        self._halves = Halves()
        self._open = AsyncExitStack()

    @property
    def dropped_frames(self) -> int:
        return self._halves.dropped_frames

    def on_half(self, told: TellHalf) -> None:
        self._halves.on_half(told)

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()

        def received(data: Any, frames: int, when: Any, status: Any) -> None:
            chunk = np.frombuffer(bytes(data), np.int16)
            _from_thread(loop, self._take, chunk, float(when.inputBufferAdcTime))

        def finished() -> None:
            _from_thread(loop, self._halves.put, None)

        try:
            stream = self._sd.RawInputStream(
                samplerate=self._rate,
                blocksize=round(BLOCK_SECONDS * self._rate),
                latency="low",
                device=self._device.index,
                channels=1,
                dtype="int16",
                callback=received,
                finished_callback=finished,
            )
            self._open.enter_context(in_use())
            self._open.push_async_callback(close, stream, f"microphone {self.name}", self._sd)
            stream.start()
        except self._sd.PortAudioError as error:
            await self._open.aclose()
            raise AudioError(f"microphone {self.name}: cannot be opened ({error})") from error
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._open.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Frame:
        try:
            async with asyncio.timeout(SILENT_DEVICE_SECONDS):
                frame = await self._halves.frame()
        except TimeoutError as error:
            raise AudioError(
                f"microphone {self.name}: no audio for {SILENT_DEVICE_SECONDS:.0f} seconds, "
                "it was probably unplugged"
            ) from error
        if frame is None:
            raise AudioError(f"microphone {self.name}: it went away")
        return frame

    def _take(self, chunk: Samples, at_seconds: float) -> None:
        if self._rate != RATE:
            chunk = self._resample.resample_chunk(chunk)
        self._clock.passed(len(chunk), at_seconds)
        for frame in self._framer.push(chunk):
            self._health.look_at(frame)
        for half in self._half_framer.push(chunk):
            begun = self._clock.next_piece(len(half))
            self._put(self._echo.clean(half, begun) if self._echo else half)

    def _put(self, half: Samples) -> None:
        dropped_before = self.dropped_frames
        self._halves.put(half)
        if self.dropped_frames > dropped_before and self.dropped_frames % WAITING_FRAMES == 1:
            log.warning("microphone %s: audio is lost, the machine is too slow", self.name)


class Clock:
    """When each piece was recorded, from the times that the device tells for its chunks.

    Those jump about by milliseconds, which the echo canceller would take for a moving speaker, so
    samples are counted, and the device's own time is only followed slowly.
    """

    FOLLOWS = 0.02
    """Share of the difference that each chunk makes up for."""
    JUMP_SECONDS = 0.1
    """A larger difference is a gap in the recording."""

    def __init__(self) -> None:
        self._began: float | None = None
        """Seconds at which sample 0 was recorded, as far as is known."""
        self._received = 0
        self._handed_on = 0

    def passed(self, samples: int, at_seconds: float) -> None:
        """So many samples have come, the first of them recorded at this time."""
        told = at_seconds - self._received / RATE
        if self._began is None or abs(told - self._began) > self.JUMP_SECONDS:
            self._began = told
        else:
            self._began += self.FOLLOWS * (told - self._began)
        self._received += samples

    def next_piece(self, samples: int) -> float:
        """When the first of so many samples, which come next, was recorded."""
        assert self._began is not None, "passed() comes first"
        at_seconds = self._began + self._handed_on / RATE
        self._handed_on += samples
        return at_seconds


def _from_thread(
    loop: asyncio.AbstractEventLoop, call: Callable[..., None], *arguments: object
) -> None:
    """Have it called in the loop, if that is still there."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(call, *arguments)
