"""Sentences that Home Assistant's templates can say, with what `hassil` itself reads in them.

Every template is walked at random, as often as every other, with names of our own house. A file
named by ASSISTANT_BENCH_INTENTS (`en.json` of any year's home-assistant-intents) is walked
instead of the installed package. The years differ in which slots they repeat (the kind of what was
named), so look at what is right in effect.
"""

import json
import os
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from hassil import Intents
from hassil.expression import Expression, TextChunk
from hassil.intents import IntentData, SlotList, TextSlotList, TextSlotValue
from hassil.util import check_excluded_context, check_required_context, normalize_whitespace

from assistant.evaluation.understanding.item import Item, Means
from assistant.evaluation.understanding.peers.hassil_strict import HassilStrict, installed
from assistant.evaluation.understanding.sets.built import Built
from assistant.evaluation.understanding.shared import ROOT
from assistant.evaluation.understanding.split import side_of
from assistant.home.file import load_home
from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.sayings.sampler import NothingToSay, Sampler

SET = "templates"
EACH = 2
"""Sentences of a template."""
TRIES = 4 * EACH
HEARD_SOMEWHERE = 0.3
"""Share of the requests that come from a known room although the template needs none."""
PLACES = ("area", "floor")
_ITEMS = ("milk", "two eggs", "paper towels", "wash the car", "call grandma")
ANY_WORDS = {
    "search_query": ("bohemian rhapsody", "the beatles", "stairway to heaven", "abbey road"),
    "todo_list_item": _ITEMS,
    "shopping_list_item": _ITEMS,
    "message": ("dinner is ready", "time to go", "the kids are asleep"),
    "timer_name": ("pizza", "laundry", "eggs", "tea", "homework"),
    "timer_command": ("turn off the lights", "open the blinds", "turn on the radio"),
    "zone": ("work", "school", "the gym"),
}
"""For lists that take any words."""


def templates() -> Built:
    """Every template of the installed package, or of the file that was named."""
    given = os.environ.get("ASSISTANT_BENCH_INTENTS")
    read = json.loads(Path(given).read_text("utf-8")) if given else installed()
    home = load_home(ROOT / "home.yaml")
    return Built(items=tuple(_items(Intents.from_dict(read), home)))


def _items(intents: Intents, home: Home) -> Iterator[Item]:
    hassil = HassilStrict(intents)
    hassil.prepare(home)
    chance = random.Random(1)
    seen: set[str] = set()
    for intent in intents.intents.values():
        for data in intent.data:
            walker = _Walker(intents, data, hassil.lists, home, chance)
            for template in data.sentences:
                sentences = walker.sentences(template.expression)
                fresh = (one for one in sentences if one.text.lower() not in seen)
                read = (_read(intent.name, str(template.text), one, hassil) for one in fresh)
                for item in islice(filter(None, read), EACH):
                    seen.add(item.text.lower())
                    yield item


def _read(intent: str, template: str, said: "_Sentence", hassil: HassilStrict) -> Item | None:
    """What `hassil` makes of the sentence; None where another intent claims it."""
    item = Item(
        id=f"{SET}-{said.text}",
        set=SET,
        text=said.text,
        home=said.home,
        area=said.area,
        expected=Means(meanings=()),
        group=template,
        family=intent,
        split=side_of(template),
    )
    meaning = hassil.meaning_of(said.text, item)
    if meaning is None or meaning.intent != intent:
        return None
    return replace(item, expected=Means(meanings=(meaning,), exact=True))


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    home: Home
    area: str | None
    """Id of the room that it is said in."""


@dataclass(frozen=True, slots=True)
class _Walker:
    """Random ways through the templates of one block."""

    intents: Intents
    data: IntentData
    names: Mapping[str, SlotList]
    home: Home
    chance: random.Random

    def sentences(self, template: Expression) -> Iterator[_Sentence]:
        """A few; fewer where the home has nothing to name."""
        needs_a_room = "area" in (self.data.requires_context or {})
        named = self._suiting()
        for _ in range(TRIES):
            here = needs_a_room or self.chance.random() < HEARD_SOMEWHERE
            area = self.chance.choice(self.home.areas).id if here else None
            try:
                said = self._said(template, self.chance.choice(named) if named else None)
            except NothingToSay:
                continue
            yield _Sentence(normalize_whitespace(said).strip(), self.home, area)

    def _suiting(self) -> Sequence[TextSlotValue]:
        """Names of what the templates are for."""
        wanted = {**(self.data.requires_context or {})}
        wanted.pop("area", None)
        names = self.names["name"]
        assert isinstance(names, TextSlotList)
        return [
            value
            for value in names.values
            if check_required_context(wanted, value.context)
            and check_excluded_context(self.data.excludes_context or {}, value.context)
        ]

    def _said(self, template: Expression, named: TextSlotValue | None) -> str:
        def fill(name: str, _kind: str | None) -> str | None:
            if name == "name":
                text = named.text_in if named else None
                return text.original_text if isinstance(text, TextChunk) else None
            return self._place(name, named) if name in PLACES else self._words(name)

        rules = {**self.intents.expansion_rules, **(self.data.expansion_rules or {})}
        lists = {**self.intents.slot_lists, **(self.data.slot_lists or {})}
        sampler = Sampler(rules=rules, lists=lists, kind=None, fill=fill, chance=self.chance)
        return sampler.text(template)

    def _words(self, name: str) -> str | None:
        return self.chance.choice(ANY_WORDS[name]) if name in ANY_WORDS else None

    def _place(self, kind: str, named: TextSlotValue | None) -> str | None:
        """Where the named thing is; any place where nothing was named."""
        areas = [
            self.home.area_by_id[device.area]
            for device in self.home.devices
            if device.area and (named is None or named.value_out in names_of(device))
        ]
        if not areas:
            return None
        area = self.chance.choice(areas)
        if kind == "area":
            return area.name
        return self.home.floor_by_id[area.floor].name if area.floor else None
