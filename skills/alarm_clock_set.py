"""Set an alarm clock to a time of day."""

from assistant.home.phrasing import called
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from skills._states import command, equals


def handle(request: Request) -> Plan:
    time = request.text("time")
    if not time:
        raise CannotDo("I need to know the time")
    clock = request.devices[0]
    return Plan(
        reply=f"{called(clock, request.context.home)} is set to {time}",
        tasks=(Task(command=command(clock, "set_alarm", time=time), until=equals("time", time)),),
    )


SKILL = Skill(
    intent="AlarmClockSet",
    handle=handle,
    targets=Targets(kinds=frozenset({"alarm_clock"}), many=False, here=True),
)
