"""Real MQTT links to one broker, secure ones too."""

import asyncio
import contextlib
import logging
import resource
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator

import aiomqtt
from paho.mqtt.client import Client as Mqtt
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from assistant.background import in_own_thread
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
            with _heeding_cancellation():
                await client.reach()
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
        if "CERTIFICATE_VERIFY_FAILED" in str(error):  # of the cause only its text is handed on
            return (
                f"the certificate of the broker at {self.url} is not trusted ({error}): "
                f"{CAFILE_VARIABLE} names the certificates to trust"
            )
        cause = error.__context__  # aiomqtt puts the system's number before its words
        why = cause.strerror if isinstance(cause, OSError) and cause.strerror else error
        return f"no MQTT broker answers at {self.url}: {why}"


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
                    with _heeding_cancellation():
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
    """What aiomqtt's public interface lacks: giving up at once, notice of a loss, and leaving
    without a goodbye."""

    async def reach(self) -> None:
        """Look up the broker and open the connection, which may take many seconds when it is away;
        whoever gives up meanwhile does not wait for that."""
        try:
            await in_own_thread(super()._client_connect, too_late=self.drop)
        except OSError as error:
            raise aiomqtt.MqttError(str(error)) from None

    def _client_connect(self) -> None:
        """Done by `reach`: aiomqtt does it in a thread that the program waits for at its end."""

    def when_lost(self, notice: Callable[[], None]) -> None:
        def retrieve(disconnected: asyncio.Future[None]) -> None:
            if not disconnected.cancelled():
                disconnected.exception()  # else asyncio complains that nobody looked
            notice()

        self._disconnected.add_done_callback(retrieve)

    def _on_subscribe(
        self,
        client: Mqtt,
        userdata: object,
        mid: int,
        reason_codes: list[ReasonCode],
        properties: Properties | None = None,
    ) -> None:
        """An answer that nobody waits for any more, as after Ctrl-C, is no defect to be logged."""
        if mid in self._pending_subscribes:
            super()._on_subscribe(client, userdata, mid, reason_codes, properties)

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
        with _heeding_cancellation():
            await client.__aexit__(None, None, None)
    except aiomqtt.MqttError as error:
        logger.debug("the broker did not acknowledge the goodbye: %s", error)
    finally:
        client.drop()


@contextlib.contextmanager
def _heeding_cancellation() -> Iterator[None]:
    """Until Python 3.12 asyncio.wait_for, by which aiomqtt waits, forgets a cancellation that comes
    in the same moment as what it waits for; and then whoever cancelled waits for ever."""
    task = asyncio.current_task()
    cancelled_before = task.cancelling() if task else 0
    try:
        yield
    finally:
        if task and task.cancelling() > cancelled_before:
            raise asyncio.CancelledError


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
