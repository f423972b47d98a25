"""The embedded broker with real clients."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator

import pytest

from assistant.broker_url import BrokerUrl
from assistant.mqtt import MqttConnector
from devices.broker import EmbeddedBroker, PortInUse, SignIn
from devices.clock import HomeClock
from devices.contract import BrokerUnavailable, Link, Message
from devices.house import House
from devices.topic_tree import TopicTree
from tests.devices.homes import MORNING, device


@pytest.fixture
async def connect() -> AsyncIterator[MqttConnector]:
    async with EmbeddedBroker(0) as broker:
        yield MqttConnector(BrokerUrl.parse(broker.url, {}))


async def next_message(link: Link) -> Message:
    async with asyncio.timeout(60):
        async for message in link:
            return message
    raise AssertionError("the link ended")


async def test_retained_messages_wait_for_those_who_come_later(connect: MqttConnector) -> None:
    async with connect("first") as first, connect("second") as second:
        await first.publish(Message(topic="home/a/state", payload="on", retain=True))
        await first.publish(Message(topic="home/b/state", payload="on", retain=True))
        await first.publish(Message(topic="home/b/state", payload="", retain=True))
        await second.subscribe("home/+/state")
        assert await next_message(second) == Message(
            topic="home/a/state", payload="on", retain=True
        )
        await first.publish(Message(topic="home/c/state", payload="live"))
        assert (await next_message(second)).topic == "home/c/state"


async def test_the_last_will_goes_out_when_a_client_dies_and_only_then(
    connect: MqttConnector,
) -> None:
    will = Message(topic="home/a/availability", payload="offline", retain=True)
    async with connect("watcher") as watcher:
        await watcher.subscribe("home/#")
        async with connect("tidy", Message(topic="home/x", payload="never")):
            pass
        with pytest.raises(RuntimeError, match="power cut"):
            async with connect("device", will):
                raise RuntimeError("power cut")
        assert (await next_message(watcher)).payload == "offline"
    async with connect("late") as late:
        await late.subscribe("home/a/availability")
        assert (await next_message(late)).payload == "offline"


async def test_a_new_client_gets_only_what_it_asked_for(connect: MqttConnector) -> None:
    async with connect("first") as first, connect("second") as second:
        await first.subscribe("home/#")
        await first.publish(Message(topic="home/a", payload="1", retain=True))
        await second.subscribe("other/#")
        await first.publish(Message(topic="other/b", payload="2"))
        assert (await next_message(second)).topic == "other/b"


async def test_a_port_in_use_is_named_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=f"port {port} is in use.*--broker"):
            async with EmbeddedBroker(port):
                pass


async def test_bytes_that_are_no_mqtt_do_no_harm(
    connect: MqttConnector, caplog: pytest.LogCaptureFixture
) -> None:
    for junk in (b"GET / HTTP/1.1\r\n\r\n", b"\x10\xff\xff\xff\x7f", b"\x00" * 100, b""):
        _, writer = await asyncio.open_connection(connect.url.host, connect.url.port)
        writer.write(junk)
        await writer.drain()
        writer.close()
    async with connect("after") as link:
        await link.subscribe("home/a")
        await link.publish(Message(topic="home/a", payload="fine"))
        assert (await next_message(link)).payload == "fine"


async def test_a_house_lives_on_it(connect: MqttConnector) -> None:
    lamp = device("light", "lamp", state="off")
    async with connect("watcher") as watcher:
        await watcher.subscribe("home/lamp/+")
        async with House(
            [lamp], areas={}, connect=connect, clock=HomeClock(MORNING), physics=False
        ):
            await watcher.publish(Message(topic="home/lamp/set", payload='{"state": "ON"}'))
            heard = [await next_message(watcher) for _ in range(4)]
        assert heard[-1].payload == '{"state":"ON"}'
        assert (await next_message(watcher)).payload == "offline"


async def test_a_house_is_left_at_any_moment_of_what_its_devices_say(
    connect: MqttConnector,
) -> None:
    lamp = device("light", "lamp", state="off")
    async with connect("switch") as switch:
        for steps in range(0, 40, 2):
            house = House(
                [lamp], areas={}, connect=connect, clock=HomeClock(MORNING), physics=False
            )
            async with asyncio.timeout(60):
                async with house:
                    await switch.publish(Message(topic="home/lamp/set", payload="ON"))
                    for _ in range(steps):
                        await asyncio.sleep(0)


@pytest.mark.slow
async def test_a_thousand_devices_fit(
    connect: MqttConnector, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    switches = [device("switch", f"switch_{number}") for number in range(1000)]
    async with House(switches, areas={}, connect=connect, clock=HomeClock(MORNING), physics=False):
        async with connect("watcher") as watcher:
            await watcher.subscribe("home/+/availability")
            heard = [await next_message(watcher) for _ in range(1000)]
        assert {message.payload for message in heard} == {"online"}
    assert not caplog.records


def test_topics_find_patterns_and_patterns_topics() -> None:
    patterns, topics = TopicTree(), TopicTree()
    for pattern in ("a/b", "a/+", "a/#", "#", "+/b", "$SYS/#", "a/b/c"):
        patterns.add(pattern)
    for topic in ("a/b", "a", "a/b/c", "$SYS/x", "b"):
        topics.add(topic)
    assert set(patterns.patterns_for("a/b")) == {"a/b", "a/+", "a/#", "#", "+/b"}
    assert set(patterns.patterns_for("$SYS/x")) == {"$SYS/#"}
    assert set(patterns.patterns_for("a")) == {"a/#", "#"}
    assert set(topics.topics_for("#")) == {"a/b", "a", "a/b/c", "b"}
    assert set(topics.topics_for("a/#")) == {"a/b", "a", "a/b/c"}
    assert set(topics.topics_for("+/b")) == {"a/b"}
    assert set(topics.topics_for("$SYS/#")) == {"$SYS/x"}
    patterns.remove("a/#")
    patterns.remove("never/there")
    topics.remove("a/b")
    assert set(patterns.patterns_for("a/b")) == {"a/b", "a/+", "#", "+/b"}
    assert set(topics.topics_for("a/#")) == {"a", "a/b/c"}


SIGN_IN = SignIn(username="anna", password="a long secret")


async def test_beyond_loopback_only_who_knows_the_password_gets_in() -> None:
    async with EmbeddedBroker(0, host="0.0.0.0", sign_in=SIGN_IN) as broker:
        known = {"ASSISTANT_MQTT_USERNAME": "anna", "ASSISTANT_MQTT_PASSWORD": "a long secret"}
        async with MqttConnector(BrokerUrl.parse(broker.url, known))("known") as link:
            await link.subscribe("home/#")
            await link.publish(Message(topic="home/a/state", payload="on"))
            assert (await next_message(link)).payload == "on"
        for stranger in ({}, {**known, "ASSISTANT_MQTT_PASSWORD": "a long secre"}):
            connector = MqttConnector(BrokerUrl.parse(broker.url, stranger))
            with pytest.raises(BrokerUnavailable, match=r"password|authori"):
                async with connector("stranger"):
                    pass


def test_beyond_loopback_it_does_not_come_up_without_a_password() -> None:
    for host in ("0.0.0.0", "::", "192.168.1.2", "home.lan"):
        with pytest.raises(ValueError, match="password"):
            EmbeddedBroker(0, host=host)
    with pytest.raises(ValueError, match="at least 8"):
        SignIn(username="anna", password="short")
    assert "a long secret" not in repr(SIGN_IN)
    assert EmbeddedBroker(0, host="::1").url == "mqtt://[::1]:0"
