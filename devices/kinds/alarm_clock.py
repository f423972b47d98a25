"""Alarm clocks: off, on (set), ringing or snoozed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import ClassVar, Self

from devices.kinds.base import (
    HIDDEN,
    DeviceState,
    Refused,
    Surroundings,
    names,
    switched,
    whole,
)
from devices.model import Value

_SNOOZE_MINUTES = 9
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, kw_only=True)
class AlarmClockState(DeviceState):
    kind: ClassVar[str] = "alarm_clock"
    state: str = "off"
    time: str | None = None
    """Hours and minutes, by the home's clock."""
    days: tuple[Value, ...] | None = None
    """Full English names, lower case; None rings once."""
    snoozed_until: str | None = field(default=None, metadata=HIDDEN)
    """ISO time by the home's clock."""

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        match service:
            case "set_alarm":
                days = _weekdays(names(data, "days"))
                return replace(self, state="on", time=str(data["time"]), days=days)
            case "snooze":
                return self._snooze(whole(data, "minutes") or _SNOOZE_MINUTES, now)
            case "stop":
                if self.state not in ("ringing", "snoozed"):
                    raise Refused("it is not ringing")
                return self._quiet()
        wanted = switched("off" if self.state == "off" else "on", service)
        if wanted == "on" and self.time is None:
            raise Refused("no time is set")
        return replace(self, state=wanted, snoozed_until=None)

    def _snooze(self, minutes: int, now: datetime) -> Self:
        if self.state not in ("ringing", "snoozed"):
            raise Refused("it is not ringing")
        until = (now + timedelta(minutes=minutes)).isoformat()
        return replace(self, state="snoozed", snoozed_until=until)

    def _quiet(self) -> Self:
        return replace(self, state="on" if self.days else "off", snoozed_until=None)

    def tick(self, seconds: float, surroundings: Surroundings) -> Self:
        now = surroundings.now
        if self.state == "snoozed" and self.snoozed_until is not None:
            due = datetime.fromisoformat(self.snoozed_until) <= now
            return replace(self, state="ringing", snoozed_until=None) if due else self
        if self.state == "on" and self.time is not None and self._rings(now, seconds):
            return replace(self, state="ringing")
        return self

    def _rings(self, now: datetime, seconds: float) -> bool:
        """True when its time lay within the last `seconds`."""
        hour, minute = (int(part) for part in (self.time or "0:0").split(":")[:2])
        at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        at = at if at <= now else at - timedelta(days=1)
        if not timedelta() <= now - at < timedelta(seconds=seconds):
            return False
        return self.days is None or _DAYS[at.weekday()] in self.days


def _weekdays(days: tuple[str, ...]) -> tuple[str, ...] | None:
    groups = {"weekdays": _DAYS[:5], "weekend": _DAYS[5:], "daily": _DAYS, "everyday": _DAYS}
    spelled = [name for day in days for name in groups.get(day.lower(), (day.lower(),))]
    if unknown := [day for day in spelled if day not in _DAYS]:
        raise Refused(f"{unknown[0]} is no day of the week")
    return tuple(dict.fromkeys(spelled)) or None
