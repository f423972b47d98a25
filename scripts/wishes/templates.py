"""Sentences sampled from the templates of the skills and of Home Assistant."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from hassil import Intents
from hassil.expression import (
    Alternative,
    Expression,
    Group,
    ListReference,
    Permutation,
    RuleReference,
    TextChunk,
)
from hassil.intents import IntentData, RangeSlotList, SlotList, TextSlotList, WildcardSlotList

from assistant.skill import discover
from assistant.turn import Value
from assistant.understanding.templates import compile_intents
from assistant.understanding.wishes.labels import wish_of
from assistant.wordpiece import plain_words
from wishes.example import Example, Part, marked, to_the_point
from wishes.vocabulary import AREAS, ITEMS, MESSAGES, NAMES, TITLES

LEAST, PER_BLOCK, MOST = 100, 10, 500
"""Sentences of an intent: more where there are more ways to say it."""
DEEPEST = 12
FOLLOW_UPS = frozenset("HassRespond RepeatLast UndoLast ExplainLast ExplainWhy LeaveIt".split())
"""What is said about an earlier turn is understood elsewhere."""
TITLED, LISTED = "search_query", "item"


@dataclass(slots=True)
class _Sampled:
    words: list[str] = field(default_factory=list)
    slots: dict[str, Value] = field(default_factory=dict)
    marked: list[tuple[tuple[str, ...], Part]] = field(default_factory=list)


def examples(seed: int = 1) -> Iterator[Example]:
    """Sentences of every intent."""
    chance = random.Random(seed)
    intents = compile_intents(discover())
    for name in sorted(intents.intents):
        data = [one for one in intents.intents[name].data if one.sentences]
        if name in FOLLOW_UPS or not data:
            continue
        for _ in range(min(MOST, LEAST + PER_BLOCK * len(data))):
            yield from _example(name, chance.choice(data), intents, chance)


def _example(
    name: str, data: IntentData, intents: Intents, chance: random.Random
) -> Iterator[Example]:
    kind = _kind(data, chance)
    sampled = _Sampled(slots=dict(data.slots or {}))
    sampler = _Sampler(intents, data, kind, chance)
    sampler.walk(chance.choice(list(data.sentences)).expression, sampled, DEEPEST)
    words = plain_words("".join(sampled.words))
    if len(words) < 2 and name == "HassTurnOn":
        return  # a device's bare name asks for nothing yet
    parts: tuple[Part, ...] = ("none",) * len(words)
    for phrase, part in sampled.marked:
        parts = marked(words, [phrase], part)
    wish = wish_of(name, sampled.slots, kind)
    yield to_the_point(words, wish, "templates", parts)


def _kind(data: IntentData, chance: random.Random) -> str | None:
    """A kind of device that the template is for."""
    wanted = (data.requires_context or {}).get("domain") or (data.slots or {}).get("domain")
    if isinstance(wanted, Mapping):
        wanted = wanted.get("value")
    if isinstance(wanted, str):
        return wanted
    if isinstance(wanted, Sequence) and wanted:
        return str(chance.choice(wanted))
    unwanted = (data.excludes_context or {}).get("domain") or ()
    return chance.choice([kind for kind in sorted(NAMES) if kind not in unwanted])


@dataclass(frozen=True, slots=True)
class _Sampler:
    intents: Intents
    data: IntentData
    kind: str | None
    chance: random.Random

    def walk(self, node: Expression, sampled: _Sampled, deep: int) -> None:
        """One random way through the template."""
        match node:
            case TextChunk():
                sampled.words.append(node.original_text)
            case Alternative():
                self.walk(self.chance.choice(node.items), sampled, deep)
            case Permutation():
                for item in self.chance.sample(node.items, len(node.items)):
                    sampled.words.append(" ")
                    self.walk(item, sampled, deep)
            case Group():
                for item in node.items:
                    self.walk(item, sampled, deep)
            case RuleReference() if deep:
                rules = {**self.intents.expansion_rules, **(self.data.expansion_rules or {})}
                self.walk(rules[node.rule_name].expression, sampled, deep - 1)
            case ListReference():
                self._fill(node, sampled, deep)

    def _fill(self, node: ListReference, sampled: _Sampled, deep: int) -> None:
        slot = node.slot_name or node.list_name
        vocabulary = self._open(node.list_name)
        if vocabulary is not None:
            said = self.chance.choice(vocabulary)
            sampled.words.append(said)
            sampled.slots[slot] = said
            self._mark(slot, said, sampled)
            return
        values = {**self.intents.slot_lists, **(self.data.slot_lists or {})}[node.list_name]
        self._choose(values, slot, sampled, deep)

    def _open(self, name: str) -> Sequence[str] | None:
        """Words for what only a home, or a person, can name."""
        if name == "name":
            return NAMES.get(self.kind or "", NAMES["switch"])
        if name in ("area", "zone"):
            return AREAS
        if name == "floor":
            return ("upstairs", "downstairs", "first floor", "ground floor", "basement")
        return None

    def _choose(self, values: SlotList, slot: str, sampled: _Sampled, deep: int) -> None:
        match values:
            case RangeSlotList():
                number = self.chance.randrange(values.start, values.stop + 1, values.step)
                sampled.words.append(str(number))
                sampled.slots[slot] = number
            case TextSlotList():
                value = self.chance.choice(list(values.values))
                self.walk(value.text_in, sampled, deep)
                sampled.slots[slot] = value.value_out
            case WildcardSlotList():
                said = self.chance.choice(_free(slot))
                sampled.words.append(said)
                sampled.slots[slot] = said
                self._mark(slot, said, sampled)

    def _mark(self, slot: str, said: str, sampled: _Sampled) -> None:
        if slot in (TITLED, LISTED):
            part: Part = "title" if slot == TITLED else "item"
            sampled.marked.append((plain_words(said), part))


def _free(slot: str) -> Sequence[str]:
    match slot:
        case "search_query":
            return TITLES
        case "item":
            return ITEMS
        case "message":
            return MESSAGES
        case "conversation_command" | "command":
            return ("turn off the lights", "open the blinds", "play music", "start the vacuum")
        case _:
            return tuple(chain(("pizza", "laundry", "eggs", "tea", "homework"), NAMES["light"][:5]))
