"""Sentences of one home, as many as its recogniser needs to know its language."""

import itertools
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

import yaml
from hassil import Intents
from hassil.intents import IntentData

from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.sayings.free_text import free_text
from assistant.sayings.sampler import NothingToSay, Sampler
from assistant.sayings.words import spoken
from assistant.skill import Skill
from assistant.understanding.templates import compile_intents

Sentence = tuple[str, ...]

LEAST_SENTENCES, PER_NAME = 24_000, 12
WAKE_SHARE = 0.4
"""Of the sentences that begin with a wake word, which the audio of a command has in it."""
AROUND_SHARE = 0.25
"""Of those that are an answer, a correction, or have more around the request."""
TRIES = 4
USUAL: Mapping[str, float] = {
    "HassTurnOn": 8.0,
    "HassTurnOff": 8.0,
    "HassLightSet": 6.0,
    "HassGetState": 4.0,
    "HassStartTimer": 3.0,
    "HassSetPosition": 2.0,
    "HassClimateSetTemperature": 3.0,
    "HassClimateGetTemperature": 2.0,
    "HassMediaSearchAndPlay": 2.0,
}
"""How much more often than others people ask for something."""
AROUND_WEIGHTS: Mapping[str, float] = {
    "answers": 4.0,
    "corrections": 1.0,
    "references": 2.0,
    "around": 4.0,
    "plans": 1.0,
}


def sample(
    home: Home,
    skills: Mapping[str, Skill],
    wake_phrases: Sequence[str] = (),
    *,
    seed: int = 1,
) -> Mapping[Sentence, float]:
    """Sentences with how often each came up; the same for the same home."""
    sayings = _Sayings(home, compile_intents(skills), random.Random(seed))
    names = len(home.devices) + len(home.areas)
    found: Counter[Sentence] = Counter()
    for _ in range(max(LEAST_SENTENCES, PER_NAME * names)):
        words = spoken(sayings.anything())
        if words:
            found[sayings.called(wake_phrases) + words] += 1
    for phrase in wake_phrases:
        found[spoken(phrase)] += 20
    return {sentence: float(count) for sentence, count in found.items()}


class _Sayings:
    """Says one thing after another."""

    def __init__(self, home: Home, intents: Intents, chance: random.Random) -> None:
        self._intents = intents
        self._chance = chance
        self._names = {kind: self._in_turn(names) for kind, names in _names(home).items()}
        self._places = {
            "area": self._in_turn([name for area in home.areas for name in names_of(area)]),
            "floor": self._in_turn([name for floor in home.floors for name in names_of(floor)]),
        }
        self._places["zone"] = self._places["area"]
        self._around = {
            topic: IntentData(sentence_texts=texts) for topic, texts in _around().items()
        }
        self._blocks: list[tuple[IntentData, tuple[str | None, ...]]] = []
        self._weights: list[float] = []
        for name, intent in intents.intents.items():
            usable = [(data, kinds) for data in intent.data if (kinds := self._kinds(data))]
            self._blocks += usable
            self._weights += [USUAL.get(name, 1.0) / max(1, len(usable))] * len(usable)

    def anything(self) -> str:
        """A request, by itself or with something around it, or an answer."""
        if self._chance.random() < AROUND_SHARE:
            topic = self._chance.choices(list(AROUND_WEIGHTS), list(AROUND_WEIGHTS.values()))[0]
            return self._say(self._around[topic], None)
        return self.request()

    def request(self) -> str:
        """A sentence of one of the skills."""
        data, kinds = self._chance.choices(self._blocks, self._weights)[0]
        return self._say(data, self._chance.choice(kinds))

    def called(self, wake_phrases: Sequence[str]) -> Sentence:
        """The wake word, sometimes."""
        if wake_phrases and self._chance.random() < WAKE_SHARE:
            return spoken(self._chance.choice(wake_phrases))
        return ()

    def _say(self, data: IntentData, kind: str | None) -> str:
        sampler = Sampler(
            rules={**self._intents.expansion_rules, **data.expansion_rules},
            lists={**self._intents.slot_lists, **data.slot_lists},
            kind=kind,
            fill=self._fill,
            chance=self._chance,
        )
        for _ in range(TRIES):
            try:
                return sampler.text(self._chance.choice(list(data.sentences)).expression)
            except NothingToSay:
                continue
        return ""

    def _fill(self, slot: str, kind: str | None) -> str | None:
        if slot == "request":
            return self.request()
        if slot == "name":
            return next(self._names.get(kind or "", iter(())), None)
        if slot in self._places:
            return next(self._places[slot], None)
        return free_text(slot, self._chance)

    def _kinds(self, data: IntentData) -> tuple[str | None, ...]:
        """Kinds of device in this home that a block can be about; (None,) for any."""
        if not data.sentences:
            return ()
        if data.domains:
            here = tuple(sorted(kind for kind in data.domains if kind in self._names))
            return here or (() if any("{name" in text for text in data.sentence_texts) else (None,))
        unwanted = data.excludes_context.get("domain") or ()
        return tuple(kind for kind in self._names if kind and kind not in unwanted) or (None,)

    def _in_turn(self, names: Sequence[str]) -> Iterator[str]:
        """Each as often as any other, in no particular order."""
        return itertools.cycle(self._chance.sample(names, len(names)))


def _names(home: Home) -> Mapping[str, list[str]]:
    """What devices are called, by kind; under the empty kind all of them and the people."""
    found: dict[str, list[str]] = {"": []}
    for device in home.devices:
        found.setdefault(device.kind, []).extend(names_of(device))
        found[""].extend(names_of(device))
    for person in home.people:
        found.setdefault("person", []).extend((person.name, *person.aliases))
        found[""].extend((person.name, *person.aliases))
    return found


def _around() -> Mapping[str, list[str]]:
    text = resources.files("assistant.sayings").joinpath("around.yaml").read_text("utf-8")
    topics: dict[str, list[str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return topics
