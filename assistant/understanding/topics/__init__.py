"""Wishes and questions that are known by their topic: weather, clock, alarms, lists, playing.

They are read from the words themselves, because nearly any wording will do: who says "rain" and
asks, asks for the weather.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning
from assistant.understanding.topics import (
    alarms,
    clock,
    lights,
    lists,
    machines,
    playing,
    volume,
)
from assistant.understanding.topics import (
    weather as outside,
)
from assistant.understanding.topics.alarms import alarm
from assistant.understanding.topics.clock import date, time
from assistant.understanding.topics.lists import list_
from assistant.understanding.topics.machines import cleaning, coffee
from assistant.understanding.topics.playing import is_title, play
from assistant.understanding.topics.weather import weather
from assistant.understanding.topics.wording import Filler

__all__ = ["FILLERS", "is_title", "topics"]

FILLERS: Mapping[str, Filler] = MappingProxyType(
    {
        **alarms.FILLERS,
        **clock.FILLERS,
        **lights.FILLERS,
        **lists.FILLERS,
        **machines.FILLERS,
        **playing.FILLERS,
        **volume.FILLERS,
        **outside.FILLERS,
    }
)
"""For each wish what finds its slots."""


def topics(clause: Clause, text: str, context: Context) -> Iterator[Meaning]:
    """Every meaning that the topic of the words suggests."""
    words = clause.words
    if clause.has("not"):
        yield from alarm(words, clause, context)  # "I no longer need the alarm" is a wish
        return
    for rule in (time, date, weather, alarm, coffee, cleaning):
        yield from rule(words, clause, context)
    yield from list_(words, clause, context, text)
    yield from play(words, clause, context, text)
