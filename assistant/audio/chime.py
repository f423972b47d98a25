"""Short tones where words are not needed."""

import numpy as np

from assistant.audio.frame import RATE, Samples

E5, A5 = 659.26, 880.0
"""Hertz."""
PARTIALS = ((1.0, 1.0), (2.0, 0.22), (3.01, 0.06))
"""Multiples of the pitch and how loud: a struck bar, no beep."""
ATTACK_SECONDS = 0.008
"""Long enough not to click."""
FADE_SECONDS = 0.03


def chime(
    *notes: tuple[float, float], seconds: float, ringing_seconds: float, level: float
) -> Samples:
    """Notes of a pitch (hertz) from a time (seconds) on, each dying away; `level` is the loudest
    sample as a share of full scale."""
    time = np.arange(round(seconds * RATE)) / RATE
    sound = np.zeros_like(time)
    for pitch, begin in notes:
        since = np.maximum(time - begin, 0.0)
        swell = np.minimum(since / ATTACK_SECONDS, 1.0) * np.exp(-since / ringing_seconds)
        waves = [share * np.sin(2 * np.pi * pitch * of * since) for of, share in PARTIALS]
        sound += swell * np.sum(waves, axis=0)
    sound *= np.minimum((seconds - time) / FADE_SECONDS, 1.0)
    loudest = float(np.abs(sound).max())
    samples: Samples = np.round(sound / loudest * level * 32767).astype(np.int16)
    return samples


WOKEN = chime((A5, 0.0), seconds=0.16, ringing_seconds=0.05, level=0.12)
"""It listens: one, softer, for somebody may be speaking already."""
DONE = chime((E5, 0.0), (A5, 0.09), seconds=0.42, ringing_seconds=0.11, level=0.25)
"""Done: two notes upwards."""
