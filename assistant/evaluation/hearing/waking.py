"""How surely the wake word wakes, and how seldom anything else does."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from assistant.audio.frame import RATE, Samples
from assistant.audio.source import SamplesSource
from assistant.audio.tape import Tape
from assistant.evaluation.hearing.clip import Clip
from assistant.evaluation.hearing.made_up import commands, heard_in, normalised
from assistant.evaluation.hearing.recorded import audio_folder, rows, samples_of
from assistant.evaluation.understanding.shared import text
from assistant.stages.wake import WakeStage
from assistant.turn import WakeWord

WORDS = ("hey_jarvis", "alexa")
NOISES_DB = {"clean": None, "20db": 20.0, "10db": 10.0, "5db": 5.0, "0db": 0.0}
MADE_UP = 40
ASKED = ("turn on the light", "what time is it", "stop", "play some music")
QUIET_SECONDS = 0.6
OTHER_SPEECH = ("read_speech", "coffee_orders", "tts_commands", "one_word", "speech", "noise")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody who says a wake word."""

    word: str
    load: Callable[[float | None], Samples]
    """With noise so many dB below the voice, or None."""


def calls(word: str) -> list[Call]:
    """People's "alexa"; "hey jarvis" and a wish in synthetic voices. Raises NoData, NoVoices.

    None of it was used to choose a threshold.
    """
    if word == "alexa":
        said = (row for row in rows("wake_words") if text(row, "text") == "alexa")
        return [
            Call(word=word, load=partial(_in_noise, text(row, "path"), seed=seed))
            for seed, row in enumerate(said)
        ]
    chance = random.Random(4)
    texts = [f"hey jarvis, {chance.choice(ASKED)}" for _ in range(MADE_UP)]
    return [
        Call(word=word, load=partial(_spoken, one, seed=seed)) for seed, one in enumerate(texts)
    ]


def _in_noise(path: str, noise_db: float | None, *, seed: int) -> Samples:
    voice = normalised(samples_of(audio_folder() / path).astype(np.float64))
    return heard_in(voice, "test", noise_db, seed)


def _spoken(wish: str, noise_db: float | None, *, seed: int) -> Samples:
    (clip,) = commands([wish], "test", noise_db=noise_db, seed=seed)
    return clip.load()


def others() -> Iterator[Clip]:
    """Everything in which no wake word is said; raises NoData."""
    for name in OTHER_SPEECH:
        for row in rows(name):
            path = audio_folder() / text(row, "path")
            yield Clip(name=str(path), load=partial(samples_of, path), wanted=False)
    for row in rows("wake_words"):
        if text(row, "text") not in ("alexa", "jarvis"):
            path = audio_folder() / text(row, "path")
            yield Clip(name=str(path), load=partial(samples_of, path), wanted=False)


async def woken_by(stage: WakeStage, samples: Samples) -> list[str]:
    """The words that were heard in it, in order."""
    hush = np.random.default_rng(0).integers(-3, 4, int(QUIET_SECONDS * RATE)).astype(np.int16)
    tape = Tape(SamplesSource(np.concatenate((hush, samples, hush))))
    found = []
    while isinstance(heard := await stage.listen(tape), WakeWord):
        found.append(heard.name)
    return found


async def recall(stage: WakeStage, asked: Sequence[Call], noise_db: float | None) -> int:
    """How many calls wake it."""
    woken = [call.word in await woken_by(stage, call.load(noise_db)) for call in asked]
    return sum(woken)
