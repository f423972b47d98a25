"""Words for things of the home, as replies say them."""

from collections import Counter
from collections.abc import Sequence

from assistant.home.model import Home
from assistant.home.once import once_per_home
from devices.contract import Device

KIND_WORDS = {
    "alarm_clock": "alarm clock",
    "alarm_control_panel": "alarm",
    "binary_sensor": "sensor",
    "climate": "thermostat",
    "coffee_maker": "coffee maker",
    "lawn_mower": "lawn mower",
    "media_player": "media player",
    "todo": "list",
}
CLASS_WORDS = {"garage": "garage door", "awning": "awning"}
WITHOUT_ARTICLE = frozenset({"scene", "script"})
"""Kinds that are called as they are: "good night has started"."""
LISTED = 3
"""More things than this are counted, not listed."""


def kind_word(kind: str, device_class: str | None = None) -> str:
    """What people call a thing of this kind."""
    if kind == "cover" and device_class:
        return CLASS_WORDS.get(device_class, device_class)
    if kind == "binary_sensor" and device_class:
        return f"{device_class.replace('_', ' ')} sensor"
    return KIND_WORDS.get(kind, kind.replace("_", " "))


def listing(names: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def called(device: Device, home: Home) -> str:
    """The device with its article, and with its room where its name alone is not enough."""
    shared = _how_many(home)[device.name.lower()] > 1
    area = home.area_by_id.get(device.area or "")
    article = "" if device.kind in WITHOUT_ARTICLE else "the "
    if shared and area:
        return f"{article}{device.name} in the {area.name}"
    return f"{article}{device.name}"


@once_per_home
def _how_many(home: Home) -> Counter[str]:
    """Devices that share a name."""
    return Counter(device.name.lower() for device in home.devices)


def devices_called(devices: Sequence[Device], home: Home) -> str:
    """The devices by name, or counted when there are many."""
    if len(devices) <= LISTED:
        return listing([called(device, home) for device in devices])
    kinds = {kind_word(device.kind, device.device_class) for device in devices}
    return f"{len(devices)} {plural(kinds.pop()) if len(kinds) == 1 else 'devices'}"


def plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    return f"{word}s"


def sentence(text: str) -> str:
    """The text with a capital at its beginning and a full stop at its end."""
    stop = "" if text.endswith((".", "?", "!")) else "."
    return f"{text[:1].upper()}{text[1:]}{stop}"


def number(value: float) -> str:
    """A number without a needless decimal."""
    return f"{value:.1f}".removesuffix(".0")


def be(devices: Sequence[Device]) -> str:
    """`is` for one thing, unless its name is a plural ("the blinds are open")."""
    return "is" if len(devices) == 1 and not _is_plural(devices[0].name) else "are"


def _is_plural(name: str) -> bool:
    last = name.lower().split()[-1] if name.split() else ""
    return last.endswith("s") and not last.endswith(("ss", "us", "is"))
