"""Shopping and to-do lists."""

from collections.abc import Iterator

from assistant.context import Context
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning
from assistant.understanding.topics.wording import REMOVE, WORDS, asks

ADD = frozenset("add put include insert append write readd place".split())
LISTS = frozenset("list lists".split())


def list_(words: WORDS, clause: Clause, context: Context) -> Iterator[Meaning]:
    lists = [device for device in context.home.devices if device.kind == "todo"]
    if not set(words) & LISTS or not lists:
        return
    place = max(index for index, word in enumerate(words) if word in LISTS)
    name = _list_name(words, context)
    item, adds = _item(words[:place])
    if set(words[:2]) & {"read", "tell", "what", "show", "is", "are", "do", "any", "give"}:
        adds = None
    if item and adds is True:
        yield Meaning("HassListAddItem", {"item": item, "name": name})
    elif item and adds is False:
        yield Meaning("HassListRemoveItem", {"item": item, "name": name})
    elif asks(words, clause) and adds is None and "new" not in words and "create" not in words:
        yield Meaning("HassGetState", {"domain": "todo", "name": name}, form="one")


def _list_name(words: WORDS, context: Context) -> Value:
    """The list that is spoken of: by its name, else the shopping list."""
    text = " ".join(words)
    lists = [device for device in context.home.devices if device.kind == "todo"]
    for device in lists:
        for name in (device.name, *device.aliases):
            kind = name.lower().replace("list", "").replace("-", " ").strip()
            if kind and kind in text:
                return name
    shopping = [device for device in lists if "shopping" in device.name.lower()]
    if "grocery" in text or "groceries" in text or len(lists) == 1 or shopping:
        return (shopping or lists)[0].name
    return lists[0].name


def _item(before: WORDS) -> tuple[str, bool | None]:
    """What is to be added (True) or taken off (False)."""
    for verbs, adds in ((ADD, True), (REMOVE, False)):
        starts = [index for index, word in enumerate(before) if word in verbs]
        if not starts:
            continue
        rest = before[starts[0] + 1 :]
        ends = [
            index
            for index, word in enumerate(rest)
            if word in ("to", "on", "in", "onto", "from", "off", "of", "into") and index > 0
        ]
        item = [
            word
            for word in rest[: ends[-1] if ends else 0]
            if word not in {"the", "some", "a", "an", "my", "off", "please", "out"}
        ]
        return " ".join(item), adds
    return "", None
