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
    - "what (is|was) (this|that|it) [(that|which)] (i'm|i am|im|we're|we are) listening to"
- sentences:
    - "what (am i|are we|are you|is he|is she|are they) (watching|looking at) [now|right now|at the moment]"
    - "(what is|what's|whats) (this|that|it) [(that|which)] (i'm|i am|im|we're|we are|he's|he is|she's|she is|they're|they are) (watching|looking at)"
    - "(what|which) (show|programme|program|film|movie|episode|channel) (is|was) (this|that|playing|on)"
    - "(what is|what's|whats) (this|that) (show|programme|program|film|movie|episode|channel) [called]"
    - "(what is|what's|whats) (the name of|called) (this|that|the) (show|programme|program|film|movie|episode)"
  slots:
    device_class: tv
- sentences:
    - "what (am i|are we|are you|is he|is she|are they) (watching|looking at|listening to) on [<the>] {name} [now|right now]"
    - "(what is|what's|whats) (this|that|it) [(that|which)] (i'm|i am|im|we're|we are) (watching|looking at|listening to) on [<the>] {name}"
    - "(what is|what's|whats) (this|that) [playing|on] on [<the>] {name}"
  requires_context: {domain: [media_player]}
""",  # noqa: E501
)
