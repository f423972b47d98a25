"""What is worked out once for a home, because it takes long and a home does not change."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from assistant.home.model import Home

Result = TypeVar("Result")
REMEMBERED = 4
"""Homes; an assistant has one, and a new one whenever a device is found or lost."""


def once_per_home(work: Callable[[Home], Result]) -> Callable[[Home], Result]:
    """Remembers the result for the last few homes, by identity: comparing homes takes long too."""
    remembered: tuple[tuple[Home, Result], ...] = ()

    @wraps(work)
    def of(home: Home) -> Result:
        nonlocal remembered
        for known, result in remembered:
            if known is home:
                return result
        result = work(home)
        remembered = ((home, result), *remembered[: REMEMBERED - 1])
        return result

    return of
