"""Plays replies; can be stopped in the middle of a word."""

import asyncio
import logging
from types import ModuleType
from typing import Any, Protocol

import numpy as np
import soxr

from assistant.audio.devices import find_device, portaudio
from assistant.audio.frame import RATE, AudioError

log = logging.getLogger(__name__)


class Player(Protocol):
    """Somewhere to send a reply to."""

    @property
    def name(self) -> str: ...

    async def play(self, pcm: bytes) -> float:
        """Play 16-bit mono at 16,000 hertz; says how many ms were played."""

    def stop(self) -> None:
        """Fall silent at once."""


class NullSpeaker:
    """For machines without a speaker: plays nothing, in no time."""

    name = "no speaker"

    async def play(self, pcm: bytes) -> float:
        return 0.0

    def stop(self) -> None:
        """There is nothing to stop."""


class Speaker:
    """A sound device that plays one reply at a time."""

    def __init__(self, device: str | None = None) -> None:
        """A part of the device's name is enough; None is the default speaker."""
        self._sd: ModuleType = portaudio()
        self._device = find_device(self._sd, "output", device)
        self.name = self._device.name
        self._rate = _usable_rate(self._sd, self._device.index, self._device.rate, self.name)
        self._stopped = False

    async def play(self, pcm: bytes) -> float:
        """Play to the end, or until `stop`."""
        samples = np.frombuffer(pcm, "<i2")
        if self._rate != RATE:
            samples = soxr.resample(samples, RATE, self._rate)
        self._stopped = False
        played = _Playback(samples.tobytes())
        loop, done = asyncio.get_running_loop(), asyncio.Event()

        def wanted(out: Any, frames: int, when: Any, status: Any) -> None:
            if self._stopped or not played.fill(out):
                raise self._sd.CallbackAbort if self._stopped else self._sd.CallbackStop

        def finished() -> None:
            loop.call_soon_threadsafe(done.set)

        try:
            with self._sd.RawOutputStream(
                samplerate=self._rate,
                device=self._device.index,
                channels=1,
                dtype="int16",
                callback=wanted,
                finished_callback=finished,
            ):
                await done.wait()
        except self._sd.PortAudioError as error:
            raise AudioError(f"speaker {self.name}: cannot be opened ({error})") from error
        return 1000 * played.at / (2 * self._rate)

    def stop(self) -> None:
        """Fall silent within one buffer of the device."""
        self._stopped = True


class _Playback:
    """Bytes on their way out."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0
        """Bytes already played."""

    def fill(self, out: Any) -> bool:
        """Fill one buffer of the device, silence behind the end; False when nothing is left."""
        piece = self._data[self.at : self.at + len(out)]
        out[: len(piece)] = piece
        out[len(piece) :] = bytes(len(out) - len(piece))
        self.at += len(piece)
        return self.at < len(self._data)


def open_speaker(device: str | None = None) -> Player:
    """The speaker, or a silent one where there is none, which is said once."""
    try:
        return Speaker(device)
    except AudioError as error:
        log.warning("replies are not played: %s", error)
        return NullSpeaker()


def _usable_rate(sd: ModuleType, index: int, own_rate: int, name: str) -> int:
    """16,000 hertz when the device does that, else its own rate."""
    refusal: Exception | None = None
    for rate in (RATE, own_rate):
        try:
            sd.check_output_settings(device=index, channels=1, dtype="int16", samplerate=rate)
        except sd.PortAudioError as error:
            refusal = error
        else:
            return rate
    raise AudioError(f"speaker {name}: cannot be used ({refusal})")
