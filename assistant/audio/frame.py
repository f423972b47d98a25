"""The unit of audio that every source hands on, and what cuts a stream into it."""

import math
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

RATE = 16_000
"""Samples per second of all audio inside the house."""

FRAME_SAMPLES = 1280
"""Samples in one frame: 80 ms, the step of the wake word's features."""

HALF_SAMPLES = FRAME_SAMPLES // 2
"""Of a frame, which can be looked at before the other half has come."""

FRAME_MS = 1000 * FRAME_SAMPLES / RATE

Samples: TypeAlias = npt.NDArray[np.int16]
"""Mono samples at 16,000 hertz, any length."""

Frame: TypeAlias = npt.NDArray[np.int16]
"""Exactly 1,280 samples."""


class AudioError(Exception):
    """Audio that cannot be had; the message names the file or device and what is wrong."""


def milliseconds(samples: int) -> float:
    """How long so many samples last."""
    return 1000 * samples / RATE


def decibels(samples: Samples) -> float:
    """Their level below full scale; digital silence is about -90."""
    return 10 * math.log10(float(np.mean(samples.astype(np.float64) ** 2)) + 1) - 90.3


class Framer:
    """Cuts chunks of any size into frames, so that results never depend on the chunking."""

    def __init__(self, size: int = FRAME_SAMPLES) -> None:
        """`size`: how many samples a piece has, where whole frames are not wanted."""
        self._size = size
        self._rest: Samples = np.empty(0, np.int16)

    def push(self, chunk: Samples) -> Iterator[Frame]:
        """Take in samples, hand on every frame that is now complete."""
        joined = np.concatenate((self._rest, chunk))
        whole = len(joined) // self._size * self._size
        self._rest = joined[whole:]
        yield from joined[:whole].reshape(-1, self._size)

    def flush(self) -> Iterator[Frame]:
        """Hand on what is left, filled up with silence."""
        if len(self._rest):
            frame = np.zeros(self._size, np.int16)
            frame[: len(self._rest)] = self._rest
            self._rest = self._rest[:0]
            yield frame
