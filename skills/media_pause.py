"""Pause what is playing."""

from skills._media import one_command
from skills._states import state_is

SKILL = one_command(
    "HassMediaPause",
    "media_pause",
    state_is("paused", "idle", "off"),
    "{names} has paused",
    "playing",
    sentences="""
- sentences:
    - "(pause|stop) [<the>] {name}"
    - "stop playing [(on|in)] [<the>] {name}"
  requires_context: {domain: [media_player]}
- sentences:
    - "(pause|stop) [<the>] <media>"
""",
)
