"""Three brokers that tests may stop and start: in memory, embedded, Mosquitto."""

import asyncio
import contextlib
import shutil
import socket
from pathlib import Path
from typing import Protocol

import pytest
from amqtt.broker import Broker
from amqtt.contexts import BrokerConfig, ListenerConfig

from assistant.broker_url import BrokerUrl
from assistant.memory_bus import MemoryBroker
from assistant.mqtt import MqttConnector
from devices.broker import EmbeddedBroker
from devices.contract import Connect


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def connector(port: int, user: str = "") -> MqttConnector:
    return MqttConnector(BrokerUrl.parse(f"mqtt://{user}127.0.0.1:{port}", {}), timeout_seconds=60)


class AnyBroker(Protocol):
    """A broker that tests may stop and start."""

    connect: Connect

    async def start(self) -> None: ...
    async def stop(self) -> None: ...


class InMemory:
    def __init__(self) -> None:
        self.broker = MemoryBroker()
        self.connect: Connect = self.broker.connect

    async def start(self) -> None:
        self.broker.start()

    async def stop(self) -> None:
        self.broker.stop()


class Embedded:
    """The broker that comes with the house."""

    def __init__(self) -> None:
        self.port = free_port()
        self.connect: Connect = connector(self.port)

    async def start(self) -> None:
        self._broker = EmbeddedBroker(self.port)
        await self._broker.__aenter__()

    async def stop(self) -> None:
        await self._broker.__aexit__(None, None, None)


async def amqtt_for_members() -> tuple[Broker, Connect]:
    """A plain amqtt that lets nobody in without a name."""
    port = free_port()
    plugin = "amqtt.plugins.authentication.AnonymousAuthPlugin"
    listener = ListenerConfig(bind=f"127.0.0.1:{port}")
    broker = Broker(
        BrokerConfig(listeners={"default": listener}, plugins={plugin: {"allow_anonymous": False}})
    )
    await broker.start()
    return broker, connector(port)


class Mosquitto:
    def __init__(self, *settings: str, user: str = "") -> None:
        self.port = free_port()
        self.connect: Connect = connector(self.port, user)
        self._settings = (f"listener {self.port} 127.0.0.1", *settings)
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            mosquitto(),
            "-c",
            "/dev/stdin",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert self._process.stdin is not None
        self._process.stdin.write("\n".join(self._settings).encode() + b"\n")
        self._process.stdin.close()
        await answering(self.port)

    async def stop(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()


def mosquitto() -> str:
    found = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")
    if found is None:
        pytest.skip("mosquitto is not installed: apt-get install mosquitto")
    return found


async def answering(port: int) -> None:
    for _ in range(3000):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.02)
        else:
            writer.close()
            return
    raise TimeoutError(f"nothing listens on port {port}")


async def mosquitto_with_password(folder: Path) -> Mosquitto:
    """A running one that wants anna and her password `se cret:@/`."""
    mosquitto()
    tool = shutil.which("mosquitto_passwd")
    assert tool is not None
    passwords = folder / "passwords"
    process = await asyncio.create_subprocess_exec(
        tool, "-c", "-b", str(passwords), "anna", "se cret:@/"
    )
    assert await process.wait() == 0
    broker = Mosquitto("allow_anonymous false", "user root", f"password_file {passwords}")
    await broker.start()
    return broker
