"""The broker in memory: topics, take-over, speed."""

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import virtual_time
from assistant.memory_bus import MemoryBroker
from assistant.topics import matches
from devices.contract import BrokerUnavailable, Message
from tests.speed import cpu_seconds, slowness

LEVELS = st.sampled_from(["a", "b", "", "$x"])
TOPICS = st.lists(LEVELS, min_size=1, max_size=4).map("/".join).filter(bool)
PATTERNS = (
    st.tuples(st.lists(st.one_of(LEVELS, st.just("+")), max_size=4), st.booleans())
    .map(lambda made: "/".join([*made[0], *(["#"] if made[1] else [])]))
    .filter(bool)
)


def reference(pattern: str, topic: str) -> bool:
    """The rules of MQTT 3.1.1, section 4.7, as a regular expression."""
    if topic.startswith("$") and pattern[0] in "+#":
        return False
    if pattern == "#":
        return True
    tail = "(/.*)?" if pattern.endswith("/#") else ""
    body = re.escape(pattern.removesuffix("/#")).replace(r"\+", "[^/]*")
    return re.fullmatch(body + tail, topic, re.DOTALL) is not None


@given(PATTERNS, TOPICS)
def test_matching_follows_the_standard(pattern: str, topic: str) -> None:
    assert matches(pattern, topic) == reference(pattern, topic)


@given(st.lists(PATTERNS, max_size=6), TOPICS)
def test_each_client_gets_a_message_once_if_any_pattern_takes_it(
    patterns: list[str], topic: str
) -> None:
    async def case() -> int:
        broker = MemoryBroker()
        async with broker.connect("in") as reader, broker.connect("out") as writer:
            await reader.subscribe(*patterns)
            await writer.publish(Message(topic=topic, payload="x"))
            return len(reader._inbox)  # type: ignore[attr-defined]

    assert virtual_time.run(case()) == any(reference(pattern, topic) for pattern in patterns)


@given(PATTERNS, st.lists(TOPICS, unique=True, max_size=6))
def test_retained_messages_are_found_by_pattern(pattern: str, topics: list[str]) -> None:
    async def case() -> list[str]:
        broker = MemoryBroker()
        async with broker.connect("one") as link:
            for topic in topics:
                await link.publish(Message(topic=topic, payload="x", retain=True))
            await link.subscribe(pattern)
            return [message.topic for message in link._inbox]  # type: ignore[attr-defined]

    assert virtual_time.run(case()) == [topic for topic in topics if reference(pattern, topic)]


async def test_a_second_client_of_the_same_name_replaces_the_first() -> None:
    broker = MemoryBroker()
    async with broker.connect("lamp") as old, broker.connect("lamp") as new:
        with pytest.raises(BrokerUnavailable):
            await old.publish(Message(topic="a", payload=""))
        await new.publish(Message(topic="a", payload=""))


async def start_a_home(broker: MemoryBroker) -> float:
    """Fifty devices that announce themselves, and one that reads it all; seconds of CPU time."""
    began = cpu_seconds()
    async with asyncio.TaskGroup() as tasks:
        ready = asyncio.Event()

        async def device(number: int) -> None:
            will = Message(topic=f"home/d{number}/availability", payload="offline", retain=True)
            async with broker.connect(f"d{number}", will) as link:
                await link.subscribe(f"home/d{number}/set", f"home/d{number}/+/set")
                for topic in ("availability", "state", "config"):
                    message = Message(topic=f"home/d{number}/{topic}", payload="{}", retain=True)
                    await link.publish(message)
                await ready.wait()

        for number in range(50):
            tasks.create_task(device(number))
        async with broker.connect("assistant") as link:
            await link.subscribe("home/#")
            count = 0
            async for _ in link:
                count += 1
                if count == 150:
                    break
        seconds = cpu_seconds() - began
        ready.set()
    return seconds


async def test_a_home_of_fifty_devices_starts_in_milliseconds() -> None:
    """The target is 5 ms on a quiet machine; ten times that still catches anything quadratic."""
    assert min([await start_a_home(MemoryBroker()) for _ in range(5)]) < 0.05 * slowness()
