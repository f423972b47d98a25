"""The simulated home: every device on the broker, physics on the home's clock, faults on demand."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Self

from devices.clock import HomeClock
from devices.faults import Fault, Flapping, read_fault
from devices.model import (
    BrokerUnavailable,
    Connect,
    ContractError,
    Device,
    Link,
    Message,
    State,
)
from devices.people import Place
from devices.physics import Physics
from devices.simulated import SimulatedDevice
from devices.store import Kept, Store
from devices.whole_file import in_words
from devices.wire.topics import (
    ONLINE,
    STATUS_TOPIC,
    command_patterns,
    fault_topic,
    object_id,
)

_TICK_SECONDS = 1.0
"""Home seconds between two steps of the physics; a fast clock takes longer steps."""
_SHORTEST_REAL_TICK_SECONDS = 0.2
_SAVE_SECONDS = 1.0
"""Real seconds between two looks at whether something must be saved."""
_FIRST_RETRY_SECONDS = 0.5
_LONGEST_RETRY_SECONDS = 15.0

logger = logging.getLogger(__name__)


class House:
    """Runs the devices while its block is entered.

    With a link for each device they are clients in their own right, each with its last will. With
    `shared_link` one link carries them all: the same devices and messages, for a thousand
    replayed cases that each want a fresh home.
    """

    def __init__(
        self,
        devices: Sequence[Device],
        *,
        areas: Mapping[str, str],
        people: Sequence[str] = (),
        connect: Connect,
        clock: HomeClock,
        store: Store | None = None,
        faults: Mapping[str, Fault] | None = None,
        physics: bool = True,
        shared_link: bool = False,
        seed: int = 0,
    ) -> None:
        """`areas` are names by id; `faults` are by device id, from the start."""
        self.clock = clock
        self._connect = connect
        self._store = store
        self._shared_link = shared_link
        self._devices = {
            device.id: SimulatedDevice(device, areas.get(device.area or ""), clock, physics=physics)
            for device in devices
        }
        self._by_topic = {object_id(name): device for name, device in self._devices.items()}
        if len(self._by_topic) < len(devices):
            raise ContractError("two devices have ids that make the same topic")
        self._recall()
        for name, fault in (faults or {}).items():
            self._devices[name].suffer(fault)
        states = {name: device.state for name, device in self._devices.items()}
        self._physics = Physics(devices, areas, people, states, seed=seed) if physics else None
        self._stepped_at: datetime = clock.now()
        self._links: dict[str, Link] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._flapping: dict[str, asyncio.Task[None]] = {}
        self._untried: set[str] = set()
        self._all_tried = asyncio.Event()
        self._away: set[str] = set()
        self._leaving = False
        self._saved: Mapping[str, Kept] = {}
        self._unsaved = ""
        """Why the last attempt to save failed, if it did."""

    # coming and going

    async def __aenter__(self) -> Self:
        """Connect and announce everything; without a broker, go on trying in the background."""
        lanes: list[tuple[str, Sequence[SimulatedDevice]]]
        if self._shared_link:
            lanes = [("home", tuple(self._devices.values()))]
        else:
            lanes = [(f"home-{object_id(n)}", (d,)) for n, d in self._devices.items()]
        self._untried = {client_id for client_id, _ in lanes}
        for client_id, devices in lanes:
            self._start(self._live(client_id, devices), client_id)
        if lanes:
            await self._all_tried.wait()
        for name, device in self._devices.items():
            if isinstance(device.fault, Flapping):
                self._flap(name, device.fault)
        if self._physics is not None:
            self._stepped_at = self.clock.now()
            self._start(self._run_physics(), "physics")
        if self._store is not None:
            self._start(self._keep_saving(self._store), "store")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Say goodbye for each device and save; a broker that is gone does not hold it up."""
        self._leaving = True
        tasks = [*self._tasks, *self._flapping.values()]
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        if self._store is not None:
            await self._save(self._store)
        for result in results:
            if isinstance(result, Exception):
                raise result

    def _start(self, work: Coroutine[None, None, None], name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[None]) -> None:
        if task.cancelled() or task.exception() is None:
            self._tasks.discard(task)
        elif not self._leaving:
            logger.error("%s broke down", task.get_name(), exc_info=task.exception())

    # what the house can tell and be told

    def states(self) -> Mapping[str, State]:
        """Every device's attributes now, by device id; those without a value are left out."""
        return {
            name: {key: value for key, value in device.state.shown().items() if value is not None}
            for name, device in self._devices.items()
        }

    def fault_of(self, device_id: str) -> str | None:
        """What a device suffers from, by its name on the wire, or `none`; None for a stranger."""
        device = self._devices.get(device_id)
        if device is None:
            return None
        return type(device.fault).__name__.lower() if device.fault else "none"

    def whereabouts(self) -> Mapping[str, Place]:
        """Where everybody is now, by id; nobody is anywhere where time does nothing."""
        return self._physics.whereabouts(self.clock.now()) if self._physics else {}

    async def inject(self, device_id: str, fault: Fault) -> None:
        """Break a device."""
        await self._suffer(device_id, fault)

    async def clear(self, device_id: str) -> None:
        """Heal a device."""
        await self._suffer(device_id, None)

    async def advance(self, seconds: float) -> None:
        """Turn the clock by hand and let everything happen that happens in that time."""
        self.clock.advance(seconds)
        await self._step()

    async def _suffer(self, device_id: str, fault: Fault | None) -> None:
        device = self._devices[device_id]
        if (task := self._flapping.pop(device_id, None)) is not None:
            task.cancel()
        logger.info("%s: %s", device_id, "well again" if fault is None else fault)
        await self._publish(device_id, device.suffer(fault))
        if isinstance(fault, Flapping):
            self._flap(device_id, fault)

    def _flap(self, device_id: str, fault: Flapping) -> None:
        work = self._come_and_go(device_id, fault.period_seconds)
        self._flapping[device_id] = asyncio.create_task(work, name=f"flapping {device_id}")

    async def _come_and_go(self, device_id: str, period_seconds: float) -> None:
        device = self._devices[device_id]
        while True:
            await self.clock.sleep(period_seconds)
            await self._publish(device_id, device.turn_up(there=not device.there))

    # on the broker

    async def _live(self, client_id: str, devices: Sequence[SimulatedDevice]) -> None:
        """Keep these devices on the broker, whatever happens to it."""
        retry_seconds = _FIRST_RETRY_SECONDS
        will = None if self._shared_link else devices[0].will
        while not self._leaving:
            try:
                async with self._connect(client_id, will) as link:
                    await self._appear(link, devices)
                    retry_seconds = _FIRST_RETRY_SECONDS
                    self._note_arrival(client_id)
                    await self._listen(link, devices)
                    await self._say_goodbye(link, devices)
            except BrokerUnavailable as error:
                self._note_loss(client_id, error)
            finally:
                for device in devices:
                    self._links.pop(device.device.id, None)
            if not self._leaving:
                await asyncio.sleep(retry_seconds)
                retry_seconds = min(retry_seconds * 2, _LONGEST_RETRY_SECONDS)

    async def _appear(self, link: Link, devices: Sequence[SimulatedDevice]) -> None:
        patterns = command_patterns("+" if self._shared_link else devices[0].device.id)
        await link.subscribe(*patterns, STATUS_TOPIC)
        for device in devices:
            self._links[device.device.id] = link
            for message in device.birth():
                await link.publish(message)

    async def _say_goodbye(self, link: Link, devices: Sequence[SimulatedDevice]) -> None:
        for device in devices:
            await link.publish(device.will)

    def _note_arrival(self, client_id: str) -> None:
        self._note_try(client_id)
        if client_id in self._away:
            self._away.remove(client_id)
            if not self._away:
                logger.info("the home is back on its broker")

    def _note_loss(self, client_id: str, error: BrokerUnavailable) -> None:
        """One line for the whole house, however many devices noticed."""
        self._note_try(client_id)
        if not self._away and not self._leaving:
            logger.warning("the home has no broker and keeps trying: %s", error)
        self._away.add(client_id)

    def _note_try(self, client_id: str) -> None:
        self._untried.discard(client_id)
        if not self._untried:
            self._all_tried.set()

    async def _listen(self, link: Link, devices: Sequence[SimulatedDevice]) -> None:
        """Hear messages until the house is left; that ends the link by the front door."""
        try:
            async for message in link:
                await self._hear(message, devices)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if not self._leaving or task is None:
                raise
            task.uncancel()

    async def _hear(self, message: Message, devices: Sequence[SimulatedDevice]) -> None:
        if message.topic == STATUS_TOPIC:
            await self._answer_status(message, devices)
            return
        device = self._addressed(message.topic)
        if device is None:
            return
        if message.topic == fault_topic(device.device.id):
            await self._hear_fault(device, message)
        elif not device.misses(message):
            if delay := device.delay_seconds():
                self._start(self._obey_late(device, message, delay), f"slow {device.device.id}")
            else:
                await self._publish(device.device.id, device.hear(message))

    def _addressed(self, topic: str) -> SimulatedDevice | None:
        parts = topic.split("/", 2)
        return self._by_topic.get(parts[1]) if len(parts) == 3 else None

    async def _obey_late(self, device: SimulatedDevice, message: Message, seconds: float) -> None:
        await self.clock.sleep(seconds)
        await self._publish(device.device.id, device.hear(message))

    async def _hear_fault(self, device: SimulatedDevice, message: Message) -> None:
        try:
            fault = read_fault(message.topic, message.payload)
        except ContractError as error:
            logger.warning("%s", error)
            return
        await self._suffer(device.device.id, fault)

    async def _answer_status(self, message: Message, devices: Sequence[SimulatedDevice]) -> None:
        """A controller has started: announce and tell everything again."""
        if message.payload == ONLINE and not message.retain:
            for device in devices:
                await self._publish(device.device.id, device.birth())

    async def _publish(self, device_id: str, messages: Sequence[Message]) -> None:
        """Hand over what a device says."""
        link = self._links.get(device_id)
        if link is None:
            return  # everything is told again when it is connected
        with suppress(BrokerUnavailable):  # whoever listens on this link finds out and reconnects
            for message in messages:
                await link.publish(message)

    # time

    async def _run_physics(self) -> None:
        while True:
            shortest = _SHORTEST_REAL_TICK_SECONDS * self.clock.speed
            await self.clock.sleep(max(_TICK_SECONDS, shortest))
            await self._step()

    async def _step(self) -> None:
        now = self.clock.now()
        before, self._stepped_at = self._stepped_at, max(now, self._stepped_at)
        if self._physics is None or now <= before:
            return
        states = {name: device.state for name, device in self._devices.items()}
        moved = self._physics.step(states, before, now)
        for name, state in moved.items():
            device = self._devices[name]
            if device.state is states[name] and state != states[name]:
                await self._publish(name, device.move(state))

    # remembering

    def _recall(self) -> None:
        if self._store is None:
            return
        for name, kept in self._store.load().items():
            device = self._devices.get(name)
            if device is None or device.device.kind != kept.kind:
                continue
            if kept.start is None or kept.start == device.device.state:
                device.restore(kept.state)

    def _kept(self) -> Mapping[str, Kept]:
        return {
            name: Kept(
                kind=device.device.kind, state=device.state.kept(), start=device.device.state
            )
            for name, device in self._devices.items()
        }

    async def _keep_saving(self, store: Store) -> None:
        while True:
            await asyncio.sleep(_SAVE_SECONDS)
            await self._save(store)

    async def _save(self, store: Store) -> None:
        kept = self._kept()
        if kept == self._saved:
            return
        saving = asyncio.create_task(asyncio.to_thread(store.save, kept), name="saving")
        try:
            await _to_its_end(saving)
        except OSError as error:
            if str(error) != self._unsaved:  # once, however long the disk is full
                logger.warning("the state of the home cannot be saved in %s", in_words(error))
            self._unsaved = str(error)
            return
        self._saved = kept
        self._unsaved = ""


async def _to_its_end(work: asyncio.Task[None]) -> None:
    """A thread cannot be cancelled: left alone it would end after whatever comes next."""
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work])
        raise
