"""Which sentence templates can fit a text at all, told by its words alone.

`hassil` follows each of more than a thousand templates into a text. Nearly all of them cannot
account for some word of it, or need one that it lacks; an index by words tells which. The few that
remain are tried letter by letter, all of them together (`spelling_out`).
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from typing import Literal, TypeAlias

from hassil import expression as hassil
from hassil.expression import ListReference, Sentence
from hassil.intents import (
    Intent,
    IntentData,
    Intents,
    SlotList,
    TextSlotList,
    TextSlotValue,
    WildcardSlotList,
)
from hassil.numbers import get_rbnf_engine
from hassil.util import check_required_context

from assistant.understanding.name_lists import LISTS, letters_of
from assistant.understanding.plain_text import PlainText
from assistant.understanding.spelling_out import (
    Letters,
    Speller,
    Step,
    letters_only,
    spells_out,
)
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
OFTEN = 200
"""Words that so many templates need are looked for at first, for all of these at once."""


class Sieve:
    """Templates by their words.

    A set of templates is a whole number that has a bit for each of them.
    """

    def __init__(self, intents: Intents, wanted: Container[str]) -> None:
        """Only templates of the wanted intents are kept."""
        self._intents = intents
        self._number_words = _number_words(intents.language)
        self._templates: list[_Template] = []
        self._saying: dict[str, int] = {}
        self._naming: dict[str, _Naming] = {}
        needing: dict[Choice, int] = {}
        common = self._readers(intents.slot_lists, intents.expansion_rules)
        for intent in intents.intents.values():
            for data in intent.data if intent.name in wanted else ():
                lists = {**intents.slot_lists, **data.slot_lists}
                rules = {**intents.expansion_rules, **data.expansion_rules}
                own = bool(data.slot_lists or data.expansion_rules)
                words, speller = self._readers(lists, rules) if own else common
                for sentence in data.sentences:
                    step = speller.step(sentence.expression)
                    skipping = _skipping(sentence, lists)
                    needed = words.must_say(sentence.expression)
                    naming = self._naming_of(data, needed)
                    only = _only_with(sentence, data)
                    alone, choices = _told_apart(needed)
                    one = _Template(intent.name, only, alone, choices, step, skipping, naming)
                    bit = self._add(one, words.can_say(sentence.expression))
                    for choice in needed:
                        needing[choice] = needing.get(choice, 0) | bit
        self._often_needed = sorted(needing.items(), key=_breadth, reverse=True)[:OFTEN]

    def _readers(
        self, lists: Mapping[str, SlotList], rules: Mapping[str, Sentence]
    ) -> tuple[TemplateWords, Speller]:
        return TemplateWords(lists, rules), Speller(lists, rules, self._number_words)

    def _naming_of(self, data: IntentData, needed: Iterable[Choice]) -> "_Naming | None":
        required = data.requires_context
        if not required or frozenset({names_for("name")}) not in needed:
            return None
        return self._naming.setdefault(repr(required), _Naming(required))

    def _add(self, template: "_Template", said: Iterable[str]) -> int:
        """The bit of the template."""
        bit = 1 << len(self._templates)
        self._templates.append(template)
        for word in said:
            self._saying[word] = self._saying.get(word, 0) | bit
        return bit

    def plain(self, text: str) -> PlainText:
        return PlainText.of(text, self._intents.skip_words)

    def fitting(
        self, text: PlainText, names: Mapping[str, TextSlotList], open_words: int = 0
    ) -> Intents:
        """Templates that may fit; with `open_words`, a name may be so many unknown words."""
        there = self._there(text, names, OPEN_SLOTS if open_words else frozenset())
        able = self._without_often_lacking(self._able(text, names, open_words), there)
        letters = _Letters(text, names, open_names=bool(open_words))
        chosen: dict[str, Intent] = {}
        for one in self._each(able):
            if one.has_its_needs(there) and letters.are_of(one):
                chosen.setdefault(one.intent, Intent(name=one.intent)).data.append(one.data)
        return replace(self._intents, intents=chosen)

    def _each(self, templates: int) -> Iterator["_Template"]:
        while templates:
            lowest = templates & -templates
            yield self._templates[lowest.bit_length() - 1]
            templates ^= lowest

    def _without_often_lacking(self, templates: int, there: str) -> int:
        """Those among the templates that lack nothing which many need."""
        for choice, needing in self._often_needed:
            if templates & needing and not _is_any_in(there, choice):
                templates &= ~needing
        return templates

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


Skipping: TypeAlias = Literal["anywhere", "at_start", "at_end", "nowhere"]
"""Where `hassil` skips words such as "please" before it compares a template."""


@dataclass(frozen=True, slots=True)
class _Template:
    """One template, what it cannot do without, and how it spells out a text."""

    intent: str
    data: IntentData
    words: tuple[str, ...]
    choices: tuple[Choice, ...]
    """It needs each word, and one of each choice."""
    step: Step
    skipping: Skipping
    naming: "_Naming | None"

    def has_its_needs(self, there: str) -> bool:
        """Each word that it cannot do without is there, and of each choice one."""
        return all(map(there.__contains__, self.words)) and all(
            _is_any_in(there, choice) for choice in self.choices
        )


class _Letters:
    """The letters of one text, with the words skipped that a template asks for."""

    def __init__(
        self, text: PlainText, names: Mapping[str, TextSlotList], *, open_names: bool
    ) -> None:
        self._text = text
        self._named = names["name"]
        self._names = {slot: _spelled(values.values) for slot, values in names.items()}
        self._open_names = open_names
        self._read: dict[tuple[str, int], Letters] = {}
        self._compared: dict[tuple[Skipping, int], list[Letters]] = {}

    def are_of(self, template: _Template) -> bool:
        """The template can spell out all of them."""
        key = (template.skipping, id(template.naming))
        compared = self._compared.get(key)
        if compared is None:
            compared = self._compared[key] = list(self._compared_with(template))
        return any(spells_out(template.step, text) for text in compared)

    def _compared_with(self, template: _Template) -> Iterator[Letters]:
        whole, skipped = self._text.whole, self._text.skipped
        if template.skipping in ("at_start", "at_end"):
            trimmed = self._text.skipped_at(start=template.skipping == "at_start")
            texts = (whole, trimmed) if trimmed == skipped else (trimmed,)
        else:
            texts = (whole,) if template.skipping == "nowhere" else (whole, skipped)
        for text in dict.fromkeys(texts):
            yield self._of(text, template.naming)

    def _of(self, text: str, naming: "_Naming | None") -> Letters:
        key = (text, id(naming))
        if key not in self._read:
            self._read[key] = self._new(text, naming)
        return self._read[key]

    def _new(self, text: str, naming: "_Naming | None") -> Letters:
        if naming is None:
            return Letters(text, self._names, open_names=self._open_names)
        names = {**self._names, "name": _spelled(naming.suiting(self._named))}
        return self._of(text, None).with_names(names)


def _told_apart(needed: Iterable[Choice]) -> tuple[tuple[str, ...], tuple[Choice, ...]]:
    """Words that are needed themselves, and choices of several words."""
    each = tuple(needed)
    words = tuple(word for choice in each if len(choice) == 1 for word in choice)
    return words, tuple(choice for choice in each if len(choice) > 1)


def _is_any_in(there: str, choice: Choice) -> bool:
    return any(map(there.__contains__, choice))


def _breadth(needing: tuple[Choice, int]) -> int:
    """How many templates need it."""
    return needing[1].bit_count()


def _spelled(values: Iterable[TextSlotValue]) -> frozenset[str]:
    return frozenset(letters_only(letters_of(value)) for value in values)


def _skipping(sentence: Sentence, lists: Mapping[str, SlotList]) -> Skipping:
    """Of any words nothing is skipped: a title may have a "please" in it."""
    items = sentence.expression.items if isinstance(sentence.expression, hassil.Sequence) else []
    wild = [
        isinstance(item, ListReference) and isinstance(lists.get(item.list_name), WildcardSlotList)
        for item in items
    ]
    if not any((*wild[:1], *wild[-1:])):
        return "anywhere"
    if len(wild) == 1:
        return "nowhere"
    return "at_end" if wild[0] else "at_start"


def _only_with(sentence: Sentence, data: IntentData) -> IntentData:
    one = replace(data, sentence_texts=[str(sentence.text)])
    vars(one)["sentences"] = [sentence]  # it was parsed already, which takes long
    return one


@dataclass(frozen=True, slots=True)
class _Naming:
    """Templates that speak of a device by its name, and which devices they are for."""

    required: Mapping[str, object]

    def suiting(self, names: TextSlotList) -> Iterator[TextSlotValue]:
        """Names of devices that these templates are for."""
        required = dict(self.required)
        for value in names.values:
            if check_required_context(required, value.context, allow_missing_keys=True):
                yield value


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
