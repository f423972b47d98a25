"""Other throats, microphones and tempos, made of cepstra afresh each time they are learned from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from speech_model.features import (
    CEPSTRA,
    CEPSTRA_TO_MEL,
    HIGH_HZ,
    MEL_TO_CEPSTRA,
    Floats,
    mel,
    mel_centres,
)

UNTOUCHED = 0.1
TEMPO, TEMPO_SHARE = (0.85, 1.2), 0.5
THROAT, THROAT_SHARE = (0.86, 1.16), 0.7
"""Warp of the frequencies below `BEND_HZ`: a shorter or a longer vocal tract."""
BEND_HZ = 4800
TILT_NEPERS, LEVEL_NEPERS = 0.8, 1.2
MOST_BANDS, MOST_FRAMES = 7, 14
"""Widest masks (Park et al., 2019, "SpecAugment")."""
MASKS = 3
"""Fewer than so many of each kind."""


@dataclass(frozen=True, slots=True)
class _Bands:
    mel: npt.NDArray[np.float64]
    hertz: npt.NDArray[np.float64]


_CENTRES = mel_centres()
_BANDS = _Bands(_CENTRES, 700 * np.expm1(_CENTRES / 1127))


def distorted(features: Floats, numbers: np.random.Generator, shortest: int) -> Floats:
    """Another utterance of the same words, of `shortest` frames at least."""
    if numbers.random() < UNTOUCHED:
        return features
    if numbers.random() < TEMPO_SHARE:
        length = max(shortest, int(len(features) * numbers.uniform(*TEMPO)))
        features = _stretched(features, length)
    to_mel = CEPSTRA_TO_MEL
    if numbers.random() < THROAT_SHARE:
        to_mel = to_mel @ _throat(numbers.uniform(*THROAT))
    energies = features @ to_mel
    tilt = numbers.normal(0, TILT_NEPERS, 7)
    energies += np.interp(np.arange(CEPSTRA), np.linspace(0, CEPSTRA - 1, 7), tilt)
    energies += numbers.normal(0, LEVEL_NEPERS)
    _mask(energies, numbers)
    distorted: Floats = (energies @ MEL_TO_CEPSTRA).astype(np.float32)
    return distorted


def _stretched(features: Floats, length: int) -> Floats:
    """Faster or slower, with the pitch unchanged."""
    places = np.linspace(0, len(features) - 1, length)
    before = places.astype(int)
    share = (places - before)[:, None]
    after = np.minimum(before + 1, len(features) - 1)
    stretched: Floats = features[before] * (1 - share) + features[after] * share
    return stretched


def _throat(warp: float) -> npt.NDArray[np.float64]:
    """The energy of each band, taken from where its frequency lies in another throat."""
    bend = BEND_HZ * warp
    rest = (HIGH_HZ - bend) / (HIGH_HZ - BEND_HZ)
    hertz = _BANDS.hertz
    source = np.where(hertz < BEND_HZ, hertz * warp, bend + (hertz - BEND_HZ) * rest)
    places = np.clip(np.interp(mel(source), _BANDS.mel, np.arange(CEPSTRA)), 0, CEPSTRA - 1)
    below = np.minimum(places.astype(int), CEPSTRA - 2)
    matrix = np.zeros((CEPSTRA, CEPSTRA))
    matrix[below, np.arange(CEPSTRA)] = 1 - (places - below)
    matrix[below + 1, np.arange(CEPSTRA)] += places - below
    return matrix


def _mask(energies: npt.NDArray[np.float64], numbers: np.random.Generator) -> None:
    """Some bands and some moments say nothing."""
    for _ in range(numbers.integers(0, MASKS)):
        width = int(numbers.integers(1, MOST_BANDS))
        first = int(numbers.integers(0, CEPSTRA - width))
        energies[:, first : first + width] = energies[:, first : first + width].mean()
    for _ in range(numbers.integers(0, MASKS)):
        width = int(numbers.integers(2, MOST_FRAMES))
        first = int(numbers.integers(0, max(1, len(energies) - width)))
        energies[first : first + width] = energies.mean(axis=0)
