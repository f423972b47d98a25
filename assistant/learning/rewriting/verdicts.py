"""A person's say over what was learned."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

from assistant.learning.contrast import ROOMS
from assistant.learning.rewriting.guardrails import objection
from assistant.learning.rewriting.incidents import without_incidents
from assistant.learning.rewriting.model import (
    Layer,
    Learned,
    LearnedRewrite,
    Status,
    rewrite_id,
)
from assistant.learning.rewriting.store import LearnedError, Store
from assistant.learning.rewriting.told import in_words
from assistant.learning.weighing.model import LearnedWeight
from assistant.learning.words import Words, words_in


def approve(store: Store, wanted: str, rooms: tuple[Words, ...] = ROOMS) -> LearnedRewrite:
    """Put a proposed or withdrawn rewrite to use; `rooms` are what rooms are called here.

    Raises LearnedError.
    """
    return _set(store, wanted, "live", rooms)


def pin(store: Store, wanted: str, rooms: tuple[Words, ...] = ROOMS) -> LearnedRewrite:
    """The same, whatever the figures say. Raises LearnedError."""
    return _set(store, wanted, "pinned", rooms)


def forget(store: Store, wanted: str) -> None:
    """Remove a rewrite or a weight, and never learn it again. Raises LearnedError.

    A rewrite goes as this home's and as that of many, and is not found by likeness either.
    """

    def without(table: Learned) -> Learned:
        weight = weight_named(table, wanted)
        if weight is not None:
            return _without_weight(table, weight)
        one = named(table, wanted)
        gone = _ids_of(one)
        return replace(
            table,
            rewrites=tuple(other for other in table.rewrites if other.id not in gone),
            forgotten=tuple(dict.fromkeys((*table.forgotten, *gone))),
        )

    store.change(without)


def named(table: Learned, wanted: str) -> LearnedRewrite:
    """The one whose id begins so; raises LearnedError when there is none, or more than one."""
    found = [one for one in table.rewrites if one.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise LearnedError(f"nothing learned has the id {wanted!r}; `assistant learned` lists all")
    raise LearnedError(f"{wanted!r} begins {len(found)} ids; give more of it")


def weight_named(table: Learned, name: str) -> LearnedWeight | None:
    """The learned weight of a sign of the context, by its whole name."""
    wanted = name_of_weight(name)
    return next((one for one in table.context_weights if one.name == wanted), None)


def name_of_weight(written: str) -> str:
    """As it is kept, where it was written as it is listed: "already on"."""
    return written.strip().replace(" ", "_")


def _without_weight(table: Learned, one: LearnedWeight) -> Learned:
    """It counts as written again, and is not learned any more."""
    return replace(
        table,
        context_weights=tuple(other for other in table.context_weights if other.name != one.name),
        forgotten=tuple(dict.fromkeys((*table.forgotten, one.name))),
    )


def _set(store: Store, wanted: str, status: Status, rooms: tuple[Words, ...]) -> LearnedRewrite:
    def changed(table: Learned) -> Learned:
        one = named(table, wanted)
        heard, meant = words_in(one.heard), words_in(one.rewrite)
        objected = objection(heard, meant, rooms, shown=True, confirmed=True)
        if objected:
            raise LearnedError(f"{one.id} cannot be used: {in_words(objected)}")
        chosen = replace(
            one, status=status, reason="", losses=0, confirmed=True, allowed=datetime.now(UTC)
        )
        return _with(_allowing(table, chosen), chosen)

    return named(store.change(changed), wanted)


def _allowing(table: Learned, one: LearnedRewrite) -> Learned:
    """Nothing that was said against it before keeps it from being used."""
    refused = frozenset(_ids_of(one))
    return replace(
        without_incidents(table, one),
        forgotten=tuple(other for other in table.forgotten if other not in refused),
    )


def _ids_of(one: LearnedRewrite) -> tuple[str, ...]:
    """Of this meaning, whoever learned it, and of the request that it was learned in."""
    pairs = ((one.heard, one.rewrite), one.tried)
    layers: tuple[Layer, ...] = get_args(Layer)
    return tuple(rewrite_id(*pair, layer) for pair in pairs for layer in layers)


def _with(table: Learned, one: LearnedRewrite) -> Learned:
    """Of two for the same words in the same room only the one that was just chosen is in use."""

    def settled(other: LearnedRewrite) -> LearnedRewrite:
        if other.id == one.id:
            return one
        rivals = (other.heard, other.layer) == (one.heard, one.layer) and _meet(other, one)
        if other.live and rivals:
            return replace(other, status="withdrawn", reason="you have chosen another meaning")
        return other

    return replace(table, rewrites=tuple(settled(other) for other in table.rewrites))


def _meet(one: LearnedRewrite, other: LearnedRewrite) -> bool:
    """There is a room that both hold in."""
    anywhere = not one.areas or not other.areas
    return anywhere or not set(one.areas).isdisjoint(other.areas)
