"""A whole utterance about a list: what is told before, what is wished, what is added after."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.context import Context
from assistant.home.model import Home
from assistant.turn import Reading, Transcript
from assistant.understanding.address import KIN
from assistant.understanding.asides import is_told, may_tell
from assistant.understanding.courtesy import without_courtesy
from assistant.understanding.exclaimed import is_exclaimed
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.listing.entries import entries_named
from assistant.understanding.listing.grammar import (
    Core,
    asks_of_a_list,
    cores_in,
    is_of_a_list,
    is_only_told,
)
from assistant.understanding.listing.items import HESITATION, items_said, takes_back
from assistant.understanding.listing.lacking import lacked, to_be_done
from assistant.understanding.listing.questions import ONE, list_asked_about
from assistant.understanding.listing.which import (
    is_of_deeds,
    list_called,
    list_of_deeds,
    lists_meant,
    lists_of,
)
from assistant.understanding.more_items import with_those_after
from assistant.understanding.open_words import may_be_an_item
from assistant.understanding.past import deeds
from assistant.understanding.words import words_of
from devices.contract import Device

CERTAIN = 0.97
ADD, REMOVE, TICK = "HassListAddItem", "HassListRemoveItem", "HassListCompleteItem"
PERHAPS = 0.6
"""Of what may be no thing: asked whether it is meant."""
MOST_WORDS_OF_A_THING = 3
_POINTING = frozenset("it that this them those these both em 2 3 lot all some".split())
_OF_TWO = frozenset({"both", "2"})
_OF_ONE = frozenset({"it", "that", "this"})
_AROUND = frozenset(
    "the of please too some and a my our off on down again straight just also now ones things "
    "from instead well as".split()
)
"""Beside a word that points, and between entries."""
_SMALL = frozenset(
    "and so but then please oh actually well right ok okay hey hiya hi hello yes yeah no "
    "now also".split()
)
_WHY = re.compile(
    r"(?:(?:and|so|because|cause|cos|since|as|before|now|but|while|that)\s+)*", re.IGNORECASE
)
_STOP = re.compile(r"[,.;!?–—]+")
_DID = re.compile(
    r"\w+ed|did|got|bought|brought|made|took|came|went|gave|found|has|had|is|was|will|ate|drank"
)
_GOT = re.compile(
    r"\b(?:got|bought|picked up|(?:don['’]?t|no longer) need|have (?:plenty|enough|some))\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:did|done|finished|sorted|been|are|is|['’]s)\b", re.IGNORECASE)
"""Of a deed; the rice that is done comes off the stove."""
_PUTS_RIGHT = re.compile(r"\W*(?:no|nope|nah|sorry|i meant?|not)\b", re.IGNORECASE)
_FURTHER = re.compile(
    r"(?P<and>(?:[\s,.;]*\b(?:and|plus|also|as well as|oh|then|while you['’]?re at it|add|"
    r"with)\b)*)[\s,]*(?P<item>.+?)(?P<too>(?:[\s,]+(?:too|as well|also|please|thanks|ta))*)",
    re.IGNORECASE,
)
_CHORES = (
    "ring|call|phone|post|book|pay|wash|clean|mow|fix|feed|walk|buy|get|pick|collect|return|renew|"
    "write|send|email|text|order|cancel|water|paint|sort|make|take|tidy|hoover|vacuum|iron|check|"
    "change|cut|find|finish|do|put|bring|drop|turn|empty|charge|pack|see|visit|go|sew|mend|bake"
)
_AND_DO = re.compile(rf"(?:\s*,\s*(?:and )?|\s+and\s+)(?=(?:{_CHORES})\b \w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Wish:
    """One item or several of one list."""

    intent: str
    item: str
    device: Device
    likely: float = CERTAIN


def list_talk(text: str, context: Context) -> Reading | None:
    """What is wished of this home's lists; None where not every word has its place in that."""
    home = context.home
    if not lists_of(home) or not is_of_a_list(text, home):
        return None
    plain = without_courtesy(HESITATION.sub("", text))
    cores = cores_in(plain, home)
    if not cores or not all(_has_its_place(core, plain, context) for core in cores):
        return None
    if context.history and _PUTS_RIGHT.match(plain) and not all(map(_takes_it_off, cores)):
        return None
    before, after = plain[: cores[0].start].strip(" ,.;!?"), plain[cores[-1].end :]
    gaps = (plain[one.end : other.start] for one, other in itertools.pairwise(cores))
    more = _more_items(after) if cores[-1].way == "add" else ""
    if not (more or _is_beside(after, home, after=True)) or not all(map(_is_small, gaps)):
        return None
    told = before or _said_before(context)
    wishes = list(_wishes(cores, told, more, context))
    if not all(wishes) or not _is_heard_out(before, cores, context):
        return None
    first, *others = (_reading(one, text) for several in wishes for one in several)
    return replace(first, also=tuple(others))


def asked_of_a_list(text: str, context: Context) -> Reading | None:
    """ "Have I got bread on the list", "did Ann put eggs on it": answered by what is on it."""
    home = context.home
    if not lists_of(home):
        return None
    where = asks_of_a_list(text, home)
    device, form = list_called(where, home) if where else None, ONE
    if device is None:
        device, form = list_asked_about(without_courtesy(text), home) or (None, ONE)
    if device is None:
        return None
    return Reading(
        intent="HassGetState",
        slots={"domain": "todo", "name": device.name},
        probability=CERTAIN,
        matched_by="list",
        text=text,
        form=form,
    )


def is_only_told_of_a_list(text: str, context: Context) -> bool:
    """ "Jane put jam on the list": somebody does it, and nobody wishes it."""
    home = context.home
    return bool(lists_of(home)) and is_only_told(text, home)


def is_taken_back_from_a_list(text: str, context: Context) -> bool:
    """ "Put butter, no, we've got butter, on the list"."""
    home = context.home
    said = bool(lists_of(home)) and is_of_a_list(text, home)
    return said and any(takes_back(core.said) for core in cores_in(text, home))


def _reading(wish: _Wish, text: str) -> Reading:
    return Reading(
        intent=wish.intent,
        slots={"item": wish.item, "name": wish.device.name},
        probability=wish.likely,
        matched_by="list",
        text=text,
    )


def _wishes(
    cores: Sequence[Core], told: str, more: str, context: Context
) -> Iterator[tuple[_Wish, ...]]:
    """Of each core what is wished; nothing where that is not clear."""
    where = ""
    for core in cores:
        where = core.where or where
        last = core is cores[-1]
        if core.way == "add":
            yield tuple(_additions(core, where, told, more if last else "", context))
        else:
            yield tuple(_leaving(core, where, told, context))


def _additions(core: Core, where: str, told: str, more: str, context: Context) -> Iterator[_Wish]:
    device = list_called(where, context.home)
    if device is None:
        return
    items = items_said(core.said, deeds=is_of_deeds(device)) or lacked(core.said)
    if _points(core.said):
        items = lacked(told)
        if _OF_TWO & {*words_of(core.said)} and not re.search(r",| and ", items):
            return  # the other one was not understood
        chores = list_of_deeds(context.home)
        if not items and chores and (is_of_deeds(device) or where.lower().split()[-1:] == ["list"]):
            items, device = to_be_done(told), chores
    likely = CERTAIN
    if not items and _is_bare_thing(told):
        items, likely = items_said(told), PERHAPS
    items = ", ".join(filter(None, (items, more))) if items else ""
    if not may_be_an_item(items) or not (core.where or _may_follow(items, context)):
        return
    for item in _AND_DO.split(items) if is_of_deeds(device) else (items,):
        yield _Wish(ADD, item, device, likely)


def _is_bare_thing(told: str) -> bool:
    """ "Milk, put it on the list": a thing, or only a cry that nobody knows here; asked."""
    short = 0 < len(words_of(told)) <= MOST_WORDS_OF_A_THING and not is_exclaimed(told)
    return short and with_those_after("add x to the list", told) is not None


def _may_follow(items: str, context: Context) -> bool:
    """After "and add" it may be something else of the home that is put on or on which."""
    named = any(True for _ in gazetteer_of(context.home).exact(words_of(items)))
    return not named and with_those_after("add x to the list", items) is not None


def _leaving(core: Core, where: str, told: str, context: Context) -> Iterator[_Wish]:
    """What comes off is named as it is on the list, or was just put there."""
    said = told if _points(core.said) else core.said
    for device in lists_meant(where, context.home):
        entries = entries_named(said, device, context)
        if _points(core.said):
            if len(entries) > 1 and _OF_ONE & {*words_of(core.said)}:
                return
            entries = entries or _just_added(device, context)
        elif not _says_only(said, entries):
            continue
        for entry in entries:
            yield _Wish(TICK if core.way == "tick" else REMOVE, entry, device)
        if entries and core.new and (new := items_said(core.new)):
            yield _Wish(ADD, new, device)
        if entries:
            return


def _just_added(device: Device, context: Context) -> tuple[str, ...]:
    """What the latest deed put on this list, and is still on it."""
    deed = next(deeds(context), None)
    if deed is None or device.id not in deed.devices:
        return ()
    return entries_named(str(deed.reading.slots.get("item", "")), device, context)


def _has_its_place(core: Core, text: str, context: Context) -> bool:
    """ "Take it off" is of a list only where one was just spoken of, or what is on one was got."""
    if not core.anything or _is_settled(text[: core.start], context):
        return True
    deed = next(deeds(context), None)
    lists = {device.id for device in lists_of(context.home)}
    return deed is not None and not lists.isdisjoint(deed.devices)


def _is_settled(told: str, context: Context) -> bool:
    """What is on a list was got, or was done."""
    return any(
        entries_named(told, device, context)
        and (_GOT.search(told) or (is_of_deeds(device) and _DONE.search(told)))
        for device in lists_of(context.home)
    )


def _is_on_a_list(told: str, context: Context) -> bool:
    return any(entries_named(told, device, context) for device in lists_of(context.home))


def _takes_it_off(core: Core) -> bool:
    return core.way != "add" and _points(core.said)


def _points(said: str) -> bool:
    words = {*words_of(said)}
    return bool(words & _POINTING) and words <= _POINTING | _AROUND


def _says_only(said: str, entries: Sequence[str]) -> bool:
    """Nothing but these entries is said."""
    left = [word for word in words_of(said) if word not in _AROUND]
    return bool(entries) and len(left) <= sum(
        len([word for word in words_of(entry) if word not in _AROUND]) for entry in entries
    )


def _more_items(after: str) -> str:
    """ "... and bacon too": further items, behind the list."""
    found = _FURTHER.fullmatch(after.strip(" .!"))
    if found is None or not (found["and"] or found["too"]):
        return ""
    items = items_said(found["item"])
    return items if items and with_those_after("add x to the list", items) else ""


def _said_before(context: Context) -> str:
    """What was said just before, where nothing was done about it."""
    turn = context.history[-1] if context.history else None
    heard = turn.last(Transcript) if turn is not None else None
    return heard.text if heard is not None else ""


def _is_heard_out(before: str, cores: Sequence[Core], context: Context) -> bool:
    """What is said before the wish is told beside it, or says of what the wish is."""
    pointing = any(_points(core.said) for core in cores)
    leaving = pointing and any(core.way != "add" for core in cores)

    def is_of_it(part: str) -> bool:
        if may_tell(words_of(part), before=False):
            return False
        named = _is_on_a_list(part, context)
        told = lacked(part) or to_be_done(part) or _is_bare_thing(part)
        return (leaving and named) or bool(pointing and told)

    parts = (part.strip() for part in _STOP.split(before))
    return is_of_it(before) or all(
        _is_beside_as_one(part, context.home, after=False) or is_of_it(part) for part in parts
    )


def _is_beside(said: str, home: Home, *, after: bool) -> bool:
    """Only told, cried out or polite."""
    return all(_is_beside_as_one(part, home, after=after) for part in _STOP.split(said))


def _is_beside_as_one(part: str, home: Home, *, after: bool) -> bool:
    part = part.strip()
    told = _WHY.sub("", part, count=1)
    return (
        _is_small(part)
        or is_exclaimed(part)
        or (bool(told) and (is_told(told, after=after) or (after and _somebody_did(told, home))))
    )


def _somebody_did(said: str, home: Home) -> bool:
    """ "Jane brought some": why, after a wish."""
    words = words_of(said)
    people = {
        part
        for person in home.people
        for name in (person.name, *person.aliases)
        for part in words_of(name)
    }
    who = 2 if words[0] in ("the", "my", "our") else 1 if words[0] in people | KIN else 0
    did = words[who : who + 1]
    return bool(who and did) and bool(_DID.fullmatch(did[0])) and not may_tell(words, before=False)


def _is_small(said: str) -> bool:
    return _SMALL.issuperset(words_of(said))
