"""What every broker does alike, in memory or real."""

import asyncio
import contextlib
import shutil
import socket
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from assistant.broker_url import BrokerUrl
from assistant.mqtt import LARGEST_PAYLOAD_BYTES, MqttConnector
from devices.broker import EmbeddedBroker
from devices.contract import BrokerUnavailable, ContractError, Link, Message
from tests.bus.brokers import AnyBroker, Mosquitto, amqtt_for_members, connector, free_port


async def take(link: Link, count: int, seconds: float = 60.0) -> list[Message]:
    messages: list[Message] = []
    async with asyncio.timeout(seconds):
        async for message in link:
            messages.append(message)
            if len(messages) == count:
                break
    return messages


@contextlib.asynccontextmanager
async def two(broker: AnyBroker) -> AsyncIterator[tuple[Link, Link]]:
    async with broker.connect("one") as one, broker.connect("two") as other:
        yield one, other


@contextlib.contextmanager
def nobody_answers() -> Iterator[int]:
    """A port where connecting takes until one gives up, as at a computer that is off."""
    with contextlib.ExitStack() as stack:
        silent = stack.enter_context(socket.socket())
        silent.bind(("127.0.0.1", 0))
        silent.listen(0)
        for _ in range(4):  # more than may wait to be accepted
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                waiting.connect(silent.getsockname())
        yield silent.getsockname()[1]


def test_who_gives_up_connecting_is_not_kept_waiting() -> None:
    async def give_up(port: int) -> None:
        connect = MqttConnector(BrokerUrl.parse(f"mqtt://127.0.0.1:{port}"))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.1), connect("one"):
                pass

    with nobody_answers() as port:
        began = time.monotonic()
        asyncio.run(give_up(port))  # to its very end, threads and all
        assert time.monotonic() - began < 2


async def test_a_message_arrives(broker: AnyBroker) -> None:
    async with two(broker) as (one, other):
        await other.subscribe("home/lamp/set")
        await one.publish(Message(topic="home/lamp/set", payload='{"state":"ON"} ü'))
        assert await take(other, 1) == [Message(topic="home/lamp/set", payload='{"state":"ON"} ü')]


async def test_an_answer_that_nobody_waits_for_is_not_logged(
    broker: AnyBroker, caplog: pytest.LogCaptureFixture
) -> None:
    async with two(broker) as (one, other):
        given_up = asyncio.create_task(other.subscribe("early"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        given_up.cancel()
        await other.subscribe("count")
        await one.publish(Message(topic="count", payload="1"))
        assert len(await take(other, 1)) == 1
    assert caplog.text == ""


async def test_messages_keep_their_order(broker: AnyBroker) -> None:
    async with two(broker) as (one, other):
        await other.subscribe("count")
        await asyncio.gather(
            *(one.publish(Message(topic="count", payload=str(i))) for i in range(250))
        )
        assert [m.payload for m in await take(other, 250)] == [str(i) for i in range(250)]


async def test_retained_messages_come_first_and_say_so(broker: AnyBroker) -> None:
    async with two(broker) as (one, other):
        kept = Message(topic="home/lamp/state", payload="on", retain=True)
        await one.publish(kept)
        await one.publish(Message(topic="home/fan/state", payload="off", retain=True))
        await one.publish(Message(topic="home/fan/state", payload="", retain=True))
        await other.subscribe("home/+/state")
        assert await take(other, 1) == [kept]
        await one.publish(Message(topic="home/lamp/state", payload="off", retain=True))
        assert (await take(other, 1))[0].retain is False
        with pytest.raises(TimeoutError):
            await take(other, 1, seconds=0.1)


async def test_wildcards(broker: AnyBroker) -> None:
    async with two(broker) as (one, other):
        await other.subscribe("a/+/c", "x/#")
        for topic in ("a/b/c", "a/b/d", "a/b/c/d", "x", "x/y/z", "y"):
            await one.publish(Message(topic=topic, payload=topic))
        assert [m.topic for m in await take(other, 3)] == ["a/b/c", "x", "x/y/z"]


async def test_the_will_is_sent_when_a_device_dies(broker: AnyBroker) -> None:
    will = Message(topic="home/lamp/availability", payload="offline", retain=True)
    async with broker.connect("watcher") as watcher:
        await watcher.subscribe("home/+/availability")
        with pytest.raises(ZeroDivisionError):
            async with broker.connect("lamp", will):
                raise ZeroDivisionError
        assert (await take(watcher, 1))[0].payload == "offline"


async def test_the_will_is_sent_when_a_device_is_cancelled(broker: AnyBroker) -> None:
    will = Message(topic="home/lamp/availability", payload="offline", retain=True)

    is_there = asyncio.Event()

    async def live() -> None:
        async with broker.connect("lamp", will) as link:
            await link.subscribe("home/lamp/set")
            is_there.set()
            await take(link, 1, seconds=60)

    async with broker.connect("watcher") as watcher:
        await watcher.subscribe("home/+/availability")
        lamp = asyncio.create_task(live())
        await is_there.wait()
        lamp.cancel()
        assert (await take(watcher, 1))[0].payload == "offline"
        with pytest.raises(asyncio.CancelledError):
            await lamp


async def test_a_cancellation_is_heeded_whenever_it_comes() -> None:
    """Most of all in the moment in which the broker's confirmation comes, too."""
    async with EmbeddedBroker(0) as broker, connector(broker.port)("one") as link:

        async def tell_for_ever() -> None:
            while True:
                await link.publish(Message(topic="a", payload="b"))

        for turns_of_the_loop in range(120):
            telling = asyncio.create_task(tell_for_ever())
            for _ in range(turns_of_the_loop):
                await asyncio.sleep(0)
            telling.cancel()
            await asyncio.wait([telling], timeout=30)
            assert telling.cancelled(), f"deaf after {turns_of_the_loop} turns"


async def test_no_will_after_a_polite_goodbye(broker: AnyBroker) -> None:
    will = Message(topic="home/lamp/availability", payload="offline", retain=True)
    async with broker.connect("watcher") as watcher:
        await watcher.subscribe("home/+/availability")
        async with broker.connect("lamp", will):
            pass
        with pytest.raises(TimeoutError):
            await take(watcher, 1, seconds=0.2)


async def test_a_lost_broker_ends_everything_at_once(broker: AnyBroker) -> None:
    async with asyncio.timeout(60):
        with pytest.raises(BrokerUnavailable):
            async with broker.connect("one") as link:
                await link.subscribe("a")
                reading = asyncio.create_task(take(link, 1, seconds=600))
                await asyncio.sleep(0.05)
                await broker.stop()
                with pytest.raises(BrokerUnavailable):
                    await reading
                await link.publish(Message(topic="a", payload="b"))
        with pytest.raises(BrokerUnavailable):
            async with broker.connect("one"):
                pass
    await broker.start()
    async with broker.connect("one") as link:
        await link.publish(Message(topic="a", payload="b"))


async def test_bad_topics_are_refused_before_the_broker_sees_them(broker: AnyBroker) -> None:
    async with broker.connect("one") as link:
        for topic in ("", "a/+", "#"):
            with pytest.raises(ContractError):
                await link.publish(Message(topic=topic, payload=""))
        for pattern in ("", "a/#/b", "a+/b", "a#"):
            with pytest.raises(ContractError):
                await link.subscribe(pattern)


async def test_garbage_arrives_as_text_and_huge_payloads_do_not_arrive() -> None:
    broker = Mosquitto("allow_anonymous true")
    await broker.start()
    async with broker.connect("one") as one, broker.connect("two") as two:
        await two.subscribe("a")
        await one._client.publish("a", b"\xff\xfe{", qos=1)  # type: ignore[attr-defined]
        await one.publish(Message(topic="a", payload="x" * (LARGEST_PAYLOAD_BYTES + 1)))
        await one.publish(Message(topic="a", payload="small"))
        assert [m.payload for m in await take(two, 2)] == ["��{", "small"]
    await broker.stop()


async def test_nobody_listens_on_the_port() -> None:
    port = free_port()
    with pytest.raises(
        BrokerUnavailable, match=f"no MQTT broker answers at mqtt://127.0.0.1:{port}: Connect"
    ):
        async with connector(port)("one"):
            pass


async def test_something_else_listens_on_the_port() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", port := free_port())
    link = connector(port)
    link._timeout_seconds = 0.5
    with pytest.raises(BrokerUnavailable, match="no MQTT broker answers"):
        async with link("one"):
            pass
    server.close()


@pytest.mark.parametrize("user", ["", "anna:wrong@", "nobody:x@"])
async def test_a_wrong_password_says_what_to_set(with_password: Mosquitto, user: str) -> None:
    with pytest.raises(BrokerUnavailable, match="refused the user name or password") as refusal:
        async with connector(with_password.port, user)("one"):
            pass
    assert "ASSISTANT_MQTT_PASSWORD" in str(refusal.value)
    assert "wrong" not in str(refusal.value)


async def test_the_right_password_is_let_in(with_password: Mosquitto) -> None:
    async with connector(with_password.port, "anna:se%20cret%3A%40%2F@")("one") as link:
        await link.publish(Message(topic="a", payload="b"))


async def test_amqtt_refuses_strangers() -> None:
    broker, connect = await amqtt_for_members()
    with pytest.raises(BrokerUnavailable, match="refused the user name or password"):
        async with connect("one"):
            pass
    await broker.shutdown()


async def test_two_hundred_devices_connect_together() -> None:
    broker = Mosquitto("allow_anonymous true")
    await broker.start()
    async with contextlib.AsyncExitStack() as stack, asyncio.timeout(60):
        links = await asyncio.gather(
            *(stack.enter_async_context(broker.connect(f"device{i}")) for i in range(200))
        )
        await asyncio.gather(*(link.subscribe("all") for link in links))
        await links[0].publish(Message(topic="all", payload="hello"))
        assert all([await take(link, 1) for link in links])
    await broker.stop()


async def test_mqtts_trusts_the_named_authorities_and_nobody_else(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: apt-get install openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    options = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost"
    options += f" -addext subjectAltName=DNS:localhost -keyout {key} -out {certificate}"
    process = await asyncio.create_subprocess_exec(
        "openssl", *options.split(), stderr=asyncio.subprocess.DEVNULL
    )
    assert await process.wait() == 0
    settings = f"allow_anonymous true,user root,certfile {certificate},keyfile {key}"
    broker = Mosquitto(*settings.split(","))
    await broker.start()
    address = f"mqtts://localhost:{broker.port}"
    trusting = BrokerUrl.parse(address, {"ASSISTANT_MQTT_CAFILE": str(certificate)})
    async with MqttConnector(trusting)("one") as link:
        await link.subscribe("a")
        await link.publish(Message(topic="a", payload="secret"))
        assert [m.payload for m in await take(link, 1)] == ["secret"]
    with pytest.raises(BrokerUnavailable, match=r"not trusted.*ASSISTANT_MQTT_CAFILE"):
        async with MqttConnector(BrokerUrl.parse(address, {}))("one"):
            pass
    await broker.stop()
