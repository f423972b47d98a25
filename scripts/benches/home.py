"""How many commands a home of 1,000 devices confirms in a second, on which broker.

The devices, the assistant's bus and its mirror of the home are those of the product, each device
an MQTT client of its own with its physics on. A command counts when the device's own state message
shows that it was carried out.
"""

import asyncio
import contextlib
import logging
import random
import shutil
import socket
import statistics
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

from assistant.broker_url import BrokerUrl
from assistant.bus import Bus
from assistant.home.model import Home
from assistant.live import LiveHome
from assistant.mqtt import MqttConnector
from benches.report import Row
from devices.broker import EmbeddedBroker
from devices.clock import HomeClock
from devices.contract import (
    BrokerUnavailable,
    Command,
    Connect,
    Device,
    Message,
    State,
)
from devices.house import House

PREFIX = "bench"
"""Every id begins with it, so that nothing on somebody's own broker is mistaken for ours."""
AT_ONCE = 32
"""Commands under way, for the rate."""
CONNECT_SECONDS = 30.0
HOME_SECONDS = 180.0
"""How long the devices may take to appear."""
ANSWER_SECONDS = 10.0
START_SECONDS = 10.0
QUIET_SECONDS = 1.0
"""Retained messages come in one burst."""
WARM_UP = 200
MIXTURE: Mapping[str, tuple[int, State]] = {
    "light": (8, {"state": "off", "brightness": 100}),
    "switch": (4, {"state": "off"}),
    "fan": (2, {"state": "off", "percentage": 50}),
    "climate": (2, {"state": "heat", "temperature": 20, "current_temperature": 20}),
    "cover": (1, {"state": "closed", "current_position": 0}),
    "lock": (1, {"state": "locked"}),
    "sensor": (2, {"state": 20}),
}
"""Of every twenty devices so many are of this kind, and their state at start."""
MOSQUITTO_SETTINGS = """
listener {port} 127.0.0.1
allow_anonymous true
max_queued_messages 0
set_tcp_nodelay true
"""
"""As it comes, it drops what exceeds 1,000 messages waiting for one client, retained states among
them, and holds small packets back for 40 ms."""


def add_options(parser: ArgumentParser) -> None:
    """How large the home is, how often it is told something, and where."""
    parser.add_argument("--devices", type=int, default=1000, help="in the home (1000)")
    parser.add_argument("--commands", type=int, default=5000, help="at full speed (5000)")
    parser.add_argument("--single", type=int, default=200, help="one after another (200)")
    parser.add_argument("--broker", metavar="URL", help="measure this broker beside the embedded")


def conditions(options: Namespace) -> Mapping[str, str]:
    """What is counted."""
    return {
        "home": f"{options.devices} devices in one process with the assistant's bus and mirror, "
        "every device a client of its own, physics on, QoS 1, no faults",
        "commands": "to lights, switches, fans and thermostats; from handing over the command to "
        f"the device's own state message; {AT_ONCE} under way at once, or one after another",
        "start_seconds": "from nothing to every device known with its state",
        "resident_mb": "1e6 bytes: everything in one process; with another broker, that one's "
        "process added where it was started here",
        "mosquitto": "the Debian package, a process of its own, "
        "max_queued_messages 0, set_tcp_nodelay true"
        if mosquitto()
        else "not installed, so not measured: apt-get install mosquitto",
    }


def measure(options: Namespace) -> Iterator[Row]:
    """The embedded broker, then the others, each with a fresh process for the home."""
    peers: dict[str, str | None] = {"ours": None}
    if mosquitto():
        peers["mosquitto"] = mosquitto()
    if options.broker:
        peers[str(BrokerUrl.parse(options.broker))] = options.broker
    for peer, where in peers.items():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            task = Task(options.devices, options.commands, options.single)
            try:
                found = pool.submit(run_home, task, peer, where).result()
            except (BrokerUnavailable, TimeoutError) as error:
                sys.exit(f"home: {peer}: {error}")
        yield from rows(found, options.devices, peer)


@dataclass(frozen=True, slots=True)
class Task:
    """How much to do."""

    devices: int
    commands: int
    single: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one home on one broker showed."""

    start_seconds: float
    took_seconds: float
    """All commands at full speed."""
    busy_ms: tuple[float, ...]
    """Confirmations at full speed."""
    single_ms: tuple[float, ...]
    """Confirmations one after another."""
    unanswered: int
    resident_mb: float


def rows(found: Found, devices: int, peer: str) -> Iterator[Row]:
    """The measures of one broker."""
    on = f"{devices} devices"
    busy, single = len(found.busy_ms), len(found.single_ms)
    values = [
        ("confirmed_per_second", f"{on}, {AT_ONCE} at once", busy / found.took_seconds, "1/s", busy)
    ]
    for set_name, times in (
        (f"{on}, {AT_ONCE} at once", found.busy_ms),
        (f"{on}, one at a time", found.single_ms),
    ):
        values += [
            (f"confirm_{name}_ms", set_name, value, "ms", len(times))
            for name, value in percentiles(times).items()
        ]
    values += [
        ("unanswered", on, found.unanswered, "commands", busy + single + found.unanswered),
        ("start_seconds", on, found.start_seconds, "s", 1),
        ("resident_mb", on, found.resident_mb, "MB", 1),
    ]
    for measure_name, set_name, value, unit, n in values:
        yield Row(
            measure=measure_name, set=set_name, value=round(value, 3), unit=unit, n=n, peer=peer
        )


def percentiles(times: Sequence[float]) -> dict[str, float]:
    """p50 and p99; none of fewer than two."""
    if len(times) < 2:
        return {}
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {"p50": cuts[49], "p99": cuts[98]}


# --- The home ----------------------------------------------------------------------------------


def devices_for(count: int) -> tuple[Device, ...]:
    """A home of so many devices, mixed as in a house."""
    kinds = [kind for kind, (share, _) in MIXTURE.items() for _ in range(share)]
    return tuple(
        Device(
            id=f"{PREFIX}_{number:05}",
            name=f"{kinds[number % len(kinds)]} {number}",
            kind=kinds[number % len(kinds)],
            device_class="temperature" if kinds[number % len(kinds)] == "sensor" else None,
            state=MIXTURE[kinds[number % len(kinds)]][1],
        )
        for number in range(count)
    )


def run_home(task: Task, peer: str, where: str | None) -> Found:
    """Everything from here on happens in a process of its own."""
    logging.basicConfig(level=logging.WARNING)
    return asyncio.run(_run_home(task, peer, where))


async def _run_home(task: Task, peer: str, where: str | None) -> Found:
    async with _broker(peer, where) as (url, broker_process):
        connect = MqttConnector(BrokerUrl.parse(url))
        devices = devices_for(task.devices)
        try:
            return await _command_everything(devices, connect, task, broker_process)
        finally:
            if peer not in ("ours", "mosquitto"):
                await _leave_no_trace(devices, connect)


async def _command_everything(
    devices: Sequence[Device], connect: Connect, task: Task, broker_process: int | None
) -> Found:
    began = time.perf_counter()
    house = House(devices, areas={}, connect=connect, clock=HomeClock(datetime(2026, 3, 2, 12)))
    async with house, Bus(connect, client_id=f"{PREFIX}-assistant") as bus:
        live = LiveHome(Home(devices=tuple(devices)), bus, house.clock.now)
        await bus.wait_connected(CONNECT_SECONDS)
        silent = await live.wait_until_known(HOME_SECONDS)
        if silent:
            raise TimeoutError(f"{len(silent)} of {len(devices)} devices did not appear")
        start_seconds = time.perf_counter() - began
        person = Person(devices, live, bus)
        await person.say(WARM_UP, at_once=AT_ONCE)
        took_seconds, busy = await person.say(task.commands, at_once=AT_ONCE)
        _, single = await person.say(task.single, at_once=1)
        others = resident_mb(broker_process) if broker_process else 0.0
        return Found(
            start_seconds=start_seconds,
            took_seconds=took_seconds,
            busy_ms=busy,
            single_ms=single,
            unanswered=person.unanswered,
            resident_mb=resident_mb() + others,
        )


class Person:
    """Tells devices at random to become something else, and waits until they are."""

    def __init__(self, devices: Sequence[Device], live: LiveHome, bus: Bus) -> None:
        self._devices = [device for device in devices if device.kind in DEEDS]
        self._live = live
        self._bus = bus
        self._dice = random.Random(0)
        self.unanswered = 0

    async def say(self, count: int, *, at_once: int) -> tuple[float, tuple[float, ...]]:
        """Seconds for all, and milliseconds for each that was confirmed."""
        waiting = iter([self._dice.choice(self._devices) for _ in range(count)])
        free = {device.id: asyncio.Lock() for device in self._devices}
        times: list[float] = []

        async def speak() -> None:
            for device in waiting:
                async with free[device.id]:  # two commands to one device would race
                    took = await self._tell(device)
                if took is None:
                    self.unanswered += 1
                else:
                    times.append(took)

        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(speak())
        return time.perf_counter() - began, tuple(times)

    async def _tell(self, device: Device) -> float | None:
        """Milliseconds until the device says that it is so; None when it does not."""
        command, until = DEEDS[device.kind](device, self._live.mirror.state(device.id))
        began = time.perf_counter()
        messages = self._live.messages_for(command)
        with self._live.watch(device.id, until) as watch:
            await self._bus.publish(*messages)
            state = await watch.within(ANSWER_SECONDS)
        return None if state is None else (time.perf_counter() - began) * 1000


Deed = tuple[Command, Callable[[State], bool]]


def _switch(device: Device, now: State) -> Deed:
    wanted = "off" if now.get("state") == "on" else "on"
    command = Command(device=device.id, service=f"turn_{wanted}")
    return command, lambda state: state.get("state") == wanted


def _brighten(device: Device, now: State) -> Deed:
    wanted = 60 if now.get("brightness") == 180 else 180
    command = Command(device=device.id, service="turn_on", data={"brightness": wanted})
    return command, lambda state: state.get("brightness") == wanted


def _blow(device: Device, now: State) -> Deed:
    wanted = 30 if now.get("percentage") == 70 else 70
    command = Command(device=device.id, service="set_percentage", data={"percentage": wanted})
    return command, lambda state: state.get("percentage") == wanted


def _warm(device: Device, now: State) -> Deed:
    wanted = 19 if now.get("temperature") == 22 else 22
    command = Command(device=device.id, service="set_temperature", data={"temperature": wanted})
    return command, lambda state: state.get("temperature") == wanted


DEEDS: Mapping[str, Callable[[Device, State], Deed]] = {
    "light": _brighten,
    "switch": _switch,
    "fan": _blow,
    "climate": _warm,
}
"""By kind: a command that changes what is so now, and how to see that it did."""


async def _leave_no_trace(devices: Sequence[Device], connect: Connect) -> None:
    """Take everything retained off somebody's own broker."""
    ours = {device.id for device in devices}
    kept: set[str] = set()
    async with connect(f"{PREFIX}-broom") as link:
        await link.subscribe("homeassistant/#", "home/#")
        messages = aiter(link)
        with contextlib.suppress(TimeoutError):
            while True:
                async with asyncio.timeout(QUIET_SECONDS):
                    message = await anext(messages)
                if message.payload and not ours.isdisjoint(message.topic.split("/")):
                    kept.add(message.topic)
        for topic in sorted(kept):
            await link.publish(Message(topic=topic, payload="", retain=True))


# --- Brokers -----------------------------------------------------------------------------------


@asynccontextmanager
async def _broker(peer: str, where: str | None) -> AsyncIterator[tuple[str, int | None]]:
    """A running broker's URL, and its process where that is another one started here."""
    if where is None:
        async with EmbeddedBroker(port=0) as broker:
            yield broker.url, None
    elif peer == "mosquitto":
        async with _mosquitto(where) as running:
            yield running
    else:
        yield where, None


@asynccontextmanager
async def _mosquitto(program: str) -> AsyncIterator[tuple[str, int]]:
    port = _free_port()
    process = await asyncio.create_subprocess_exec(
        program,
        "-c",
        "/dev/stdin",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdin is not None
    process.stdin.write(MOSQUITTO_SETTINGS.format(port=port).encode())
    process.stdin.close()
    try:
        await _answering(port)
        yield f"mqtt://127.0.0.1:{port}", process.pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _answering(port: int) -> None:
    async with asyncio.timeout(START_SECONDS):
        while True:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.02)


def mosquitto() -> str | None:
    """The program, which Debian puts where only root looks."""
    return shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def resident_mb(pid: int | str = "self") -> float:
    """Memory of a process, in millions of bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 / 1e6
