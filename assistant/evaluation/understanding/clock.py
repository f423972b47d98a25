"""Timing one call."""

import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def timed(call: Callable[[], Result]) -> tuple[Result, float]:
    """What the call returned, and how many milliseconds it took."""
    began = time.perf_counter()
    result = call()
    return result, (time.perf_counter() - began) * 1000
