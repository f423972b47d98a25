"""A wish for one named thing whose verb only the second network knows: "spin up the pool pump".

No rule has a word for what is to be done, but the thing is named, no other word points elsewhere,
and the network that has learned from whole requests is sure of the wish and of there being one.
"""

import itertools

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning
from assistant.understanding.segment import Piece
from assistant.understanding.target import Target, targets
from assistant.understanding.weighing import weigh
from assistant.understanding.wishes.model import Wishes
from assistant.understanding.wishes.sense import makes_sense

SWITCHED = frozenset({"switch", "light", "fan", "climate", "humidifier"})
"""What does little harm to switch on or off for who has named it."""
SWITCHING = ("HassTurnOn", "HassTurnOff")
SURELY, LIKELY = 0.8, 0.6
"""The network must give the wish so much to do it, or to ask whether it is meant,"""
NOBODYS = 0.1
"""and to nothing being wished no more than this."""
ASKED = 0.5
"""Probability of what is only likely: enough to ask."""
_TOLD = frozenset("will might may should did does was were has had".split())
""" "That fan will kick on any minute": it is told, and not wished."""
PUTTING = frozenset({"put", "set", "get", "give", "bring", "take"})
LONGEST = 9
"""Pieces; in longer sentences something else is told, too."""
_OPPOSITES = {"HassTurnOn": frozenset({"off", "out"}), "HassTurnOff": frozenset({"on"})}
_AMOUNTS = ("number", "level", "step", "color", "white", "factor", "except", "not", "question")
"""Who says how much, or what not, wishes more than on or off."""


def wish_by_ear(clause: Clause, heard: Wishes, context: Context) -> tuple[Meaning, float] | None:
    """What the one named thing is to do, with the network's probability; None where in doubt."""
    if heard.other > NOBODYS or len(clause) > LONGEST or not _TOLD.isdisjoint(clause.words):
        return None
    intent = max(SWITCHING, key=heard.of_intent)
    likely = heard.of_intent(intent)
    if likely < LIKELY or not makes_sense(intent, clause):
        return None
    if not _OPPOSITES[intent].isdisjoint(clause.words):
        return None
    named = [one for one in targets(clause, context, SWITCHED) if one.said == "name"]
    if len(named) != 1:
        return None
    (target,) = named
    if any(_says_how_much(piece, target) for piece in clause.pieces):
        return None
    meaning = Meaning(intent, target.slots, target, target.implied)
    if weigh(meaning, clause).certainty < 1.0:
        return None
    if likely < SURELY or _is_only_put(clause) or _goes_on(clause):
        return meaning, ASKED
    return meaning, likely


def _goes_on(clause: Clause) -> bool:
    """ "Get the kettle filled": what comes after the thing may say what is to be done."""
    after = itertools.dropwhile(lambda piece: not piece.mentions, clause.pieces)
    return not all(piece.explained for piece in after)


def _is_only_put(clause: Clause) -> bool:
    """ "Put the night lamp": on, where many say so, or somewhere else."""
    said = [piece for piece in clause.pieces if not piece.mentions and not piece.has("filler")]
    return len(said) == 1 and said[0].words[0] in PUTTING


def _says_how_much(piece: Piece, target: Target) -> bool:
    """ "Spin up" is no amount for what can only be on or off."""
    if piece.mentions:
        return False
    particle = piece.has("part") and target.kinds == {"switch"}
    return any(map(piece.has, _AMOUNTS)) and not particle
