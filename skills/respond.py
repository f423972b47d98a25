"""Questions about the assistant itself."""

from assistant.skill import CannotDo, Plan, Request, Skill

ANSWERS = {
    "hello": "hello",
    "listening": "I listen for my wake word; what I hear stays on this machine",
    "data": "it stays on this machine",
    "commands": "you can switch and set devices by name or by room, and ask what their state is",
}


def handle(request: Request) -> Plan:
    answer = ANSWERS.get(request.form)
    if answer is None:
        raise CannotDo("I have no answer to that")
    return Plan(reply=answer)


SKILL = Skill(intent="HassRespond", handle=handle, is_question=True)
