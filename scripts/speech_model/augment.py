"""Rooms, microphones, noise and distance: one clean utterance becomes one as a home hears it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.signal import fftconvolve

from speech_model.features import RATE
from speech_model.sound import Samples, at_rate

SPEECH_EDGE_SAMPLES = (400, 800)
"""Kept before and behind what is louder than a hundredth of the loudest sample."""
LEVEL_DB = (-38, -12)
"""Of full scale."""
CLEAN_DB = -22
COLOURS = (0, 0.5, 1, 1, 1.5, 2)
"""Exponents of the noise's spectrum: white, pink, brown."""
MEASURED_SHARE = 0.3
"""In measured rooms, of the speech in rooms that are not simulated; the rest has a tail of noise,
as near the microphone."""
HUMS_HZ = (50, 60, 100, 120, 180, 400, 1000)


@dataclass(frozen=True, slots=True)
class Places:
    """Noises and rooms, and voices to babble; each may be empty."""

    noises: Sequence[Samples] = field(default_factory=tuple)
    """Recorded."""
    responses: Sequence[Samples] = field(default_factory=tuple)
    """Measured in rooms, from the direct sound on, which is 1."""
    voices: Sequence[Samples] = field(default_factory=tuple)
    simulated: Sequence[Samples] = field(default_factory=tuple)
    """As `responses`, of rooms that nobody built."""
    in_room: float = 0.6
    """Share of the speech that is in a room."""
    simulated_share: float = 0.0
    """Of that, in the simulated ones."""


def trimmed(samples: Samples) -> Samples:
    """Without the silence around it; empty when there is nothing else."""
    loud = np.flatnonzero(np.abs(samples) > np.abs(samples).max(initial=0) * 0.01)
    if len(loud) < 100:
        return np.empty(0)
    before, behind = SPEECH_EDGE_SAMPLES
    return samples[max(0, loud[0] - before) : loud[-1] + behind]


def as_heard(
    speech: Samples,
    chance: random.Random,
    places: Places,
    *,
    speed: float = 1.0,
    clean: float = 0.1,
) -> Samples:
    """Speech at 16 kHz, whole samples of 16 bits; a share `clean` of the cases only gets a level.

    `speed` changes tempo and pitch together, as a tape does.
    """
    random_numbers = np.random.default_rng(chance.getrandbits(32))
    samples = _level(at_rate(speech, RATE * speed), 1.0)
    samples = _padded(samples, chance)
    if chance.random() < clean:
        samples = _level(samples, 32768 * 10 ** (CLEAN_DB / 20))
        return np.round(samples + random_numbers.normal(0, 1, len(samples)))
    if chance.random() < 0.4:
        samples = _with_bursts(samples, chance, random_numbers)
    if chance.random() < places.in_room:
        samples = _in_room(samples, chance, random_numbers, places)
    if chance.random() < 0.6:
        samples = _through_microphone(samples, chance, random_numbers)
    samples = _level(samples, 1.0)
    if chance.random() < 0.8:
        snr_db = chance.triangular(0, 32, 13)
        samples = samples + _noise(len(samples), snr_db, chance, random_numbers, places)
    samples = _level(samples, 32768 * 10 ** (chance.uniform(*LEVEL_DB) / 20))
    if chance.random() < 0.85:
        samples = samples + random_numbers.normal(0, chance.uniform(0.3, 2.5), len(samples))
    return np.clip(np.round(samples), -32768, 32767)


def _level(samples: Samples, wanted: float) -> Samples:
    """Scaled to a root mean square."""
    return samples * (wanted / (np.sqrt(np.mean(samples**2)) + 1e-9))


def _padded(samples: Samples, chance: random.Random) -> Samples:
    before = chance.choice((chance.uniform(0, 0.1), chance.uniform(0.05, 0.8)))
    behind = chance.uniform(0.05, 0.7)
    return np.pad(samples, (int(RATE * before), int(RATE * behind)))


def _with_bursts(samples: Samples, chance: random.Random, numbers: np.random.Generator) -> Samples:
    """Clicks, breaths and knocks before and behind the speech, which are no words."""
    spoken = np.flatnonzero(samples)
    if len(spoken) == 0:
        return samples
    noisy = samples.copy()
    for _ in range(chance.randint(1, 3)):
        length = int(RATE * chance.uniform(0.01, 0.2))
        burst = _coloured(length, chance.choice(COLOURS), numbers)
        fading = chance.choice((1.0, 4.0, 8.0))
        burst *= np.exp(-fading * np.arange(length) / length) * chance.uniform(0.05, 0.5)
        edges = (range(spoken[0] - length), range(spoken[-1], len(samples) - length))
        places = [edge for edge in edges if len(edge) > 0]
        if places:
            first = chance.choice(chance.choice(places))
            noisy[first : first + length] += burst
    return noisy


def _in_room(
    samples: Samples, chance: random.Random, numbers: np.random.Generator, places: Places
) -> Samples:
    if places.simulated and chance.random() < places.simulated_share:
        return _answered(samples, chance.choice(places.simulated))
    if places.responses and chance.random() < MEASURED_SHARE:
        return _answered(samples, chance.choice(places.responses))
    length = int(RATE * chance.uniform(0.1, 0.6))
    tail = numbers.standard_normal(length) * np.exp(-6.9 * np.arange(length) / length)
    tail[: int(chance.uniform(0.001, 0.015) * RATE)] = 0
    tail *= chance.uniform(0.15, 0.95) / np.sqrt(np.sum(tail**2) + 1e-9)
    tail[0] = 1
    return _answered(samples, tail)


def _answered(samples: Samples, response: Samples) -> Samples:
    """As long as before."""
    answered: Samples = fftconvolve(samples, response)[: len(samples)]
    return answered


def _through_microphone(
    samples: Samples, chance: random.Random, numbers: np.random.Generator
) -> Samples:
    """A smooth random equaliser; some microphones and codecs pass nothing high."""
    points_hz = np.array([0, 150, 400, 1000, 2500, 4000, 6000, 8000])
    gains_db = numbers.normal(0, 5, 8) + chance.uniform(-8, 8) * np.linspace(-1, 1, 8)
    gains_db[0] -= chance.choice((0, 10, 20))
    gains_db[-1] -= chance.choice((0, 0, 10, 20))
    if chance.random() < 0.1:
        gains_db[-2:] -= 60
        gains_db[-3] -= chance.uniform(0, 20)
    spectrum = np.fft.rfft(samples)
    gain_db = np.interp(np.linspace(0, RATE / 2, len(spectrum)), points_hz, gains_db)
    return np.fft.irfft(spectrum * 10 ** (gain_db / 20), len(samples))


def _noise(
    length: int,
    snr_db: float,
    chance: random.Random,
    numbers: np.random.Generator,
    places: Places,
) -> Samples:
    """So many decibels below speech of level 1."""
    kind = chance.random()
    if kind < 0.25 and places.voices:
        talkers = [
            _cut(chance.choice(places.voices), length, chance) for _ in range(chance.randint(1, 4))
        ]
        noise = np.sum([_level(talker, 1.0) for talker in talkers], axis=0)
        if places.simulated:
            noise = _answered(noise, chance.choice(places.simulated))
        snr_db = max(snr_db, 6)
    elif kind < 0.5 and places.noises:
        noise = _cut(chance.choice(places.noises), length, chance)
    else:
        noise = _coloured(length, chance.choice(COLOURS), numbers)
        if chance.random() < 0.25:
            noise = 0.5 * noise + np.sin(
                2 * np.pi * chance.choice(HUMS_HZ) * np.arange(length) / RATE
            )
    return _level(noise, 10 ** (-snr_db / 20))


def _cut(noise: Samples, length: int, chance: random.Random) -> Samples:
    """A piece of that length, begun anywhere and repeated where it is too short."""
    return np.resize(np.roll(noise, -chance.randrange(len(noise))), length)


def _coloured(length: int, exponent: float, numbers: np.random.Generator) -> Samples:
    spectrum = np.fft.rfft(numbers.standard_normal(length))
    hertz = np.maximum(np.arange(len(spectrum)), 1) / length * RATE
    noise = np.fft.irfft(spectrum * np.maximum(hertz, 30.0) ** (-exponent / 2), length)
    return noise / (np.std(noise) + 1e-9)
