"""A room around a voice: its echo, and the noise that is in it."""

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.audio.frame import RATE, Samples

Audio = NDArray[np.float64]
SPEECH_LEVEL = 0.08
"""Root mean square of the voice at the microphone, 1 being full scale."""
FULL_SCALE = 32767
QUIET_DB, NOISIER_DB = 32.0, 22.0
"""How far the noise lies below the voice at best, and how much nearer it may come."""
REVERBERATION_SECONDS = (0.15, 0.5)
"""Until the echo has fallen by 60 dB: from a bedroom to a bare kitchen."""
ECHO_DB = (-18.0, -6.0)
"""Level of the echo beside the direct sound: from near the microphone to across the room."""
FIRST_ECHO_SECONDS = 0.004
LEAD_SECONDS, TAIL_SECONDS = 0.4, 0.9
LOWEST_HERTZ = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How one take is heard."""

    reverberation_seconds: float
    echo_db: float
    noise_below_db: float
    pink: bool
    """Noise as of traffic and machines; otherwise as of a fan."""


def room_of(draw: random.Random, severity: float) -> Room:
    """Somewhere in the house; the more severe, the louder the rest of it."""
    return Room(
        reverberation_seconds=draw.uniform(*REVERBERATION_SECONDS),
        echo_db=draw.uniform(*ECHO_DB),
        noise_below_db=QUIET_DB - NOISIER_DB * severity * draw.random(),
        pink=draw.random() < 0.7,
    )


def heard_in(room: Room, speech: Samples, seed: int) -> Samples:
    """The voice with silence around it, its echo and the noise, 16-bit at 16,000 hertz."""
    dice = np.random.default_rng(seed)
    voice = speech.astype(np.float64) / FULL_SCALE
    lead, tail = int(LEAD_SECONDS * RATE), int(TAIL_SECONDS * RATE)
    whole = np.concatenate((np.zeros(lead), voice, np.zeros(tail)))
    whole = _convolved(whole, _response(room, dice))
    level = np.sqrt(np.mean(whole[lead : lead + len(voice)] ** 2))
    whole *= SPEECH_LEVEL / max(level, 1e-9)
    noise = _pink(len(whole), dice) if room.pink else dice.standard_normal(len(whole))
    whole += SPEECH_LEVEL * 10 ** (-room.noise_below_db / 20) * noise
    samples: Samples = np.round(np.clip(whole, -1, 1) * FULL_SCALE).astype(np.int16)
    return samples


def _response(room: Room, dice: np.random.Generator) -> Audio:
    """The direct sound, and noise that dies away behind it (Polack's model of a late echo)."""
    length = int(room.reverberation_seconds * RATE)
    time = np.arange(length) / RATE
    late = dice.standard_normal(length) * 10 ** (-3 * time / room.reverberation_seconds)
    late[: int(FIRST_ECHO_SECONDS * RATE)] = 0.0
    late *= 10 ** (room.echo_db / 20) / max(float(np.sqrt(np.sum(late**2))), 1e-9)
    late[0] = 1.0
    return late


def _convolved(audio: Audio, response: Audio) -> Audio:
    size = len(audio) + len(response) - 1
    both = np.fft.rfft(audio, size) * np.fft.rfft(response, size)
    found: Audio = np.fft.irfft(both, size)[: len(audio)]
    return found


def _pink(length: int, dice: np.random.Generator) -> Audio:
    """Equal power in each octave, at a root mean square of 1."""
    spectrum = np.fft.rfft(dice.standard_normal(length))
    hertz = np.fft.rfftfreq(length, 1 / RATE)
    found: Audio = np.fft.irfft(spectrum / np.sqrt(np.maximum(hertz, LOWEST_HERTZ)), length)
    found /= np.sqrt(np.mean(found**2))
    return found
