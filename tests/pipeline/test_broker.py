"""The broker goes away and comes back, also in the middle of a turn."""

import asyncio
import sys
from datetime import datetime

import pytest

from assistant.bus import Bus
from assistant.home.file import parse_home
from assistant.live import LiveHome
from assistant.memory_bus import MemoryBroker
from assistant.stages.act import BrokerLost
from assistant.testing import home_of, in_virtual_time, outcome_of, reply_of
from assistant.turn import Failure, Turn
from devices.faults import Slow
from tests.bus.brokers import answering, connector, free_port
from tests.pipeline.homes import HOME, types


def failure_of(turn: Turn) -> Failure:
    failure = turn.last(Failure)
    assert failure is not None, types(turn)
    return failure


@in_virtual_time
async def test_without_a_broker_nothing_is_done_and_the_person_is_told() -> None:
    async with home_of(HOME) as home:
        await home.stop_broker()
        turn = await home.say("turn on the kitchen light")
        assert home.state("kitchen_light")["state"] == "off"
    assert outcome_of(turn).kind == "error"
    assert types(turn)[-4:] == ["error", "act-end", "tts-end", "run-end"]
    assert failure_of(turn).code == "broker"
    assert reply_of(turn) == "I can't reach the home's broker, so nothing was done."


@in_virtual_time
async def test_a_broker_that_goes_away_in_mid_turn_leaves_nobody_knowing() -> None:
    async with home_of(HOME) as home:
        await home.inject("kitchen_light", Slow(2))
        saying = asyncio.create_task(home.say("turn on the kitchen light"))
        await asyncio.sleep(1)
        home.broker.stop()
        turn = await saying
        assert home.state("kitchen_light")["state"] == "on"  # it did: "nothing" would be a lie
    assert outcome_of(turn).kind == "error"
    assert failure_of(turn).code == "broker_lost"
    assert "can't say whether" in reply_of(turn)


@in_virtual_time
async def test_a_broker_that_comes_back_in_time_confirms_after_all() -> None:
    async with home_of(HOME) as home:
        await home.inject("kitchen_light", Slow(1))
        saying = asyncio.create_task(home.say("turn on the kitchen light"))
        await asyncio.sleep(0.5)
        home.broker.stop()
        await asyncio.sleep(0.2)
        home.broker.start()
        turn = await saying
    assert outcome_of(turn).kind == "action_done"
    assert reply_of(turn) == "The kitchen light is on."


@in_virtual_time
async def test_a_broker_that_went_away_half_way_does_not_make_it_nothing() -> None:
    async with home_of(HOME) as home:
        await home.inject("kitchen_lamp", Slow(2))
        saying = asyncio.create_task(home.say("turn on all the lights in the kitchen"))
        await asyncio.sleep(1)
        assert home.state("kitchen_light")["state"] == "on"
        home.broker.stop()
        turn = await saying
    assert failure_of(turn).code == "broker_lost"
    assert "nothing was done" not in reply_of(turn)


@in_virtual_time
async def test_a_question_needs_no_broker() -> None:
    async with home_of(HOME) as home:
        await home.stop_broker()
        turn = await home.say("what time is it")
    assert outcome_of(turn).kind == "query_answer"


@in_virtual_time
async def test_everything_works_again_when_the_broker_is_back() -> None:
    async with home_of(HOME) as home:
        for _ in range(3):
            await home.stop_broker()
            assert outcome_of(await home.say("turn on the kitchen light")).kind == "error"
            await asyncio.sleep(120)
            await home.start_broker()
            assert outcome_of(await home.say("turn on the kitchen light")).kind == "action_done"
            assert outcome_of(await home.say("turn off the kitchen light")).kind == "action_done"


SERVE = """
import asyncio, sys
from devices.broker import EmbeddedBroker

async def serve():
    async with EmbeddedBroker(port=int(sys.argv[1])):
        await asyncio.Event().wait()

asyncio.run(serve())
"""


class Amqtt:
    """The embedded broker in a process of its own, so that it can be killed."""

    def __init__(self) -> None:
        self.port = free_port()

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", SERVE, str(self.port)
        )
        await answering(self.port)

    async def kill(self) -> None:
        self._process.kill()
        await self._process.wait()


async def test_a_real_broker_that_is_killed_in_mid_turn_and_comes_back() -> None:
    broker = Amqtt()
    await broker.start()
    async with home_of(HOME, connect=connector(broker.port), answer_seconds=4) as home:
        await home.inject("kitchen_light", Slow(3))
        async with connector(broker.port)("listener") as listener:
            await listener.subscribe("home/kitchen_light/set")
            saying = asyncio.create_task(home.say("turn on the kitchen light"))
            await anext(aiter(listener))
        await broker.kill()
        turn = await saying
        assert failure_of(turn).code == "broker_lost"
        away = await home.say("turn on the kitchen light")
        assert failure_of(away).code == "broker"
        assert "nothing was done" in reply_of(away)
        await broker.start()
        await home.bus.wait_connected(60)
        assert not await home.live.wait_until_known(60)
        await home.inject("kitchen_light", None)
        again = await home.say("turn off the kitchen light")
        assert reply_of(again) == "The kitchen light is off."
    await broker.kill()


async def test_devices_that_say_nothing_are_told_by_their_names() -> None:
    home = parse_home({"devices": [{"id": "0x00158d", "name": "shed lamp", "kind": "light"}]}, "")
    bus = Bus(MemoryBroker().connect)
    live = LiveHome(home, bus, datetime.now)
    async with bus:
        await bus.wait_connected(1)
        assert await live.wait_until_known(0.1) == ("the shed lamp",)


def test_a_lost_broker_is_a_broker_that_is_not_there() -> None:
    with pytest.raises(ConnectionError):
        raise BrokerLost("gone")
