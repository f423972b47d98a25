"""Wake somebody at a time of day, where no alarm clock does."""

from datetime import datetime, timedelta

from assistant.agenda.changes import Add, Cancel
from assistant.agenda.entries import Alarm
from assistant.agenda.plans import next_on
from assistant.agenda.times import DAYS
from assistant.agenda.words import when_words
from assistant.skill import CannotDo, NeedsToKnow, Plan, Request, Skill
from skills._alarms import hour_and_minute, named


def handle(request: Request) -> Plan:
    said = hour_and_minute(request)
    if said is None:
        raise NeedsToKnow("at what time?")
    context = request.context
    time = context.now.replace(hour=said[0], minute=said[1], second=0, microsecond=0)
    alarm = _alarm(request, time)
    set_already = [one for one in context.plans.alarms if not one.rung]
    if any((one.at, one.weekdays) == (alarm.at, alarm.weekdays) for one in set_already):
        raise CannotDo(f"I wake you {when_words(alarm, context.now)} already")
    gone: tuple[Cancel, ...] = ()
    if request.slots.get("instead") and set_already:
        if len(set_already) > 1:
            raise CannotDo(f"which one: {named(set_already, request)}?")
        gone = (Cancel(id=set_already[0].id),)
    return Plan(
        reply=f"okay, I will wake you {when_words(alarm, context.now)}",
        changes=(*gone, Add(entry=alarm)),
    )


def _alarm(request: Request, time: datetime) -> Alarm:
    now, area = request.context.now, request.context.area
    days = request.slots.get("days")
    named_days = days if isinstance(days, tuple) else ()
    weekdays = tuple(index for index, day in enumerate(DAYS) if day in named_days)
    if not weekdays:
        return Alarm(at=time if time > now else time + timedelta(days=1), area=area)
    first = next_on(weekdays, time, now)
    return Alarm(at=first, weekdays=weekdays if request.slots.get("weekly") else (), area=area)


SKILL = Skill(intent="AlarmSet", handle=handle)
