"""Let the alarm that is ringing be still, for good or for a while."""

from datetime import timedelta

from assistant.agenda.changes import Add, Cancel
from assistant.agenda.entries import Alarm
from assistant.agenda.words import duration_words
from assistant.skill import CannotDo, Plan, Request, Skill
from skills._timers import duration_in

SNOOZE_SECONDS = 9 * 60.0


def handle(request: Request) -> Plan:
    context = request.context
    ringing = [alarm for alarm in context.plans.alarms if alarm.rung]
    if not ringing:
        raise CannotDo("no alarm is ringing")
    still = tuple(Cancel(id=alarm.id) for alarm in ringing)
    if not request.slots.get("snooze"):
        return Plan(reply="good morning", changes=still)
    seconds = duration_in(request) or SNOOZE_SECONDS
    again = Alarm(at=context.now + timedelta(seconds=seconds), area=ringing[0].area)
    return Plan(
        reply=f"I will ring again in {duration_words(seconds)}",
        changes=(*still, Add(entry=again)),
    )


SKILL = Skill(intent="AlarmSilence", handle=handle)
