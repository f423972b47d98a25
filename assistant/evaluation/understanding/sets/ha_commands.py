"""Home Assistant's own test sentences, judged as its tests judge: the intent and its slots."""

import json
import re
from functools import cache

from assistant.evaluation.understanding.homes.fixtures import area_id, fixture_home
from assistant.evaluation.understanding.item import Item, Meaning, Means
from assistant.evaluation.understanding.sets.built import Built
from assistant.evaluation.understanding.shared import Row, document, mapping, rows, text
from assistant.evaluation.understanding.split import side_of
from assistant.home.model import Home
from assistant.turn import Slots, Value

SET = "ha_commands"
SHARED_HOME = "home_fixtures.json"
_COMPLETE, _REMOVE = "HassListCompleteItem", "HassListRemoveItem"
_SAYS_REMOVE = re.compile(r"(?:delete|remove)\b", re.IGNORECASE)
"""In 2025 this ticked something off; since 2026 Home Assistant takes it at its word."""


def ha_commands() -> Built:
    """Every sentence on the home that it assumes."""
    return Built(items=tuple(_item(number, row) for number, row in enumerate(rows(f"{SET}.jsonl"))))


def _item(number: int, row: Row) -> Item:
    home = _home(row)
    slots = _slots(mapping(row, "slots"))
    group = f"{text(row, 'file')} {sorted(slots.items())!r}"
    meaning = Meaning(intent=text(row, "intent"), slots=slots)
    removal = _SAYS_REMOVE.match(text(row, "text")) and meaning.intent == _COMPLETE
    also = (Meaning(intent=_REMOVE, slots=slots),) if removal else ()
    return Item(
        id=f"{SET}-{number}",
        set=SET,
        text=text(row, "text"),
        home=home,
        expected=Means(meanings=(meaning, *also), exact=True),
        group=group,
        family=meaning.intent,
        area=area_id(home, text(mapping(row, "context"), "area")),
        split=side_of(group),
    )


def _home(row: Row) -> Home:
    home = row.get("home")
    if home == SHARED_HOME:
        return shared_home()
    return _own_home(json.dumps(home, sort_keys=True))


@cache
def shared_home() -> Home:
    """The home that most of the sentences assume."""
    return fixture_home(document("ha_home.json"))


@cache
def _own_home(written: str) -> Home:
    return fixture_home(json.loads(written))


def _slots(found: Row) -> Slots:
    return {name: _value(value) for name, value in found.items()}


def _value(value: object) -> Value:
    if isinstance(value, list):
        return tuple(_value(entry) for entry in value)
    return value if isinstance(value, str | int | float | bool) else None
