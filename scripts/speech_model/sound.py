"""Samples from files, at the rate and in the range that the network is trained with."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from speech_model.features import RATE

Samples = npt.NDArray[np.float64]


def read_file(path: Path) -> tuple[Samples, int]:
    """Mono samples in the range of 16 bits, and their rate."""
    samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
    return samples.astype(np.float64).mean(axis=1), rate


def read(path: Path) -> Samples:
    """Samples of a file at 16 kHz."""
    return at_rate(*read_file(path))


def at_rate(samples: Samples, rate: float, wanted: float = RATE) -> Samples:
    """Resampled; a false `rate` makes speech faster and higher, or slower and lower."""
    if rate == wanted:
        return samples
    resampled: Samples = soxr.resample(samples, rate, wanted, quality="MQ")
    return resampled
