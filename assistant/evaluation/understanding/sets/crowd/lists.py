"""Requests about the shopping list and the to-do list."""

import re
from collections.abc import Iterable

from assistant.evaluation.understanding.homes.crowd import SHOPPING_LIST, TO_DO_LIST
from assistant.evaluation.understanding.item import Answer, Change, Effect, OneOf, Way
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, Expectation, Undecided
from assistant.evaluation.understanding.wanted import Free, Gained, Lost, words_of
from devices.contract import State

_LISTS = (
    (SHOPPING_LIST, ("shopping", "grocery", "groceries", "grocery's", "shop", "food")),
    (TO_DO_LIST, ("to do", "todo", "to-do", "tasks?", "chores?", "to dos")),
)
_ADD = re.compile(
    r"\b(?:add|put|include|write)\s+(?P<item>.+?)\s+(?:to|on|onto|in|into)\s+(?:my|the|our|a)?"
)
_ADDED = re.compile(r"\bneed (?P<item>.+?) added to\b")
_REMOVE = re.compile(
    r"\b(?:remove|delete|take|cross|drop|get rid of|strike|erase)\s+(?:out |off )?"
    r"(?P<item>.+?)\s+(?:off|from|out of|on)\s+(?:of )?(?:my|the|our)?"
)
_NO_ITEM = frozenset(
    "item items it that this something anything all everything list lists a new tab list entry"
    " last first name one".split()
)
_NEVER = frozenset({"item", "list", "that", "this"})
_NOT_MINE = ("playlist", "calendar", "contacts?", "songs?", "music", "email", "sms")


def added(row: CrowdRow) -> Expectation:
    """One definite thing more on one list; raises Undecided."""
    found = _ADDED.search(row.words) or _ADD.search(row.words)
    item = _item(row, found)
    gained = Gained(words_of(item) & words_of(row.text))
    return _expect(row, _named(row), "items", gained, {})


def removed(row: CrowdRow) -> Expectation:
    """One definite thing less on one list; raises Undecided."""
    item = _item(row, _REMOVE.search(row.words))
    lists = _named(row)
    start: dict[str, State] = {
        one: {"items": ("butter", item, "call the plumber"), "completed": ()} for one in lists
    }
    return _expect(row, lists, "items", Lost(words_of(item) & words_of(row.text)), start)


def asked(row: CrowdRow) -> Expectation:
    """A question about a list that is here; raises Undecided for other lists."""
    lists = _named(row)
    if row.says("check (off|item)", "add", "put", "remove", "delete"):
        raise Undecided("the label contradicts the words")
    if len(lists) == 1:
        return Expectation(expected=Answer(devices=frozenset(lists)))
    options = (
        *(Answer(devices=frozenset({one})) for one in lists),
        Answer(devices=frozenset(lists)),
    )
    return Expectation(expected=OneOf(options=options))


def _item(row: CrowdRow, found: re.Match[str] | None) -> str:
    if row.says(*_NOT_MINE):
        raise Undecided("a list that is not here")
    if found is None:
        raise Undecided("no definite thing")
    item = re.sub(r"^(?:the|a|an|some|more|my)\s+", "", found["item"].strip())
    said = words_of(item)
    odd = len(item) < 2 or said & _NEVER or len(item.split()) > 5
    if not said or said <= _NO_ITEM or odd:
        raise Undecided("no definite thing")
    return item


def _named(row: CrowdRow) -> tuple[str, ...]:
    """The list that is named, or both where none is."""
    if row.says(*_NOT_MINE):
        raise Undecided("a list that is not here")
    found = [one for one, names in _LISTS if row.says(*names)]
    if len(found) == 1:
        return tuple(found)
    if row.values("list_name") or found or not row.says("lists?"):
        raise Undecided("a list that is not here")
    if row.says("lists", "names?", "titles?", "create", "new", "make", "start", "find", "about"):
        raise Undecided("about lists, not what is on them")
    return (SHOPPING_LIST, TO_DO_LIST)


def _expect(
    row: CrowdRow,
    lists: Iterable[str],
    attribute: str,
    wanted: Gained | Lost,
    states: dict[str, State],
) -> Expectation:
    ways = tuple(
        Way(must=(Effect(device=one, attributes=((attribute, wanted), ("completed", Free()))),))
        for one in lists
    )
    return Expectation(expected=Change(ways=ways), states=states)
