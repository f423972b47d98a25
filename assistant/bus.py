"""The assistant's own connection to the broker, which keeps itself open."""

import asyncio
import logging
from collections.abc import Callable
from types import TracebackType
from typing import Self

from assistant.topics import check_pattern
from devices.contract import BrokerUnavailable, Connect, Link, Message

logger = logging.getLogger(__name__)

CLOSED = "closed"
"""Why the connection is down when we closed it ourselves."""

OnMessage = Callable[[Message], None]
OnConnectionChange = Callable[[bool, str], None]
"""Gets whether the bus is connected, and why not in words."""

_FIRST_DELAY_SECONDS = 0.2
_LONGEST_DELAY_SECONDS = 5.0


class Bus:
    """The assistant's own connection: opens itself again and again, and remembers its topics."""

    def __init__(
        self, connect: Connect, *, client_id: str = "assistant", will: Message | None = None
    ) -> None:
        self._connect = connect
        self._client_id = client_id
        self._will = will
        self._link: Link | None = None
        self._reason = "not started"
        self._patterns: dict[str, None] = {}
        self._more_patterns = asyncio.Event()
        self._connected = asyncio.Event()
        self._message_handlers: list[OnMessage] = []
        self._connection_handlers: list[OnConnectionChange] = []
        self._closing = False
        self._keeper: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        return self._link is not None

    def on_message(self, handler: OnMessage) -> None:
        """Call this for every message; it must be quick and must not raise."""
        self._message_handlers.append(handler)

    def on_connection_change(self, handler: OnConnectionChange) -> None:
        self._connection_handlers.append(handler)

    def subscribe(self, *patterns: str) -> None:
        """Ask for topics, now and after every reconnect."""
        for pattern in patterns:
            check_pattern(pattern)
        self._patterns.update(dict.fromkeys(patterns))
        self._more_patterns.set()

    async def publish(self, *messages: Message) -> None:
        """Hand messages to the broker in this order; raises BrokerUnavailable when it is away."""
        link = self._link
        if link is None:
            raise BrokerUnavailable(self._reason)
        if len(messages) == 1:
            await link.publish(messages[0])
            return
        await asyncio.gather(*(link.publish(message) for message in messages))

    async def wait_connected(self, timeout_seconds: float) -> None:
        """Return once connected; raises BrokerUnavailable with the latest reason."""
        try:
            async with asyncio.timeout(timeout_seconds):
                await self._connected.wait()
        except TimeoutError as error:
            raise BrokerUnavailable(self._reason) from error

    async def __aenter__(self) -> Self:
        """Begin connecting; does not wait, because a home without a broker must still start."""
        self._reason = "still connecting to the broker"
        self._keeper = asyncio.create_task(self._keep_connected(), name="bus")
        self._keeper.add_done_callback(self._report_end)
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._keeper is None:
            return
        self._closing = True
        self._keeper.cancel()
        await asyncio.wait([self._keeper])
        self._keeper = None

    async def _keep_connected(self) -> None:
        delay_seconds = _FIRST_DELAY_SECONDS
        while not self._closing:
            try:
                async with self._connect(self._client_id, self._will) as link:
                    delay_seconds = _FIRST_DELAY_SECONDS
                    await self._serve(link)
            except BrokerUnavailable as error:
                self._down(str(error))
                await asyncio.sleep(delay_seconds)
                delay_seconds = min(delay_seconds * 2, _LONGEST_DELAY_SECONDS)

    async def _serve(self, link: Link) -> None:
        """Read and subscribe until the connection is lost, or until the bus is closed."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._subscribe_as_asked(link), name="bus-subscribe")
                self._up(link)
                await self._read(link)
        except ExceptionGroup as group:
            lost, other = group.split(BrokerUnavailable)
            if lost is None or other is not None:
                raise
            raise BrokerUnavailable(str(lost.exceptions[0])) from group
        except asyncio.CancelledError:
            if not self._closing:
                raise
            self._down(CLOSED)  # and leave the link politely, so that no will is sent

    async def _read(self, link: Link) -> None:
        async for message in link:
            for handler in self._message_handlers:
                _call(handler, message)
        raise BrokerUnavailable("the broker ended the connection")

    def _report_end(self, keeper: asyncio.Task[None]) -> None:
        if not keeper.cancelled() and (error := keeper.exception()) is not None:
            logger.critical("the connection to the broker is given up", exc_info=error)
            self._down(f"the connection was given up: {error}")

    async def _subscribe_as_asked(self, link: Link) -> None:
        """Batches: many devices announced at once become one request."""
        asked: set[str] = set()
        while True:
            self._more_patterns.clear()
            fresh = [pattern for pattern in self._patterns if pattern not in asked]
            asked.update(fresh)
            if fresh:
                await link.subscribe(*fresh)
            await self._more_patterns.wait()

    def _up(self, link: Link) -> None:
        self._link = link
        self._connected.set()
        for handler in self._connection_handlers:
            handler(True, "connected")

    def _down(self, reason: str) -> None:
        was_connected = self.connected
        self._link = None
        self._connected.clear()
        changed = was_connected or reason != self._reason
        self._reason = reason
        if changed:  # told once, not at every further attempt
            for handler in self._connection_handlers:
                handler(False, reason)


def _call(handler: OnMessage, message: Message) -> None:
    try:
        handler(message)
    except Exception:  # one bad message must not cut the home off
        logger.exception("a message on %s could not be handled", message.topic)
