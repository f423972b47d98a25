"""A broker that goes away while the assistant starts."""

import asyncio
from pathlib import Path

from assistant.app import open_assistant
from assistant.settings import Settings, default_home_file
from tests.bus.brokers import Embedded


async def test_a_broker_that_goes_away_while_the_assistant_starts_is_told(tmp_path: Path) -> None:
    broker, told, started = Embedded(), list[str](), asyncio.Event()
    address = f"mqtt://127.0.0.1:{broker.port}"
    settings = Settings(home_file=default_home_file(), data_dir=tmp_path, broker=address)
    await broker.start()

    async def run() -> None:
        async with open_assistant(settings, told.append):
            started.set()

    running = asyncio.create_task(run())
    await asyncio.sleep(1)  # no device is there, so that it still waits for them
    assert not started.is_set()
    await broker.stop()
    await asyncio.wait_for(running, 60)
    assert told[0].startswith("the broker is gone: ")
    assert told[-1].startswith("these devices have not said anything: ")
