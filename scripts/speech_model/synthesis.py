"""Synthetic speech to learn from: sentences said by many voices in many places."""

import random
from dataclasses import replace
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from rich.progress import track

from speech_model import people, rooms, shard
from speech_model.augment import Places, as_heard, trimmed
from speech_model.features import RATE, cepstra
from speech_model.shard import Utterance
from speech_model.sound import Samples, at_rate
from speech_model.text import Writer
from speech_model.voices import say, some_voice

BABBLERS = 40
SPEEDS = {"espeak": (0.9, 1.12), "flite": (0.8, 1.25), "festival": (0.8, 1.25)}
"""espeak-ng has many voices of its own; the few others are stretched further."""

FAR_IN_ROOM, FAR_SIMULATED_SHARE = 0.75, 0.65
"""Shares of what is far away; the rest keeps near voices as they were."""


def write_shard(path: Path, count: int, seed: int, processes: int, *, far: bool) -> None:
    """So many utterances, half of them across a room if `far`; the same seed, the same ones."""
    _places(far)  # made once, before the processes part
    with get_context("fork").Pool(processes) as pool:
        made = pool.imap(partial(_utterance, seed=seed, far=far), range(count), chunksize=16)
        told = track(made, description=f"{path.stem}: speaking", total=count)
        shard.write(path, (one for one in told if one is not None))


def _utterance(index: int, seed: int, far: bool) -> Utterance | None:
    chance = random.Random(f"{seed} {index}")
    text, voice = _writer().sentence(chance), some_voice(chance)
    speech = _said(text, voice, chance)
    if len(speech) == 0:
        return None
    heard = as_heard(speech, chance, _places(far), speed=chance.uniform(*SPEEDS[voice.engine]))
    return Utterance(cepstra(heard), text, voice.engine)


def _said(text: str, voice, chance: random.Random) -> Samples:
    samples, rate = say(text, voice, chance)
    return trimmed(at_rate(samples, rate))


@cache
def _writer() -> Writer:
    return Writer()


@cache
def _places(far: bool) -> Places:
    known = Places(people.noises(), people.responses(), _babblers())
    if not far:
        return known
    return replace(
        known,
        simulated=rooms.responses(),
        in_room=FAR_IN_ROOM,
        simulated_share=FAR_SIMULATED_SHARE,
    )


@cache
def _babblers() -> tuple[Samples, ...]:
    """A few voices that talk in the background."""
    chance = random.Random(0)
    talks = (_said(_writer().sentence(chance), some_voice(chance), chance) for _ in range(BABBLERS))
    return tuple(said for said in talks if len(said) > RATE // 2)


def write_people(path: Path, seed: int, *, far: bool) -> None:
    """People's recordings, each in several places and at several speeds; raises NoData."""
    chance = random.Random(seed)
    made = [
        Utterance(cepstra(_in_another_place(one, copy, chance, _places(far))), one.text, one.source)
        for one in people.recordings()
        for copy in range(people.COPIES[one.source])
    ]
    chance.shuffle(made)
    shard.write(path, made)


def _in_another_place(
    one: people.Recording, copy: int, chance: random.Random, places: Places
) -> Samples:
    """The first copy almost as it was recorded."""
    if copy == 0:
        return as_heard(one.samples, chance, places, clean=0.7)
    return as_heard(one.samples, chance, places, speed=chance.uniform(0.86, 1.17), clean=0.05)
