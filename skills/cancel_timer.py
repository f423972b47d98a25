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
    - "(delete|remove|end|turn off|stop|clear|kill) [the|my] timer"
    - "(delete|remove|end|turn off|clear|kill) [the|my] {timer_name:name} timer"
    - "(delete|remove|end|turn off|clear|kill) [the|my] {timer_minutes:start_minutes}( |-)minute[s] timer"
""",  # noqa: E501
)
