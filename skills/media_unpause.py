"""Go on playing."""

from skills._media import one_command
from skills._states import state_is

SKILL = one_command(
    "HassMediaUnpause",
    "media_play",
    state_is("playing"),
    "{names} is playing",
    "paused",
    "idle",
    "on",
    sentences="""
- sentences:
    - "(play|resume) [<the>] {name}"
    - "(play|resume) [(some|<the>)] music (on|in) [<the>] {name}"
  requires_context: {domain: [media_player]}
- sentences:
    - "(play|resume) [(some|<the>)] music <in> [<the>] {area}"
- sentences:
    - "(play|resume) [(some|<the>)] music"
""",
)
