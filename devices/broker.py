"""The embedded MQTT broker: amqtt inside our process, for homes that have no broker yet.

On loopback it asks for no password; anywhere else it does not listen without one. It keeps nothing
on disk: retained messages live as long as it does, and devices tell everything again when they
reconnect. It does not enforce keep-alives: a client whose process dies closes its socket, and then
its last will goes out; of one that loses its network nobody hears until the system gives it up.
"""

import asyncio
import errno
import hmac
import logging
import socket
from collections import deque
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from amqtt.broker import Broker as AmqttBroker
from amqtt.broker import RetainedApplicationMessage
from amqtt.contexts import BrokerConfig, ListenerConfig
from amqtt.errors import AMQTTError
from amqtt.plugins.base import BaseAuthPlugin
from amqtt.session import OutgoingApplicationMessage, Session

from devices.loopback import LOOPBACK, is_loopback
from devices.model import BrokerUnavailable
from devices.topic_tree import TopicTree

SHORTEST_PASSWORD = 8
STANDARD_PORT = 1883
_SHUTDOWN_SECONDS = 5.0
_MOST_AT_ONCE = 100
"""Messages handed out before the broker looks after its own tasks again."""

logger = logging.getLogger(__name__)


class PortInUse(BrokerUnavailable):
    """Another program listens on the port."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """What every client must know."""

    username: str
    password: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.username or len(self.password) < SHORTEST_PASSWORD:
            raise ValueError(
                f"a broker that others can reach needs a user and a password of at least "
                f"{SHORTEST_PASSWORD} characters"
            )


class EmbeddedBroker:
    """Runs while its block is entered."""

    def __init__(
        self, port: int = STANDARD_PORT, *, host: str = LOOPBACK, sign_in: SignIn | None = None
    ) -> None:
        """Port 0 takes a free one; `port` then tells which.

        Raises ValueError for a host that others can reach without somebody to sign in as.
        """
        if sign_in is None and not is_loopback(host):
            raise ValueError(f"{host} can be reached by others, so a user and password are needed")
        self.host = host
        self.port = port
        self._sign_in = sign_in
        self._broker: _Broker | None = None

    @property
    def url(self) -> str:
        """For clients on this machine."""
        host = {"0.0.0.0": LOOPBACK, "::": "::1"}.get(self.host, self.host)
        return f"mqtt://{f'[{host}]' if ':' in host else host}:{self.port}"

    async def __aenter__(self) -> Self:
        """Raises PortInUse, saying what can be done about it."""
        _quieten()
        self.check_port()
        broker = _Broker(_config(self.host, self.port, self._sign_in))
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
            # what is left of it ends with the event loop, and would tell that as its own failure
            logging.getLogger("amqtt").setLevel(logging.CRITICAL)
        self._broker = None

    def check_port(self) -> None:
        """Raises what starting would raise if the port cannot be had just now."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise self._why(error) from error

    def _why(self, error: OSError) -> BrokerUnavailable:
        if error.errno == errno.EADDRINUSE:
            return PortInUse(
                f"port {self.port} is in use, perhaps by another MQTT broker: use that one with "
                f"--broker mqtt://{LOOPBACK}:{self.port}, or choose another port"
            )
        where = f"port {self.port} on {self.host}"
        return BrokerUnavailable(f"{where} cannot be opened: {error.strerror or error}")


def _config(host: str, port: int, sign_in: SignIn | None) -> BrokerConfig:
    plugins: dict[str, dict[str, object]] = {
        "amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}
    }
    if sign_in is not None:
        known: dict[str, object] = {"username": sign_in.username, "password": sign_in.password}
        plugins = {"devices.broker.SignInPlugin": known}
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return BrokerConfig(listeners={"default": ListenerConfig(bind=bind)}, plugins=plugins)


class SignInPlugin(BaseAuthPlugin):  # type: ignore[misc]  # amqtt ships no types
    """Lets in who knows the one user and password."""

    @dataclass
    class Config:
        """As amqtt hands it over."""

        username: str
        password: str = field(repr=False)

    async def authenticate(self, *, session: Session) -> bool:
        said = f"{session.username or ''}\n{session.password or ''}".encode()
        known = f"{self.config.username}\n{self.config.password}".encode()
        return hmac.compare_digest(said, known)


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
