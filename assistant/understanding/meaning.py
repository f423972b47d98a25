"""What a clause asks for, and the words of it that every rule asks after.

The rules themselves, one for each kind of wish, are in `rules/`.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from assistant.context import Context
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.segment import Piece
from assistant.understanding.target import Target

BEING = frozenset({"is", "are", "was", "were"})
_ASKING = frozenset({"what", "which", "whether"})
_ASKING_OF_IT = BEING | {"did", "has", "have", "does"}
UP = frozenset({"increase", "raise", "brighten", "warm"})
DOWN = frozenset({"decrease", "lower", "dim", "cool"})
ALL = 100
"""Percent."""
LEAST_PUT_ON = 10
LITTLE = frozenset({1, 50})
"""Half closed is half open, and the least is the least."""
SETTING = frozenset({"set", "increase", "decrease", "raise", "lower", "dim", "brighten"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """One intent that the clause may have."""

    intent: str
    slots: Mapping[str, Value]
    target: Target | None = None
    implied: tuple[str, ...] = field(default=())
    act_said: bool = True
    """A verb or particle said what to do; otherwise it was guessed from the rest."""
    form: str = "default"
    """Which of the intent's replies fits, Home Assistant's response key."""
    certainty: float = 1.0
    """Factor for what the rule itself leaves open, where its words need no account."""


Rule = Callable[[Clause, Context], Iterator[Meaning]]


def is_question(clause: Clause) -> bool:
    """It begins with a word that asks, small words aside, or asks so of what it has named."""
    if clause.verb is None and any(
        one in _ASKING_OF_IT and other in ("it", "they")
        for one, other in itertools.pairwise(clause.words)
    ):
        return True  # "the porch light, did it come on"
    if clause.words[1:3] == ("you", "mind") and clause.words[3:4] in (("the",), ("my",), ("if",)):
        return True  # "do you mind the lamp on"; "would you mind turning it on" asks for it
    for piece in clause.pieces:
        if piece.mentions:
            return False
        if piece.has("question"):
            return not piece.has("filler") or len(piece.words) > 2
        if not (piece.has("filler") or piece.has("prep")):
            return False
    return False


def asks_at_the_end(clause: Clause) -> bool:
    """ "The heater on what temperature": what is asked comes last, as in much of the world."""
    return any(_ASKING & {*piece.words} for piece in clause.pieces if not piece.mentions)


def states_a_fact(clause: Clause) -> bool:
    """ "The garage door is wide open" says how it is, "the light on is a pain" what it is like."""
    if clause.verb is not None or clause.has("turn") or clause.steps:
        return False
    pieces = [piece for piece in clause.pieces if not piece.has("filler") or piece.mentions]
    return any(
        BEING.issuperset(before.words)
        and (not piece.tags or any(piece.has(kind) for kind in ("state", "part", "level")))
        for before, piece in itertools.pairwise(pieces)
        if before is not pieces[0] and not piece.mentions
    )


def wish_for(intent: str, target: Target, *, act_said: bool = True, **slots: Value) -> Meaning:
    given = {name: value for name, value in slots.items() if value is not None}
    return Meaning(intent, {**target.slots, **given}, target, target.implied, act_said)


def way_of(clause: Clause) -> str | None:
    """Up or down, from a word of comparison, a particle or the verb."""
    if clause.direction:
        return clause.direction
    acts = clause.verbs
    if acts & UP and not acts & DOWN:
        return "up"
    if acts & DOWN and not acts & UP:
        return "down"
    return None


def percent_in(clause: Clause) -> float | None:
    """A number in percent, or a word for one."""
    if clause.number is not None and clause.unit == "percent":
        return clause.number
    if clause.number is not None and clause.unit is None and _is_amount(clause):
        return clause.number
    return None if clause.number is not None else _level(clause)


def difference_in(clause: Clause) -> float | None:
    """By how many percent it is to be more, or less where negative: "down ten percent", "20
    percent brighter", "by 5"; None where nothing says that it is no new amount.
    """
    way = way_of(clause)
    if way is None or clause.number is None or clause.unit not in ("percent", None):
        return None
    at = next(at for at, piece in enumerate(clause.pieces) if piece.has("number"))
    before = clause.pieces[at - 1] if at else None
    said_by = before is not None and before.words[-1] == "by"
    if clause.unit is None:
        return _towards(way, clause.number) if said_by else None
    beside = [one for one in (before, *clause.pieces[at + 2 : at + 3]) if one is not None]
    if said_by or any(_moves(one) for one in beside):
        return _towards(way, clause.number)
    return None


def part_by(clause: Clause) -> float | None:
    """The part by which it is to change, in percent: "by a third"."""
    if clause.level is None or clause.number is not None:
        return None
    said_by = any(
        before.words[-1] == "by" and piece.has("level")
        for before, piece in itertools.pairwise(clause.pieces)
    )
    return clause.level if said_by else None


def _moves(piece: Piece) -> bool:
    """ "Up", "brighter"; a verb like "lower" may as well say to what."""
    return not piece.mentions and (
        piece.has("part", "up") or piece.has("part", "down") or piece.has("step")
    )


def _towards(way: str, amount: float) -> float:
    return amount if way == "up" else -amount


def _level(clause: Clause) -> float | None:
    """ "Fully closed" and "all the way down" are nothing left of it."""
    level = clause.level
    if level is None or level in LITTLE:
        return level
    shuts = clause.has("state", "closed") or "close" in clause.acts
    whole = level == ALL or "of the way" in " ".join(clause.words)  # "a third of the way down"
    falls = whole and way_of(clause) == "down"
    return ALL - level if shuts or falls else level


def _is_amount(clause: Clause) -> bool:
    """The bare number is an amount ("to 30"), not part of a name ("lamp 1")."""
    before: Piece | None = None
    for piece in clause.pieces:
        if piece.has("number"):
            break
        before = piece
    if before is not None and before.words[-1] in ("to", "at", "by"):
        return True
    if before is not None and _is_put_on(before, clause):
        return True
    named = any(True for _ in clause.tags("attr"))
    return named and not clause.has("part", "on") and not clause.has("part", "off")


def _is_put_on(before: Piece, clause: Clause) -> bool:
    """ "Both fans on fifty": nothing comes after it, and it is too much for a number of things."""
    ends = clause.pieces[-1].has("number") or clause.words[-1:] == ("please",)
    number = clause.number or 0
    return before.words == ("on",) and ends and LEAST_PUT_ON <= number <= ALL


def is_of_another(clause: Clause, *own: str) -> bool:
    """An attribute was spoken of, and it is not this one."""
    named = {tag.value for tag in clause.tags("attr")}
    return bool(named) and named.isdisjoint(own)


def is_of_another_row(clause: Clause) -> bool:
    """ "Next slide": what comes after is no verb there, and nothing that plays."""
    return any(
        before.words[-1] in ("next", "previous") and piece.has("turn") and not piece.values("act")
        for before, piece in itertools.pairwise(clause.pieces)
    )


def says_off(clause: Clause) -> bool:
    """Off, and not on: what is to be off gets no colour and no brightness."""
    off = "off" in clause.verbs or clause.has("part", "off")
    return off and not clause.has("part", "on")


def sets(clause: Clause) -> bool:
    return bool(clause.acts & SETTING) or clause.has("turn") or clause.verb is None
