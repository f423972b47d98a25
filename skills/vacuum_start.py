"""Send a vacuum to clean."""

from skills._simple import one_service
from skills._states import state_is

SKILL = one_service(
    "HassVacuumStart",
    "vacuum",
    "start",
    state_is("cleaning"),
    "{be} cleaning",
    sentences="""
- sentences:
    - "start (cleaning|vacuuming|hoovering)"
    - "do the (vacuuming|hoovering)"
    - "(vacuum|clean) [the] (house|home|floor[s])"
""",
)
