"""The embedded broker with the simulated devices on it, and where other commands find it."""

import contextlib
import json
import logging
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from assistant.broker_url import BrokerUrl
from assistant.bus import MqttConnector
from assistant.home.model import Home
from assistant.settings import DEFAULT_PORT, Settings
from devices.broker import EmbeddedBroker, PortInUse
from devices.clock import HomeClock
from devices.house import House
from devices.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A home to talk to."""

    url: BrokerUrl
    clock: HomeClock
    house: House | None
    """The simulated devices; None when the devices are somebody else's."""


@asynccontextmanager
async def simulated_household(settings: Settings, home: Home) -> AsyncIterator[Household]:
    """Simulated devices on the broker of the settings, or on an embedded one."""
    clock = HomeClock(start=datetime.now(), speed=settings.home_speed)
    async with contextlib.AsyncExitStack() as stack:
        if settings.broker:
            url = BrokerUrl.parse(settings.broker)
        else:
            broker = await stack.enter_async_context(_broker(settings.port))
            url = BrokerUrl.parse(broker.url)
        house = House(
            devices=home.devices,
            areas={area.id: area.name for area in home.areas},
            people=[person.id for person in home.people],
            connect=MqttConnector(url),
            clock=clock,
            store=Store(settings.house_file),
        )
        await stack.enter_async_context(house)
        stack.enter_context(_announced(settings, url))
        yield Household(url=url, clock=clock, house=house)


@asynccontextmanager
async def household(settings: Settings, home: Home) -> AsyncIterator[Household]:
    """The home that runs already, somebody's real one, or a simulated one just for now."""
    outside = settings.broker or running_broker(settings)
    if outside:
        clock = HomeClock(start=datetime.now())
        yield Household(url=BrokerUrl.parse(outside), clock=clock, house=None)
        return
    async with simulated_household(settings, home) as simulated:
        yield simulated


def running_broker(settings: Settings) -> str | None:
    """URL of the broker that a running `assistant run` or `assistant home` wrote down."""
    try:
        note = json.loads(settings.running_file.read_text("utf-8"))
        os.kill(int(note["pid"]), 0)
        return str(note["broker"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextlib.contextmanager
def _announced(settings: Settings, url: BrokerUrl) -> Iterator[None]:
    """Write down where the home is for as long as it runs."""
    file = settings.running_file
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"pid": os.getpid(), "broker": str(url)}), "utf-8")
    except OSError as error:
        logger.warning("other commands will not find this home: %s", error)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.unlink()


@asynccontextmanager
async def _broker(port: int | None) -> AsyncIterator[EmbeddedBroker]:
    """On the wanted port; on a free one when nobody asked for a port and the usual is taken."""
    broker = EmbeddedBroker(port=DEFAULT_PORT if port is None else port)
    try:
        await broker.__aenter__()
    except PortInUse:
        if port is not None:
            raise
        logger.warning("port %d is taken, so the broker uses a free one", DEFAULT_PORT)
        broker = EmbeddedBroker(port=0)
        await broker.__aenter__()
    try:
        yield broker
    finally:
        await broker.__aexit__(None, None, None)
