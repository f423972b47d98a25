"""Synthetic voices: espeak-ng, flite and festival, as Debian has them."""

import random
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from speech_model.sound import Samples, read_file

ACCENTS = (
    "en-us en-us en-us en-gb en-gb en-gb-scotland en-gb-x-rp en-us-nyc en-029 en-gb-x-gbclan "
    "en-gb-x-gbcwmd"
).split()
NOT_PEOPLE = (
    "whisper demonic croak announcer unirobot robosoft fast anxiousandy anikarobot mr ricishaymax"
).split()
"""Variants of espeak-ng that no person sounds like."""

TEST_ONLY = frozenset(
    ("f4", "m7", "Andrea", "Mike", "klatt4", "victor", "steph2", "norbert", "belinda", "Denis")
)
"""Variants of espeak-ng that nothing is learned from."""
TEST_ONLY_FLITE = ("rms",)
"""Nor from this voice of flite's. festival's `ked_diphone` is kept apart too: it is not asked
for here at all."""

FLITE = {"slt": (175, 3), "awb": (120, 3), "kal16": (105, 1), "kal": (105, 1)}
"""Usual pitch in Hz, and how often each is taken."""
TEST_PITCH = {"rms": 95}
FESTIVAL = ("cmu_us_slt_arctic_hts", "kal_diphone")
ESPEAK_SHARE, FLITE_SHARE = 0.58, 0.38
"""The rest is festival, which takes ten times as long."""

LETTERS = {"a m": "A M", "p m": "P M"}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it."""

    engine: str
    name: str
    accent: str = ""


@cache
def variants() -> tuple[str, ...]:
    """espeak-ng's variants that sound like people."""
    listed = subprocess.run(
        ["espeak-ng", "--voices=variant"], capture_output=True, text=True, check=True
    ).stdout
    names = (line.split("!v/")[1].split("  ")[0].strip() for line in listed.splitlines()[1:])
    plain = {name.split(" (")[0] for name in names}
    return tuple(sorted(n for n in plain if not n.lower().startswith(tuple(NOT_PEOPLE))))


def some_voice(chance: random.Random) -> Voice:
    """A voice to learn from."""
    kind = chance.random()
    if kind < ESPEAK_SHARE:
        known = [name for name in variants() if name not in TEST_ONLY]
        return Voice("espeak", chance.choice(known), chance.choice(ACCENTS))
    if kind < ESPEAK_SHARE + FLITE_SHARE:
        shares = [share for _, share in FLITE.values()]
        return Voice("flite", chance.choices(list(FLITE), shares)[0])
    return Voice("festival", chance.choice(FESTIVAL))


def unseen_voice(chance: random.Random) -> Voice:
    """A voice that nothing is learned from."""
    if chance.random() < 0.5:
        return Voice("flite", chance.choice(TEST_ONLY_FLITE))
    return Voice("espeak", chance.choice(sorted(TEST_ONLY)), chance.choice(ACCENTS))


def say(text: str, voice: Voice, chance: random.Random) -> tuple[Samples, int]:
    """The samples, in the range of 16 bits, and their rate; empty when the engine failed."""
    for letters, capital in LETTERS.items():
        text = f"{text} ".replace(f" {letters} ", f" {capital} ").strip()
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        path = Path(folder) / "said.wav"
        command, stdin = _command(text, voice, chance, path)
        subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)
        return read_file(path) if path.exists() else (np.empty(0), 16_000)


def _command(
    text: str, voice: Voice, chance: random.Random, path: Path
) -> tuple[Sequence[str], str | None]:
    if voice.engine == "espeak":
        speed = str(int(chance.triangular(110, 250, 165)))
        pitch = str(min(99, max(0, int(chance.gauss(50, 17)))))
        gap = str(chance.choice((0, 0, 0, 1, 2)))
        name = f"{voice.accent}+{voice.name}"
        return ("espeak-ng", "-v", name, "-s", speed, "-p", pitch, "-g", gap, "-w", str(path),
                text), None  # fmt: skip
    stretch = f"{chance.uniform(0.7, 1.28):.2f}"
    if voice.engine == "flite":
        usual = {**{n: hz for n, (hz, _) in FLITE.items()}, **TEST_PITCH}[voice.name]
        pitch = f"int_f0_target_mean={usual * chance.uniform(0.85, 1.2):.0f}"
        return ("flite", "-voice", voice.name, "--setf", f"duration_stretch={stretch}",
                "--setf", pitch, "-t", text, "-o", str(path)), None  # fmt: skip
    script = (
        f"(voice_{voice.name}) (Parameter.set 'Duration_Stretch {stretch}) "
        f'(utt.save.wave (utt.synth (Utterance Text "{text}")) "{path}" \'riff)'
    )
    return ("festival", "--pipe"), script
