"""A browser as a speaker: replies go out over a socket, and it tells how far they were heard."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from assistant.audio.frame import RATE, milliseconds

CHUNK_MS = 200.0
"""So much of a reply is sent at a time."""
LEAD_MS = 600.0
"""So much of a reply may be on its way; the rest waits here, where it can still be stopped."""
PATIENCE_SECONDS = 2.0
"""How long after the end of a reply a browser may take to say that it has played it."""

Send = Callable[[str | bytes], Awaitable[None]]
"""Sends one message; text is a notice, bytes are samples."""


class BrowserPlayer:
    """Plays replies in the browser (`Player`), which tells how far it has come."""

    name = "browser"

    def __init__(self, send: Send, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._send = send
        self._patience_seconds = patience_seconds
        self._stopped = asyncio.Event()
        self._played: asyncio.Future[float] | None = None

    async def play(self, pcm: bytes) -> float:
        """Milliseconds that were heard, by the browser's own word."""
        loop = asyncio.get_running_loop()
        self._stopped.clear()
        self._played = loop.create_future()
        total_ms = milliseconds(len(pcm) // 2)
        began = loop.time()
        try:
            await self._send('{"is":"Play"}')
            await self._stream(pcm, began)
            if not self._stopped.is_set():
                await self._send('{"is":"End"}')
                await self._until_played_or_stopped(began + total_ms / 1000 - loop.time())
            if self._stopped.is_set() and not self._played.done():
                await self._send('{"is":"Stop"}')
                await asyncio.wait([self._played], timeout=self._patience_seconds)
            by_the_clock_ms = 1000 * (loop.time() - began)
            played_ms = self._played.result() if self._played.done() else by_the_clock_ms
            return min(total_ms, played_ms)
        finally:
            self._played = None

    def stop(self) -> None:
        """Fall silent at once."""
        self._stopped.set()

    def note_played(self, played_ms: float) -> None:
        """The browser has played so much, to the end or until it was stopped."""
        if self._played is not None and not self._played.done():
            self._played.set_result(max(0.0, played_ms))

    async def _stream(self, pcm: bytes, began: float) -> None:
        """Send a little ahead of what is heard."""
        size = 2 * round(RATE * CHUNK_MS / 1000)
        for number, at in enumerate(range(0, len(pcm), size)):
            ahead_ms = number * CHUNK_MS - 1000 * (asyncio.get_running_loop().time() - began)
            if await self._is_stopped_within(max(0.0, ahead_ms - LEAD_MS) / 1000):
                return
            await self._send(pcm[at : at + size])

    async def _until_played_or_stopped(self, left_seconds: float) -> None:
        assert self._played is not None
        stopping = asyncio.ensure_future(self._stopped.wait())
        waits: tuple[asyncio.Future[Any], ...] = (self._played, stopping)
        timeout = max(0.0, left_seconds) + self._patience_seconds
        try:
            await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()

    async def _is_stopped_within(self, seconds: float) -> bool:
        if seconds <= 0:
            return self._stopped.is_set()
        try:
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
        except TimeoutError:
            return False
        return True
