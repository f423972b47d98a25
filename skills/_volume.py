"""Setting a player's volume, shared by absolute and relative requests."""

from collections.abc import Callable

from assistant.home.phrasing import devices_called
from assistant.skill import Plan, Request, Task
from devices.contract import Device
from skills._media import players_in
from skills._states import command, near

ROUNDING = 0.006
"""A player may store its volume in whole percent."""


def set_volume(request: Request, level_of: Callable[[Device], float]) -> Plan:
    """Set each player to its level, 0 to 1."""
    players = players_in(request, "playing", "paused", "on", "idle")
    levels = {player.id: round(min(1.0, max(0.0, level_of(player))), 2) for player in players}
    spoken = round(100 * levels[players[0].id])
    names = devices_called(players, request.context.home)
    return Plan(
        reply=f"the volume of {names} is at {spoken} percent",
        tasks=tuple(
            Task(
                command=command(player, "volume_set", volume_level=levels[player.id]),
                until=near("volume_level", levels[player.id], ROUNDING),
            )
            for player in players
        ),
    )
