"""Lights: on, off, brightness, colour or white tone. A light remembers its look while it is off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from devices.kinds.base import DeviceState, Refused, switched, text, whole
from devices.model import Value
from devices.wire.light import plain_look

_COLOURS = frozenset({"rgb", "rgbw", "rgbww", "hs", "xy"})


@dataclass(frozen=True, kw_only=True)
class LightState(DeviceState):
    kind: ClassVar[str] = "light"
    state: str = "off"
    brightness: int | None = None
    """0 to 255."""
    rgb_color: tuple[Value, ...] | None = None
    color_temp_kelvin: int | None = None
    effect: str | None = None
    supported_color_modes: tuple[Value, ...] | None = None
    """Home Assistant's mode names; None for a light that can do everything."""

    def _obey(self, service: str, data: Mapping[str, Value], now: datetime) -> Self:
        if service != "turn_on":
            return replace(self, state=switched(self.state, service))
        look = plain_look(data)
        brightness = whole(look, "brightness")
        if brightness == 0:
            return replace(self, state="off")
        self._check_abilities(look)
        lit = replace(self, state="on", effect=text(look, "effect") or self.effect)
        if brightness is not None:
            lit = replace(lit, brightness=brightness)
        if isinstance(rgb := look.get("rgb_color"), tuple):
            lit = replace(lit, rgb_color=rgb, color_temp_kelvin=None)
        elif (kelvin := whole(look, "color_temp_kelvin")) is not None:
            lit = replace(lit, color_temp_kelvin=kelvin, rgb_color=None)
        return lit

    def _check_abilities(self, look: Mapping[str, Value]) -> None:
        if self.supported_color_modes is None:
            return
        modes = {str(mode) for mode in self.supported_color_modes}
        if "rgb_color" in look and not modes & _COLOURS:
            raise Refused("this light has no colours")
        if "color_temp_kelvin" in look and not modes & (_COLOURS | {"color_temp"}):
            raise Refused("this light has one white tone only")
        if "brightness" in look and modes <= {"onoff"}:
            raise Refused("this light cannot be dimmed")
