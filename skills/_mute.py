"""Muting and unmuting differ in one word."""

from assistant.home.phrasing import be, devices_called
from assistant.skill import Plan, Request, Skill, Task
from skills._media import PLAYERS, players_in
from skills._states import command, equals


def muting(intent: str, *, muted: bool, sentences: str = "") -> Skill:
    """The skill that mutes, or the one that unmutes."""

    def handle(request: Request) -> Plan:
        players = players_in(request, "playing", "paused", "on")
        names = devices_called(players, request.context.home)
        return Plan(
            reply=f"{names} {be(players)} {'muted' if muted else 'unmuted'}",
            tasks=tuple(
                Task(
                    command=command(player, "volume_mute", is_volume_muted=muted),
                    until=equals("is_volume_muted", muted),
                )
                for player in players
            ),
        )

    return Skill(intent=intent, handle=handle, targets=PLAYERS, sentences=sentences)
