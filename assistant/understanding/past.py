"""What the last turns were about: the commands, the devices, what can be taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.agenda.when import COMMAND
from assistant.context import Context
from assistant.home.guarded import is_guarded
from assistant.turn import (
    Action,
    Candidate,
    Interpretation,
    Outcome,
    Reading,
    Resolution,
    Slots,
    Turn,
)

UNDO, REPEAT, EXPLAIN, WHY = "UndoLast", "RepeatLast", "ExplainLast", "ExplainWhy"
LEAVE, STOP, NEVERMIND = "LeaveIt", "StopUnderWay", "HassNevermind"
ABOUT_THE_TALK = frozenset({UNDO, REPEAT, EXPLAIN, WHY, LEAVE, STOP, NEVERMIND})
"""Intents that speak of the conversation; what was spoken of before stays what is spoken of."""
ASIDES = frozenset({REPEAT, EXPLAIN, WHY})
"""A question of the assistant stays open while somebody asks it to repeat itself."""
PASSING = frozenset({"scene", "script", "button", "input_button", "automation", "notify"})
"""Kinds whose deeds cannot be taken back."""
OPENED = frozenset({"unlocked", "unlocking", "open", "opening", "disarmed"})
GUARDS = frozenset({"lock", "alarm_control_panel", "cover"})


@dataclass(frozen=True, slots=True)
class Deed:
    """One command of an earlier turn, and the devices that it came to."""

    turn: Turn
    reading: Reading
    devices: tuple[str, ...]
    done: bool = True
    """False when nothing came of it, or it has been taken back."""


def outcome_of(turn: Turn) -> Outcome | None:
    return turn.last(Outcome)


def parts_of(turn: Turn) -> tuple[Candidate, ...]:
    """What the turn carried out, in the order of speaking; empty when it did not act."""
    resolution = turn.last(Resolution)
    if resolution is None or resolution.decision != "act" or not resolution.candidates:
        return ()
    first = resolution.candidates[0]
    return (first, *first.also)


def deeds(context: Context) -> Iterator[Deed]:
    """What was spoken of, the latest first; questions count, talk about the talk does not."""
    known = context.home.device_by_id
    for turn in reversed(context.history):
        for part in reversed(parts_of(turn)):
            if part.reading.intent not in ABOUT_THE_TALK:
                devices = tuple(device for device in part.devices if device in known)
                yield Deed(turn, part.reading, devices)


def corrected(context: Context) -> Deed | None:
    """What a correction speaks of: the latest turn, done or not; what "no" took back already."""
    for turn in reversed(context.history):
        outcome = outcome_of(turn)
        if outcome is None or outcome.intent in ASIDES:
            continue
        parts = parts_of(turn)
        wishes = [part for part in parts if part.reading.intent not in ABOUT_THE_TALK]
        if wishes:
            return Deed(turn, wishes[-1].reading, wishes[-1].devices)
        if parts and parts[0].reading.intent == UNDO:
            return _taken_back(parts[0].reading, context)
        return _not_done(turn) if not parts else None
    return None


def _taken_back(undo: Reading, context: Context) -> Deed | None:
    for turn in context.history:
        if turn.id == undo.slots.get("turn"):
            wishes = [p for p in parts_of(turn) if p.reading.intent not in ABOUT_THE_TALK]
            if wishes:
                return Deed(turn, wishes[-1].reading, wishes[-1].devices, done=False)
    return None


def _not_done(turn: Turn) -> Deed | None:
    """What was asked for and could not be done, or was asked about."""
    resolution, heard = turn.last(Resolution), turn.last(Interpretation)
    if resolution is not None and resolution.candidates:
        first = resolution.candidates[0]
        return Deed(turn, first.reading, first.devices, done=False)
    if heard is not None and heard.readings:
        return Deed(turn, heard.readings[0], (), done=False)
    return None


def undoable(context: Context) -> Turn | None:
    """The latest turn that changed something and has not been taken back."""
    gone: set[object] = set()
    for turn in reversed(context.history):
        for part in parts_of(turn):
            if part.reading.intent == UNDO:
                gone.add(part.reading.slots.get("turn"))
        if turn.id in gone or not _did_something(turn):
            continue
        return turn if restorable(turn, context) else None
    return None


def timer_to_cancel(context: Context) -> Slots | None:
    """Slots of the cancelling, when the latest thing that was done is starting a timer."""
    for turn in reversed(context.history):
        if _did_something(turn):
            reading = parts_of(turn)[-1].reading
            if reading.intent != "HassStartTimer":
                return None
            return {
                name if name == "name" else f"start_{name}": value
                for name, value in reading.slots.items()
                if name in ("name", "hours", "minutes", "seconds")
            }
    return None


def plan_made_last(context: Context) -> str | None:
    """The words of what the latest deed only planned; None where it did something else."""
    turn = next(filter(_did_something, reversed(context.history)), None)
    parts = parts_of(turn) if turn is not None else ()
    said = parts[0].reading.slots.get(COMMAND) if parts else None
    outcome = outcome_of(turn) if turn is not None else None
    done_at_once = outcome is not None and bool(outcome.actions)
    return None if said is None or done_at_once else str(said)


def _did_something(turn: Turn) -> bool:
    """It changed the home or the agenda; answers and talk about the talk change nothing."""
    outcome = outcome_of(turn)
    if outcome is None or outcome.kind not in ("action_done", "error"):
        return False
    return any(part.reading.intent not in ABOUT_THE_TALK for part in parts_of(turn))


def restorable(turn: Turn, context: Context) -> tuple[Action, ...]:
    """The turn's actions that can be taken back; those of its own undoing are not among them."""
    outcome = outcome_of(turn)
    wished = {
        device
        for part in parts_of(turn)
        if part.reading.intent not in (UNDO, STOP)
        for device in part.devices
    }
    if outcome is None:
        return ()
    parts_without_devices = any(
        not part.devices and part.reading.intent not in ABOUT_THE_TALK for part in parts_of(turn)
    )
    known = context.home.device_by_id
    return tuple(
        action
        for action in outcome.actions
        if action.result == "confirmed"
        and action.device in known
        and known[action.device].kind not in PASSING
        and (action.device in wished or parts_without_devices)
    )


def lets_in(actions: Sequence[Action], context: Context) -> tuple[str, ...]:
    """Devices that taking back these actions would unlock, open or disarm."""
    known = context.home.device_by_id
    return tuple(
        action.device
        for action in actions
        if is_guarded(known[action.device]) and str(action.before.get("state")) in OPENED
    )


def open_question(context: Context) -> tuple[Turn, Outcome, Resolution] | None:
    """The question that the assistant asked last and that nobody has answered yet."""
    for turn in reversed(context.history):
        outcome, resolution = outcome_of(turn), turn.last(Resolution)
        if outcome is None or resolution is None:
            return None
        if outcome.kind in ("clarify", "confirm") and resolution.candidates:
            return turn, outcome, resolution
        if outcome.intent not in ASIDES:
            return None
    return None
