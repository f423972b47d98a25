"""The wishes that are told apart: an intent, with the kind of thing or the direction if it matters.

"HassTurnOff:light" and "HassTurnOff:alarm_clock" are worded so differently that one label for
both would teach neither; "HassTurnOn" alone is anything else that is switched on.
"""

from collections.abc import Mapping
from types import MappingProxyType

from assistant.turn import Slots

OTHER = "other"
"""Nothing that a home can do, or nothing at all."""
KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "HassTurnOn": frozenset({"light", "cover", "lock", "scene", "script", "coffee_maker"}),
        "HassTurnOff": frozenset({"light", "cover", "lock", "alarm_clock"}),
        "HassGetState": frozenset({"todo", "alarm_clock"}),
    }
)
"""Kinds of thing that have a wish of their own."""
SAME = MappingProxyType(
    {
        "HassShoppingListAddItem": "HassListAddItem",
        "HassShoppingListCompleteItem": "HassListCompleteItem",
    }
)
"""Intents that ask for the same."""


def wish_of(intent: str, slots: Slots, kind: str | None = None) -> str:
    """The label of an intent with these slots; `kind` is that of the device that was named."""
    if intent == "HassLightSet":
        return _light(slots)
    if intent == "HassSetVolumeRelative":
        return f"{intent}:{_direction(slots.get('volume_step'))}"
    intent = SAME.get(intent, intent)
    domain = slots.get("domain")
    told = str(domain) if isinstance(domain, str) else kind
    return f"{intent}:{told}" if told in KINDS.get(intent, ()) else intent


def _light(slots: Slots) -> str:
    step = slots.get("brightness_step")
    if step is not None:
        return f"HassLightSet:{_direction(step)}"
    if "color" in slots or "temperature" in slots:
        return "HassLightSet:color"
    return "HassLightSet"


def _direction(step: object) -> str:
    if isinstance(step, int | float):
        return "down" if step < 0 else "up"
    less = step in ("down", "half") or str(step).endswith(" less")
    return "down" if less else "up"
