"""What a discovery announcement boils down to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.model import Device, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """How one device is spoken to: its component, topics, payload words and templates."""

    device: str
    """Id of the device."""
    component: str
    """Home Assistant's MQTT component, or the kind of our own appliances."""
    config: Mapping[str, Value] = field(default_factory=dict)
    """The announcement with long keys and whole topics."""
    availability: tuple[str, ...] = ()
    """Topics that say whether it is there."""
    ours: bool = False
    """Announced by this house: it understands the few extra keys that Home Assistant ignores."""

    def text(self, key: str, default: str = "") -> str:
        """A setting as text; the default when it is not announced or not text."""
        found = self.config.get(key)
        return found if isinstance(found, str) else default

    def number(self, key: str, default: float) -> float:
        """A setting as a number; the default when it is not announced or not a number."""
        found = self.config.get(key)
        return found if isinstance(found, int | float) and not isinstance(found, bool) else default

    def flag(self, key: str, default: bool = False) -> bool:
        """A setting as yes or no."""
        found = self.config.get(key)
        return found if isinstance(found, bool) else default


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One device that appears, changes or goes."""

    object_id: str
    unique_id: str | None = None
    removed: bool = False
    """True when the announcement was taken back; device and wire are None then."""
    device: Device | None = None
    suggested_area: str | None = None
    """The name of a room, in the announcing device's own words."""
    wire: Wire | None = None
