"""A made-up person's voice, for whoever must speak in a simulated room."""

import subprocess
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np

from assistant.audio.frame import Samples
from assistant.audio.wav import read_wav

SILENT = 300
"""Samples up to this are the silence around the voice."""


@cache
def voice(text: str, name: str = "en-us", words_per_minute: int = 150, pitch: int = 70) -> Samples:
    """Somebody's voice, without the silence around it.

    From a process of its own, which says the same text always in the same way.
    """
    options = ("-v", name, "-s", str(words_per_minute), "-p", str(pitch))
    with NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(["espeak-ng", *options, "-w", file.name, text], check=True)
        samples = read_wav(Path(file.name)).samples
    loud = np.flatnonzero(np.abs(samples) > SILENT)
    return samples[loud[0] : loud[-1]]
