"""What decides who can come into the house, and whether anybody is told of it."""

from assistant.home.find import names_of
from devices.contract import Device

GUARDED_KINDS = frozenset({"lock", "alarm_control_panel"})
GUARDED_CLASSES = frozenset({"door", "garage", "gate"})
"""Of covers; blinds and curtains let nobody in."""
_RELAYS = frozenset({"switch", "button", "input_button"})
"""Gates are often moved by one, which is known by its name alone."""
_WAYS_IN = frozenset("door doors gate gates garage".split())


def is_guarded(device: Device) -> bool:
    """Whether a guess may never move it.

    A cover need not tell its class (optional in Home Assistant's discovery, absent with most of
    zigbee2mqtt's); what is then called a door is one. The "front door light" is none.
    """
    if device.kind == "cover" and device.device_class is not None:
        return device.device_class in GUARDED_CLASSES
    if device.kind == "cover":
        return any(not _WAYS_IN.isdisjoint(name.lower().split()) for name in names_of(device))
    if device.kind in _RELAYS:
        return any(not _WAYS_IN.isdisjoint(name.lower().split()[-1:]) for name in names_of(device))
    return device.kind in GUARDED_KINDS
