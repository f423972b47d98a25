"""Other assistants of this home on the same broker: of those that hear a call only one answers."""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from assistant.bus import Bus
from assistant.conversation.arbiter import Answering, Arbiter, Bid, Notice
from assistant.learning.codec import CodecError, dumps, from_json, to_json
from assistant.topics import ANSWERING, ASSISTANTS, BID, LISTENING, assistant_topic
from devices.contract import ONLINE, BrokerUnavailable, Message

GOODBYE_SECONDS = 1.0
HANDOVER_SECONDS = 0.1
"""So long the broker may take to pass a notice on before what is to follow goes on."""

logger = logging.getLogger(__name__)


@asynccontextmanager
async def among_peers(bus: Bus, me: str, lost: Callable[[Bid], None]) -> AsyncIterator[Arbiter]:
    """An arbiter that hears of the calls of others, and they of its own.

    `me` is one level of a topic, and nobody else's. The bus should have `farewell(me)` for a will.
    `lost` is told of every call that another answered.
    """
    peers = _Peers(bus, me)
    arbiter = Arbiter(tell=peers.tell, lost=lost)
    peers.join(arbiter)
    try:
        yield arbiter
    finally:
        await peers.leave()


def farewell(me: str) -> Message:
    """Nobody listens there any more."""
    return Message(topic=assistant_topic(me, LISTENING), payload="", retain=True)


class _Peers:
    """Carries notices between the arbiter of this process and those of others."""

    def __init__(self, bus: Bus, me: str) -> None:
        self._bus = bus
        self._me = me
        self._arbiter: Arbiter | None = None
        self._listening: set[str] = set()
        """Others."""
        self._sending: set[asyncio.Task[None]] = set()
        self._echoes: dict[tuple[str, str], asyncio.Event] = {}
        """Topic and payload of what was told and has not come back yet."""

    def join(self, arbiter: Arbiter) -> None:
        self._arbiter = arbiter
        arbiter.on_listening(self._tell_listening)
        self._bus.on_message(self._hear)
        self._bus.on_connection_change(self._connection_changed)
        self._bus.subscribe(*ASSISTANTS)

    async def leave(self) -> None:
        """Let the goodbye go out; where the broker is away it has the last will."""
        if self._sending:
            await asyncio.wait(self._sending, timeout=GOODBYE_SECONDS)
        for task in self._sending:
            task.cancel()

    async def tell(self, notice: Notice) -> None:
        """Return once the broker has passed it on, ourselves included; a slow one not for long."""
        bid = notice.bid if isinstance(notice, Answering) else notice
        what = ANSWERING if isinstance(notice, Answering) else BID
        message = Message(topic=assistant_topic(self._me, what), payload=dumps(to_json(bid)))
        key, echo = (message.topic, message.payload), asyncio.Event()
        self._echoes[key] = echo
        self._send(message)
        try:
            async with asyncio.timeout(HANDOVER_SECONDS):
                await echo.wait()
        except TimeoutError:
            logger.info("the broker has not passed on %s in time", message.topic)
        finally:
            del self._echoes[key]

    def _tell_listening(self, listens: bool) -> None:
        here = Message(topic=farewell(self._me).topic, payload=ONLINE, retain=True)
        self._send(here if listens else farewell(self._me))

    def _send(self, message: Message) -> None:
        task = asyncio.create_task(self._published(message), name=f"tell {message.topic}")
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _published(self, message: Message) -> None:
        with contextlib.suppress(BrokerUnavailable):  # then nobody else can hear of it either
            await self._bus.publish(message)

    def _connection_changed(self, connected: bool, _reason: str) -> None:
        """Nobody is known without a broker; those who are there are told by it again."""
        self._listening.clear()
        assert self._arbiter is not None
        self._arbiter.rivals(0)
        if connected and self._arbiter.listens:
            self._tell_listening(True)

    def _hear(self, message: Message) -> None:
        if (echo := self._echoes.get((message.topic, message.payload))) is not None:
            echo.set()
        parts = message.topic.split("/")
        if len(parts) != 3 or parts[0] != "assistant":
            return
        assert self._arbiter is not None
        _, peer, what = parts
        if peer == self._me:
            if what == LISTENING and not message.payload and self._arbiter.listens:
                self._tell_listening(True)  # that was the last will of an earlier connection
        elif what == LISTENING:
            (self._listening.add if message.payload else self._listening.discard)(peer)
            self._arbiter.rivals(len(self._listening))
        elif what in (BID, ANSWERING) and not message.retain:
            try:
                bid = from_json(Bid, json.loads(message.payload))
            except (CodecError, ValueError, RecursionError) as error:
                logger.warning("%s is no bid: %s", message.topic, error)
                return
            self._arbiter.hear(bid if what == BID else Answering(bid=bid))
