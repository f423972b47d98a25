"""Another item in the place of the one just put on a list: "scrap that, put leeks instead"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.agenda.times import TRIGGERS
from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.listing.entries import entries_named
from assistant.understanding.listing.which import lists_of
from assistant.understanding.more_items import with_those_after
from assistant.understanding.open_words import may_be_an_item
from assistant.understanding.past import deeds
from assistant.understanding.words import words_of
from devices.contract import Device

ADD, REMOVE = "HassListAddItem", "HassListRemoveItem"
SURELY = 0.97
MOST_WORDS = 3
_DROPPED = (
    r"(?:(?:scrap|scratch|cancel|strike|forget|drop) (?:that|it)(?: one)?|never ?mind(?: that)?|"
    r"no|nah|naw|nope|wait|hang on|hold on|actually|sorry|oh|ah|um+|second thoughts)"
)
_NO = rf"(?:{_DROPPED}[\s,.]+)+"
_PUT = r"(?:(?:put|add|write|stick|pop)(?: down)?|make (?:it|that)|(?:i )?mea?nt?)"
_ITEM = r"(?:some |the |a |an )?(?P<item>[\w'’-]+(?: [\w'’-]+){0,2}?)"
_END = r"(?: (?:please|thanks))*\W*"
_WAYS = tuple(
    re.compile(rf"(?:and |so |ok |okay )*{way}{_END}", re.IGNORECASE)
    for way in (
        rf"{_NO}{_PUT} {_ITEM}(?: (?:instead|rather))?",
        rf"(?:{_NO})?(?:{_PUT} )?{_ITEM} (?:instead|rather)",
        rf"(?:{_NO})?(?:change|swap|switch|turn) (?:that|it)(?: out)? (?:to|for|with|into) {_ITEM}",
        rf"(?:{_NO})?(?:not|instead of) (?:the )?(?P<old>[\w'’-]+(?: [\w'’-]+)?),? "
        rf"(?:but )?(?:{_PUT} )?{_ITEM}",
    )
)
_NO_ITEM = frozenset(
    "on off up down in to it that this them one ones more less other others another list what "
    "where when if not no something anything everything nothing me you i we now later fine ok okay "
    "good right so too".split()
) | (TRIGGERS - {"and"})
"""Of these, or of a time, no item is made."""


def put_instead(text: str, context: Context) -> Reading | None:
    """The old item off the list and the new one on it; None where anything else may be meant."""
    deed = next(deeds(context), None)
    if deed is None or deed.reading.intent != ADD:
        return None
    found = next(_just_put(deed.devices, str(deed.reading.slots.get("item", "")), context), None)
    if found is None:
        return None
    device, entry = found
    for way in _WAYS:
        said = way.fullmatch(text.strip())
        if said is None or not _is_an_item(said["item"], context):
            continue
        old = said.groupdict().get("old")
        if old is None or words_of(old) == words_of(entry):
            return _swapped(entry, said["item"], device, text)
    return None


def _just_put(ids: tuple[str, ...], item: str, context: Context) -> Iterator[tuple[Device, str]]:
    """The one entry, where it was just one and is still there."""
    for device in lists_of(context.home):
        entries = entries_named(item, device, context) if device.id in ids else ()
        if len(entries) == 1:
            yield device, entries[0]


def _is_an_item(said: str, context: Context) -> bool:
    """Nothing of the home, no number, and nothing that points."""
    words = words_of(said)
    named = any(True for _ in gazetteer_of(context.home).exact(words))
    return (
        not named
        and 0 < len(words) <= MOST_WORDS
        and _NO_ITEM.isdisjoint(words)
        and not any(word[0].isdigit() for word in words)
        and may_be_an_item(said)
        and with_those_after("add x to the list", said) is not None
    )


def _swapped(old: str, new: str, device: Device, text: str) -> Reading:
    off, on = (
        Reading(
            intent=intent,
            slots={"item": item, "name": device.name},
            probability=SURELY,
            matched_by="list",
            text=text,
        )
        for intent, item in ((REMOVE, old), (ADD, new))
    )
    return replace(off, also=(on,))
