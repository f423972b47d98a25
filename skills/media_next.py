"""Skip to the next track."""

from skills._media import one_command
from skills._states import answered

SKILL = one_command(
    "HassMediaNext", "media_next_track", answered, "playing the next one", "playing"
)
