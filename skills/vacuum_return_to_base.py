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
    - "(send|bring|call) [<the>] {name} [back] (home|back|to (the|its) (base|dock|charger))"
    - "return [<the>] {name} to its (base|dock|charger)"
    - "{name} (go|return|come) [back] (home|to (the|its) (base|dock|charger))"
  requires_context: {domain: [vacuum]}
- sentences:
    - "stop (cleaning|vacuuming)"
    - "(return|go|go back) to [the] (base|dock|charger)"
""",
)
