"""The embedded broker with the simulated devices on it, and where other commands find it."""

import contextlib
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.background import beside
from assistant.broker_url import PASSWORD_VARIABLE, USERNAME_VARIABLE, BrokerUrl
from assistant.home.model import Home
from assistant.mqtt import MqttConnector
from assistant.running import HomeRuns, announced, take_over
from assistant.settings import DEFAULT_PORT, Settings, SettingsError
from devices.broker import EmbeddedBroker, PortInUse, SignIn
from devices.clock import HomeClock
from devices.house import House
from devices.loopback import is_loopback
from devices.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A home to talk to."""

    url: BrokerUrl
    clock: HomeClock
    house: House | None
    """The simulated devices; None when the devices are somebody else's."""


def check(settings: Settings) -> None:
    """Raise at once what `household` would raise later: a broker that cannot be meant, a port that
    is taken."""
    if settings.broker:
        BrokerUrl.parse(settings.broker)
        return
    sign_in = _sign_in(settings.broker_host)
    if settings.port is not None and not settings.running_file.exists():
        EmbeddedBroker(settings.port, host=settings.broker_host, sign_in=sign_in).check_port()


@asynccontextmanager
async def simulated_household(settings: Settings, home: Home) -> AsyncIterator[Household]:
    """Simulated devices on the broker of the settings, or on an embedded one.

    Other commands find it. Raises HomeRuns when it runs already.
    """
    with contextlib.ExitStack() as held:
        if (running := await take_over(settings, held)) is not None:
            raise _runs_already(settings, running)
        async with _simulated(settings, home) as simulated:
            with announced(settings, simulated.url):
                yield simulated


@asynccontextmanager
async def household(
    settings: Settings, home: Home, *, lasting: bool = False
) -> AsyncIterator[Household]:
    """Somebody's real home, the simulated one that runs already, or one just for now.

    A lasting one has the port of the settings, and other commands find it.
    """
    with contextlib.ExitStack() as held:
        outside = settings.broker or await take_over(settings, held)
        if outside and not settings.broker and settings.port is not None:
            raise _runs_already(settings, outside)
        if outside:
            clock = HomeClock(start=datetime.now())
            async with beside(clock.keep_to(), "clock"):
                yield Household(url=BrokerUrl.parse(outside), clock=clock, house=None)
            return
        chosen = settings if lasting else replace(settings, port=0)
        async with _simulated(chosen, home) as simulated:
            with announced(settings, simulated.url) if lasting else contextlib.nullcontext():
                yield simulated


def _runs_already(settings: Settings, url: str) -> HomeRuns:
    return HomeRuns(
        f"the home in {settings.data_dir} runs already, on {url}: "
        "end that one, or give this one another --data-dir"
    )


@asynccontextmanager
async def _simulated(settings: Settings, home: Home) -> AsyncIterator[Household]:
    clock = HomeClock(start=datetime.now(), speed=settings.home_speed)
    async with contextlib.AsyncExitStack() as stack:
        if settings.broker:
            url = BrokerUrl.parse(settings.broker)
        else:
            broker = await stack.enter_async_context(_broker(settings))
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
        await stack.enter_async_context(beside(clock.keep_to(), "clock"))
        yield Household(url=url, clock=clock, house=house)


@asynccontextmanager
async def _broker(settings: Settings) -> AsyncIterator[EmbeddedBroker]:
    """On the wanted port; on a free one when nobody asked for a port and the usual is taken."""
    port, host, sign_in = settings.port, settings.broker_host, _sign_in(settings.broker_host)
    broker = EmbeddedBroker(DEFAULT_PORT if port is None else port, host=host, sign_in=sign_in)
    try:
        await broker.__aenter__()
    except PortInUse:
        if port is not None:
            raise
        logger.warning("port %d is taken, so the broker uses a free one", DEFAULT_PORT)
        broker = EmbeddedBroker(0, host=host, sign_in=sign_in)
        await broker.__aenter__()
    try:
        yield broker
    finally:
        await broker.__aexit__(None, None, None)


def _sign_in(host: str) -> SignIn | None:
    """None on loopback; elsewhere the one of the environment, which our own clients use too."""
    if is_loopback(host):
        return None
    try:
        return SignIn(
            username=os.environ.get(USERNAME_VARIABLE, ""),
            password=os.environ.get(PASSWORD_VARIABLE, ""),
        )
    except ValueError as error:
        raise SettingsError(
            f"--broker-host {host}: {error}: set {USERNAME_VARIABLE} and {PASSWORD_VARIABLE} in "
            "the environment, or leave --broker-host out"
        ) from error
