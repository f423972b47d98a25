"""Pause a vacuum where it stands."""

from skills._simple import one_service
from skills._states import state_is

SKILL = one_service(
    "VacuumPause",
    "vacuum",
    "pause",
    state_is("paused", "idle", "docked"),
    "{be} paused",
    sentences="""
- sentences:
    - "(pause|hold) [<the>] {name}"
    - "(ask|tell|get) [<the>] {name} to (pause|wait|hold on)"
    - "(have|make|let) [<the>] {name} (pause|wait)"
    - "[<the>] {name}[,] (pause|wait|hold on)"
  requires_context: {domain: [vacuum]}
- sentences:
    - "pause (cleaning|vacuuming|hoovering)"
    - "pause the (cleaning|vacuuming|hoovering|vacuum|hoover)"
""",
)
