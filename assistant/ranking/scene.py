"""What the signals look up more than once, gathered once for all options of a request."""

from dataclasses import dataclass
from functools import cached_property

from assistant.context import Context
from devices.contract import Device, State

_SENSES = frozenset({"motion", "occupancy", "presence"})


@dataclass(frozen=True)
class Scene:
    """The context of a request, and what follows from it."""

    context: Context

    def state(self, device: Device) -> State:
        return self.context.states.get(device.id, {})

    @cached_property
    def occupied(self) -> frozenset[str]:
        """Areas in which a sensor notices somebody."""
        return frozenset(
            device.area
            for device in self.context.home.devices
            if device.kind == "binary_sensor"
            and device.device_class in _SENSES
            and device.area is not None
            and self.state(device).get("state") == "on"
        )

    @cached_property
    def alarm_rang(self) -> bool:
        return any(
            device.kind == "alarm_clock"
            and self.state(device).get("state") in ("ringing", "snoozed")
            for device in self.context.home.devices
        )

    @cached_property
    def deeds_by_intent(self) -> dict[tuple[str, str], int]:
        """How often a device was chosen for an intent, by both."""
        counts: dict[tuple[str, str], int] = {}
        for deed in self.context.deeds:
            key = (deed.intent, deed.device)
            counts[key] = counts.get(key, 0) + 1
        return counts

    def measured(self, area: str | None, device_class: str) -> float | None:
        """What a sensor of this class in this area tells, temperatures in degrees Celsius."""
        return self._measured.get((area, device_class)) if area else None

    @cached_property
    def _measured(self) -> dict[tuple[str | None, str], float]:
        found: dict[tuple[str | None, str], float] = {}
        for device in self.context.home.devices:
            if device.kind != "sensor" or device.device_class is None:
                continue
            value = _number(self.state(device).get("state"))
            if value is None:
                continue
            if "F" in str(self.state(device).get("unit_of_measurement")):
                value = (value - 32) / 1.8
            found.setdefault((device.area, device.device_class), value)
        return found


def _number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        return None
