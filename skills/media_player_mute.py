"""Mute a player."""

from skills._mute import muting

SKILL = muting("HassMediaPlayerMute", muted=True)
