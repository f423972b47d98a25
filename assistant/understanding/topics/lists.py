"""Shopping and to-do lists: what goes on them, what comes off, what is there."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from assistant.context import Context
from assistant.home.find import names_of
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning
from assistant.understanding.open_words import may_be_an_item
from assistant.understanding.topics.wording import REMOVE, WORDS, Filler, asks
from assistant.understanding.words import singular, words_of
from devices.contract import Device

ADD = frozenset(
    "add put include insert append write readd place stick pop bung chuck shove sling whack "
    "lash jot".split()
)
WANT = frozenset("need needs want get buy".split())
LISTS = frozenset("list lists".split())
POLITE = frozenset("olly please can could would will you hey ok okay".split())
READING = frozenset("read tell what show is are do any give".split())
TO_LIST = frozenset("to on onto into in from off at".split())
SMALL = frozenset(
    "the some a an my our off please out more added back as item items called named up too well "
    "also again of down and put us me".split()
)
"""Words around an item that are no part of it."""
NO_ITEM = frozenset(
    "it that this these those them something anything everything one thing things entry new all "
    "last first list lists".split()
)
QUALITIES = frozenset(
    "the my our your a an this that new current whole entire recent same list lists main daily "
    "weekly todays household family home of for things to do dos chores tasks task buy existing "
    "own little big".split()
)
"""Words before "list" that do not say which one it is."""
SHOPPING = frozenset("shopping grocery groceries food market supermarket buy store".split())
TO_DO = frozenset(
    "do dos todo todos task tasks chore chores errand errands reminder reminders".split()
)
_OTHER_DEEDS = ADD | REMOVE | frozenset("removed deleted erased turn switch play call".split())
"""Beside what is done with an item they are about another thing: "and remove wine"."""
_IN_A_PURPOSE = (
    SHOPPING
    | TO_DO
    | frozenset("the my our things stuff i we need have want to get complete finish".split())
)
_SPOKEN = re.compile(r"[\w'%&.]+")


def list_(words: WORDS, clause: Clause, context: Context, text: str) -> Iterator[Meaning]:
    said = set(words)
    if (
        not said & LISTS
        or "remind" in said
        or ("play", "list") in itertools.pairwise(words)
        or not _lists(context)
    ):
        return
    reads = next((word for word in words if word not in POLITE), "") in READING
    found: Meaning | None = None
    if said & (ADD | {"added"}) and not reads:
        found = adding(clause, text, context)
    elif said & REMOVE and not reads:
        found = removing(clause, text, context)
    if found is not None:
        yield found
    elif (
        asks(words, clause)
        and not said & {"new", "create"}
        and (reads or not said & (ADD | REMOVE))
    ):
        yield from filter(None, [reading(clause, text, context)])


def adding(clause: Clause, text: str, context: Context) -> Meaning | None:
    """Something more on a list."""
    return _with_item("HassListAddItem", ADD, clause, text, context)


def removing(
    clause: Clause, text: str, context: Context, intent: str = "HassListRemoveItem"
) -> Meaning | None:
    """Something off a list, as the list spells it."""
    found = _with_item(intent, REMOVE, clause, text, context)
    if found is None:
        return None
    item = _as_spelled(str(found.slots["item"]), str(found.slots["name"]), context)
    return Meaning(intent, {**found.slots, "item": item})


def reading(clause: Clause, text: str, context: Context) -> Meaning | None:
    """What is on a list."""
    known = _list_named(clause.words, context) or _usual(context)
    if known is None:
        return None
    return Meaning("HassGetState", {"domain": "todo", "name": known}, form="one")


FILLERS: Mapping[str, Filler] = {
    "HassListAddItem": adding,
    "HassListRemoveItem": removing,
    "HassListCompleteItem": partial(removing, intent="HassListCompleteItem"),
    "HassGetState:todo": reading,
}


def _with_item(
    intent: str, verbs: frozenset[str], clause: Clause, text: str, context: Context
) -> Meaning | None:
    item = _item(text, verbs, context)
    known = _list_named(clause.words, context)
    if known is None and not _names_another(clause.words):
        known = _usual(context)
    if known is None or "remind" in clause.words or not may_be_an_item(item):
        return None  # "stick the list on the fridge" is said of the list
    return Meaning(intent, {"item": item, "name": known})


def _lists(context: Context) -> list[Device]:
    return list(context.home.devices_of("todo"))


def _list_named(words: WORDS, context: Context) -> str | None:
    """The list that is spoken of, by its name or by what it is for."""
    end = " ".join(words[-_after_last_verb(words) :])
    for device in _lists(context):
        for name in names_of(device):
            kind = name.lower().replace("list", "").replace("-", " ").strip()
            if kind and re.search(rf"\b{re.escape(kind)}\b", end):
                return name
    for purpose in (SHOPPING, TO_DO):
        if purpose & set(_around_list(words)):
            return next((d.name for d in _lists(context) if purpose & {*words_of(d.name)}), None)
    return None


def _after_last_verb(words: WORDS) -> int:
    """How many words there are from the preposition before the list on; all without one."""
    place = _list_phrase(words)
    return len(words) - (place[0] if place else 0)


def _around_list(words: WORDS) -> Sequence[str]:
    """The words just before and after "list"."""
    places = [place for place, word in enumerate(words) if word in LISTS]
    return words[max(0, places[-1] - 3) : places[-1] + 5] if places else ()


def _names_another(words: WORDS) -> bool:
    """The list has a name that this home does not know: "the wedding list"."""
    places = [place for place, word in enumerate(words) if word in LISTS]
    before = words[places[-1] - 1] if places and places[-1] else "the"
    return before not in QUALITIES | TO_LIST | ADD | REMOVE or _is_of_another(words, places)


def _is_of_another(words: WORDS, places: Sequence[int]) -> bool:
    """ "The list of guests": of something that no list here is for."""
    after = words[places[-1] + 1 :] if places else ()
    return after[:1] == ("of",) and not _purpose_after(after[:2]) > 1


def _usual(context: Context) -> str | None:
    """The list that is meant where none is named."""
    lists = _lists(context)
    shopping = [device for device in lists if SHOPPING & {*words_of(device.name)}]
    return (shopping or lists)[0].name if lists else None


def _list_phrase(words: Sequence[str]) -> tuple[int, int] | None:
    """Where "to my shopping list", "to the list of things to buy" begins and ends."""
    places = [
        place for kind in (SHOPPING, LISTS) for place, word in enumerate(words) if word in kind
    ]
    for place in reversed(places):
        for start in range(place - 1, max(-1, place - 6), -1):
            if words[start] in TO_LIST and list(words[start : start + 2]) != ["to", "do"]:
                return start, place + 1 + _purpose_after(words[place + 1 :])
    return None


def _purpose_after(words: Sequence[str]) -> int:
    """How many words after "list" say what it is for: "of things we need to buy"."""
    if not words or words[0] not in ("of", "for"):
        return 0
    return 1 + sum(1 for _ in itertools.takewhile(_IN_A_PURPOSE.__contains__, words[1:]))


def _item(text: str, verbs: frozenset[str], context: Context) -> str:
    """What is to be added or taken off, as it was said; empty when that is not clear."""
    said = _SPOKEN.findall(text.replace("-", " ").replace("’", "'"))
    said = [word.strip(".'") for word in said]
    plain = [word.lower() for word in said]
    if plain[:2] == ["re", "add"]:
        said, plain = said[1:], plain[1:]
    phrase = _list_phrase(plain)
    rest: list[str] = []
    verb = next((place for place, word in enumerate(plain) if word in verbs), None)
    if verb is None:
        verb = next((place for place, word in enumerate(plain) if word in WANT), None)
    if verb is None:
        return ""
    if phrase is not None and phrase[0] < verb < phrase[1]:
        return ""  # "to put together a list": it is the list that is made
    wanted = next((place for place in range(verb) if plain[place] in WANT), None)
    if phrase is None:
        item = said[verb + 1 :]
    elif phrase[0] == verb + 1 and wanted is not None:  # "I need milk put on my list"
        item, rest = said[wanted + 1 : verb], plain[phrase[1] :]
    elif phrase[0] > verb + 1:
        item, rest = said[verb + 1 : phrase[0]], plain[phrase[1] :]
    else:  # "add to my list milk", "on my list put milk"
        item, rest = said[max(verb + 1, phrase[1]) :], plain[: min(verb, phrase[0])]
    if rest[:1] in (["and"], ["then"]) or not _OTHER_DEEDS.isdisjoint(rest):
        return ""
    while item and item[0].lower() in SMALL:
        item.pop(0)
    while item and item[-1].lower() in SMALL:
        item.pop()
    return "" if all(word.lower() in NO_ITEM for word in item) else " ".join(item)


def _as_spelled(item: str, name: str, context: Context) -> str:
    """The entry of the list with the same words, plurals and case aside."""
    wanted = {singular(word) for word in words_of(item)}
    for device in _lists(context):
        entries = context.states.get(device.id, {}).get("items")
        if name not in names_of(device) or not isinstance(entries, tuple | list):
            continue
        for entry in entries:
            if {singular(word) for word in words_of(str(entry).replace("-", " "))} == wanted:
                return str(entry)
    return item
