"""Remind somebody of the same on days of the week."""

from assistant.agenda.changes import Add
from assistant.agenda.entries import Appointment, Deed
from assistant.agenda.when import Every, when_in
from assistant.agenda.words import days_words, time_words
from assistant.skill import NeedsToKnow, Plan, Request, Skill


def handle(request: Request) -> Plan:
    name, when = request.text("name"), when_in(request.slots)
    if not name or not isinstance(when, Every):
        raise NeedsToKnow("what of, and at what time?")
    deed = Deed(said=f"remind you: {name}", message=f"reminder: {name}", area=request.context.area)
    words = f"{days_words(when.weekdays)} at {time_words(when.first)}"
    return Plan(
        reply=f"okay, {words}: {name}",
        changes=(Add(entry=Appointment(at=when.first, weekdays=when.weekdays, deed=deed)),),
    )


SKILL = Skill(intent="RemindRegularly", handle=handle)
