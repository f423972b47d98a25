"""Durations, times and plans as replies say them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.agenda.entries import Alarm, Appointment, Condition, Entry, Timer
from assistant.home.phrasing import listing

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)
EVERY_DAY = (*WEEKDAYS, *WEEKEND)
_GROUPS = {EVERY_DAY: "day", WEEKDAYS: "weekday", WEEKEND: "weekend"}


def duration_words(seconds: float) -> str:
    """`1 hour and 30 minutes`."""
    whole = round(seconds)
    days, whole = divmod(whole, 86400)
    hours, whole = divmod(whole, 3600)
    minutes, rest = divmod(whole, 60)
    parts = [("day", days), ("hour", hours), ("minute", minutes), ("second", rest)]
    said = [f"{count} {unit}{'' if count == 1 else 's'}" for unit, count in parts if count]
    return listing(said) or "0 seconds"


def time_words(moment: datetime) -> str:
    """`7 PM`, `7:30 AM`, `noon`."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return "noon" if moment.hour else "midnight"
    half = "AM" if moment.hour < 12 else "PM"
    minute = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minute} {half}"


def moment_words(moment: datetime, now: datetime) -> str:
    """`at 7 PM`, `tomorrow at 7 AM`, `on Friday at 8 AM`."""
    at = f"at {time_words(moment)}"
    days = (moment.date() - now.date()).days
    if days == 0:
        return at
    if days == 1:
        return f"tomorrow {at}"
    if 1 < days < 7:
        return f"on {DAY_NAMES[moment.weekday()]} {at}"
    return f"on {moment:%B} {moment.day} {at}"


def days_words(weekdays: tuple[int, ...]) -> str:
    """`every weekday`, `every Monday and Friday`."""
    group = _GROUPS.get(tuple(sorted(weekdays)))
    return f"every {group or listing([DAY_NAMES[day] for day in sorted(weekdays)])}"


def timer_words(timer: Timer, area: str | None = None) -> str:
    """`the pizza timer`, `the 5 minute timer in the kitchen`, `the reminder "call Anna"`."""
    if timer.name and timer.by_clock:
        return f'the reminder "{timer.name}"'
    if timer.name:
        return f"the {timer.name} timer"
    where = f" in the {area}" if area else ""
    return f"the {_adjective(timer.seconds)} timer{where}"


def _adjective(seconds: float) -> str:
    """`5 minute`, `1 hour 30 minute`."""
    words = duration_words(seconds).replace(",", "").replace(" and", "")
    return " ".join(word.removesuffix("s") for word in words.split())


def when_words(entry: Appointment | Condition | Alarm, now: datetime) -> str:
    """When it comes."""
    if isinstance(entry, Condition):
        return f"{'when' if entry.once else 'whenever'} {entry.words}"
    if entry.weekdays:
        return f"{days_words(entry.weekdays)} at {time_words(entry.at)}"
    if entry.at - now < timedelta(seconds=60):
        return f"in {duration_words((entry.at - now).total_seconds())}"
    return moment_words(entry.at, now)


def plan_words(entry: Entry, now: datetime) -> str:
    """One plan in the list of all."""
    if isinstance(entry, Timer) and entry.by_clock and not entry.paused:
        return f"{timer_words(entry)} {moment_words(entry.ends, now)}"
    if isinstance(entry, Timer):
        left = duration_words(entry.left(now))
        return f"{timer_words(entry)}, {'paused with ' if entry.paused else ''}{left} left"
    if isinstance(entry, Alarm):
        return alarm_words(entry, now)
    return f'"{entry.deed.said}" {when_words(entry, now)}'


def missed_words(alarms: Sequence[Alarm], now: datetime) -> str:
    """`nobody answered the 7 AM alarm`, `nobody answered the 7 AM alarm on Friday`."""
    moments = [alarm.first or alarm.at for alarm in alarms]
    each = [f"the {time_words(moment)} alarm{_past_day(moment, now)}" for moment in moments]
    return f"nobody answered {listing(each)}"


def _past_day(moment: datetime, now: datetime) -> str:
    days = (now.date() - moment.date()).days
    if days == 0:
        return ""
    if days == 1:
        return " yesterday"
    return f" on {DAY_NAMES[moment.weekday()]}" if days < 7 else f" on {moment:%B} {moment.day}"


def alarm_words(alarm: Alarm, now: datetime) -> str:
    """`the alarm tomorrow at 6:30 AM`; one that rings has no other time."""
    return "the alarm that is ringing" if alarm.rung else f"the alarm {when_words(alarm, now)}"
