"""A simulated room: what the speaker plays leaks into the microphone. Its time is its samples."""

import asyncio
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.signal import fftconvolve

from assistant.audio.echo import EchoCanceller, EchoReference
from assistant.audio.frame import FRAME_SAMPLES, HALF_SAMPLES, RATE, Frame, Samples, milliseconds
from assistant.audio.halves import TellHalf

Floats = npt.NDArray[np.float64]


class Room:
    """Source and player in one; a frame passes, half by half, when the source is asked for one."""

    name = "simulated room"

    def __init__(
        self,
        near: Samples,
        *,
        response: Floats | None = None,
        leak_db: float = 0.0,
        delay_ms: float = 0.0,
        buffer_ms: float = 40.0,
        cancels_echo: bool = True,
    ) -> None:
        """`near`: what people say there. `response`: how the room answers an impulse, None for a
        room where the microphone does not hear the speaker at all; `leak_db`: how loud it hears
        it, `delay_ms` how late. `buffer_ms`: what a sound device still plays when it is stopped."""
        self._near = np.concatenate((near, np.zeros(-len(near) % FRAME_SAMPLES, np.int16)))
        self._response = None if response is None else response * 10 ** (leak_db / 20)
        self._delay = round(delay_ms * RATE / 1000)
        self._buffer = round(buffer_ms * RATE / 1000)
        tail = self._delay + FRAME_SAMPLES + (0 if response is None else len(response))
        self._echo = np.zeros(len(self._near) + tail)
        self._at = 0
        """Samples that have passed."""
        self._playing: Samples = np.empty(0, np.int16)
        self._played = 0
        self._done: asyncio.Future[None] | None = None
        self._told: TellHalf = lambda _half: None
        self._reference = EchoReference()
        self._canceller = EchoCanceller(self._reference) if cancels_echo else None
        self.silent_at_ms: list[float] = []
        """When the speaker fell silent because it was stopped."""

    def on_half(self, told: TellHalf) -> None:
        self._told = told

    @property
    def now_ms(self) -> float:
        return milliseconds(self._at)

    async def play(self, pcm: bytes) -> float:
        """Play into the room as its time passes; when that is over, nothing is heard any more."""
        if self._at >= len(self._near):
            return 0.0
        self._playing, self._played = np.frombuffer(pcm, "<i2"), 0
        self._reference.begins(self._playing, self._at / RATE)
        self._done = asyncio.get_running_loop().create_future()
        try:
            await self._done
        finally:
            self._done = None
        return milliseconds(self._played)

    def stop(self) -> None:
        """Only what is already in the device's buffer is still heard."""
        if not self._is_playing:
            return
        self._playing = self._playing[: self._played + self._buffer]
        self._reference.ends((self._at + self._buffer) / RATE)
        self.silent_at_ms.append(milliseconds(self._at + self._buffer))
        self._emit(self._playing[self._played :])
        self._played = len(self._playing)
        self._end()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Frame:
        await asyncio.sleep(0)
        if self._at >= len(self._near):
            self._end()
            raise StopAsyncIteration
        first = self._half()
        self._told(first)
        frame: Frame = np.concatenate((first, self._half()))
        return frame

    def _half(self) -> Samples:
        begin, end = self._at, self._at + HALF_SAMPLES
        if self._is_playing:
            self._emit(self._playing[self._played : self._played + HALF_SAMPLES])
            self._played = min(self._played + HALF_SAMPLES, len(self._playing))
        mixed = self._near[begin:end] + self._echo[begin:end]
        half: Samples = np.clip(np.round(mixed), -32768, 32767).astype(np.int16)
        self._at = end
        if self._is_playing and self._played >= len(self._playing):
            self._end()
        return self._canceller.clean(half, begin / RATE) if self._canceller else half

    @property
    def _is_playing(self) -> bool:
        return self._done is not None and not self._done.done()

    def _emit(self, piece: Samples) -> None:
        """Let the room ring with what is played from now on."""
        if self._response is None or not len(piece):
            return
        ringing = fftconvolve(piece.astype(np.float64), self._response)
        begin = self._at + self._delay
        ringing = ringing[: max(0, len(self._echo) - begin)]
        self._echo[begin : begin + len(ringing)] += ringing

    def _end(self) -> None:
        if self._done is not None and not self._done.done():
            self._done.set_result(None)


def synthetic_response(seconds: float = 0.4, seed: int = 0) -> Floats:
    """A direct path, and an exponentially fading tail 60 dB down at the end."""
    samples = int(seconds * RATE)
    fading = np.random.default_rng(seed).standard_normal(samples) * 10 ** (
        -3 * np.arange(samples) / samples
    )
    response: Floats = 0.05 * fading
    response[0] = 1.0
    return response
