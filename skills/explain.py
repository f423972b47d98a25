"""What did you do: the last things that were changed."""

from assistant.home.phrasing import devices_called, listing
from assistant.skill import Plan, Request, Skill
from assistant.turn import Action, Outcome, Turn
from skills._deeds import is_undo, long_ago, past_tense


def handle(request: Request) -> Plan:
    for turn in reversed(request.context.turns):
        outcome = turn.last(Outcome)
        if outcome is not None and outcome.actions:
            return Plan(reply=f"{long_ago(turn, request.context)}{_told(turn, outcome, request)}")
    return Plan(reply="I have done nothing yet")


def _told(turn: Turn, outcome: Outcome, request: Request) -> str:
    """The deeds of one kind together, and what did not work."""
    undone = is_undo(turn)
    ways: dict[str, list[Action]] = {}
    for action in outcome.actions:
        if action.device in request.context.home.device_by_id:
            done = action.result == "confirmed"
            way = "put {} back as before" if action.device in undone else past_tense(action)
            ways.setdefault(way if done else "tried to reach {} and could not", []).append(action)
    clauses = [way.format(_names(actions, request)) for way, actions in ways.items()]
    return f"I {listing(clauses)}" if clauses else "I have done nothing that is still there"


def _names(actions: list[Action], request: Request) -> str:
    known = request.context.home.device_by_id
    return devices_called([known[action.device] for action in actions], request.context.home)


SKILL = Skill(intent="ExplainLast", handle=handle, is_question=True)
