"""Demands on one attribute of a device, as small as the label of a request allows."""

import colorsys
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from assistant.replay.judge import same
from devices.contract import Value

WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Is:
    """One of these values."""

    values: tuple[Value, ...]

    def holds(self, attribute: str, before: Value, after: Value) -> bool:
        return any(same(attribute, after, value) for value in self.values)


@dataclass(frozen=True, slots=True)
class IsNot:
    """Anything but these."""

    values: tuple[Value, ...]

    def holds(self, attribute: str, before: Value, after: Value) -> bool:
        return after is not None and not any(same(attribute, after, v) for v in self.values)


@dataclass(frozen=True, slots=True)
class Near:
    """A number, give or take."""

    value: float
    tolerance: float

    def holds(self, attribute: str, before: Value, after: Value) -> bool:
        number = _number(after)
        return number is not None and abs(number - self.value) <= self.tolerance


@dataclass(frozen=True, slots=True)
class Between:
    """A number from low to high, both included."""

    low: float
    high: float

    def holds(self, attribute: str, before: Value, after: Value) -> bool:
        number = _number(after)
        return number is not None and self.low <= number <= self.high


@dataclass(frozen=True, slots=True)
class More:
    """A larger number than before; the amount is not judged."""

    def holds(self, attribute: str, before: Value, after: Value) -> bool:
        old, new = _number(before) or 0.0, _number(after)
        return new is not None and new > old


@dataclass(frozen=True, slots=True)
class Less:
    """A smaller number than before; the amount is not judged."""

    def holds(self, attribute: str, before: Value, after: Value) -> bool:
        old, new = _number(before), _number(after)
        return new is not None and old is not None and new < old


@dataclass(frozen=True, slots=True)
class Free:
    """Anything; for attributes that may change beside what was asked."""

    def holds(self, attribute: str, before: Value, after: Value) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Hue:
    """A colour that a person would call by the same name."""

    rgb: tuple[int, int, int]
    degrees: float = 25.0
    """How far the hue may be off."""

    def holds(self, attribute: str, before: Value, after: Value) -> bool:
        if not isinstance(after, tuple) or len(after) != 3:
            return False
        one, other = _hsv(self.rgb), _hsv(tuple(_number(part) or 0.0 for part in after))
        if one[1] < 0.2 or other[1] < 0.2:
            return abs(one[1] - other[1]) < 0.25
        turn = abs(one[0] - other[0]) * 360
        return min(turn, 360 - turn) <= self.degrees


@dataclass(frozen=True, slots=True)
class Says:
    """Text with most of these words in it."""

    words: frozenset[str]
    share: float = 0.6

    def holds(self, attribute: str, before: Value, after: Value) -> bool:
        if not self.words:
            return after is not None
        found = words_of(
            " ".join(str(part) for part in after) if isinstance(after, tuple) else after
        )
        return len(self.words & found) >= self.share * len(self.words)


@dataclass(frozen=True, slots=True)
class Gained:
    """A list that got an entry with these words, and lost none."""

    words: frozenset[str]

    def holds(self, attribute: str, before: Value, after: Value) -> bool:
        old, new = _entries(before), _entries(after)
        added = [entry for entry in new if entry not in old]
        return set(old) <= set(new) and any(self.words <= words_of(entry) for entry in added)


@dataclass(frozen=True, slots=True)
class Lost:
    """A list that lost exactly the entry with these words."""

    words: frozenset[str]

    def holds(self, attribute: str, before: Value, after: Value) -> bool:
        old, new = _entries(before), _entries(after)
        gone = [entry for entry in old if entry not in new]
        return len(gone) == 1 and self.words <= words_of(gone[0])


Wanted: TypeAlias = Is | IsNot | Near | Between | More | Less | Free | Hue | Says | Gained | Lost


def words_of(value: Value) -> frozenset[str]:
    """The words of a text in lower case, plurals and singulars alike."""
    return frozenset(_stem(word) for word in WORD.findall(str(value or "").lower()))


def words(*texts: str) -> frozenset[str]:
    """The words of several texts."""
    return frozenset(word for text in texts for word in words_of(text))


def is_(*values: Value) -> Is:
    return Is(values)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _entries(value: Value) -> tuple[str, ...]:
    return tuple(str(entry) for entry in value) if isinstance(value, tuple | list) else ()


def _number(value: Value) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def _hsv(rgb: Iterable[float]) -> tuple[float, float, float]:
    red, green, blue = (part / 255 for part in rgb)
    return colorsys.rgb_to_hsv(red, green, blue)
