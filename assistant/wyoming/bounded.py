"""A stream reader that never takes in more than a satellite has to say."""

import asyncio
import logging

LARGEST_PART_BYTES = 1024 * 1024
"""A second of the best audio is a fifth of it."""

logger = logging.getLogger(__name__)


class TooLarge(ValueError):
    """A part of an event is announced that nobody needs."""


class BoundedReader(asyncio.StreamReader):
    """Hands on another reader's bytes."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        super().__init__()
        self._bounded = reader

    async def readline(self) -> bytes:
        return await self._bounded.readline()

    async def readexactly(self, n: int) -> bytes:
        """Raises TooLarge."""
        if n > LARGEST_PART_BYTES:
            logger.warning("a Wyoming client announces %d bytes and is cut off", n)
            raise TooLarge(f"{n} bytes")
        return await self._bounded.readexactly(n)

    def feed_eof(self) -> None:
        self._bounded.feed_eof()
