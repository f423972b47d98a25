"""Let a paused timer run on."""

from assistant.agenda.changes import Resume
from skills._timers import timer_skill

SKILL = timer_skill(
    "HassUnpauseTimer",
    lambda timer, now: Resume(id=timer.id, at=now),
    "is running",
    lambda timer: timer.paused,
    sentences="""
- sentences:
    - "(unpause|restart|start) [the|my] timer [again]"
    - "(unpause|resume|continue) <which_timer>"
""",
)
