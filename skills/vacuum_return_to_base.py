"""Send a vacuum back to its base."""

from skills._simple import one_service
from skills._states import state_is

SKILL = one_service(
    "HassVacuumReturnToBase",
    "vacuum",
    "return_to_base",
    state_is("returning", "docked"),
    "{be} going back",
    sentences="""
- sentences:
    - "(stop|dock|return) [<the>] {name} [(to [<the>] (base|dock)|home)]"
    - "send [<the>] {name} (home|back|to [<the>] (base|dock))"
  requires_context: {domain: [vacuum]}
- sentences:
    - "stop (cleaning|vacuuming)"
""",
)
