"""Take back what a turn did: every device as it was before."""

from assistant.home.phrasing import be, devices_called, listing
from assistant.skill import CannotDo, Plan, Request, Skill, Task
from assistant.turn import Action, Outcome
from devices.contract import Device
from skills._restoring import restoring

AGAIN = {
    "turn_on": "on again",
    "turn_off": "off again",
    "lock": "locked again",
    "unlock": "unlocked again",
}
AS_BEFORE = "as before"


def handle(request: Request) -> Plan:
    actions = [action for action in _actions(request) if action.device in _ids(request)]
    if not actions:
        raise CannotDo("there is nothing to undo")
    moved = [action for action in actions if not _is_as_before(action, request)]
    tasks: list[Task] = []
    ways: dict[str, dict[str, Device]] = {}
    known = request.context.home.device_by_id
    for action in moved or actions:
        device = known[action.device]
        state = request.context.states.get(device.id, {})
        found = restoring(device, action, state)
        if found is None:
            raise CannotDo(f"I can't undo that with {_name(device, request)}")
        tasks.extend(found)
        services = {task.command.service for task in found if not task.command.data}
        way = AGAIN.get(services.pop(), AS_BEFORE) if len(services) == 1 else AS_BEFORE
        ways.setdefault(way if found else AS_BEFORE, {})[device.id] = device
    clauses = [
        f"{devices_called(devices, request.context.home)} {be(devices)} {way}"
        for way, devices in ((way, tuple(those.values())) for way, those in ways.items())
    ]
    question = ". What did you mean?" if request.slots.get("ask") else ""
    return Plan(reply=listing(clauses) + question, tasks=tuple(tasks))


def _actions(request: Request) -> tuple[Action, ...]:
    """The confirmed actions of the turn, one for each device, or item of a list: the first knows
    how it was.
    """
    for turn in request.context.turns:
        outcome = turn.last(Outcome)
        if turn.id == request.slots.get("turn") and outcome is not None:
            first: dict[tuple[str, str], Action] = {}
            for action in outcome.actions:
                if action.result == "confirmed":
                    first.setdefault((action.device, str(action.data.get("item", ""))), action)
            return tuple(first.values())
    return ()


def _is_as_before(action: Action, request: Request) -> bool:
    state = request.context.states.get(action.device, {})
    return all(state.get(name) == value for name, value in action.before.items())


def _ids(request: Request) -> frozenset[str]:
    return frozenset(device.id for device in request.devices)


def _name(device: Device, request: Request) -> str:
    return devices_called([device], request.context.home)


SKILL = Skill(intent="UndoLast", handle=handle)
