"""Stop a timer for now."""

from assistant.agenda.changes import Pause
from skills._timers import timer_skill

SKILL = timer_skill(
    "HassPauseTimer",
    lambda timer, now: Pause(id=timer.id, at=now),
    "is paused",
    lambda timer: not timer.paused,
    sentences="""
- sentences:
    - "(pause|hold|halt) <which_timer>"
""",
)
