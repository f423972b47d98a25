"""Whether a clause says on or off."""

import itertools

from assistant.understanding.clause import Clause
from assistant.understanding.meaning import BEING


def switched(clause: Clause) -> str | None:
    """`on` or `off`, from the verb or from a particle that goes with a verb of turning."""
    acts = clause.verbs
    if acts & {"on", "off"} and not acts >= {"on", "off"}:
        return "on" if "on" in acts else "off"
    on = clause.has("part", "on") or (clause.has("part", "going") and clause.has("turn"))
    on = on or _is_wanted_going(clause)
    off = clause.has("part", "off") or _goes_out(clause, on=on)
    if clause.verb is not None and not clause.has("turn"):
        return None
    if on and off:
        return "off" if not clause.pieces[-1].has("part", "on") else None
    if on and clause.verb is None and _is_about(clause):
        return None
    return "on" if on else "off" if off else None


def _is_wanted_going(clause: Clause) -> bool:
    """ "I want the fan going": whoever says no more than that wants it on."""
    if len(clause.pieces) < 2 or clause.verb is not None:
        return False
    what, last = clause.pieces[-2:]
    return last.has("part", "going") and (bool(what.mentions) or what.has("thing"))


def _goes_out(clause: Clause, *, on: bool) -> bool:
    """ "Lights out on the patio" are off; "on, out on the patio" says only where they are."""
    return any(
        piece.has("part", "out") and not (on and piece.has("way")) for piece in clause.pieces
    )


def _is_about(clause: Clause) -> bool:
    """ "Any news on the radio", "what is on the radio": this "on" switches nothing."""
    for before, piece in itertools.pairwise(clause.pieces):
        if piece.has("part", "on") and not piece.mentions:
            return not before.explained or bool(BEING & set(before.words))
    return False
