"""Questions about the state of the home in free wording; they never change anything."""

import itertools
from collections.abc import Iterator

from assistant.context import Context
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning, is_question, states_a_fact
from assistant.understanding.target import Target, targets

ASKED = frozenset(
    "light switch fan cover lock media_player climate binary_sensor valve vacuum lawn_mower oven "
    "coffee_maker alarm_control_panel humidifier input_boolean sensor todo".split()
)
OPENED = frozenset({"cover", "valve", "binary_sensor"})
LOCKED = frozenset({"lock"})
KINDS_BY_STATE = {
    "open": OPENED, "closed": OPENED, "locked": LOCKED, "unlocked": LOCKED,
    "playing": frozenset({"media_player"}), "paused": frozenset({"media_player"}),
    "cleaning": frozenset({"vacuum"}),
}  # fmt: skip
_ADVISING = frozenset("do can to should would could".split())
"""After "how" they ask what somebody has to do."""
SWITCHED = ASKED - OPENED - LOCKED - {"sensor", "todo"}
BINARY = {"open": "on", "closed": "off"}
"""What a contact sensor says for them."""


def questions(clause: Clause, context: Context) -> Iterator[Meaning]:
    """What the clause asks about the state of things."""
    asks = is_question(clause) or states_a_fact(clause)
    if not asks or clause.has("not") or _asks_for_advice(clause):
        return
    if clause.has("attr", "temperature"):
        yield from _warmth(clause, context)
        return
    states = list(dict.fromkeys(tag.value for tag in clause.tags("state")))
    if len(states) > 1:
        return
    state = str(states[0]) if states else None
    kinds = KINDS_BY_STATE.get(state or "", SWITCHED if state else ASKED)
    for target in targets(clause, context, kinds):
        if target.said == "name" or state is not None:
            yield _asking(clause, target, state)


def _asks_for_advice(clause: Clause) -> bool:
    """ "How do I lock it" and "what would happen if I open it" ask nothing about a state."""
    words = set(clause.words)
    if any(one == "how" and next_ in _ADVISING for one, next_ in itertools.pairwise(clause.words)):
        return True
    if words & {"why", "when", "would", "should", "happen", "if", "who"}:
        return True
    return any(
        piece.values("act") and not piece.values("state") and not piece.mentions
        for piece in clause.pieces
        if not piece.has("filler") and not piece.has("part") and not piece.has("thing")
    )


def _warmth(clause: Clause, context: Context) -> Iterator[Meaning]:
    for target in targets(clause, context, {"climate", "oven", "sensor"}, "climate"):
        slots = {name: value for name, value in target.slots.items() if name != "domain"}
        yield Meaning("HassClimateGetTemperature", slots, target, target.implied)


def _asking(clause: Clause, target: Target, state: str | None) -> Meaning:
    slots: dict[str, Value] = dict(target.slots)
    if state is not None:
        binary = target.kinds == {"binary_sensor"}
        slots["state"] = BINARY.get(state, state) if binary else state
    return Meaning("HassGetState", slots, target, target.implied, form=_form(clause, target, state))


def _form(clause: Clause, target: Target, state: str | None) -> str:
    """Home Assistant's response key for what is asked."""
    words = clause.words
    if target.said == "name":
        return "one_yesno" if state else "one"
    if "many" in words:
        return "how_many"
    if words[0] in ("which", "what"):
        return "which"
    return "all" if "all" in words or "every" in words else "any"
