"""What is said after a pause and belongs to the command before it: "turn on the lamp" … "at seven".

The command was whole, so it has been carried out; what follows amends it. Nothing is ever added to
what was said a while ago, and where taking back would open something, nothing is amended.
"""

from dataclasses import replace
from datetime import timedelta

from assistant.agenda.when import COMMAND, INSTEAD_OF, After, At, Every, For, Unclear
from assistant.context import Context
from assistant.turn import Reading, RunStarted, Transcript, Turn
from assistant.understanding.corrections import in_its_place
from assistant.understanding.fragment import NUMBERS, clause_of, retargeted, words_said
from assistant.understanding.past import (
    ABOUT_THE_TALK,
    GUARDS,
    LEAVE,
    Deed,
    lets_in,
    outcome_of,
    parts_of,
    restorable,
)
from assistant.understanding.references import is_pointer
from assistant.understanding.when import planned_in, scheduled
from assistant.understanding.words import words_of

SOON = timedelta(seconds=15)
"""From the beginning of a command to the beginning of what continues it, on the home's clock."""
LIKELY = 0.95
_SMALL = frozenset("and please but only just then oh um no actually".split())
_PLACES = frozenset("in at on inside".split())


def continuation(text: str, context: Context) -> Reading | None:
    """The text as the rest of the latest command; None when it is none."""
    turn = context.history[-1] if context.history else None
    outcome = outcome_of(turn) if turn is not None else None
    if turn is None or outcome is None or outcome.kind != "action_done":
        return None
    return _at_a_time(text, turn, context) or _in_a_room(text, turn, context)


def _at_a_time(text: str, turn: Turn, context: Context) -> Reading | None:
    """Done too early: taken back, and planned. "At seven" is never a brightness."""
    parts = parts_of(turn)
    planned = planned_in(text, context)
    if planned is None or not parts or {*words_of(planned.rest)} - _SMALL:
        return None
    if any(part.reading.intent in ABOUT_THE_TALK for part in parts) or _may_be_a_level(text, turn):
        return None
    amends = isinstance(planned.when, At | Every | After | For)
    if not amends or not _is_amendable(turn, context):
        return None if isinstance(planned.when, Unclear) else unclear(text)
    meant = [
        replace(part.reading, devices=part.devices, probability=LIKELY, also=(), among=())
        for part in parts
    ]
    whole = replace(meant[0], also=tuple(meant[1:]))
    (reading,) = scheduled(replace(planned, rest=_said(turn)), [whole], frozenset(), text)
    instead = {} if isinstance(planned.when, For) else {INSTEAD_OF: turn.id}
    return replace(
        reading, slots={**reading.slots, **instead}, matched_by="continuation", text=text
    )


def _may_be_a_level(text: str, turn: Turn) -> bool:
    """ "At twenty" after an amount was set is another amount."""
    words = words_of(text)
    bare = len(words) == 2 and words[1].isdigit()
    return bare and any(NUMBERS & set(part.reading.slots) for part in parts_of(turn))


def _in_a_room(text: str, turn: Turn, context: Context) -> Reading | None:
    """Done in the wrong room, because none was said: taken back, and done there."""
    words = words_said(text)
    parts = parts_of(turn)
    if len(parts) != 1 or not words or words[0] not in _PLACES:
        return None
    clause = clause_of(words, context)
    said = set(parts[0].reading.slots) - set(parts[0].reading.implied)
    if not is_pointer(clause) or not any(clause.mentions("area")) or said & {"area", "floor"}:
        return None
    deed = Deed(turn, parts[0].reading, parts[0].devices)
    known = context.home.device_by_id
    if any(known[device].kind in GUARDS for device in deed.devices if device in known):
        return None
    if not _is_amendable(turn, context):
        return None
    wanted = retargeted(deed, clause, context, text)
    if wanted is None:
        return None
    return replace(in_its_place(wanted, deed, text, context), matched_by="continuation")


def _is_amendable(turn: Turn, context: Context) -> bool:
    """Just done by itself, and all of it can be taken back without opening anything."""
    began, outcome = turn.last(RunStarted), outcome_of(turn)
    if began is None or outcome is None or not outcome.actions:
        return False
    if any(COMMAND in part.reading.slots for part in parts_of(turn)):
        return False
    actions = restorable(turn, context)
    is_soon = timedelta(0) <= context.now - began.at <= SOON
    return is_soon and len(actions) == len(outcome.actions) and not lets_in(actions, context)


def _said(turn: Turn) -> str:
    heard = turn.last(Transcript)
    return heard.text if heard else ""


def unclear(text: str) -> Reading:
    """It goes on with what was just done, in a way that nobody can tell."""
    return Reading(
        intent=LEAVE,
        slots={},
        probability=LIKELY,
        matched_by="continuation",
        text=text,
        form="unclear",
    )
