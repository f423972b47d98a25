"""The embedded MQTT broker: amqtt inside our process, for homes that have no broker yet.

It listens on loopback only and therefore asks for no password. It keeps nothing on disk: retained
messages live as long as it does, and devices tell everything again when they reconnect. It does
not enforce keep-alives; on loopback a dead client closes its socket, and then its last will goes
out.
"""

import asyncio
import errno
import logging
import socket
from collections import deque
from types import TracebackType
from typing import Self

from amqtt.broker import Broker as AmqttBroker
from amqtt.broker import RetainedApplicationMessage
from amqtt.contexts import BrokerConfig, ListenerConfig
from amqtt.errors import AMQTTError
from amqtt.session import OutgoingApplicationMessage, Session

from devices.model import BrokerUnavailable
from devices.topic_tree import TopicTree

LOOPBACK = "127.0.0.1"
STANDARD_PORT = 1883
_SHUTDOWN_SECONDS = 5.0
_MOST_AT_ONCE = 100
"""Messages handed out before the broker looks after its own tasks again."""

logger = logging.getLogger(__name__)


class PortInUse(BrokerUnavailable):
    """Another program listens on the port."""


class EmbeddedBroker:
    """Runs while its block is entered."""

    def __init__(self, port: int = STANDARD_PORT) -> None:
        """Port 0 takes a free one; `port` then tells which."""
        self.port = port
        self._broker: _Broker | None = None

    @property
    def url(self) -> str:
        return f"mqtt://{LOOPBACK}:{self.port}"

    async def __aenter__(self) -> Self:
        """Raises PortInUse, saying what can be done about it."""
        _quieten()
        self._check_port()
        broker = _Broker(_config(self.port))
        try:
            await broker.start()
        except AMQTTError as error:
            raise BrokerUnavailable(
                f"the embedded broker cannot start on port {self.port}: {error}"
            ) from error
        self._broker = broker
        self.port = broker.port
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._broker is None:
            return
        try:
            async with asyncio.timeout(_SHUTDOWN_SECONDS):
                await self._broker.shutdown()
        except TimeoutError:
            logger.warning("the embedded broker did not stop within %g s", _SHUTDOWN_SECONDS)
        self._broker = None

    def _check_port(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, self.port))
            except OSError as error:
                raise self._why(error) from error

    def _why(self, error: OSError) -> BrokerUnavailable:
        if error.errno == errno.EADDRINUSE:
            return PortInUse(
                f"port {self.port} is in use, perhaps by another MQTT broker: use that one with "
                f"--broker mqtt://{LOOPBACK}:{self.port}, or choose another port"
            )
        return BrokerUnavailable(f"port {self.port} cannot be opened: {error.strerror}")


def _config(port: int) -> BrokerConfig:
    return BrokerConfig(
        listeners={"default": ListenerConfig(bind=f"{LOOPBACK}:{port}")},
        plugins={"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}},
    )


def _quieten() -> None:
    """amqtt tells every connection and every stranger's bad packet; only its errors are news."""
    for name in ("amqtt", "transitions"):
        noisy = logging.getLogger(name)
        if noisy.level == logging.NOTSET:
            noisy.setLevel(logging.ERROR)


class _Filters(dict[str, list[tuple[Session, int]]]):
    """Subscriptions; the original writes all of them into a debug line at each new one."""

    def __repr__(self) -> str:
        return f"{len(self)} filters"


class _Broker(AmqttBroker):  # type: ignore[misc]  # amqtt ships no types
    """amqtt's broker with indexed topics.

    The original compares each message with each subscription, each subscription with each
    retained message, and sends a new client the retained messages of everybody's subscriptions.
    With a thousand devices that is minutes of start-up; here it is seconds.
    """

    def __init__(self, config: BrokerConfig) -> None:
        super().__init__(config)
        self._subscriptions = _Filters()
        self._retained_tree = TopicTree()
        self._filter_tree = TopicTree()
        self._filters_of: dict[str, set[str]] = {}

    @property
    def port(self) -> int:
        """Where it listens."""
        instance = self._servers["default"].instance
        address: tuple[str, int] = next(iter(instance.sockets)).getsockname()
        return int(address[1])

    async def add_subscription(self, subscription: tuple[str, int], session: Session) -> int:
        granted: int = await super().add_subscription(subscription, session)
        topic_filter = subscription[0]
        if topic_filter in self._subscriptions and session.client_id is not None:
            self._filter_tree.add(topic_filter)
            self._filters_of.setdefault(session.client_id, set()).add(topic_filter)
        return granted

    async def _del_all_subscriptions(self, session: Session) -> None:
        for topic_filter in self._filters_of.pop(session.client_id or "", set()):
            self._del_subscription(topic_filter, session)
            if not self._subscriptions.get(topic_filter, ()):
                self._subscriptions.pop(topic_filter, None)
                self._filter_tree.remove(topic_filter)

    async def retain_message(
        self,
        source_session: Session | None,
        topic_name: str | None,
        data: bytes | bytearray | None,
        qos: int | None = None,
    ) -> None:
        await super().retain_message(source_session, topic_name, data, qos)
        if topic_name is None:
            return
        if topic_name in self._retained_messages:
            self._retained_tree.add(topic_name)
        else:
            self._retained_tree.remove(topic_name)

    async def _publish_retained_messages_for_subscription(
        self, subscription: tuple[str, int], session: Session
    ) -> None:
        topic_filter, granted = subscription
        if topic_filter not in self._filters_of.get(session.client_id or "", ()):
            return
        handler = self._get_handler(session)
        if handler is None:
            return
        kept = [self._retained_messages[t] for t in self._retained_tree.topics_for(topic_filter)]
        sending = [
            handler.mqtt_publish(message.topic, message.data, _lower(granted, message), True)
            for message in kept
        ]
        await asyncio.gather(*sending, return_exceptions=True)

    async def _run_broadcast(
        self, running_tasks: deque[asyncio.Task[OutgoingApplicationMessage]]
    ) -> None:
        broadcast = await self._broadcast_queue.get()
        self._hand_out(broadcast, running_tasks)
        for _ in range(min(_MOST_AT_ONCE, self._broadcast_queue.qsize())):
            self._hand_out(self._broadcast_queue.get_nowait(), running_tasks)

    def _hand_out(
        self,
        broadcast: dict[str, object],
        running_tasks: deque[asyncio.Task[OutgoingApplicationMessage]],
    ) -> None:
        topic, data, forced = broadcast["topic"], broadcast["data"], broadcast.get("qos")
        if not isinstance(topic, str) or not isinstance(data, bytes | bytearray):
            return
        for topic_filter in self._filter_tree.patterns_for(topic):
            for session, granted in self._subscriptions.get(topic_filter, ()):
                handler = self._get_handler(session)
                if handler is None or session.transitions.state != "connected":
                    continue
                qos = min(forced, granted) if isinstance(forced, int) else granted
                sending = handler.mqtt_publish(topic, data, qos, retain=False)
                running_tasks.append(asyncio.ensure_future(sending))


def _lower(granted: int, message: RetainedApplicationMessage) -> int:
    return granted if message.qos is None else min(granted, message.qos)
