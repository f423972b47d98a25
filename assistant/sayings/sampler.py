"""A random way through a sentence template."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hassil.expression import (
    Alternative,
    Expression,
    Group,
    ListReference,
    Permutation,
    RuleReference,
    Sentence,
    TextChunk,
)
from hassil.intents import RangeSlotList, SlotList, TextSlotList

Fill = Callable[[str, str | None], str | None]
"""Words for a list, by its name and the kind of device that the template is for; None where this
home has nothing of it."""

DEEPEST = 12
ROUND_SHARE = 0.6
"""Of the numbers that people say, those that are multiples of five."""


class NothingToSay(Exception):
    """The template needs a name that this home does not have."""


@dataclass(frozen=True, slots=True)
class Sampler:
    """Samples from the templates of one block."""

    rules: Mapping[str, Sentence]
    lists: Mapping[str, SlotList]
    kind: str | None
    """Of the device that the template speaks of."""
    fill: Fill
    chance: random.Random

    def text(self, expression: Expression) -> str:
        """One way to say it; raises NothingToSay."""
        return "".join(self._walk(expression, DEEPEST))

    def _walk(self, node: Expression, deep: int) -> list[str]:
        match node:
            case TextChunk():
                return [node.original_text]
            case Alternative():
                return self._walk(self.chance.choice(node.items), deep)
            case Permutation():
                items = self.chance.sample(node.items, len(node.items))
                return [part for item in items for part in (" ", *self._walk(item, deep))]
            case Group():
                return [part for item in node.items for part in self._walk(item, deep)]
            case RuleReference() if deep:
                return self._walk(self.rules[node.rule_name].expression, deep - 1)
            case ListReference():
                return self._listed(node, deep)
            case _:
                return []

    def _listed(self, node: ListReference, deep: int) -> list[str]:
        values = self.lists.get(node.list_name)
        match values:
            case RangeSlotList():
                return [str(self._number(values))]
            case TextSlotList() if values.values:
                return self._walk(self.chance.choice(list(values.values)).text_in, deep - 1)
        filled = self.fill(node.list_name, self.kind)
        if filled is None:
            raise NothingToSay
        return [filled]

    def _number(self, values: RangeSlotList) -> int:
        round_numbers = [n for n in range(values.start, values.stop + 1) if n % 5 == 0]
        if round_numbers and self.chance.random() < ROUND_SHARE:
            return self.chance.choice(round_numbers)
        return self.chance.randrange(values.start, values.stop + 1, values.step)
