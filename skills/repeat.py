"""Say the last reply again."""

from assistant.skill import Plan, Request, Skill
from assistant.turn import Outcome

INTENT = "RepeatLast"


def handle(request: Request) -> Plan:
    for turn in reversed(request.context.turns):
        outcome = turn.last(Outcome)
        if outcome is not None and outcome.reply and outcome.intent != INTENT:
            return Plan(reply=outcome.reply)
    return Plan(reply="I have not said anything yet")


SKILL = Skill(intent=INTENT, handle=handle, is_question=True)
