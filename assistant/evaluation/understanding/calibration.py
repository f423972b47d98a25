"""Whether what is said to be 80 % probable is right in 80 of 100 cases."""

from collections.abc import Iterable
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The cases whose probability fell between two tenths."""

    low: float
    high: float
    n: int
    said: float
    """Mean probability."""
    right: float
    """Share that was right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    bins: tuple[Bin, ...]
    """The reliability table; empty bins are left out."""
    error: float
    """Expected calibration error: mean distance between said and right, weighed by cases."""
    n: int


def calibrate(cases: Iterable[tuple[float, bool]]) -> Calibration:
    """The reliability of (probability, was right) pairs."""
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for probability, right in cases:
        place = min(BINS - 1, max(0, int(probability * BINS)))
        sorted_in[place].append((probability, right))
    n = sum(len(inside) for inside in sorted_in)
    bins = tuple(_bin(place, inside) for place, inside in enumerate(sorted_in) if inside)
    error = sum(bin_.n * abs(bin_.said - bin_.right) for bin_ in bins) / n if n else 0.0
    return Calibration(bins=bins, error=error, n=n)


def _bin(place: int, inside: list[tuple[float, bool]]) -> Bin:
    return Bin(
        low=place / BINS,
        high=(place + 1) / BINS,
        n=len(inside),
        said=sum(probability for probability, _ in inside) / len(inside),
        right=sum(right for _, right in inside) / len(inside),
    )
