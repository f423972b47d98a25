"""Which plan somebody means by a few words: "the seven o'clock one", "the porch light"."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from assistant.agenda.entries import Appointment, Condition
from assistant.agenda.words import when_words
from assistant.context import Context
from assistant.understanding.clock import time_of_day
from assistant.understanding.words import words_of

Planned: TypeAlias = Appointment | Condition
_SMALL = frozenset("the a an at on in to for my one ones with about of and i you it is".split())


def fitting_plans(entries: Sequence[Planned], said: str, context: Context) -> list[Planned]:
    """Those that fit the words, or the time that they name."""
    words = [word for word in words_of(said) if word not in _SMALL]
    timed = [entry for entry in entries if _at_time(entry, words)]
    if timed:
        return timed
    return [entry for entry in entries if words and set(words) <= _words(entry, context)]


def _at_time(entry: Planned, words: Sequence[str]) -> bool:
    if not isinstance(entry, Appointment):
        return False
    for start in range(len(words)):
        found = time_of_day(words[start:])
        if found is not None:
            rest = {*words[:start], *words[start + found[1] :]}
            return _same_time(entry.at, found[0], words) and rest <= _days(entry)
    return False


def _same_time(moment: datetime, spoken: str, words: Sequence[str]) -> bool:
    """ "Seven" may be morning or evening."""
    hour, minute = (int(part) for part in spoken.split(":"))
    if minute != moment.minute:
        return False
    certain = hour > 12 or bool({"am", "pm", "noon", "midnight"} & set(words))
    return hour == moment.hour if certain else hour % 12 == moment.hour % 12


def _days(entry: Appointment) -> set[str]:
    return {f"{entry.at:%A}".lower(), "every", "day", "weekday", "daily"}


def _words(entry: Planned, context: Context) -> set[str]:
    home = context.home
    words = {*words_of(entry.deed.said), *words_of(when_words(entry, context.now))}
    for command in entry.deed.commands:
        for device_id in command.devices:
            device = home.device_by_id.get(device_id)
            area = home.area_by_id.get(device.area or "") if device else None
            for thing in (device, area):
                words.update(words_of(thing.name) if thing else ())
    return words
