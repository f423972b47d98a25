"""The assistant's own connection, which comes back by itself."""

import asyncio
from collections.abc import Callable

import pytest

from assistant import virtual_time
from assistant.bus import Bus
from assistant.memory_bus import MemoryBroker
from devices.contract import BrokerUnavailable, ContractError, Message
from tests.bus.brokers import AnyBroker, connector, free_port

PROBE = "probe"


async def until(true: Callable[[], object], seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - it may be any condition
            await asyncio.sleep(0.01)


def noting(heard: list[str]) -> Callable[[Message], None]:
    """Adds what was told to the list, all but probes."""

    def note(message: Message) -> None:
        if message.payload != PROBE:
            heard.append(message.payload)

    return note


async def reaches(bus: Bus, *topics: str) -> None:
    """Wait until what it tells itself there arrives; only then the broker knows its patterns."""
    arrived: set[str] = set()
    bus.on_message(lambda message: arrived.add(message.topic))
    async with asyncio.timeout(60):
        while not arrived.issuperset(topics):
            await bus.publish(*(Message(topic=topic, payload=PROBE) for topic in topics))
            await asyncio.sleep(0.05)


async def test_it_comes_back_with_its_topics_after_the_broker_did(broker: AnyBroker) -> None:
    heard: list[str] = []
    changes: list[bool] = []
    async with Bus(broker.connect) as bus:
        bus.on_message(noting(heard))
        bus.on_connection_change(lambda connected, reason: changes.append(connected))
        bus.subscribe("a")
        await bus.wait_connected(60)
        bus.subscribe("b")
        await reaches(bus, "a", "b")
        await bus.publish(Message(topic="a", payload="1"), Message(topic="b", payload="2"))
        await until(lambda: heard == ["1", "2"])
        await broker.stop()
        await until(lambda: not bus.connected)
        with pytest.raises(BrokerUnavailable):
            await bus.publish(Message(topic="a", payload="lost"))
        await broker.start()
        await bus.wait_connected(60)
        await reaches(bus, "a", "b")
        await bus.publish(Message(topic="a", payload="3"), Message(topic="b", payload="4"))
        await until(lambda: heard == ["1", "2", "3", "4"])
    assert changes[0] and not changes[-1] and not bus.connected
    assert changes.count(True) == 2


async def test_closing_sends_no_will(broker: AnyBroker) -> None:
    heard: list[str] = []
    will = Message(topic="assistant", payload="gone")
    async with Bus(broker.connect, client_id="watcher") as watcher:
        watcher.on_message(noting(heard))
        watcher.subscribe("assistant")
        await watcher.wait_connected(60)
        await reaches(watcher, "assistant")
        async with Bus(broker.connect, will=will) as bus:
            await bus.wait_connected(60)
        await asyncio.sleep(0.2)
    assert heard == []


async def test_without_a_broker_it_says_why_and_goes_on_trying() -> None:
    port = free_port()
    reasons: list[str] = []
    bus = Bus(connector(port))
    bus.on_connection_change(lambda connected, reason: reasons.append(reason))
    async with bus:
        await until(lambda: any(str(port) in reason for reason in reasons))
        with pytest.raises(BrokerUnavailable, match=str(port)):
            await bus.wait_connected(1.0)
        with pytest.raises(BrokerUnavailable, match=str(port)):
            await bus.publish(Message(topic="a", payload=""))
    assert len([reason for reason in reasons if str(port) in reason]) == 1


def test_it_waits_longer_and_longer_but_not_for_ever() -> None:
    async def case() -> float:
        broker = MemoryBroker()
        broker.stop()
        loop = asyncio.get_running_loop()
        async with Bus(broker.connect) as bus:
            await asyncio.sleep(3600)
            broker.start()
            began = loop.time()
            await bus.wait_connected(60)
            return loop.time() - began

    assert virtual_time.run(case()) <= 5.0


def test_a_handler_that_fails_does_not_cut_the_home_off(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[str] = []

    def handler(message: Message) -> None:
        heard.append(message.payload)
        if message.payload == "bad":
            raise KeyError("oops")

    async def case() -> None:
        async with Bus(MemoryBroker().connect) as bus:
            bus.on_message(handler)
            bus.subscribe("a")
            await bus.wait_connected(1)
            await asyncio.sleep(0)
            await bus.publish(Message(topic="a", payload="bad"), Message(topic="a", payload="good"))
            await asyncio.sleep(0.1)

    virtual_time.run(case())
    assert heard == ["bad", "good"]
    assert "a message on a could not be handled" in caplog.text


def test_a_topic_that_no_broker_takes_is_refused_where_it_is_asked_for() -> None:
    async def case() -> None:
        async with Bus(MemoryBroker().connect) as bus:
            bus.subscribe("a/#/b")

    with pytest.raises(ContractError, match="a/#/b"):
        virtual_time.run(case())
