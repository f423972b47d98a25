"""One set put to one peer."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.audio.frame import RATE
from assistant.evaluation.hearing.acceptance import Acceptance
from assistant.evaluation.hearing.clip import Clip, Task
from assistant.evaluation.hearing.peers import PEERS
from assistant.evaluation.hearing.scores import Errors, errors, slots_right, total
from assistant.home.find import names_of
from assistant.home.model import Area, Floor, Home
from assistant.sayings.words import number_words, spoken
from assistant.speech.language.language import Language, language_of
from assistant.speech.language.lexicon import Lexicon
from assistant.speech.recogniser import Recogniser
from assistant.speech.respelling import speller
from assistant.turn import Hypothesis
from devices.contract import Device

NUMBERS = (*range(21), *range(30, 101, 10))
SMALL = frozenset("the a an of in on my".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a peer made of one clip."""

    clip: Clip
    readings: tuple[Hypothesis, ...]
    """Most probable first; empty when it heard nothing."""
    audio_seconds: float
    took_seconds: float
    accepted: bool = False
    """The home would do something, or ask about it."""

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.readings[0].text.split()) if self.readings else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A peer on a set."""

    heard: tuple[Heard, ...]
    errors: Errors
    """Of the clips whose text is known."""
    compile_seconds: float
    load_seconds: float

    @property
    def real_time_factor(self) -> float:
        audio = sum(one.audio_seconds for one in self.heard)
        return sum(one.took_seconds for one in self.heard) / audio if audio else 0.0

    @property
    def slots(self) -> tuple[int, int, int]:
        """Slots of all orders, slots that were heard, orders heard whole."""
        counted = [
            (len(one.clip.slots), slots_right(one.clip.slots.values(), one.words))
            for one in self.heard
            if one.clip.slots
        ]
        whole = sum(wanted == right for wanted, right in counted)
        return sum(n for n, _ in counted), sum(n for _, n in counted), whole


def run(task: Task, peer: str, model: Path | None, limit: int | None) -> Outcome:
    """Compile the language of the set, load the peer, and let it hear every clip."""
    began = time.perf_counter()
    language = language_for(task)
    prepared = time.perf_counter() - began
    acceptance = Acceptance(task.home)
    entities = entity_words(task.home)
    with TemporaryDirectory() as folder:
        ready = PEERS[peer](language, Path(folder), model)
        heard = tuple(_hear(clip, ready.recogniser, acceptance) for clip in task.clips[:limit])
    counted = (
        errors(one.clip.text, one.words, entities)
        for one in heard
        if one.clip.text is not None and one.clip.wanted
    )
    return Outcome(
        heard=heard,
        errors=total(counted),
        compile_seconds=prepared + ready.compile_seconds,
        load_seconds=ready.load_seconds,
    )


def language_for(task: Task) -> Language:
    """The same for every peer."""
    return language_of(task.sentences, Lexicon(spell=speller()))


def entity_words(home: Home) -> frozenset[str]:
    """Words of names and rooms, and of numbers."""
    things: list[Device | Area | Floor] = [*home.devices, *home.areas, *home.floors]
    names = {word for thing in things for name in names_of(thing) for word in spoken(name)}
    numbers = {word for number in NUMBERS for word in number_words(number)}
    return frozenset((names | numbers) - SMALL)


def _hear(clip: Clip, recogniser: Recogniser, acceptance: Acceptance) -> Heard:
    samples = clip.load()
    began = time.perf_counter()
    readings = recogniser.transcribe(samples.tobytes())
    took = time.perf_counter() - began
    hypotheses = tuple(reading.hypothesis for reading in readings)
    if hypotheses and not hypotheses[0].text:
        hypotheses = ()
    return Heard(
        clip=clip,
        readings=hypotheses,
        audio_seconds=len(samples) / RATE,
        took_seconds=took,
        accepted=not clip.wanted and acceptance.of(hypotheses),
    )


def mistakes(outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    """Name, said and heard of everything that was not heard as it was said."""
    for one in outcome.heard:
        said = " ".join(one.clip.text or one.clip.slots.values())
        heard = " ".join(one.words)
        if one.clip.wanted and said != heard and not _whole(one):
            yield one.clip.name, said, heard
        elif not one.clip.wanted and heard:
            yield one.clip.name, "ACCEPTED" if one.accepted else "(outside)", heard


def _whole(one: Heard) -> bool:
    wanted: Iterable[str] = one.clip.slots.values()
    return bool(one.clip.slots) and slots_right(wanted, one.words) == len(one.clip.slots)
