"""Plays replies; can be stopped in the middle of a word."""

import asyncio
import logging
from contextlib import AsyncExitStack
from types import ModuleType
from typing import Any, Protocol

import numpy as np
import soxr

from assistant.audio.closing import close
from assistant.audio.devices import find_device, in_use, portaudio, usable_rate
from assistant.audio.echo import EchoReference
from assistant.audio.frame import RATE, AudioError, Samples

log = logging.getLogger(__name__)

LATENCY_SECONDS = 0.1
"""Audio on its way to the loudspeaker; it is thrown away when the voice is stopped. How large its
blocks are is left to PortAudio: PulseAudio loses the sound where that is asked for."""
PATIENCE_SECONDS = 10.0
"""A device that plays for so much longer than the sound lasts has gone; not all drivers say so."""
SETTLED_CALLS = 5
"""What a device tells about its time is not true before so many blocks."""


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

    def __init__(self, device: str | None = None, reference: EchoReference | None = None) -> None:
        """A part of the device's name is enough; None is the default speaker.

        `reference` is told what is played and when, for whoever must not hear it.
        """
        self._sd: ModuleType = portaudio()
        self._wanted = device
        self.name = find_device(self._sd, "output", device).name
        self._reference = reference or EchoReference()
        self._stopped = False

    async def play(self, pcm: bytes) -> float:
        """Play to the end, or until `stop`."""
        device = find_device(self._sd, "output", self._wanted)  # it may have come back elsewhere
        rate = usable_rate(self._sd, "output", device)
        samples = np.frombuffer(pcm, "<i2")
        self._stopped = False
        playback = _Playback(samples, rate, self._reference)
        loop, done = asyncio.get_running_loop(), asyncio.Event()

        def wanted(out: Any, frames: int, when: Any, status: Any) -> None:
            if self._stopped:
                playback.cut(float(when.currentTime))
                raise self._sd.CallbackAbort
            if not playback.fill(out, float(when.outputBufferDacTime)):
                raise self._sd.CallbackStop

        def finished() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(done.set)

        what = f"speaker {self.name}"
        try:
            async with AsyncExitStack() as opened:
                opened.enter_context(in_use())
                stream = self._sd.RawOutputStream(
                    samplerate=rate,
                    latency=LATENCY_SECONDS,
                    device=device.index,
                    channels=1,
                    dtype="int16",
                    callback=wanted,
                    finished_callback=finished,
                )
                opened.push_async_callback(close, stream, what, self._sd)
                stream.start()
                async with asyncio.timeout(2 * len(samples) / RATE + PATIENCE_SECONDS):
                    await done.wait()
        except self._sd.PortAudioError as error:
            raise AudioError(f"{what}: cannot be opened ({error})") from error
        except TimeoutError as error:
            raise AudioError(f"{what}: it plays no more, it was probably unplugged") from error
        return playback.played_ms

    def stop(self) -> None:
        """Fall silent within one buffer of the device."""
        self._stopped = True


class _Playback:
    """Samples on their way out."""

    def __init__(self, samples: Samples, rate: int, reference: EchoReference) -> None:
        at_rate = samples if rate == RATE else soxr.resample(samples, RATE, rate)
        self._data: bytes = at_rate.tobytes()
        self._samples = samples
        self._rate = rate
        self._reference = reference
        self._at = 0
        """Bytes handed to the device."""
        self._calls = 0
        self._begins = 0.0
        """Seconds on the device's clock."""
        self._heard_ms: float | None = None

    def fill(self, out: Any, heard_at: float) -> bool:
        """Fill one buffer of the device, silence behind the end; False when nothing is left."""
        self._calls += 1
        if self._calls in (1, SETTLED_CALLS):
            self._begins = heard_at - self._handed_ms / 1000
            tell = self._reference.begins if self._calls == 1 else self._reference.moved
            tell(self._samples, self._begins)
        piece = self._data[self._at : self._at + len(out)]
        out[: len(piece)] = piece
        out[len(piece) :] = bytes(len(out) - len(piece))
        self._at += len(piece)
        return self._at < len(self._data)

    def cut(self, at_seconds: float) -> None:
        """It falls silent now; what the device has not played yet is lost."""
        self._reference.ends(at_seconds)
        heard_ms = 1000 * (at_seconds - self._begins) if self._calls else 0.0
        self._heard_ms = min(max(heard_ms, 0.0), self._handed_ms)

    @property
    def _handed_ms(self) -> float:
        return 1000 * self._at / (2 * self._rate)

    @property
    def played_ms(self) -> float:
        return self._handed_ms if self._heard_ms is None else self._heard_ms


class _ToCome(NullSpeaker):
    """No speaker yet: from the moment that there is one, it plays."""

    def __init__(self, reference: EchoReference | None) -> None:
        self._reference = reference
        self._speaker: Speaker | None = None

    async def play(self, pcm: bytes) -> float:
        if self._speaker is None:
            try:
                self._speaker = Speaker(None, self._reference)
            except AudioError:
                return await super().play(pcm)
            log.warning("replies are played on %s from now on", self._speaker.name)
        return await self._speaker.play(pcm)

    def stop(self) -> None:
        if self._speaker is not None:
            self._speaker.stop()


def open_speaker(device: str | None = None, reference: EchoReference | None = None) -> Player:
    """The speaker, or a silent one where there is none, which is said once."""
    try:
        return Speaker(device, reference)
    except AudioError as error:
        if device is not None:
            raise  # somebody chose it
        log.warning("replies are not played: %s", error)
        return _ToCome(reference)
