"""Send a vacuum to one room."""

from assistant.home.find import area_named
from assistant.home.phrasing import called
from assistant.skill import CannotDo, Plan, Request, Skill, Targets, Task
from skills._states import command, state_is


def handle(request: Request) -> Plan:
    home = request.context.home
    area = area_named(home, request.text("area"))
    if area is None:
        raise CannotDo("I need to know the room")
    vacuum = request.devices[0]
    return Plan(
        reply=f"{called(vacuum, home)} is cleaning the {area.name}",
        tasks=(
            Task(command=command(vacuum, "clean_area", area=area.id), until=state_is("cleaning")),
        ),
    )


SKILL = Skill(
    intent="HassVacuumCleanArea",
    handle=handle,
    targets=Targets(kinds=frozenset({"vacuum"}), many=False, anywhere=True),
    sentences="""
- sentences:
    - "send [<the>] {name} (to|into|in|round|around|through) [<the>] {area}"
    - "(get|have|let|make|ask|tell) [<the>] {name} [to]
      (do|clean|hoover|vacuum|sweep|mop) [<the>] {area}"
    - "{name}[,] [go|go and] (do|clean|hoover|vacuum|sweep|mop) [<the>] {area}"
    - "(get|put|set) [<the>] {name} (to work|going|loose) in [<the>] {area}"
  requires_context: {domain: [vacuum]}
- sentences:
    - "give [<the>] {area} a [quick|good] (clean|hoover|vacuum|sweep|once over|going over)"
""",
)
