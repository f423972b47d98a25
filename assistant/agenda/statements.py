"""What is said of a device, and how the device itself tells it: "is open", "drops below 18"."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from assistant.agenda.entries import Operation, Predicate
from assistant.context import Context
from assistant.home.phrasing import number
from assistant.turn import Value
from devices.contract import Device

MOTION_CLASSES = frozenset({"motion", "occupancy", "presence", "moving"})
_AUXILIARIES = frozenset(
    "is are gets get becomes become has have been turns turned goes comes switched being was "
    "switches put".split()
)

Comparison: TypeAlias = tuple[str, float]
"""How, and with what number."""
Statement: TypeAlias = str | Comparison
"""One of the words below, or a comparison with what is measured."""


def statement_in(words: Sequence[str]) -> Statement | None:
    """What is said of the device: a word of the table, or a comparison with a number."""
    core = list(words)
    while core and core[0] in _AUXILIARIES:
        core.pop(0)
    spoken = " ".join(core)
    if spoken in _STATEMENTS:
        return _STATEMENTS[spoken]
    if core[:1] == ["not"]:
        return _OPPOSITES.get(_STATEMENTS.get(" ".join(core[1:]), ""))
    return _comparison(core)


def _comparison(words: Sequence[str]) -> Comparison | None:
    words = [word for word in words if word not in ("degrees", "degree", "percent", "celsius",
                                                    "lux", "fahrenheit", "it", "is")]  # fmt: skip
    if not words or not words[-1].replace(".", "", 1).isdigit():
        return None
    how = _COMPARISONS.get(" ".join(words[:-1]))
    return (how, float(words[-1])) if how else None


_COMPARISONS: Mapping[str, str] = {
    **dict.fromkeys(
        ("above", "over", "higher than", "more than", "warmer than", "hotter than", "exceeds",
         "rises above", "rises over", "goes above", "goes over", "brighter than", "greater than",
         "climbs above"), "above",
    ),
    **dict.fromkeys(
        ("below", "under", "lower than", "less than", "colder than", "cooler than",
         "drops below", "falls below", "goes below", "drops under", "falls under",
         "darker than", "drops to", "falls to"), "below",
    ),
    **dict.fromkeys(("reaches", "hits", "at", "reached", "up to", ""), "reaches"),
}  # fmt: skip
_STATEMENTS: Mapping[str, str] = {
    spoken: meaning
    for meaning, listing in {
        "on": "on, on again",
        "off": "off, out, off again",
        "open": "open, opens, opened",
        "closed": "closed, closes, shut, shuts",
        "locked": "locked, locks",
        "unlocked": "unlocked, unlocks",
        "hot": "hot, warm, preheated, heated up, warmed up, up to temperature, done preheating, "
        "heated, finished preheating, hot enough, warm enough, at temperature",
        "done": "done, finished, finishes, over, ends, ended, complete, completes, stops, stopped, "
        "ready, stops running, done cleaning, finished cleaning, done mowing, done brewing",
        "running": "running, going, starts, started, starts running",
        "playing": "playing, plays, starts playing",
        "not playing": "stops playing, not playing, paused, pauses",
        "ringing": "rings, ringing, rung, off ringing",
        "triggered": "triggered, triggers, set off",
        "motion": "detects motion, sees motion, detects movement, detects someone, sees someone, "
        "detects somebody, sees somebody, detects something, triggered by motion",
        "armed": "armed",
        "disarmed": "disarmed",
        "docked": "docked, home, back home, back at its base",
    }.items()
    for spoken in listing.split(", ")
}


_OPPOSITES = {
    "on": "off",
    "off": "on",
    "open": "closed",
    "closed": "open",
    "locked": "unlocked",
    "unlocked": "locked",
    "playing": "not playing",
}
"""What is so where the other is not."""


def told_by(device: Device, meaning: Statement, context: Context) -> tuple[Predicate, str] | None:
    """How the device itself tells that, and the words for it."""
    if isinstance(meaning, tuple):
        return measured_by(device, meaning, context)
    row = _TELLS.get(meaning)
    found = row(device) if row else None
    if found is None:
        return None
    attribute, operation, value, words = found
    return Predicate(device=device.id, attribute=attribute, operation=operation, value=value), words


Row = tuple[str, Operation, Value, str]
_CONTACTS = frozenset({"door", "window", "garage_door", "opening", None})


def _on(device: Device) -> Row | None:
    match device.kind:
        case "media_player":
            return "state", "is_not", ("off", "standby"), "is on"
        case "climate" | "water_heater":
            return "state", "is_not", "off", "is on"
        case "coffee_maker":
            return "state", "is_not", "off", "is on"
        case "lock" | "cover" | "valve" | "sensor" | "weather" | "todo" | "scene":
            return None
    return "state", "is", "on", "is on"


def _off(device: Device) -> Row | None:
    if device.kind in ("lock", "cover", "valve", "sensor", "weather", "todo", "scene"):
        return ("state", "is", "ringing", "rings") if device.kind == "alarm_clock" else None
    if device.kind == "alarm_control_panel":
        return "state", "is", "triggered", "goes off"
    if device.kind == "alarm_clock":
        return "state", "is", "ringing", "goes off"
    return "state", "is", ("off", "standby"), "is off"


def _open(device: Device) -> Row | None:
    match device.kind:
        case "cover" | "valve":
            return "state", "is", "open", "is open"
        case "lock":
            return "state", "is", ("unlocked", "open"), "is unlocked"
        case "binary_sensor" if device.device_class in _CONTACTS:
            return "state", "is", "on", "is open"
    return None


def _closed(device: Device) -> Row | None:
    match device.kind:
        case "cover" | "valve":
            return "state", "is", "closed", "is closed"
        case "binary_sensor" if device.device_class in _CONTACTS:
            return "state", "is", "off", "is closed"
    return None


def _done(device: Device) -> Row | None:
    match device.kind:
        case "vacuum" | "lawn_mower":
            return "state", "is", "docked", "is back at its base"
        case "coffee_maker":
            return "state", "is", ("warming", "off"), "is done"
        case "media_player":
            return "state", "is", ("idle", "off", "paused", "standby"), "has stopped"
        case "switch" | "fan":
            return "state", "is", "off", "is off"
    return _hot(device)


def _hot(device: Device) -> Row | None:
    if device.kind in ("oven", "climate", "water_heater"):
        return "current_temperature", "reached", "temperature", "is hot"
    if device.kind == "binary_sensor" and device.device_class == "heat":
        return "state", "is", "on", "is hot"
    return None


def _running(device: Device) -> Row | None:
    running = {
        "vacuum": "cleaning", "lawn_mower": "mowing", "media_player": "playing",
        "coffee_maker": "brewing", "switch": "on", "fan": "on",
    }.get(device.kind)  # fmt: skip
    return ("state", "is", running, "is running") if running else None


def _only(kind: str, state: Value, words: str) -> Callable[[Device], Row | None]:
    return lambda device: ("state", "is", state, words) if device.kind == kind else None


def _motion(device: Device) -> Row | None:
    senses = device.kind == "binary_sensor" and device.device_class in MOTION_CLASSES
    return ("state", "is", "on", "sees somebody") if senses else None


def _ringing(device: Device) -> Row | None:
    if device.kind == "alarm_clock":
        return "state", "is", "ringing", "rings"
    return ("state", "is", "on", "rings") if device.kind == "binary_sensor" else None


_TELLS: Mapping[str, Callable[[Device], Row | None]] = {
    "on": _on,
    "off": _off,
    "open": _open,
    "closed": _closed,
    "locked": _only("lock", "locked", "is locked"),
    "unlocked": _only("lock", "unlocked", "is unlocked"),
    "hot": _hot,
    "done": _done,
    "running": _running,
    "playing": _only("media_player", "playing", "is playing"),
    "not playing": _only("media_player", ("paused", "idle", "off"), "has stopped playing"),
    "ringing": _ringing,
    "triggered": _only("alarm_control_panel", "triggered", "is triggered"),
    "motion": _motion,
    "armed": _only(
        "alarm_control_panel",
        ("armed_away", "armed_home", "armed_night", "armed_vacation"),
        "is armed",
    ),
    "disarmed": _only("alarm_control_panel", "disarmed", "is disarmed"),
    "docked": lambda device: (
        ("state", "is", "docked", "is docked") if device.kind in ("vacuum", "lawn_mower") else None
    ),
}
_MEASURES: Mapping[str, str] = {
    "sensor": "state",
    "oven": "current_temperature",
    "climate": "current_temperature",
    "water_heater": "current_temperature",
    "weather": "temperature",
}


def measured_by(
    device: Device, comparison: Comparison, context: Context
) -> tuple[Predicate, str] | None:
    """What the device measures, compared with the number; None where it measures nothing."""
    how, limit = comparison
    attribute = _MEASURES.get(device.kind)
    if attribute is None:
        return None
    operation: Operation = "below" if how == "below" else "above"
    if how == "reaches":
        now = context.states.get(device.id, {}).get(attribute)
        if not isinstance(now, int | float):
            return None
        operation = "above" if now < limit else "below"
        limit += -0.01 if now < limit else 0.01
    words = f"is {operation} {number(limit)}" if how != "reaches" else f"reaches {limit:.0f}"
    predicate = Predicate(device=device.id, attribute=attribute, operation=operation, value=limit)
    return predicate, words
