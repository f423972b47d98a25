"""Unmute a player."""

from skills._mute import muting

SKILL = muting("HassMediaPlayerUnmute", muted=False)
