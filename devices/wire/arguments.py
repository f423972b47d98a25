"""What one argument of a service may be; each form checks a value and can say what it allows."""

import math
import re
from dataclasses import dataclass

from devices.model import ContractError, Value
from devices.wire.colours import COLOURS

_SHOWN_CHARACTERS = 60


def shown(value: object) -> str:
    """A value as it may stand in an error: short, on one line."""
    text = repr(value)
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}..."


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number between two ends."""

    low: float
    high: float
    whole: bool = False
    """True for attributes that Home Assistant keeps as integers."""

    def check(self, value: Value) -> Value:
        if isinstance(value, str):
            value = number_in(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ContractError(f"expected {self}, got {shown(value)}")
        if not math.isfinite(value) or not self.low <= value <= self.high:
            raise ContractError(f"expected {self}, got {shown(value)}")
        return round(value) if self.whole else value

    def __str__(self) -> str:
        return f"a number from {self.low:g} to {self.high:g}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    options: tuple[str, ...]

    def check(self, value: Value) -> Value:
        if isinstance(value, str) and value.lower() in self.options:
            return value.lower()
        raise ContractError(f"expected {self}, got {shown(value)}")

    def __str__(self) -> str:
        return "one of " + ", ".join(self.options)


@dataclass(frozen=True, slots=True)
class Text:
    """Any words, up to a length."""

    limit: int = 500
    """Characters."""

    def check(self, value: Value) -> Value:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ContractError(f"expected {self}, got {shown(value)}")
        text = str(value).strip()
        if not text or len(text) > self.limit or not text.isprintable():
            raise ContractError(f"expected {self}, got {shown(value)}")
        return text

    def __str__(self) -> str:
        return f"text of 1 to {self.limit} characters on one line"


@dataclass(frozen=True, slots=True)
class Names:
    """One name or several; a single one may come bare."""

    def check(self, value: Value) -> Value:
        if isinstance(value, str):
            value = (value,)
        if not isinstance(value, tuple) or not 0 < len(value) <= 50:
            raise ContractError(f"expected {self}, got {shown(value)}")
        return tuple(Text(100).check(name) for name in value)

    def __str__(self) -> str:
        return "a name or a list of 1 to 50 names"


@dataclass(frozen=True, slots=True)
class Rgb:
    """Red, green and blue."""

    def check(self, value: Value) -> Value:
        if not isinstance(value, tuple) or len(value) != 3:
            raise ContractError(f"expected {self}, got {shown(value)}")
        return tuple(Number(0, 255, whole=True).check(part) for part in value)

    def __str__(self) -> str:
        return "red, green and blue, each 0 to 255"


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    def check(self, value: Value) -> Value:
        if isinstance(value, bool):
            return value
        raise ContractError(f"expected {self}, got {shown(value)}")

    def __str__(self) -> str:
        return "true or false"


_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?")


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """Hours and minutes; seconds are accepted and dropped."""

    def check(self, value: Value) -> Value:
        found = _TIME.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise ContractError(f"expected {self}, got {shown(value)}")
        return f"{int(found[1]):02d}:{found[2]}"

    def __str__(self) -> str:
        return "a time from 00:00 to 23:59"


Argument = Number | Choice | Text | Names | Rgb | Flag | TimeOfDay

PERCENT = Number(0, 100, whole=True)
COLOUR_NAME = Choice(tuple(COLOURS))


def number_in(text: str) -> int | float:
    """A plain decimal number; refuses what float() alone lets through (`nan`, `1_000`, hex)."""
    if len(text) > 32 or not _NUMBER.fullmatch(text):
        raise ContractError(f"expected a number, got {shown(text)}")
    number = float(text)
    if not math.isfinite(number):
        raise ContractError(f"expected a finite number, got {shown(text)}")
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def number_as_text(number: float) -> str:
    """The shortest decimal form; whole numbers without a point."""
    return str(int(number)) if float(number).is_integer() else repr(float(number))
