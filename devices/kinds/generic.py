"""Every other kind of Home Assistant's: on and off, and the few services that they have besides."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import HIDDEN, DeviceState, switched
from devices.model import Command, Value
from devices.wire.services import check_command

_TIMER = {"start": "active", "pause": "paused", "cancel": "idle", "finish": "idle"}
_COUNTING = {"increment": 1, "decrement": -1}
_SETS_STATE = {
    "set_value": "value",
    "select_option": "option",
    "set_operation_mode": "operation_mode",
}
_SETS_ATTRIBUTE = {"set_humidity": "humidity", "set_mode": "mode", "set_temperature": "temperature"}


@dataclass(frozen=True, kw_only=True)
class GenericState(DeviceState):
    kind: ClassVar[str] = "generic"
    state: Value = None
    domain: str = field(default="switch", metadata=HIDDEN)
    """The device's kind, which decides what it can be told."""
    last_mode: str | None = field(default=None, metadata=HIDDEN)
    """The operation mode of a water heater that is off."""

    def apply(self, command: Command, now: datetime) -> Self:
        data = check_command(self.domain, command.service, command.data)
        return self._obey(command.service, data, now)

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        if service in _SETS_STATE:
            return replace(self, state=data[_SETS_STATE[service]])
        if service in _SETS_ATTRIBUTE:
            name = _SETS_ATTRIBUTE[service]
            return replace(self, extra={**self.extra, name: data[name]})
        if service in ("press", "send_message"):
            return replace(self, state=now.isoformat(timespec="milliseconds"))
        if self.domain == "timer":
            return replace(self, state=_TIMER[service])
        if self.domain == "counter":
            return self._counted(service)
        if service not in ("turn_on", "turn_off", "toggle"):
            return super()._obey(service, data, now)
        return self._switch(service)

    def _counted(self, service: str) -> Self:
        count = self.state if isinstance(self.state, int) else 0
        return replace(self, state=0 if service == "reset" else count + _COUNTING[service])

    def _switch(self, service: str) -> Self:
        """A water heater's state is its mode, so anything but off counts as on."""
        was = "off" if self.state in ("off", None) else "on"
        wanted = switched(was, service)
        if self.domain != "water_heater":
            return replace(self, state=wanted)
        if wanted == was:
            return self
        if wanted == "off":
            return replace(self, state="off", last_mode=str(self.state))
        return replace(self, state=self.last_mode or "on", last_mode=None)
