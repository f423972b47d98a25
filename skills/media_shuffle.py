"""Play in any order, or in order again."""

from assistant.home.phrasing import devices_called
from assistant.skill import Plan, Request, Skill, Task
from skills._media import PLAYERS, players_in
from skills._states import command, equals


def handle(request: Request) -> Plan:
    shuffle = request.text("order") != "straight"
    players = players_in(request, "playing", "paused", "on")
    names = devices_called(players, request.context.home)
    return Plan(
        reply=f"{names} {'in any order' if shuffle else 'in order'}",
        tasks=tuple(
            Task(
                command=command(player, "shuffle_set", shuffle=shuffle),
                until=equals("shuffle", shuffle),
            )
            for player in players
        ),
    )


SKILL = Skill(
    intent="MediaShuffle",
    handle=handle,
    targets=PLAYERS,
    expansion_rules={
        "shuffled": "[the|my] [current] (music|song|songs|tracks|album|playlist|playback|media)"
    },
    sentences="""
- sentences:
    - "shuffle [<shuffled>]"
    - "(turn|switch) on shuffle [mode]"
    - "(turn|switch) shuffle [mode] on"
    - "(play|put) <shuffled> (in|on) [a] (shuffle|random order)"
- sentences:
    - "shuffle [<shuffled>] (on|in) [<the>] {name}"
  requires_context: {domain: [media_player]}
- sentences:
    - "(turn|switch) off shuffle [mode]"
    - "(turn|switch) shuffle [mode] off"
    - "(stop shuffling|unshuffle) [<shuffled>]"
  slots: {order: straight}
""",
)
