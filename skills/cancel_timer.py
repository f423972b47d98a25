"""Cancel one timer."""

from assistant.agenda.changes import Cancel
from skills._timers import timer_skill

SKILL = timer_skill(
    "HassCancelTimer",
    lambda timer, _now: Cancel(id=timer.id),
    "is cancelled",
    lambda _timer: True,
    sentences="""
- sentences:
    - "(cancel|stop|delete|remove|end|turn off|clear|kill) <which_timer>"
    - "(bin|scrap|ditch|drop|get rid of|forget) <which_timer>"
""",
)
