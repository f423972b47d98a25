"""Wishes and questions that are known by their topic: weather, clock, alarms, lists, playing.

They are read from the words themselves, because nearly any wording will do: who says "rain" and
asks, asks for the weather.
"""

from collections.abc import Iterator

from assistant.context import Context
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning
from assistant.understanding.topics.alarms import alarm
from assistant.understanding.topics.clock import date, time
from assistant.understanding.topics.lists import list_
from assistant.understanding.topics.machines import cleaning, coffee
from assistant.understanding.topics.playing import is_title, play
from assistant.understanding.topics.weather import weather

__all__ = ["is_title", "topics"]


def topics(clause: Clause, text: str, context: Context) -> Iterator[Meaning]:
    """Every meaning that the topic of the words suggests."""
    if clause.has("not"):
        return
    words = clause.words
    for rule in (time, date, weather, alarm, list_, coffee, cleaning):
        yield from rule(words, clause, context)
    yield from play(words, clause, context, text)
