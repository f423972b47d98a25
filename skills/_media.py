"""Which player is meant, and one-command media skills."""

from collections.abc import Sequence

from assistant.home.phrasing import called
from assistant.skill import CannotDo, Handler, Plan, Request, Skill, Targets, Task
from devices.contract import Device
from skills._states import Check, answered, command

PLAYERS = Targets(kinds=frozenset({"media_player"}), here=True)


def players_in(request: Request, *states: str) -> Sequence[Device]:
    """The named players; without a name those that are in one of these states, if any are."""
    if "name" in request.slots or len(request.devices) == 1:
        return request.devices
    fitting = [
        device
        for device in request.devices
        if request.context.states.get(device.id, {}).get("state") in states
    ]
    if not fitting:
        raise CannotDo(f"nothing is {states[0]}")
    return fitting


def one_command(
    intent: str, service: str, until: Check, done: str, *states: str, sentences: str = ""
) -> Skill:
    """A skill that sends one service to the players in these states."""

    def handle(request: Request) -> Plan:
        players = players_in(request, *states)
        names = " and ".join(called(player, request.context.home) for player in players)
        return Plan(
            reply=done.format(names=names),
            tasks=tuple(
                Task(command=command(p, service), until=until, lasting=until is not answered)
                for p in players
            ),
        )

    handler: Handler = handle
    return Skill(intent=intent, handle=handler, targets=PLAYERS, sentences=sentences)
