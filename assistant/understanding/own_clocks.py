"""Timers and alarms that the assistant keeps itself, where every word is of these."""

from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.address import calls_a_stranger
from assistant.understanding.own_alarms import own_alarm
from assistant.understanding.timer_wishes import timers_wished


def of_clocks(text: str, context: Context) -> Reading | None:
    """None too where somebody else is spoken to."""
    if calls_a_stranger(text, context.home):
        return None
    return timers_wished(text) or own_alarm(text, context)
