"""Commands in synthetic voices that no model was trained on, in rooms and with noise."""

import random
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.audio.frame import RATE, Samples
from assistant.audio.wav import read_wav
from assistant.evaluation.hearing.clip import Clip
from assistant.evaluation.hearing.recorded import audio_folder, samples_of
from assistant.evaluation.understanding.item import Side
from assistant.sayings.words import spoken

Signal = NDArray[np.float64]

VARIANTS: Mapping[Side, tuple[str, ...]] = {
    "dev": ("f4", "Andrea", "klatt4", "steph2", "Denis"),
    "test": ("m7", "Mike", "victor", "norbert", "belinda"),
}
"""Voices of espeak-ng that nothing is trained with; flite's rms belongs to the test half."""
ACCENTS = "en-us en-us en-gb en-gb-scotland en-gb-x-rp en-us-nyc".split()
FLITE_SHARE = 0.5
"""Of the test half."""
ROOMS: Mapping[Side, tuple[str, ...]] = {
    "dev": ("sb_rir2",),
    "test": ("am_rir48000", "sb_rir4"),
}
NOISES: Mapping[Side, tuple[str, ...]] = {
    "dev": ("s2p_background_noise", "pipecat_office_ambience"),
    "test": ("precise_bg_bg_noise6", "misc_air_conditioner"),
}
"""Of the shared recordings, those that nothing is trained with."""
LEVEL_DB = -26.0
EDGE_SECONDS = 0.3


class NoVoices(Exception):
    """A synthesiser is missing; the text says which."""


def commands(
    texts: Sequence[str], side: Side, *, noise_db: float | None = None, seed: int = 1
) -> tuple[Clip, ...]:
    """Each text in one of the voices; with noise so many dB below the voice, in a room."""
    for program in ("espeak-ng", "flite"):
        _run([program, "--version"], program)
    return tuple(
        Clip(
            name=text,
            load=partial(_made, text, side, noise_db, seed + number),
            text=spoken(text),
        )
        for number, text in enumerate(texts)
    )


def _made(text: str, side: Side, noise_db: float | None, seed: int) -> Samples:
    """The same voice for the same seed, with noise and without."""
    voice = normalised(_spoken_by(text, side, random.Random(seed)))
    edge = np.zeros(int(EDGE_SECONDS * RATE))
    return heard_in(np.concatenate((edge, voice, edge)), side, noise_db, seed)


def heard_in(voice: Signal, side: Side, noise_db: float | None, seed: int) -> Samples:
    """A voice of LEVEL_DB alone, or in a room with noise so many dB below it."""
    if noise_db is None:
        return _as_samples(voice)
    rng = np.random.default_rng(seed)
    rooms, noises = _recordings("rir", ROOMS[side]), _recordings("noise", NOISES[side])
    if rooms:
        voice = normalised(_in_room(voice, rooms[rng.integers(len(rooms))]))
    noise = noises[rng.integers(len(noises))] if noises else _pink(len(voice), rng)
    start = rng.integers(max(1, len(noise) - len(voice)))
    cut = np.resize(noise[start:], len(voice))
    return _as_samples(voice + 10 ** (-noise_db / 20) * normalised(cut))


def _spoken_by(text: str, side: Side, chance: random.Random) -> Signal:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        if side == "test" and chance.random() < FLITE_SHARE:
            stretch, pitch = chance.uniform(0.75, 1.2), 95 * chance.uniform(0.85, 1.2)
            how = (f"duration_stretch={stretch:.2f}", f"int_f0_target_mean={pitch:.0f}")
            options = [part for setting in how for part in ("--setf", setting)]
            _run(["flite", "-voice", "rms", *options, "-t", text, "-o", str(path)], "flite")
        else:
            name = f"{chance.choice(ACCENTS)}+{chance.choice(VARIANTS[side])}"
            speed, pitch = int(chance.triangular(120, 230, 165)), int(chance.uniform(25, 75))
            _run(["espeak-ng", "-v", name, "-s", str(speed), "-p", str(pitch), "-w", str(path),
                  text], "espeak-ng")  # fmt: skip
        return read_wav(path).samples.astype(np.float64)


def _run(command: Sequence[str], program: str) -> None:
    try:
        subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise NoVoices(f"{program} is not installed (sudo apt-get install {program})") from error


@cache
def _recordings(folder: str, names: tuple[str, ...]) -> tuple[Signal, ...]:
    paths = (audio_folder() / folder / f"{name}.wav" for name in names)
    return tuple(samples_of(path).astype(np.float64) for path in paths if path.is_file())


def _in_room(voice: Signal, response: Signal) -> Signal:
    length = len(voice) + len(response) - 1
    spectrum = np.fft.rfft(voice, length) * np.fft.rfft(response, length)
    direct = int(np.argmax(np.abs(response)))
    heard: Signal = np.fft.irfft(spectrum, length)[direct : direct + len(voice)]
    return heard


def _pink(length: int, rng: np.random.Generator) -> Signal:
    spectrum = np.fft.rfft(rng.standard_normal(length))
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    noise: Signal = np.fft.irfft(spectrum, length)
    return noise


def normalised(signal: Signal) -> Signal:
    """To a loudness of LEVEL_DB below full scale."""
    power = float(np.sqrt(np.mean(signal**2))) + 1e-9
    return signal / power * 32768 * 10 ** (LEVEL_DB / 20)


def _as_samples(signal: Signal) -> Samples:
    return np.clip(np.round(signal), -32768, 32767).astype(np.int16)
