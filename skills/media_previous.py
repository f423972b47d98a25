"""Go back to the previous track."""

from skills._media import one_command
from skills._states import answered

SKILL = one_command(
    "HassMediaPrevious",
    "media_previous_track",
    answered,
    "playing the previous one",
    "playing",
    sentences="""
- sentences:
    - "(skip|jump) back [(a|one) <track>]"
    - "(skip|jump|go) back to the (previous|last) <track>"
""",
)
