"""The assistant's way to the broker: real MQTT links, and one connection that keeps itself open."""

import asyncio
import contextlib
import logging
import resource
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Self

import aiomqtt

from assistant.broker_url import (
    CAFILE_VARIABLE,
    PASSWORD_VARIABLE,
    USERNAME_VARIABLE,
    BrokerAddressError,
    BrokerUrl,
)
from assistant.topics import check_pattern, check_topic
from devices.contract import (
    LARGEST_LIST_BYTES,
    BrokerUnavailable,
    Connect,
    Link,
    Message,
    is_bridge_list,
)

LARGEST_PAYLOAD_BYTES = 64 * 1024
"""No device of a home needs more; what is larger is dropped before anything parses it. Only a
bridge's list of all its devices may be as long as the contract says."""
_KEEPALIVE_SECONDS = 20
_TIMEOUT_SECONDS = 10.0
"""How long the broker may take to answer one request."""
_CONNECTING_AT_ONCE = 32
"""A thousand simulated devices queue up here instead of running into the timeout together."""
_MAX_INFLIGHT = 100
_QOS = 1
_REFUSED_SIGN_IN = (4, 5, 0x86, 0x87)
"""Reason codes of MQTT 3.1.1 and 5 for a wrong name or password."""
_SUBSCRIBE_FAILED = 0x80

CLOSED = "closed"
"""Why the connection is down when we closed it ourselves."""

logger = logging.getLogger(__name__)


class MqttConnector:
    """Opens links to one broker; see `Connect`.

    Leaving a link's block by an exception, cancellation included, breaks the connection without
    a goodbye, so that the broker sends the will: that is what a device that dies looks like.
    """

    def __init__(self, url: BrokerUrl, *, timeout_seconds: float = _TIMEOUT_SECONDS) -> None:
        self.url = url
        self._timeout_seconds = timeout_seconds
        self._turnstile = asyncio.Semaphore(_CONNECTING_AT_ONCE)
        self._tls = _tls_context(url)
        _allow_many_connections()

    @contextlib.asynccontextmanager
    async def __call__(self, client_id: str, will: Message | None = None) -> AsyncIterator[Link]:
        """Connect; raises BrokerUnavailable with a reason that a person can act on."""
        client = self._client(client_id, will)
        async with self._turnstile:
            await self._open(client)
        try:
            yield MqttLink(client, self.url)
        except BaseException:
            client.drop()
            raise
        finally:
            await _close(client)

    def _client(self, client_id: str, will: Message | None) -> "_Client":
        client = _Client(
            self.url.host,
            self.url.port,
            username=self.url.username,
            password=self.url.password,
            identifier=client_id,
            will=None if will is None else _will(will),
            timeout=self._timeout_seconds,
            keepalive=_KEEPALIVE_SECONDS,
            max_inflight_messages=_MAX_INFLIGHT,
            max_concurrent_outgoing_calls=_MAX_INFLIGHT,
            tls_context=self._tls,
            socket_options=((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),),  # small packets at once
        )
        client.pending_calls_threshold = _MAX_INFLIGHT  # a scene's worth at once is no concern
        return client

    async def _open(self, client: "_Client") -> None:
        try:
            await client.__aenter__()
        except aiomqtt.MqttError as error:
            client.drop()
            raise BrokerUnavailable(self._why(error)) from error
        except BaseException:
            client.drop()
            raise

    def _why(self, error: aiomqtt.MqttError) -> str:
        code = error.rc if isinstance(error, aiomqtt.MqttCodeError) else None
        value = code if isinstance(code, int) or code is None else code.value
        if value in _REFUSED_SIGN_IN:
            return (
                f"the broker at {self.url} refused the user name or password: "
                f"set {USERNAME_VARIABLE} and {PASSWORD_VARIABLE}"
            )
        return f"no MQTT broker answers at {self.url}: {error}"


class MqttLink:
    """One open MQTT connection; see `Link`."""

    def __init__(self, client: "_Client", url: BrokerUrl) -> None:
        self._client = client
        self._url = url
        self._waits: set[asyncio.Timeout] = set()
        self._lost = False
        client.when_lost(self._note_loss)

    async def publish(self, message: Message) -> None:
        """Return once the broker has the message."""
        check_topic(message.topic)
        async with self._until_lost():
            await self._client.publish(
                message.topic, message.payload, qos=_QOS, retain=message.retain
            )

    async def subscribe(self, *patterns: str) -> None:
        """Return once the broker has answered; topics that it forbids are named in a warning."""
        for pattern in patterns:
            check_pattern(pattern)
        if not patterns:
            return
        async with self._until_lost():
            codes = await self._client.subscribe([(pattern, _QOS) for pattern in patterns])
        values = [code if isinstance(code, int) else code.value for code in codes]
        for pattern, value in zip(patterns, values, strict=False):
            if value >= _SUBSCRIBE_FAILED:
                logger.warning("the broker at %s forbids reading %s", self._url, pattern)

    async def __aiter__(self) -> AsyncIterator[Message]:
        """Messages as they come; bytes that are no UTF-8 arrive as replacement characters."""
        warned = False
        try:
            async for raw in self._client.messages:
                payload = raw.payload if isinstance(raw.payload, bytes) else b""
                if len(payload) <= _largest(raw.topic.value):
                    text = payload.decode("utf-8", "replace")
                    yield Message(topic=raw.topic.value, payload=text, retain=raw.retain)
                elif not warned:
                    warned = True
                    logger.warning("dropped %d bytes on %s: too large", len(payload), raw.topic)
        except aiomqtt.MqttError as error:
            raise self._unavailable() from error

    @contextlib.asynccontextmanager
    async def _until_lost(self) -> AsyncIterator[None]:
        """End the wait for an answer at once when the connection is gone."""
        if self._lost:
            raise self._unavailable()
        try:
            async with asyncio.timeout(None) as wait:
                self._waits.add(wait)
                try:
                    yield
                finally:
                    self._waits.discard(wait)
        except (aiomqtt.MqttError, TimeoutError) as error:
            raise self._unavailable() from error

    def _note_loss(self) -> None:
        self._lost = True
        now = asyncio.get_running_loop().time()
        for wait in self._waits:
            wait.reschedule(now)

    def _unavailable(self) -> BrokerUnavailable:
        state = "is gone" if self._lost else "does not answer"
        return BrokerUnavailable(f"the connection to the broker at {self._url} {state}")


class _Client(aiomqtt.Client):
    """What aiomqtt's public interface lacks: notice of a loss, and leaving without a goodbye."""

    def when_lost(self, notice: Callable[[], None]) -> None:
        def retrieve(disconnected: asyncio.Future[None]) -> None:
            if not disconnected.cancelled():
                disconnected.exception()  # else asyncio complains that nobody looked
            notice()

        self._disconnected.add_done_callback(retrieve)

    def drop(self) -> None:
        """Break the connection as a power cut would; a no-op when there is none."""
        open_socket = self._client.socket()
        if not isinstance(open_socket, socket.socket):
            return
        with contextlib.suppress(OSError):  # the other side was faster
            open_socket.shutdown(socket.SHUT_RDWR)
        self._client.loop_read()  # lets paho see the end and close its side


def _largest(topic: str) -> int:
    return LARGEST_LIST_BYTES if is_bridge_list(topic) else LARGEST_PAYLOAD_BYTES


def _will(message: Message) -> aiomqtt.Will:
    return aiomqtt.Will(message.topic, message.payload, _QOS, message.retain)


async def _close(client: _Client) -> None:
    try:
        await client.__aexit__(None, None, None)
    except aiomqtt.MqttError as error:
        logger.debug("the broker did not acknowledge the goodbye: %s", error)
    finally:
        client.drop()


def _tls_context(url: BrokerUrl) -> ssl.SSLContext | None:
    if not url.tls:
        return None
    try:
        return ssl.create_default_context(cafile=url.cafile)
    except OSError as error:
        raise BrokerAddressError(
            f"{CAFILE_VARIABLE} names {url.cafile!r}, which holds no usable certificates: {error}"
        ) from error


def _allow_many_connections() -> None:
    """A process may usually open 1,024 files; a large simulated home needs more."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


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
