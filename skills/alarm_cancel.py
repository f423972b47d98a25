"""Take an alarm off, where the assistant itself wakes people."""

from collections.abc import Sequence
from datetime import timedelta

from assistant.agenda.changes import Add, Cancel, Change
from assistant.agenda.entries import Alarm
from assistant.agenda.plans import next_on
from assistant.agenda.words import when_words
from assistant.skill import CannotDo, Plan, Request, Skill
from skills._alarms import NO_ALARM, hour_and_minute, named


def handle(request: Request) -> Plan:
    alarms = request.context.plans.alarms
    if not alarms:
        raise CannotDo(NO_ALARM)
    found = [alarm for alarm in alarms if _fits(alarm, request)]
    if not found:
        raise CannotDo(f"there is no such alarm; there is {named(alarms, request, 'and')}")
    if len(found) > 1 and not request.slots.get("all"):
        raise CannotDo(f"which one: {named(found, request)}?")
    return _only_tomorrow(found, request) or Plan(
        reply=f"{named(found, request, 'and')} {'is' if len(found) == 1 else 'are'} cancelled",
        changes=tuple(Cancel(id=alarm.id) for alarm in found),
    )


def _only_tomorrow(found: Sequence[Alarm], request: Request) -> Plan | None:
    """An alarm of every weekday is left out once, and rings again after that."""
    if not request.slots.get("tomorrow") or not any(alarm.weekdays for alarm in found):
        return None
    now = request.context.now
    changes: list[Change] = []
    later: list[Alarm] = []
    for alarm in found:
        changes.append(Cancel(id=alarm.id))
        if alarm.weekdays:
            later.append(Alarm(
                at=next_on(alarm.weekdays, alarm.at, alarm.at),
                weekdays=alarm.weekdays,
                area=alarm.area,
            ))  # fmt: skip
            changes.append(Add(entry=later[-1]))
    again = when_words(Alarm(at=later[0].at), now)
    return Plan(reply=f"no alarm tomorrow; the next one is {again}", changes=tuple(changes))


def _fits(alarm: Alarm, request: Request) -> bool:
    tomorrow = (request.context.now + timedelta(days=1)).date()
    if request.slots.get("tomorrow") and alarm.at.date() != tomorrow:
        return False
    if (time := hour_and_minute(request)) is None:
        return True
    hours = 24 if request.slots.get("half_said") else 12
    return (alarm.at.hour - time[0]) % hours == 0 and alarm.at.minute == time[1]


SKILL = Skill(intent="AlarmCancel", handle=handle)
