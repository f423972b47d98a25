"""Which sentence templates can fit a text at all, told by its words alone.

`hassil` follows each of more than a thousand templates into a text. Nearly all of them cannot
account for some word of it, or need one that it lacks; an index by words tells which.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

from hassil.expression import Sentence
from hassil.intents import Intent, IntentData, Intents, TextSlotList
from hassil.numbers import get_rbnf_engine
from hassil.util import check_required_context

from assistant.understanding.name_lists import LISTS, letters_of
from assistant.understanding.plain_text import PlainText
from assistant.understanding.template_words import (
    ANYTHING,
    NUMBER,
    OPEN,
    OPEN_SLOTS,
    Choice,
    TemplateWords,
    names_for,
)

SPELLED = (*range(101), 1000, 0.5)
"""Numbers that between them have every number word."""


class Sieve:
    """Templates by their words.

    A set of templates is a whole number that has a bit for each of them.
    """

    def __init__(self, intents: Intents, wanted: Container[str]) -> None:
        """Only templates of the wanted intents are kept."""
        self._intents = intents
        self._number_words = _number_words(intents.language)
        self._templates: list[tuple[str, IntentData]] = []
        self._saying: dict[str, int] = {}
        self._needing: dict[Choice, int] = {}
        self._naming: dict[str, _Naming] = {}
        common = TemplateWords(intents.slot_lists, intents.expansion_rules)
        for intent in intents.intents.values():
            for data in intent.data if intent.name in wanted else ():
                words = _words_of(data, intents) or common
                for sentence in data.sentences:
                    self._add(intent.name, data, sentence, words)

    def _add(self, intent: str, data: IntentData, sentence: Sentence, words: TemplateWords) -> None:
        bit = 1 << len(self._templates)
        self._templates.append((intent, _only_with(sentence, data)))
        for word in words.can_say(sentence.expression):
            self._saying[word] = self._saying.get(word, 0) | bit
        needed = words.must_say(sentence.expression)
        for choice in needed:
            self._needing[choice] = self._needing.get(choice, 0) | bit
        if frozenset({names_for("name")}) in needed and (required := data.requires_context):
            self._naming.setdefault(repr(required), _Naming(required)).templates |= bit

    def plain(self, text: str) -> PlainText:
        return PlainText.of(text, self._intents.skip_words)

    def fitting(
        self, text: PlainText, names: Mapping[str, TextSlotList], open_words: int = 0
    ) -> Intents:
        """Templates that may fit; with `open_words`, a name may be so many unknown words."""
        fitting = self._able(text, names, open_words)
        there = self._there(text, names, OPEN_SLOTS if open_words else frozenset())
        for choice, needing in self._needing.items():
            if fitting & needing and not any(word in there for word in choice):
                fitting &= ~needing
        if not open_words:
            for naming in self._naming.values():
                if fitting & naming.templates and not naming.suits(names["name"]):
                    fitting &= ~naming.templates
        return self._only(fitting)

    def _able(self, text: PlainText, names: Mapping[str, TextSlotList], open_words: int) -> int:
        """Templates that can account for every word, but for those of an open name."""
        parts = {slot: _parts(names[slot]) for slot in LISTS}
        each = [self._saying_it(word, parts) for word in text.words]
        able = reduce(and_, each, (1 << len(self._templates)) - 1)
        if open_words:
            for start in range(max(1, len(each) - open_words + 1)):
                others = (*each[:start], *each[start + open_words :])
                able |= reduce(and_, others, self._saying.get(OPEN, 0))
        return able

    def _saying_it(self, word: str, names: Mapping[str, frozenset[str]]) -> int:
        """Templates that can say how this word begins."""
        beginnings = [word[:end] for end in range(1, len(word) + 1)]
        able = self._saying.get(ANYTHING, 0)
        for beginning in beginnings:
            able |= self._saying.get(beginning, 0)
        for slot in LISTS:
            if not names[slot].isdisjoint(beginnings):
                able |= self._saying.get(names_for(slot), 0)
        if word[0].isdecimal() or not self._number_words.isdisjoint(beginnings):
            able |= self._saying.get(NUMBER, 0)
        return able

    def _there(
        self, text: PlainText, names: Mapping[str, TextSlotList], open_slots: frozenset[str]
    ) -> str:
        """The text, and what stands for that which is found in it."""
        found = [text.whole, text.skipped]
        found += (names_for(slot) for slot in LISTS if names[slot].values or slot in open_slots)
        if any(letter.isdecimal() for letter in text.whole) or any(
            word in text.whole for word in self._number_words
        ):
            found.append(NUMBER)
        return "\n".join(found)

    def _only(self, fitting: int) -> Intents:
        chosen: dict[str, Intent] = {}
        while fitting:
            lowest = fitting & -fitting
            name, data = self._templates[lowest.bit_length() - 1]
            chosen.setdefault(name, Intent(name=name)).data.append(data)
            fitting ^= lowest
        return replace(self._intents, intents=chosen)


def _words_of(data: IntentData, intents: Intents) -> TemplateWords | None:
    """How to read templates that have lists and rules of their own."""
    if not data.slot_lists and not data.expansion_rules:
        return None
    return TemplateWords(
        lists={**intents.slot_lists, **data.slot_lists},
        rules={**intents.expansion_rules, **data.expansion_rules},
    )


def _only_with(sentence: Sentence, data: IntentData) -> IntentData:
    one = replace(data, sentence_texts=[str(sentence.text)])
    vars(one)["sentences"] = [sentence]  # it was parsed already, which takes long
    return one


@dataclass(slots=True)
class _Naming:
    """Templates that speak of a device by its name, and which devices they are for."""

    required: Mapping[str, object]
    templates: int = 0

    def suits(self, names: TextSlotList) -> bool:
        required = dict(self.required)
        return any(
            check_required_context(required, value.context, allow_missing_keys=True)
            for value in names.values
        )


def _parts(names: TextSlotList) -> frozenset[str]:
    return frozenset(part for value in names.values for part in letters_of(value).split())


def _number_words(language: str) -> frozenset[str]:
    engine = get_rbnf_engine(language)
    return frozenset(
        part
        for number in SPELLED
        for spelled in engine.format_number(number).text_by_ruleset.values()
        for part in spelled.replace("-", " ").split()
    )
