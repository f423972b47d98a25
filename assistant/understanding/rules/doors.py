"""Covers, valves and locks."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning, is_of_another, part_by, percent_in, wish_for
from assistant.understanding.openings import way_of_a_cover
from assistant.understanding.target import targets

OPENING = frozenset({"cover", "valve"})
ASKED_FIRST = 0.7
"""Certainty below that at which anything guarded is done, and above that at which it is asked."""
AJAR = 10
"""Percent that a window is open which is only just open."""
LEAST = 1
"""Percent that "as low as it goes" is of a light."""
SHUT = 0


def position(clause: Clause, context: Context) -> Iterator[Meaning]:
    if is_of_another(clause, "position"):
        return
    percent = percent_in(clause)
    if percent is None:
        return
    if clause.number is None and clause.level == LEAST:
        percent = SHUT  # "right down" leaves no slit
    verbs = clause.acts & {"open", "close", "raise", "lower", "set"}
    if not verbs and not clause.has("attr", "position") and clause.verb is not None:
        return
    part = part_by(clause)
    percent = percent if part is None else part
    said_by = part is not None or _is_said_by(clause)
    way = way_of_a_cover(clause, context) if said_by else None
    for target in targets(clause, context, OPENING):
        if way is not None:
            step = percent if way == "open" else -percent
            yield wish_for("HassSetPosition", target, position_step=step)
        else:
            yield wish_for("HassSetPosition", target, position=percent)


def _is_said_by(clause: Clause) -> bool:
    """ "Raise it by ten percent": from where it is."""
    return any(
        before.words[-1] == "by" and piece.has("number")
        for before, piece in itertools.pairwise(clause.pieces)
    )


def nudged(clause: Clause, context: Context) -> Iterator[Meaning]:
    """ "Open the blind a bit", "crack the window open": a part of the way, from where it is."""
    way = way_of_a_cover(clause, context)
    ajar = clause.has("ajar")
    if percent_in(clause) is not None or not (ajar or (way and clause.has("alittle"))):
        return
    for target in targets(clause, context, {"cover"}):
        if ajar and way != "close":
            yield wish_for("HassSetPosition", target, position=AJAR)
        elif way is not None:
            step = "up" if way == "open" else "down"
            yield wish_for("HassSetPosition", target, position_step=step)


def open_or_close(clause: Clause, context: Context) -> Iterator[Meaning]:
    way = way_of_a_cover(clause, context)
    if way is None or percent_in(clause) is not None or clause.has("ajar"):
        return
    for target in targets(clause, context, OPENING):
        yield wish_for("HassTurnOn" if way == "open" else "HassTurnOff", target)


def stop_moving(clause: Clause, context: Context) -> Iterator[Meaning]:
    """A blind that is stopped stays where it is; a valve that is stopped is shut."""
    if "stop" in clause.verbs:
        for target in targets(clause, context, {"cover"}):
            yield wish_for("HassStopMoving", target)


def lock(clause: Clause, context: Context) -> Iterator[Meaning]:
    if len(clause) == 1:
        return  # a lone word opens and locks nothing
    if "unlock" in clause.verbs:
        intent = "HassTurnOff"
    elif "lock" in clause.verbs:
        intent = "HassTurnOn"
    else:
        return
    for target in targets(clause, context, {"lock"}):
        yield wish_for(intent, target)


def open_a_lock(clause: Clause, context: Context) -> Iterator[Meaning]:
    """ "Open the front door", which only has a lock: whether to unlock it is asked first."""
    if "open" not in clause.verbs or clause.has("all") or any(targets(clause, context, OPENING)):
        return
    for target in targets(clause, context, {"lock"}):
        if target.said == "name":
            yield replace(wish_for("HassTurnOff", target), certainty=ASKED_FIRST)
