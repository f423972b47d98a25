"""What a sentence template can say, and what it cannot do without, as plain words."""

from collections.abc import Iterable, Mapping

from hassil.expression import (
    Alternative,
    Expression,
    Group,
    ListReference,
    RuleReference,
    Sentence,
    TextChunk,
)
from hassil.intents import RangeSlotList, SlotList, TextSlotList, WildcardSlotList
from hassil.util import PUNCTUATION_STR

Choice = frozenset[str]
"""Words of which there must be one."""

NUMBER = "{number}"
ANYTHING = "{anything}"
OPEN = "{open}"
"""What may stand in a template besides words; names of the home are `{name}` and so on."""
OPEN_SLOTS = frozenset({"name", "area"})
"""Slots that may be filled with what the home does not have."""


def names_for(slot: str) -> str:
    """Stands for every name of the home that fills the slot."""
    return f"{{{slot}}}"


class TemplateWords:
    """Reads templates with the lists and rules that hold in them."""

    def __init__(self, lists: Mapping[str, SlotList], rules: Mapping[str, Sentence]) -> None:
        self._lists = lists
        self._rules = rules
        self._said_by_rule: dict[str, frozenset[str]] = {}
        self._needed_by_rule: dict[str, frozenset[Choice]] = {}

    def can_say(self, expression: Expression) -> frozenset[str]:
        """Words and parts of words; a text with others does not fit."""
        if isinstance(expression, TextChunk):
            return frozenset(expression.text.casefold().split())
        if isinstance(expression, Group):
            return self._any_of(expression.items)
        if isinstance(expression, RuleReference):
            rule = expression.rule_name
            if rule not in self._said_by_rule:
                self._said_by_rule[rule] = self.can_say(self._rules[rule].expression)
            return self._said_by_rule[rule]
        if isinstance(expression, ListReference):
            values = self._lists.get(expression.list_name)
            said = (
                self._any_of(value.text_in for value in values.values)
                if isinstance(values, TextSlotList)
                else frozenset({_kind(expression, values)})
            )
            return said | {OPEN} if expression.slot_name in OPEN_SLOTS else said
        raise TypeError(f"a template with {expression!r} in it")

    def must_say(self, expression: Expression) -> frozenset[Choice]:
        """A text that lacks one of these does not fit."""
        if isinstance(expression, TextChunk):
            pieces = expression.text.casefold().split()
            return frozenset(frozenset({piece}) for piece in pieces if _is_kept(piece))
        if isinstance(expression, Alternative):
            return self._one_of(expression.items) if not expression.is_optional else frozenset()
        if isinstance(expression, Group):
            return frozenset().union(*map(self.must_say, expression.items))
        if isinstance(expression, RuleReference):
            rule = expression.rule_name
            if rule not in self._needed_by_rule:
                self._needed_by_rule[rule] = self.must_say(self._rules[rule].expression)
            return self._needed_by_rule[rule]
        if isinstance(expression, ListReference):
            values = self._lists.get(expression.list_name)
            if isinstance(values, TextSlotList):
                return self._one_of([value.text_in for value in values.values])
            kind = _kind(expression, values)
            return frozenset({frozenset({kind})}) if kind != ANYTHING else frozenset()
        raise TypeError(f"a template with {expression!r} in it")

    def _any_of(self, expressions: Iterable[Expression]) -> frozenset[str]:
        return frozenset().union(*map(self.can_say, expressions))

    def _one_of(self, expressions: list[Expression]) -> frozenset[Choice]:
        """Any of them will do, so any word that one of them needs may be the one."""
        needed = [self.must_say(expression) for expression in expressions]
        if not all(needed):
            return frozenset()
        return frozenset({frozenset().union(*(min(choices, key=_breadth) for choices in needed))})


def _kind(reference: ListReference, values: SlotList | None) -> str:
    if isinstance(values, RangeSlotList) or reference.is_inline_range:
        return NUMBER
    return ANYTHING if isinstance(values, WildcardSlotList) else names_for(reference.list_name)


def _breadth(choice: Choice) -> tuple[int, int, list[str]]:
    """The fewer words, the more it tells; what only stands for words tells least."""
    return len(choice), sum(word.startswith("{") for word in choice), sorted(choice)


def _is_kept(piece: str) -> bool:
    """Punctuation may be gone from the text."""
    return not set(piece) & set(PUNCTUATION_STR)
