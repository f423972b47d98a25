"""Free wording: what a crowd typed, and what a recogniser made of people saying it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from assistant.evaluation.understanding.homes.crowd import HERE, crowd_home
from assistant.evaluation.understanding.item import Excluded, Item, Later, Nothing
from assistant.evaluation.understanding.sets.built import Built, distinct
from assistant.evaluation.understanding.sets.crowd.mapping import MAPPERS, expect
from assistant.evaluation.understanding.sets.crowd.rows import (
    CrowdRow,
    Undecided,
    recognised,
    typed,
)
from assistant.evaluation.understanding.split import side_of, wording_family

CLEAN = "free_clean"
RECOGNISED = "free_recognised"
LATER = "free_later"
QUESTIONS = "free_questions"


def free_clean() -> Built:
    """Requests as people typed them, whose labels map onto what a home assistant does."""
    built = _built(typed(), CLEAN)
    return replace(built, items=distinct(built.items))


def free_recognised() -> Built:
    """The same, as a recogniser heard them, every recording; judged by what was meant."""
    built = _built(recognised(), RECOGNISED)
    meant = _meanings(_built(typed(), CLEAN).items)
    kept, lost = [], []
    for item in built.items:
        others = meant.get(wording_family(item.text), frozenset())
        if others and repr(item.expected) not in others and wording_family(item.text) != item.group:
            reason = "heard as another request"
            lost.append(Excluded(set=RECOGNISED, reason=reason, text=item.text))
        else:
            kept.append(item)
    return Built(items=tuple(kept), excluded=(*built.excluded, *lost))


def _meanings(items: Iterable[Item]) -> Mapping[str, frozenset[str]]:
    """What each family of wordings has been found to mean."""
    found: dict[str, set[str]] = {}
    for item in items:
        found.setdefault(item.group, set()).add(repr(item.expected))
    return {family: frozenset(meanings) for family, meanings in found.items()}


def _built(rows: Iterable[CrowdRow], name: str) -> Built:
    items: list[Item] = []
    excluded: list[Excluded] = []
    for row in rows:
        if row.intent not in MAPPERS:
            continue
        try:
            items.append(_item(row, name))
        except Undecided as reason:
            excluded.append(Excluded(set=name, reason=str(reason), text=row.prompt))
    return Built(items=tuple(items), excluded=tuple(excluded))


def _item(row: CrowdRow, name: str) -> Item:
    expectation = expect(row)
    group = wording_family(row.prompt)
    set_name = name
    if isinstance(expectation.expected, Later):
        set_name = LATER if name == CLEAN else f"{LATER}_recognised"
    elif isinstance(expectation.expected, Nothing):
        set_name = QUESTIONS if name == CLEAN else f"{QUESTIONS}_recognised"
    return Item(
        id=row.id,
        set=set_name,
        text=row.text,
        home=crowd_home(),
        expected=expectation.expected,
        group=group,
        family=MAPPERS[row.intent][0],
        states=expectation.states,
        area=HERE,
        split=side_of(group),
    )
