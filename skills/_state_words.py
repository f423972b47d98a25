"""Device states in words."""

from collections.abc import Sequence

from assistant.agenda.words import DAY_NAMES, days_words
from assistant.home.phrasing import be, listing, number
from devices.contract import Device, State, Value

_BINARY: dict[str, tuple[str, str]] = {
    "battery": ("is low on battery", "has enough battery"),
    "battery_charging": ("is charging", "is not charging"),
    "carbon_monoxide": ("detects carbon monoxide", "detects no carbon monoxide"),
    "cold": ("is cold", "is not cold"),
    "connectivity": ("is connected", "is disconnected"),
    "door": ("is open", "is closed"),
    "garage_door": ("is open", "is closed"),
    "gas": ("detects gas", "detects no gas"),
    "heat": ("is hot", "is not hot"),
    "light": ("detects light", "detects no light"),
    "lock": ("is unlocked", "is locked"),
    "moisture": ("is wet", "is dry"),
    "motion": ("detects motion", "detects no motion"),
    "moving": ("is moving", "is not moving"),
    "occupancy": ("detects somebody", "detects nobody"),
    "opening": ("is open", "is closed"),
    "plug": ("is plugged in", "is unplugged"),
    "power": ("has power", "has no power"),
    "presence": ("is at home", "is away"),
    "problem": ("has a problem", "is ok"),
    "running": ("is running", "is not running"),
    "safety": ("is unsafe", "is safe"),
    "smoke": ("detects smoke", "detects no smoke"),
    "sound": ("detects sound", "detects no sound"),
    "tamper": ("has been tampered with", "has not been tampered with"),
    "update": ("has an update available", "is up to date"),
    "vibration": ("is vibrating", "is not vibrating"),
    "window": ("is open", "is closed"),
}
"""What on and off mean for a binary sensor's device class."""
_OF_MANY = {"is": "are", "has": "have", "detects": "detect"}

_UNITS = {
    "°C": "degrees", "°F": "degrees", "K": "kelvin", "%": "percent", "lx": "lux",
    "W": "watts", "kW": "kilowatts", "MW": "megawatts", "Wh": "watt hours",
    "kWh": "kilowatt hours", "MWh": "megawatt hours", "VA": "volt amperes", "V": "volts",
    "mV": "millivolts", "A": "amperes", "mA": "milliamperes", "Hz": "hertz", "kHz": "kilohertz",
    "dB": "decibels", "dBA": "decibels", "dBm": "decibel milliwatts", "hPa": "hectopascals",
    "kPa": "kilopascals", "Pa": "pascals", "mbar": "millibars", "ppm": "parts per million",
    "ppb": "parts per billion", "µg/m³": "micrograms per cubic meter",
    "μg/m³": "micrograms per cubic meter", "mg/m³": "milligrams per cubic meter",
    "W/m²": "watts per square meter", "mm": "millimeters", "cm": "centimeters", "m": "meters",
    "km": "kilometers", "mi": "miles", "ft": "feet", "mm/h": "millimeters per hour",
    "m/s": "meters per second", "km/h": "kilometers per hour", "mph": "miles per hour",
    "s": "seconds", "min": "minutes", "h": "hours", "d": "days", "L": "liters", "mL": "milliliters",
    "m³": "cubic meters", "L/min": "liters per minute", "m³/h": "cubic meters per hour",
    "kg": "kilograms", "g": "grams", "lb": "pounds", "B": "bytes", "kB": "kilobytes",
    "MB": "megabytes", "GB": "gigabytes", "TB": "terabytes", "kB/s": "kilobytes per second",
    "MB/s": "megabytes per second", "Mbit/s": "megabits per second", "EUR": "euros",
    "€": "euros", "USD": "dollars", "$": "dollars", "GBP": "pounds", "£": "pounds",
}  # fmt: skip
"""How a unit is said; others are said as they are written."""
_PERCENT = {
    "brightness": ("brightness", 100 / 255),
    "volume": ("volume_level", 100.0),
    "speed": ("percentage", 1.0),
    "position": ("current_position", 1.0),
    "battery": ("battery_level", 1.0),
}
"""Attributes that people ask for, with what makes percent of them."""
_ALIKE = frozenset({"lux", "hertz", "kilohertz", "percent", "kelvin", "feet"})
"""Units that have no other singular."""


def words_for(devices: Sequence[Device], state: str) -> str:
    """What follows the names of devices that are all in this state: "are open"."""
    first = devices[0]
    said = f"is {state.replace('_', ' ')}"
    if first.kind == "binary_sensor" and state in ("on", "off"):
        said = _BINARY.get(first.device_class or "", ("is on", "is off"))[state == "off"]
    verb, _, rest = said.partition(" ")
    return f"{_OF_MANY[verb]} {rest}" if be(devices) == "are" else said


def state_words(device: Device, state: State) -> str:
    """What follows the device's name: "is on at 50 percent"."""
    main = state.get("state")
    if main is None:
        return "has not said how it is"
    if device.kind == "todo":
        entries = state.get("items")
        names = [str(entry) for entry in entries] if isinstance(entries, tuple) else []
        return f"has {listing(names)} on it" if names else "is empty"
    if device.kind == "sensor":
        at = "at " if device.device_class == "battery" else ""
        return f"{be([device])} {at}{_measured(main)} {_unit(state, main)}".rstrip()
    return f"{words_for([device], str(main))}{_detail(device, state)}"


def attribute_words(attribute: str, state: State) -> str:
    """What one attribute is, "40 percent"; empty where the device does not tell it."""
    if attribute == "color":
        return str(state.get("color_name") or "")
    if attribute == "target":
        target = _number(state, "temperature")
        return "" if target is None else f"{number(target)} degrees"
    name, percent = _PERCENT.get(attribute, ("", 0.0))
    value = _number(state, name) if name else None
    return "" if value is None else f"{round(value * percent)} percent"


def _measured(value: object) -> str:
    if not isinstance(value, int | float):
        return str(value)
    return f"minus {number(-value)}" if value < 0 else number(value)


def _unit(state: State, value: object) -> str:
    written = str(state.get("unit_of_measurement") or "")
    said = _UNITS.get(written, written)
    first, _, rest = said.partition(" ")
    if value != 1 or said == written or first in _ALIKE:
        return said
    if not first.endswith("s"):
        return f"{first} {rest.removesuffix('s')}".rstrip()
    return f"{first.removesuffix('s')} {rest}".rstrip()


def _detail(device: Device, state: State) -> str:
    main = state.get("state")
    if device.kind == "light" and main == "on" and (level := _number(state, "brightness")):
        return f" at {round(level * 100 / 255)} percent"
    position = _number(state, "current_position")
    if main == "open" and position is not None and position < 100:
        return f" at {number(position)} percent"
    if device.kind == "climate" and (target := _number(state, "temperature")) is not None:
        return f", set to {number(target)} degrees"
    if device.kind == "fan" and main == "on" and (speed := _number(state, "percentage")):
        return f" at {number(speed)} percent"
    if device.kind == "media_player" and main == "playing" and state.get("media_title"):
        return f" {state['media_title']}"
    if device.kind == "alarm_clock" and main == "on" and state.get("time"):
        return f", set to {state['time']}{weekdays(state.get('days'), before=' ')}"
    return ""


def weekdays(days: Value, *, before: str = "") -> str:
    """Names of weekdays as they are said, "every weekday"; empty when there are none."""
    if not isinstance(days, tuple) or not days:
        return ""
    return before + days_words(tuple(DAY_NAMES.index(str(day).capitalize()) for day in days))


def _number(state: State, attribute: str) -> float | None:
    value = state.get(attribute)
    return float(value) if isinstance(value, int | float) else None
