"""Assistants on one broker know of each other, as long as they are there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from assistant.bus import Bus
from assistant.conversation.arbiter import Arbiter, Bid, Claim
from assistant.memory_bus import MemoryBroker
from assistant.peers import among_peers, farewell
from assistant.testing import in_virtual_time
from assistant.topics import ANSWERING, BID, LISTENING, assistant_topic
from devices.contract import Message

LOUD, QUIET = Claim(level_db=30.0, score=0.6, area="kitchen"), Claim(level_db=12.0, score=0.9)


@asynccontextmanager
async def assistant_on(
    broker: MemoryBroker, name: str, lost: Callable[[Bid], None] = lambda _bid: None
) -> AsyncIterator[Arbiter]:
    async with Bus(broker.connect, client_id=name, will=farewell(name)) as bus:
        await bus.wait_connected(1)
        async with among_peers(bus, name, lost) as arbiter:
            yield arbiter


async def seconds_to_win(arbiter: Arbiter, claim: Claim = LOUD) -> float:
    began = asyncio.get_running_loop().time()
    assert await arbiter.wins(claim)
    return asyncio.get_running_loop().time() - began


@in_virtual_time
async def test_the_nearer_of_two_processes_answers_and_the_other_knows_where() -> None:
    lost: list[Bid] = []
    broker = MemoryBroker()
    async with assistant_on(broker, "a") as near, assistant_on(broker, "b", lost.append) as far:
        with near.listening(), far.listening():
            await asyncio.sleep(0.1)
            assert await asyncio.gather(near.wins(LOUD), far.wins(QUIET)) == [True, False]
    assert [bid.claim.area for bid in lost] == ["kitchen"]
    assert not broker.retained


@in_virtual_time
async def test_only_one_that_has_listening_peers_waits() -> None:
    broker = MemoryBroker()
    async with assistant_on(broker, "a") as one, assistant_on(broker, "b") as other:
        with one.listening():
            await asyncio.sleep(0.1)
            assert await seconds_to_win(one) == 0
            with other.listening():
                await asyncio.sleep(0.1)
                assert 0 < await seconds_to_win(one) < 0.2
            await asyncio.sleep(1)
            assert await seconds_to_win(one) == 0


@in_virtual_time
async def test_a_process_that_dies_is_a_peer_no_more() -> None:
    broker = MemoryBroker()
    async with assistant_on(broker, "a") as one:
        with one.listening():
            with pytest.raises(ZeroDivisionError):
                async with broker.connect("b", farewell("b")) as link:
                    topic = assistant_topic("b", LISTENING)
                    await link.publish(Message(topic=topic, payload="online", retain=True))
                    await asyncio.sleep(0.1)
                    assert await seconds_to_win(one) > 0
                    raise ZeroDivisionError
            await asyncio.sleep(0.1)
            assert await seconds_to_win(one) == 0


@in_virtual_time
async def test_without_a_broker_it_answers_at_once_and_with_it_knows_its_peers_again() -> None:
    broker = MemoryBroker()
    async with assistant_on(broker, "a") as one, assistant_on(broker, "b") as other:
        with one.listening(), other.listening():
            await asyncio.sleep(0.1)
            broker.stop()
            await asyncio.sleep(0.1)
            assert await seconds_to_win(one) == 0
            broker.start()
            await asyncio.sleep(10)
            assert await asyncio.gather(one.wins(QUIET), other.wins(LOUD)) == [False, True]


@in_virtual_time
async def test_rubbish_and_old_bids_silence_nobody(caplog: pytest.LogCaptureFixture) -> None:
    broker = MemoryBroker()
    best = '{"id": "x", "claim": {"level_db": 90, "score": 1}}'
    broker.deliver(Message(topic=assistant_topic("b", ANSWERING), payload=best, retain=True))
    async with assistant_on(broker, "a") as one, broker.connect("stranger") as link:
        with one.listening():
            await asyncio.sleep(0.1)
            await link.publish(
                Message(topic=assistant_topic("b", LISTENING), payload="online", retain=True)
            )
            endless = best.replace("90", "NaN"), best.replace("90", "1e999")
            for payload in ("", "[", "[]", '{"id": 5}', '{"id": "x"}', "[" * 9999, *endless):
                await link.publish(Message(topic=assistant_topic("b", BID), payload=payload))
            await asyncio.sleep(0.1)
            assert await seconds_to_win(one) > 0
    assert len(caplog.records) == 8
