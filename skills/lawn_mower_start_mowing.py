"""Start the mower."""

from skills._simple import one_service
from skills._states import state_is

SKILL = one_service(
    "HassLawnMowerStartMowing", "lawn_mower", "start_mowing", state_is("mowing"), "{be} mowing"
)
