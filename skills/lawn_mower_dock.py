"""Send the mower back."""

from skills._simple import one_service
from skills._states import state_is

SKILL = one_service(
    "HassLawnMowerDock", "lawn_mower", "dock", state_is("docked", "returning"), "{be} going back"
)
