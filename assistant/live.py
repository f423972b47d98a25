"""The home while it lives: the mirror fed by the bus, and what is true around a request."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime

from assistant.agenda.plans import Plans
from assistant.bus import Bus
from assistant.context import Context
from assistant.home.mirror import Mirror, Watch
from assistant.home.model import Home
from assistant.home.phrasing import called
from assistant.pipeline import Origin
from assistant.turn import Turn
from devices.contract import (
    BrokerUnavailable,
    Command,
    ContractError,
    Message,
    State,
    command_messages,
)

QUIET_SECONDS = 0.25
"""Retained states come in one burst; when nothing has come for so long it is over."""

FIRST_SECONDS = 1.0
"""How long a broker may take to begin with what it has retained."""

BURST_SECONDS = 3.0
"""In a home where something always speaks it is never quiet."""

STILL_SECONDS = 2.0
"""Announcements are retained too: who has not spoken by then is not there."""


class LiveHome:
    """Everything the stages need of the home, over one bus."""

    def __init__(
        self,
        home: Home,
        bus: Bus,
        now: Callable[[], datetime],
        plans: Callable[[], Plans] = Plans,
    ) -> None:
        self.mirror = Mirror(home, subscribe=bus.subscribe, ask=self._ask)
        self._bus = bus
        self._on_command: list[Callable[[Command], None]] = []
        self._asking: set[asyncio.Task[None]] = set()
        self._now = now
        self._plans = plans
        self._stirred = asyncio.Event()
        bus.on_message(self._hear)
        bus.on_connection_change(self._connection_changed)

    def context(self, origin: Origin, history: tuple[Turn, ...]) -> Context:
        home = self.mirror.home
        return Context(
            home=home,
            states=self.mirror.snapshot(),
            now=self._now(),
            unavailable=frozenset(
                device.id for device in home.devices if not self._can_be_reached(device.id)
            ),
            area=origin.area,
            person=origin.person,
            plans=self._plans(),
            history=history,
        )

    def messages_for(self, command: Command) -> tuple[Message, ...]:
        """The command on the wire; ContractError when the device has no such command."""
        wire = self.mirror.wire(command.device)
        if wire is None:
            raise ContractError(f"{command.device} has not announced itself")
        messages = command_messages(wire, command)
        for told in self._on_command:
            told(command)
        return messages

    def on_command(self, told: Callable[[Command], None]) -> None:
        """Told of every command of a person that is about to be sent."""
        self._on_command.append(told)

    def watch(self, device_id: str, predicate: Callable[[State], bool]) -> Watch:
        return self.mirror.watch(device_id, predicate)

    async def wait_until_known(
        self, timeout_seconds: float, *, strangers: bool = False
    ) -> tuple[str, ...]:
        """Wait until every device of the home file has spoken; what those are called that did not.

        A device without any state (a scene that was never set) is waited for until it is quiet,
        and so are strangers: devices that no home file names may be on somebody's own broker.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_seconds):
                while self._unannounced():
                    async with asyncio.timeout(STILL_SECONDS):
                        await self._next_message()
        with contextlib.suppress(TimeoutError):
            while self._without_state():
                async with asyncio.timeout(QUIET_SECONDS):
                    await self._next_message()
        if strangers:
            await self._until_quiet()
        home = self.mirror.home
        return tuple(called(home.device_by_id[silent], home) for silent in self._unannounced())

    async def _until_quiet(self) -> None:
        """Until nothing has come for a moment; the first message may take a little longer."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(BURST_SECONDS):
                async with asyncio.timeout(FIRST_SECONDS):
                    await self._next_message()
                while True:
                    async with asyncio.timeout(QUIET_SECONDS):
                        await self._next_message()

    def _ask(self, question: Message) -> None:
        """A device does not tell its state by itself; without a broker it is asked again later."""
        asking = asyncio.create_task(self._published(question), name=f"ask {question.topic}")
        self._asking.add(asking)
        asking.add_done_callback(self._asking.discard)

    async def _published(self, question: Message) -> None:
        with contextlib.suppress(BrokerUnavailable):
            await self._bus.publish(question)

    async def _next_message(self) -> None:
        self._stirred.clear()
        await self._stirred.wait()

    def _unannounced(self) -> tuple[str, ...]:
        mirror = self.mirror
        return tuple(
            device.id for device in mirror.home.devices if mirror.available(device.id) is None
        )

    def _without_state(self) -> bool:
        return any(not self.mirror.state(device.id) for device in self.mirror.home.devices)

    def _can_be_reached(self, device_id: str) -> bool:
        seen = self.mirror.seen(device_id)
        return seen is not None and seen.wire is not None and seen.available is not False

    def _hear(self, message: Message) -> None:
        self.mirror.feed(message)
        self._stirred.set()

    def _connection_changed(self, connected: bool, _reason: str) -> None:
        if not connected:
            self.mirror.forget_availability()
