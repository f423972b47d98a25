"""How one attribute stands in a plain payload: words, numbers on a scale, lists, free text."""

import math
from dataclasses import dataclass

from devices.model import ContractError, Value
from devices.wire.arguments import number_as_text, number_in, shown
from devices.wire.colours import kelvin_of, mireds_of
from devices.wire.model import Wire
from devices.wire.payloads import as_text


@dataclass(frozen=True, slots=True)
class Word:
    """One payload word and what it means inside."""

    inside: Value
    default: str
    keys: tuple[str, ...] = ()
    """Settings that may replace the default, first one announced wins."""

    def on_wire(self, wire: Wire) -> str:
        for key in self.keys:
            if found := wire.config.get(key):
                return as_text(found)
        return self.default


@dataclass(frozen=True, slots=True)
class Words:
    """A closed set of payloads; other people's capitals are forgiven."""

    words: tuple[Word, ...]

    def decode(self, payload: str, wire: Wire) -> Value:
        spoken = {word.on_wire(wire): word.inside for word in self.words}
        if payload in spoken:
            return spoken[payload]
        for text, inside in spoken.items():
            if text.lower() == payload.strip().lower():
                return inside
        raise ContractError(f"expected {', '.join(spoken)}, got {shown(payload)}")

    def encode(self, value: Value, wire: Wire) -> str | None:
        """None for a value that has no word on the wire."""
        found = (word for word in self.words if word.inside == value)
        word = next(found, None)
        return None if word is None else word.on_wire(wire)


@dataclass(frozen=True, slots=True)
class Scale:
    """A number whose ends the announcement may move (`position_open`, `brightness_scale`)."""

    low: float
    high: float
    low_key: str = ""
    high_key: str = ""

    def _ends(self, wire: Wire) -> tuple[float, float]:
        return wire.number(self.low_key, self.low), wire.number(self.high_key, self.high)

    def decode(self, payload: str, wire: Wire) -> Value:
        if payload == "None":
            return None
        number = number_in(payload)
        low, high = self._ends(wire)
        if not min(low, high) <= number <= max(low, high):
            ends = f"{number_as_text(low)} to {number_as_text(high)}"
            raise ContractError(f"expected a number from {ends}, got {shown(payload)}")
        if low == high:
            return round(self.low)
        return round(self.low + (number - low) / (high - low) * (self.high - self.low))

    def encode(self, value: Value, wire: Wire) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        low, high = self._ends(wire)
        share = (value - self.low) / (self.high - self.low)
        return number_as_text(round(low + share * (high - low)))


@dataclass(frozen=True, slots=True)
class Speed:
    """A fan's percentage on its own number of steps, rounded as Home Assistant rounds it."""

    def decode(self, payload: str, wire: Wire) -> Value:
        if payload in ("None", wire.text("payload_reset_percentage", "None")):
            return None
        number = number_in(payload)
        low, steps = self._steps(wire)
        if not 0 <= number <= low - 1 + steps:
            expected = f"0 to {number_as_text(low - 1 + steps)}"
            raise ContractError(f"expected a number from {expected}, got {shown(payload)}")
        return max(0, int((number - low + 1) * 100 / steps))

    def encode(self, value: Value, wire: Wire) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        low, steps = self._steps(wire)
        return number_as_text(math.ceil(steps * value / 100 + low - 1)) if value else "0"

    def _steps(self, wire: Wire) -> tuple[float, float]:
        low = wire.number("speed_range_min", 1)
        high = wire.number("speed_range_max", 100)
        return low, max(1, high - low + 1)


@dataclass(frozen=True, slots=True)
class Amount:
    """Any finite number within wide ends."""

    low: float = -1e9
    high: float = 1e9

    def decode(self, payload: str, wire: Wire) -> Value:
        if payload == "None":
            return None
        number = number_in(payload)
        if not self.low <= number <= self.high:
            ends = f"{number_as_text(self.low)} to {number_as_text(self.high)}"
            raise ContractError(f"expected a number from {ends}, got {shown(payload)}")
        return number

    def encode(self, value: Value, wire: Wire) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return number_as_text(value)


@dataclass(frozen=True, slots=True)
class Temper:
    """A colour temperature: mireds, or kelvin where the announcement says so."""

    def decode(self, payload: str, wire: Wire) -> Value:
        number = number_in(payload)
        if not 1 <= number <= 100_000:
            raise ContractError(f"expected a colour temperature, got {shown(payload)}")
        return round(number) if wire.flag("color_temp_kelvin") else kelvin_of(number)

    def encode(self, value: Value, wire: Wire) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            return None
        return str(round(value) if wire.flag("color_temp_kelvin") else mireds_of(value))


@dataclass(frozen=True, slots=True)
class Triple:
    """Red, green and blue, with commas."""

    def decode(self, payload: str, wire: Wire) -> Value:
        parts = payload.split(",")
        if len(parts) != 3:
            raise ContractError(f"expected red,green,blue, got {shown(payload)}")
        return tuple(Scale(0, 255).decode(part.strip(), wire) for part in parts)

    def encode(self, value: Value, wire: Wire) -> str | None:
        return as_text(value) if isinstance(value, tuple) and len(value) == 3 else None


@dataclass(frozen=True, slots=True)
class Free:
    """Text as it is; a plain number becomes one where numbers are meant too."""

    numbers: bool = False
    limit: int = 500
    """Characters."""

    def decode(self, payload: str, wire: Wire) -> Value:
        if len(payload) > self.limit:
            raise ContractError(f"expected at most {self.limit} characters, got {len(payload)}")
        if payload == "None":
            return None
        return scalar(payload) if self.numbers else payload

    def encode(self, value: Value, wire: Wire) -> str | None:
        return None if value is None else as_text(value)


def scalar(text: str) -> str | int | float:
    """A number where the text is one, the text otherwise."""
    try:
        return number_in(text)
    except ContractError:
        return text


Form = Words | Scale | Speed | Amount | Temper | Triple | Free
