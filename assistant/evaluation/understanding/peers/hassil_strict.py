"""`hassil` with Home Assistant's templates, called as its default agent calls it.

Names, areas and floors of the home are lists; names carry domain and device class as context; the
area of the request is the intent context; names that do not occur in the text are left out before
matching. Only strict matches count: with open names Home Assistant only words its refusal.
"""

from collections.abc import Mapping
from typing import Any

from hassil import Intents, recognize_best
from hassil.expression import TextChunk
from hassil.intents import SlotList, TextSlotList, TextSlotValue
from hassil.recognize import RecognizeResult
from hassil.trie import Trie
from home_assistant_intents import get_intents

from assistant.evaluation.understanding.clock import timed
from assistant.evaluation.understanding.deed import Deed, Reaction
from assistant.evaluation.understanding.item import Item, Meaning
from assistant.evaluation.understanding.peers.handlers import carry_out
from assistant.evaluation.understanding.peers.targets import domain_of
from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.turn import Value

PUNCTUATION = str.maketrans("", "", ".,?!;:\"'’")
DECLINED = Deed(kind="declined", reply="no intent match")


def installed() -> dict[str, Any]:
    """The templates of the package, as `hassil` reads them."""
    data = get_intents("en")
    if data is None:
        raise RuntimeError("home-assistant-intents has no English templates")
    return data


class HassilStrict:
    """Strict sentence templates."""

    name = "hassil"

    def __init__(self, intents: Intents | None = None) -> None:
        """With other templates than those of the installed package."""
        self._intents = intents or Intents.from_dict(installed())
        self._home: Home | None = None
        self._lists: Mapping[str, SlotList] = {}
        self._names = Trie()

    def react(self, item: Item) -> Reaction:
        self.prepare(item.home)
        meaning, took_ms = timed(lambda: self.meaning_of(item.text, item))
        deed = carry_out((meaning,), item) if meaning else DECLINED
        return Reaction(deed=deed, took_ms=took_ms)

    @property
    def lists(self) -> Mapping[str, SlotList]:
        """Names of the home that was prepared for."""
        return self._lists

    def prepare(self, home: Home) -> None:
        """Lists of the home's names; built again only for another home."""
        if home is self._home:
            return
        self._home = home
        self._lists = _lists(home)
        self._names = Trie()
        names = self._lists["name"]
        assert isinstance(names, TextSlotList)
        for value in names.values:
            assert isinstance(value.text_in, TextChunk)
            self._names.insert(_plain(value.text_in.text), value)

    def meaning_of(self, text: str, item: Item) -> Meaning | None:
        """The best strict match."""
        area = item.home.area_by_id.get(item.area or "")
        result = recognize_best(
            text,
            self._intents,
            slot_lists={**self._lists, "name": self._named_in(text)},
            intent_context={"area": area.name} if area else {},
            language="en",
            best_metadata_key="hass_custom_sentence",
            best_slot_name="name",
        )
        return None if result is None else _meaning(result)

    def _named_in(self, text: str) -> TextSlotList:
        found: list[TextSlotValue] = [value for _, _, value in self._names.find(_plain(text))]
        return TextSlotList(name="name", values=found)


def _plain(text: str) -> str:
    return text.translate(PUNCTUATION).strip().lower()


def _lists(home: Home) -> dict[str, SlotList]:
    names = []
    for device in home.devices:
        context = {"domain": domain_of(device)}
        if device.device_class:
            context["device_class"] = device.device_class
        names += [(name, name, context) for name in names_of(device) if name.strip()]
    for person in home.people:
        names += [(name, name, {"domain": "person"}) for name in (person.name, *person.aliases)]
    areas = [(name, area.name) for area in home.areas for name in names_of(area)]
    floors = [(name, floor.name) for floor in home.floors for name in names_of(floor)]
    return {
        "name": TextSlotList.from_tuples(names, allow_template=False, name="name"),
        "area": TextSlotList.from_tuples(areas, allow_template=False, name="area"),
        "floor": TextSlotList.from_tuples(floors, allow_template=False, name="floor"),
    }


def _meaning(result: RecognizeResult) -> Meaning:
    slots: dict[str, Value] = {}
    for entity in result.entities_list:
        value = entity.value
        slots[entity.name] = value.strip() if isinstance(value, str) else value
    return Meaning(intent=result.intent.name, slots=slots)
