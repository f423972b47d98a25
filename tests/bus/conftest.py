"""Every broker behind one fixture."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.bus.brokers import AnyBroker, Embedded, InMemory, Mosquitto, mosquitto_with_password


@pytest.fixture(params=["memory", "embedded", "mosquitto"])
async def broker(request: pytest.FixtureRequest) -> AsyncIterator[AnyBroker]:
    made: AnyBroker
    if request.param == "memory":
        made = InMemory()
    elif request.param == "embedded":
        made = Embedded()
    else:
        made = Mosquitto("allow_anonymous true")
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def with_password(tmp_path: Path) -> AsyncIterator[Mosquitto]:
    """A Mosquitto that wants anna and her password `se cret:@/`."""
    broker = await mosquitto_with_password(tmp_path)
    yield broker
    await broker.stop()


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """amqtt reports every broken connection, and these tests break many."""
    logging.getLogger("amqtt").setLevel(logging.CRITICAL)
    logging.getLogger("transitions").setLevel(logging.CRITICAL)
    yield
