"""Degrees of an oven as cooks say them: "one eighty" is 180, and "at 200" is no time of day."""

import re
from itertools import islice

from assistant.context import Context
from assistant.understanding.past import deeds

_UNITS = {"one": 1, "two": 2, "three": 3, "four": 4}
_TENS = {
    "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SPOKEN = re.compile(
    rf"(?<!\bat )\b(?P<hundreds>{'|'.join(_UNITS)})[ -](?P<tens>{'|'.join(_TENS)})"
    r"(?:[ -](?P<five>five))?\b(?! (?:am|pm|a\.m|p\.m|oclock|o'clock|minutes?|mins?|hours?|"
    r"seconds?|percent))",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\bat (?P<degrees>[12]\d0)(?! ?(?:am|pm|a\.m|p\.m|degrees?|f\b|c\b|°))\b", re.IGNORECASE
)
_OVEN = re.compile(r"\b(?:oven|stove|grill|roaster)\b", re.IGNORECASE)


def as_degrees(text: str, context: Context) -> str:
    """The text with the degrees in figures, where an oven is spoken of."""
    if not (_SPOKEN.search(text) or _AT.search(text)) or not _is_of_an_oven(text, context):
        return text
    return _AT.sub(r"at \g<degrees> degrees", _SPOKEN.sub(_figures, text))


def _is_of_an_oven(text: str, context: Context) -> bool:
    if _OVEN.search(text):
        return True
    known = context.home.device_by_id
    latest = islice(deeds(context), 1)
    return any(known[device].kind == "oven" for deed in latest for device in deed.devices)


def _figures(found: re.Match[str]) -> str:
    five = 5 if found["five"] else 0
    return str(100 * _UNITS[found["hundreds"].lower()] + _TENS[found["tens"].lower()] + five)
