"""Say something aloud in the home."""

from assistant.agenda.changes import Add
from assistant.agenda.entries import Appointment, Deed
from assistant.skill import CannotDo, Plan, Request, Skill


def handle(request: Request) -> Plan:
    message = request.text("message").strip()
    if not message:
        raise CannotDo("I need to know what to say")
    deed = Deed(
        said=f"announce {message}",
        message=f"announcement: {message}",
        area=request.context.area,
        person=request.context.person,
    )
    now = Appointment(at=request.context.now, deed=deed)
    return Plan(reply=f'I announce "{message}"', changes=(Add(entry=now),))


SKILL = Skill(
    intent="HassBroadcast",
    handle=handle,
    sentences="""
- sentences:
    - "(tell|let) (everyone|everybody|all|the house|the family) [know] [that] {message}"
    - "(make|do) an announcement [that|saying] {message}"
""",
)
