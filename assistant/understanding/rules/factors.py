"""A part of what it is now: "halve it", "half as loud", "twice the speed", "down by a third"."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.context import Context
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import BEING, Meaning, part_by, way_of, wish_for
from assistant.understanding.target import targets


@dataclass(frozen=True, slots=True)
class _Amount:
    """What there is more or less of."""

    attribute: str
    kind: str
    intent: str
    slot: str


_AMOUNTS = (
    _Amount("brightness", "light", "HassLightSet", "brightness_step"),
    _Amount("speed", "fan", "HassFanSetSpeed", "percentage_step"),
    _Amount("volume", "media_player", "HassSetVolumeRelative", "volume_step"),
)


def _is_told(clause: Clause) -> bool:
    """ "It was twice as loud": how it is, not how it is to be."""
    return any(
        before.words[-1] in BEING and piece.has("factor")
        for before, piece in itertools.pairwise(clause.pieces)
    )


def _part_of_it(clause: Clause) -> set[Value]:
    """ "Dim it by a third": a third less than it is."""
    part, way = part_by(clause), way_of(clause)
    if part is None or way is None:
        return set()
    return {f"{part:g} percent {'more' if way == 'up' else 'less'}"}


def by_a_factor(clause: Clause, context: Context) -> Iterator[Meaning]:
    factors = {tag.value for tag in clause.tags("factor") if isinstance(tag.value, tuple)}
    sizes = {size for _, size in factors} or _part_of_it(clause)
    size = next(iter(sizes), None)
    if len(sizes) != 1 or clause.number is not None or clause.has("all") or _is_told(clause):
        return
    said: set[Value] = {tag.value for tag in clause.tags("attr")}
    said.update(attribute for attribute, _ in factors if isinstance(attribute, str) and attribute)
    for amount in _AMOUNTS:
        if said and said != {amount.attribute}:
            continue
        default = amount.kind if said else None
        for target in targets(clause, context, {amount.kind}, default):
            wish = wish_for(amount.intent, target)
            yield replace(wish, slots={**wish.slots, amount.slot: size})
