"""Why did you do that: what was heard, and what it was taken for."""

from assistant.home.phrasing import devices_called
from assistant.skill import Plan, Request, Skill
from assistant.turn import Interpretation, Outcome, Resolution, Rewritten, Turn
from skills._deeds import long_ago

ABOUT_THE_TALK = frozenset({"RepeatLast", "ExplainLast", "ExplainWhy", "LeaveIt", "HassNevermind"})

UNDO = "UndoLast"


def handle(request: Request) -> Plan:
    for turn in reversed(request.context.turns):
        outcome, heard = turn.last(Outcome), turn.last(Interpretation)
        if outcome is None or heard is None or outcome.intent in ABOUT_THE_TALK:
            continue
        when = long_ago(turn, request.context)
        return Plan(reply=f"{when}{_heard(turn, heard)}{_taken_for(turn, outcome, request)}")
    return Plan(reply="I have done nothing yet")


def _heard(turn: Turn, heard: Interpretation) -> str:
    """What was heard; what it was rewritten to, and what that rests on."""
    rewritten = turn.last(Rewritten)
    if rewritten is None or rewritten.rewritten is None:
        return f'I heard "{heard.text}"'
    how = "as you corrected me before" if rewritten.learned else "which is known to work"
    return f'I heard "{rewritten.original}", read it as "{rewritten.rewritten}", {how},'


def _taken_for(turn: Turn, outcome: Outcome, request: Request) -> str:
    resolution = turn.last(Resolution)
    if resolution is None or resolution.decision != "act" or not resolution.candidates:
        return f". {outcome.reply}" if outcome.reply else ""
    first = resolution.candidates[0]
    known = request.context.home.device_by_id
    devices = [known[device] for device in first.devices if device in known]
    if not devices:
        return ""
    names = devices_called(devices, request.context.home)
    if outcome.intent == UNDO:
        return f" and took back what had been done with {names}"
    return f" and took it for {names}{_guessed(first.reading.matched_by)}"


def _guessed(matched_by: str) -> str:
    """Where words were respelled or came from before."""
    if " as " in matched_by:
        return f", reading {matched_by}"
    ways = {
        "reference": ", which we had just spoken of",
        "answer": ", as you answered",
        "correction": ", as you corrected me",
    }
    return ways.get(matched_by, "")


SKILL = Skill(intent="ExplainWhy", handle=handle, is_question=True)
