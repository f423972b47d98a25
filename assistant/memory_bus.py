"""An MQTT broker in memory: the same links as a real one, for cases that need no network."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from assistant.topics import check_pattern, check_topic, matches
from devices.contract import BrokerUnavailable, Link, Message


class MemoryBroker:
    """Retained messages, wildcards and last wills, without sockets; deterministic."""

    def __init__(self) -> None:
        self.retained: dict[str, Message] = {}
        self._running = True
        self._links: dict[str, MemoryLink] = {}
        self._subscriptions = _Subscriptions()

    @asynccontextmanager
    async def connect(self, client_id: str, will: Message | None = None) -> AsyncIterator[Link]:
        """Open a link; see `Connect`. A second client of the same name replaces the first."""
        if not self._running:
            raise BrokerUnavailable("the broker in memory is stopped")
        link = MemoryLink(self, client_id, will)
        if (older := self._links.get(client_id)) is not None:
            self._break(older)
        self._links[client_id] = link
        try:
            yield link
        except BaseException:
            self._break(link)
            raise
        finally:
            self._remove(link)

    def stop(self) -> None:
        """Go away as a killed broker does: links break; retained messages stay for `start`."""
        self._running = False
        for link in list(self._links.values()):
            link.end()
            self._remove(link)

    def start(self) -> None:
        self._running = True

    def deliver(self, message: Message) -> None:
        """Take one message from a client."""
        if message.retain:
            if message.payload:
                self.retained[message.topic] = message
            else:
                self.retained.pop(message.topic, None)
        receivers = self._subscriptions.matching(message.topic)
        if receivers:
            live = replace(message, retain=False) if message.retain else message
            for link in receivers:
                link.receive(live)

    def add(self, link: "MemoryLink", pattern: str) -> None:
        """Subscribe a link and send it what is retained."""
        self._subscriptions.add(link, pattern)
        if "+" in pattern or "#" in pattern:
            for topic, message in self.retained.items():
                if matches(pattern, topic):
                    link.receive(message)
        elif (kept := self.retained.get(pattern)) is not None:
            link.receive(kept)

    def _break(self, link: "MemoryLink") -> None:
        if link.open:
            link.end()
            self._remove(link)
            if link.will is not None:
                self.deliver(link.will)

    def _remove(self, link: "MemoryLink") -> None:
        link.end()
        self._subscriptions.remove(link)
        if self._links.get(link.client_id) is link:
            del self._links[link.client_id]


class MemoryLink:
    """One client's connection; see `Link`."""

    def __init__(self, broker: MemoryBroker, client_id: str, will: Message | None) -> None:
        self.client_id = client_id
        self.will = will
        self.open = True
        self.patterns: list[str] = []
        self._broker = broker
        self._inbox: deque[Message] = deque()
        self._waiter: asyncio.Future[None] | None = None

    async def publish(self, message: Message) -> None:
        self._check_open()
        check_topic(message.topic)
        self._broker.deliver(message)

    async def subscribe(self, *patterns: str) -> None:
        self._check_open()
        for pattern in patterns:
            check_pattern(pattern)
        for pattern in patterns:
            self._broker.add(self, pattern)

    async def __aiter__(self) -> AsyncIterator[Message]:
        while True:
            while self._inbox:
                yield self._inbox.popleft()
            self._check_open()
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None

    def receive(self, message: Message) -> None:
        self._inbox.append(message)
        self._wake()

    def end(self) -> None:
        """The connection is gone; whoever iterates finds out."""
        self.open = False
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _check_open(self) -> None:
        if not self.open:
            raise BrokerUnavailable("the connection to the broker in memory is gone")


@dataclass(slots=True)
class _Level:
    """One level of the tree of wildcard patterns."""

    below: dict[str, "_Level"] = field(default_factory=dict)
    links: dict[MemoryLink, None] = field(default_factory=dict)


class _Subscriptions:
    """Plain topics in a table, wildcards in a tree: a publish looks at what can match only."""

    def __init__(self) -> None:
        self._plain: dict[str, dict[MemoryLink, None]] = {}
        self._tree = _Level()

    def add(self, link: MemoryLink, pattern: str) -> None:
        link.patterns.append(pattern)
        if "+" in pattern or "#" in pattern:
            self._leaf(pattern).links[link] = None
        else:
            self._plain.setdefault(pattern, {})[link] = None

    def remove(self, link: MemoryLink) -> None:
        for pattern in link.patterns:
            if "+" in pattern or "#" in pattern:
                self._leaf(pattern).links.pop(link, None)
            elif (links := self._plain.get(pattern)) is not None:
                links.pop(link, None)
        link.patterns.clear()

    def matching(self, topic: str) -> list[MemoryLink]:
        """Links that asked for this topic, each once, in the order in which they asked."""
        found = dict(self._plain.get(topic, ()))
        if self._tree.below:
            for leaf in _walk(self._tree, topic.split("/"), 0):
                found.update(leaf.links)
        return list(found)

    def _leaf(self, pattern: str) -> _Level:
        level = self._tree
        for part in pattern.split("/"):
            level = level.below.setdefault(part, _Level())
        return level


def _walk(level: _Level, parts: list[str], depth: int) -> Iterator[_Level]:
    wild = depth > 0 or not parts[0].startswith("$")  # `$SYS` is not for everybody's `#`
    if wild and (rest := level.below.get("#")) is not None:
        yield rest
    if depth == len(parts):
        yield level
        return
    if (same := level.below.get(parts[depth])) is not None:
        yield from _walk(same, parts, depth + 1)
    if wild and (any_part := level.below.get("+")) is not None:
        yield from _walk(any_part, parts, depth + 1)
