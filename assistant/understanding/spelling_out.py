"""Whether a sentence template can spell out a text from its first letter to its last.

Each part of a template is a step from places in the text to places: where it may begin, to where
it may then end. A set of places is a whole number that has a bit for each of them, so that one
step is taken from all of them at once. Only letters and digits count, and what stands for any
words may end anywhere, so that no template is left out that `hassil` would match in order; it
follows those that remain. (Of open names it also takes words that come after what follows the
name: "close the blind fully" has no room "fully". Such templates are left out.)
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import permutations
from typing import TypeAlias

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
from hassil.intents import RangeSlotList, SlotList, TextSlotList, WildcardSlotList

from assistant.understanding.template_words import OPEN_SLOTS
from assistant.understanding.words import words_of

Places: TypeAlias = int
Step: TypeAlias = Callable[["Letters", Places], Places]

BEGINNING: Places = 1
MOST_ORDERS = 4
"""Parts that may stand in any order; more of them are taken to say anything."""
NOT_IN_NAMES = frozenset(
    "is are was were be off not why what who how when where to turn switch set put everything "
    "anything nothing except about if it that this you me".split()
)
"""A run of words with one of these is no name, but something that was not understood."""
LONGEST_NAME = 4
"""Words that an unknown name may have; more is not a name."""
_WORD = re.compile(r"[^\s_-]+")


def letters_only(text: str) -> str:
    """Letters and digits without capitals; spaces and marks may be anywhere."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


class Letters:
    """One text, and what was found in it so far."""

    def __init__(
        self, text: str, names: Mapping[str, Iterable[str]], *, open_names: bool = False
    ) -> None:
        """`names` by slot: those of the home that the text may have, letters only."""
        self._spoken = text
        self._names = names
        self._begins: dict[str, Places] = {}
        """Where letters begin; the same for any names."""
        self.letters = letters_only(text)
        self.end: Places = 1 << len(self.letters)
        self.open_names = open_names
        self.taken: dict[tuple[int, Places], Places] = {}
        """What was found for a rule or a list before."""

    def with_names(self, names: Mapping[str, Iterable[str]]) -> "Letters":
        """The same text for templates that take other names."""
        other = copy(self)
        other._names, other.taken = names, {}
        return other

    def after(self, letters: str, places: Places) -> Places:
        """Where these letters end that begin at one of the places."""
        begins = self._begins.get(letters)
        if begins is None:
            begins = self._begins[letters] = self._find(letters)
        return (places & begins) << len(letters)

    def after_names(self, slot: str, places: Places) -> Places:
        found = 0
        for name in self._names.get(slot, ()):
            found |= self.after(name, places)
        return found

    def after_anything(self, places: Places) -> Places:
        """Every place behind the first of these, and that one."""
        first = places & -places
        return (2 * self.end - 1) & -first if first else 0

    def after_number(self, parts: Sequence[str], places: Places) -> Places:
        """Digits, or number words, as many as there are."""
        found, begin = 0, places
        while begin:
            ends = (begin & self._digits) << 1
            for part in parts:
                ends |= self.after(part, begin)
            begin = ends & ~found
            found |= ends
        return found

    def after_open_name(self, places: Places) -> Places:
        """Behind words that may be a name which the home does not have."""
        found = 0
        for first, inside, ends, later in self._open_ends:
            if places & first:
                found |= ends
            if places & inside:
                found |= later
        return found

    def _find(self, letters: str) -> Places:
        begins, place = 0, self.letters.find(letters)
        while place >= 0:
            begins |= 1 << place
            place = self.letters.find(letters, place + 1)
        return begins

    @cached_property
    def _digits(self) -> Places:
        return sum(1 << place for place, one in enumerate(self.letters) if one.isdecimal())

    @cached_property
    def _open_ends(self) -> Sequence[tuple[Places, Places, Places, Places]]:
        """For each word: its first letter, the others, and where a name may end from these."""
        words = list(self._words())
        found = []
        for place, (start, end, _, _) in enumerate(words):
            inside = (1 << end) - (2 << start)
            ends = self._ends(words[place:], 0)
            later = (1 << end) | self._ends(words[place + 1 :], 1)
            found.append((1 << start, inside, ends, later))
        return found

    def _ends(self, words: Sequence[tuple[int, int, bool, bool]], used: int) -> Places:
        found = 0
        for _, end, spaced, possible in words:
            used = max(1, used + spaced)
            if not possible or used > LONGEST_NAME:
                break
            found |= 1 << end
        return found

    def _words(self) -> Iterator[tuple[int, int, bool, bool]]:
        """Start and end among the letters; whether a space is before, and a name may have it."""
        place = 0
        for word in _WORD.finditer(self._spoken):
            length = len(letters_only(word[0]))
            spaced = word.start() == 0 or self._spoken[word.start() - 1].isspace()
            if length:
                yield place, place + length, spaced, NOT_IN_NAMES.isdisjoint(words_of(word[0]))
            place += length


class Speller:
    """Reads templates with the lists and rules that hold in them."""

    def __init__(
        self,
        lists: Mapping[str, SlotList],
        rules: Mapping[str, Sentence],
        number_words: Iterable[str],
    ) -> None:
        self._lists = lists
        self._rules = rules
        self._numbers = tuple({letters_only(word) for word in number_words} - {""})
        self._by_rule: dict[str, Step] = {}
        self._by_list: dict[tuple[str, bool], Step] = {}

    def step(self, expression: Expression) -> Step:
        """Where the expression may end, from where it may begin."""
        if isinstance(expression, TextChunk):
            letters = letters_only(expression.text)
            return _spelled(letters) if letters else _stay
        if isinstance(expression, Permutation):
            return self._in_any_order(expression.items)
        if isinstance(expression, Alternative):
            return _either([self.step(item) for item in expression.items])
        if isinstance(expression, Group):
            return self._in_order(expression.items)
        if isinstance(expression, RuleReference):
            return self._of_rule(expression.rule_name)
        if isinstance(expression, ListReference):
            return self._of_list(expression, may_be_open=expression.slot_name in OPEN_SLOTS)
        raise TypeError(f"a template with {expression!r} in it")

    def _in_order(self, items: Sequence[Expression]) -> Step:
        """An unknown name ends where a word of the template follows, not before a list."""
        steps = []
        for place, item in enumerate(items):
            after = next((one for one in items[place + 1 :] if not _is_space(one)), None)
            if isinstance(item, ListReference) and isinstance(after, ListReference):
                steps.append(self._of_list(item, may_be_open=False))
            else:
                steps.append(self.step(item))
        return _one_by_one(steps)

    def _in_any_order(self, items: Sequence[Expression]) -> Step:
        if len(items) > MOST_ORDERS:
            return _anything
        steps = [self.step(item) for item in items]
        return _either([_one_by_one(order) for order in permutations(steps)])

    def _of_rule(self, rule: str) -> Step:
        if rule not in self._by_rule:
            self._by_rule[rule] = _remembered(self.step(self._rules[rule].expression))
        return self._by_rule[rule]

    def _of_list(self, reference: ListReference, *, may_be_open: bool) -> Step:
        key = (reference.list_name, may_be_open)
        if key not in self._by_list:
            step = self._of_values(reference)
            self._by_list[key] = _remembered(_or_open(step) if may_be_open else step)
        return self._by_list[key]

    def _of_values(self, reference: ListReference) -> Step:
        values = self._lists.get(reference.list_name)
        if isinstance(values, TextSlotList):
            return _either([self.step(value.text_in) for value in values.values])
        if isinstance(values, WildcardSlotList):
            return _anything
        if isinstance(values, RangeSlotList) or reference.is_inline_range:
            numbers = self._numbers
            return lambda text, places: text.after_number(numbers, places)
        slot = reference.list_name
        return lambda text, places: text.after_names(slot, places)


def spells_out(step: Step, text: Letters) -> bool:
    """The whole text, from its beginning to its end."""
    return bool(step(text, BEGINNING) & text.end)


def _is_space(expression: Expression) -> bool:
    return isinstance(expression, TextChunk) and not letters_only(expression.text)


def _stay(_text: Letters, places: Places) -> Places:
    return places


def _anything(text: Letters, places: Places) -> Places:
    return text.after_anything(places)


def _spelled(letters: str) -> Step:
    return lambda text, places: text.after(letters, places)


def _one_by_one(steps: Sequence[Step]) -> Step:
    taken = [step for step in steps if step is not _stay]
    if len(taken) < 2:
        return taken[0] if taken else _stay

    def after(text: Letters, places: Places) -> Places:
        for step in taken:
            places = step(text, places)
            if not places:
                return 0
        return places

    return after


def _either(steps: Sequence[Step]) -> Step:
    if len(steps) == 1:
        return steps[0]

    def after(text: Letters, places: Places) -> Places:
        found = 0
        for step in steps:
            found |= step(text, places)
        return found

    return after


def _or_open(step: Step) -> Step:
    """As it is, or an unknown name where these are looked for."""

    def after(text: Letters, places: Places) -> Places:
        found = step(text, places)
        return found | text.after_open_name(places) if text.open_names else found

    return after


def _remembered(step: Step) -> Step:
    """Looked for once in a text, however many templates have it."""
    number = id(step)

    def after(text: Letters, places: Places) -> Places:
        if not places:
            return 0
        found = text.taken.get((number, places))
        if found is None:
            found = text.taken[number, places] = step(text, places)
        return found

    return after
