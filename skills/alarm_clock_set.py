"""Set an alarm clock to a time of day, once or on days of the week."""

from assistant.home.phrasing import called
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from skills._state_words import weekdays
from skills._states import command, equals, every


def handle(request: Request) -> Plan:
    time = request.text("time")
    if not time:
        raise CannotDo("I need to know the time")
    clock = request.devices[0]
    name = called(clock, request.context.home)
    days = request.slots.get("days")
    if not isinstance(days, tuple) or not days:
        set_once = Task(command=command(clock, "set_alarm", time=time), until=equals("time", time))
        return Plan(reply=f"{name} is set to {time}", tasks=(set_once,))
    told = command(clock, "set_alarm", time=time, days=days)
    done = every(equals("time", time), equals("days", days))
    reply = f"{name} is set to {time} {weekdays(days)}"
    return Plan(reply=reply, tasks=(Task(command=told, until=done),))


SKILL = Skill(
    intent="AlarmClockSet",
    handle=handle,
    targets=Targets(kinds=frozenset({"alarm_clock"}), many=False, here=True),
)
