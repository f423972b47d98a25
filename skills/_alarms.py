"""The alarms of the agenda, for the skills about them."""

from collections.abc import Sequence

from assistant.agenda.entries import Alarm
from assistant.agenda.words import alarm_words
from assistant.home.phrasing import listing
from assistant.skill import Request

NO_ALARM = "no alarm is set"


def hour_and_minute(request: Request) -> tuple[int, int] | None:
    """The time of day that was said, of the slot `time` (`HH:MM`)."""
    hour, _, minute = request.text("time").partition(":")
    if not (hour.isdecimal() and minute.isdecimal()):
        return None
    return int(hour) % 24, int(minute) % 60


def named(alarms: Sequence[Alarm], request: Request, word: str = "or") -> str:
    """All of them with their times."""
    ordered = sorted(alarms, key=lambda alarm: alarm.at)
    return listing([alarm_words(alarm, request.context.now) for alarm in ordered], word)
