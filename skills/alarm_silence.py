"""Let the alarm that is ringing be still, for good or for a while."""

from datetime import timedelta

from assistant.agenda.changes import Add, Cancel
from assistant.agenda.entries import Alarm
from assistant.agenda.words import duration_words, moment_words
from assistant.skill import CannotDo, Plan, Request, Skill
from skills._alarms import hour_and_minute
from skills._timers import duration_in

SNOOZE_SECONDS = 9 * 60.0


def handle(request: Request) -> Plan:
    plans, now = request.context.plans, request.context.now
    ringing = plans.ringing_in(request.context.area) or plans.ringing_in(None)
    if not ringing:
        raise CannotDo("no alarm is ringing")
    still = tuple(Cancel(id=alarm.id) for alarm in ringing)
    if not request.slots.get("snooze"):
        return Plan(reply="good morning", changes=still)
    if (time := hour_and_minute(request)) is not None:
        at = now.replace(hour=time[0], minute=time[1], second=0, microsecond=0)
        at += timedelta(days=1) if at <= now else timedelta()
        when = moment_words(at, now)
    else:
        seconds = duration_in(request) or SNOOZE_SECONDS
        at = now + timedelta(seconds=seconds)
        when = f"in {duration_words(seconds)}"
    again = Alarm(at=at, area=ringing[0].area)
    return Plan(reply=f"I will ring again {when}", changes=(*still, Add(entry=again)))


SKILL = Skill(intent="AlarmSilence", handle=handle)
