"""Kind words where nothing is to be done: left as it is, nothing to undo, thanks."""

from assistant.skill import CannotDo, Plan, Request, Skill

WORDS = {
    "left": "all right, I leave it as it is",
    "nothing_open": "all right",
    "sorry": "I am sorry. What did you mean?",
    "stopped": "all right",
    "thanks": "you are welcome",
}
CANNOT = {
    "no_other": "I know of no other one",
    "unclear": "I don't know what you mean by that",
    "whose": "I don't know whose room that is",
    "nothing_to_undo": "there is nothing to undo",
}


def handle(request: Request) -> Plan:
    if request.form in CANNOT:
        raise CannotDo(CANNOT[request.form])
    return Plan(reply=WORDS.get(request.form, ""))


SKILL = Skill(intent="LeaveIt", handle=handle)
