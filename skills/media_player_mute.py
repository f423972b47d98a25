"""Mute a player."""

from skills._mute import muting

SKILL = muting(
    "HassMediaPlayerMute",
    muted=True,
    sentences="""
- sentences:
    - "(mute|silence) [<the>] {name} [for a (moment|minute|while|bit|second)]"
  requires_context: {domain: [media_player]}
""",
)
