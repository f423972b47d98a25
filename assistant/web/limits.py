"""How much one page may ask for, and how many may be open."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

LARGEST_MESSAGE_BYTES = 16 * 1024
MOST_PAGES = 12
MOST_MICROPHONES = 2
MOST_CONNECTIONS = 64
"""Of all kinds; what comes then is answered with 503."""
ORDERS_PER_SECOND = 20.0
ORDERS_AT_ONCE = 40.0
MOST_REFUSED = 200
"""Orders above the rate that are only dropped; who goes on after that is cut off."""
MOST_UNDER_WAY = 8
"""Orders of one page that are being carried out."""


class Bucket:
    """So many a second, and some more at once."""

    def __init__(self, per_second: float, at_once: float) -> None:
        self._per_second = per_second
        self._at_once = at_once
        self._left = at_once
        self._seen = asyncio.get_running_loop().time()

    def take(self, amount: float = 1.0) -> bool:
        """False when it is too much; then nothing is taken."""
        now = asyncio.get_running_loop().time()
        self._left = min(self._at_once, self._left + (now - self._seen) * self._per_second)
        self._seen = now
        if amount > self._left:
            return False
        self._left -= amount
        return True


class Full(RuntimeError):
    """No place is free."""


class Places:
    """So many may be there at a time."""

    def __init__(self, most: int) -> None:
        self._free = most

    @contextmanager
    def one(self) -> Iterator[None]:
        """Raises Full."""
        if self._free <= 0:
            raise Full
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1
