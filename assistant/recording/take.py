"""One take: from the first word to the silence behind the last one."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Self, TypeAlias

import numpy as np

from assistant.audio.frame import Frame, Samples
from assistant.audio.source import AudioSource
from assistant.audio.tape import Tape
from assistant.stages.listen import ListenSettings, ListenStage
from assistant.turn import NothingHeard

OpenSource: TypeAlias = Callable[[], AbstractAsyncContextManager[AudioSource]]

PATIENT = ListenSettings(
    silence_seconds=1.0, no_speech_seconds=6.0, max_seconds=12.0, early_silence_seconds=1.0
)
"""People who read aloud pause more often than those who want something."""


async def take(open_source: OpenSource) -> Samples:
    """Everything from now until the silence after speech; whatever was there when nobody spoke."""
    async with open_source() as source:
        heard = _Kept(source)
        said = await ListenStage(PATIENT).capture(Tape(heard))
    if isinstance(said, NothingHeard):
        return heard.samples
    return np.frombuffer(said.pcm, np.int16)


class _Kept:
    """A source that remembers what it handed on."""

    def __init__(self, source: AudioSource) -> None:
        self.name = source.name
        self._source = source
        self._frames: list[Frame] = []

    @property
    def samples(self) -> Samples:
        return np.concatenate([*self._frames, np.empty(0, np.int16)])

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Frame:
        frame = await anext(self._source)
        self._frames.append(frame)
        return frame
