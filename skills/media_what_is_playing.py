"""What is playing: the title that a player tells."""

from assistant.home.phrasing import called, listing
from assistant.skill import CannotDo, Plan, Request, Skill
from devices.contract import Device
from skills._media import PLAYERS, players_in


def handle(request: Request) -> Plan:
    told = [_told(player, request) for player in players_in(request, "playing")]
    return Plan(reply=listing(told))


def _told(player: Device, request: Request) -> str:
    state = request.context.states.get(player.id, {})
    name, title = called(player, request.context.home), state.get("media_title")
    if state.get("state") != "playing":
        raise CannotDo(f"{name} is not playing")
    return f"{name} is playing {title}" if title else f"{name} doesn't tell what it is playing"


SKILL = Skill(
    intent="MediaWhatIsPlaying",
    handle=handle,
    targets=PLAYERS,
    is_question=True,
    sentences="""
- sentences:
    - "(what is|what's|whats) [this|that|the] [song] playing [now|right now|at the moment]"
    - "(what|which) (song|track|tune|album|record|station) (is|was) (this|that|playing|on)"
    - "(what is|what's|whats) (this|that) (song|track|tune)"
    - "(what is|what's|whats) (the name of|called) (this|that|the) (song|track|tune)"
    - "who (sings|is singing|is playing) (this|that)"
    - "what (am i|are we) listening to"
""",
)
