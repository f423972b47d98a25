"""Where audio comes from: the protocol of sources, and wav files."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, Self

from assistant.audio.frame import Frame, Framer, Samples
from assistant.audio.wav import read_wav

log = logging.getLogger(__name__)


class AudioSource(Protocol):
    """An endless or finite stream of frames; the consumer pulls."""

    @property
    def name(self) -> str:
        """What a person calls it: a file, a device."""

    def __aiter__(self) -> Self: ...

    async def __anext__(self) -> Frame: ...


class SamplesSource:
    """Plays samples from memory as fast as the consumer pulls, the last frame filled up."""

    def __init__(self, samples: Samples, name: str = "memory") -> None:
        self.name = name
        self._frames = _frames(samples)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Frame:
        await asyncio.sleep(0)  # others get their turn although no audio is waited for
        frame = next(self._frames, None)
        if frame is None:
            raise StopAsyncIteration
        return frame


class FileSource(SamplesSource):
    """Plays a wav file much faster than real time."""

    def __init__(self, path: Path) -> None:
        recording = read_wav(path)
        if recording.warning:
            log.warning("%s", recording.warning)
        self.warning = recording.warning
        super().__init__(recording.samples, name=str(path))


def _frames(samples: Samples) -> Iterator[Frame]:
    framer = Framer()
    yield from framer.push(samples)
    yield from framer.flush()
