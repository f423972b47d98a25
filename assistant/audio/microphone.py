"""The microphone as a source of frames."""

import asyncio
import logging
from collections.abc import Iterator
from types import ModuleType, TracebackType
from typing import Any, Self

import numpy as np
import soxr

from assistant.audio.devices import find_device, portaudio
from assistant.audio.frame import FRAME_SAMPLES, RATE, AudioError, Frame, Framer

log = logging.getLogger(__name__)

QUEUE_FRAMES = 250
"""20 s: longer than any turn takes to compute. When it is full the oldest audio is dropped."""
SILENT_DEVICE_SECONDS = 5.0
"""A device that gives nothing for so long was unplugged; not all drivers say so."""


class MicrophoneSource:
    """Frames from a sound device; open it with `async with`."""

    def __init__(self, device: str | None = None) -> None:
        """A part of the device's name is enough; None is the default microphone."""
        self._sd: ModuleType = portaudio()
        self._device = find_device(self._sd, "input", device)
        self.name = self._device.name
        self._rate = _usable_rate(self._sd, self._device.index, self._device.rate, self.name)
        self._resample = soxr.ResampleStream(self._rate, RATE, 1, dtype="int16", quality="HQ")
        self._framer = Framer()
        self._queue: asyncio.Queue[Frame | None] = asyncio.Queue(QUEUE_FRAMES)
        self._stream: Any = None  # sounddevice has no types
        self.dropped_frames = 0

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()

        def received(data: Any, frames: int, when: Any, status: Any) -> None:
            chunk = np.frombuffer(bytes(data), np.int16)
            loop.call_soon_threadsafe(self._take, chunk)

        def finished() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._put, None)

        try:
            self._stream = self._sd.RawInputStream(
                samplerate=self._rate,
                blocksize=FRAME_SAMPLES * self._rate // RATE,
                device=self._device.index,
                channels=1,
                dtype="int16",
                callback=received,
                finished_callback=finished,
            )
            self._stream.start()
        except self._sd.PortAudioError as error:
            raise AudioError(f"microphone {self.name}: cannot be opened ({error})") from error
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stream.close()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Frame:
        try:
            async with asyncio.timeout(SILENT_DEVICE_SECONDS):
                frame = await self._queue.get()
        except TimeoutError as error:
            raise AudioError(
                f"microphone {self.name}: no audio for {SILENT_DEVICE_SECONDS:.0f} seconds, "
                "it was probably unplugged"
            ) from error
        if frame is None:
            raise AudioError(f"microphone {self.name}: it went away")
        return frame

    def forget(self) -> None:
        """Throw away what was recorded and not yet asked for."""
        while not self._queue.empty():
            if self._queue.get_nowait() is None:
                self._put(None)  # that it went away must not be forgotten
                return

    def _take(self, chunk: Frame) -> None:
        for frame in self._frames(chunk):
            self._put(frame)

    def _frames(self, chunk: Frame) -> Iterator[Frame]:
        return self._framer.push(
            chunk if self._rate == RATE else self._resample.resample_chunk(chunk)
        )

    def _put(self, frame: Frame | None) -> None:
        if self._queue.full():
            self._queue.get_nowait()
            self.dropped_frames += 1
            if self.dropped_frames % QUEUE_FRAMES == 1:
                log.warning("microphone %s: audio is lost, the machine is too slow", self.name)
        self._queue.put_nowait(frame)


def _usable_rate(sd: ModuleType, index: int, own_rate: int, name: str) -> int:
    """16,000 hertz when the device does that, else its own rate."""
    refusal: Exception | None = None
    for rate in (RATE, own_rate):
        try:
            sd.check_input_settings(device=index, channels=1, dtype="int16", samplerate=rate)
        except sd.PortAudioError as error:
            refusal = error
        else:
            return rate
    raise AudioError(f"microphone {name}: cannot be used ({refusal})")
