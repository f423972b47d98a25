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
- sentences:
    - "(have|let|get) [<the>] {name} [to] do (its|his|her|the) (thing|job|work|round[s])"
    - "(have|let|get) [<the>] {name} [to] (go|clean|run|start|vacuum|get to work)"
    - "(let|set|turn) [<the>] {name} loose [on (the|these|those|my) (floor|carpet|rug|mess)[s]]"
    - "(ask|tell|get) [<the>] {name} to (sweep|clean|vacuum|hoover|mop)
      [(the|my) (house|home|place|floor[s])]"
    - "[<the>] {name}[,] (do your thing|off you go|get to work|go to work)"
  requires_context: {domain: [vacuum]}
""",
)
