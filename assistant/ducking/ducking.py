"""Makes players quieter while somebody is listened to, and puts them back.

It is no deed of the person: the mirror goes on showing the volume that people have set, so that
"turn it up" counts from there, and neither the journal nor learning takes it for a change by hand.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from functools import partial
from types import TracebackType
from typing import Self

from assistant.bus import Bus
from assistant.conversation.signals import Idle, Listening, Signal, Watcher
from assistant.ducking.lowered import ROUNDING, Lowered, level_of
from assistant.ducking.store import Store
from assistant.learning.journal import Note, VolumeLowered, VolumePutBack
from assistant.live import LiveHome
from devices.contract import (
    BrokerUnavailable,
    Command,
    ContractError,
    Device,
    State,
    command_messages,
)

SHARE = 0.3
"""Of its volume that a player keeps: it is still heard, and speech is well above it."""
SOUNDING = frozenset({"playing", "on", "buffering"})
AGAIN_SECONDS = (1.0, 3.0, 10.0)
"""A player that does not answer is told again after so long; and when it comes back."""
CLOSING_SECONDS = 2.0


class Ducking:
    """The players of one home; several microphones may be listened to at once."""

    def __init__(
        self,
        live: LiveHome,
        bus: Bus,
        store: Store,
        note: Callable[[Note], None],
        *,
        enabled: bool = True,
    ) -> None:
        """Make it before the first states come: what is left lowered from before must be known."""
        self._live = live
        self._bus = bus
        self._store = store
        self._note = note
        self._enabled = enabled
        self._lowered = dict(store.load())
        self._listening: dict[object, str | None] = {}
        """Where somebody is listened to: the area, None where that is not known."""
        self._tasks: set[asyncio.Task[None]] = set()
        for device in self._lowered:
            live.mirror.read_through(device, partial(self._as_set, device))
        live.mirror.on_availability(self._availability_changed)
        live.on_command(self._commanded)

    async def __aenter__(self) -> Self:
        self._put_back_unwanted()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._listening.clear()
        self._put_back_unwanted()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=CLOSING_SECONDS)
        for task in self._tasks:  # what is still quiet is in the file, for the next start
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def watcher(self, area: str | None) -> Watcher:
        """For the conversation at one microphone in this area."""
        microphone = object()

        def watch(signal: Signal) -> None:
            match signal:
                case Listening() if self._enabled:
                    self._listening[microphone] = area
                    self._lower_wanted()
                case Idle():
                    self._listening.pop(microphone, None)
                    self._put_back_unwanted()

        return watch

    # quieter

    def _lower_wanted(self) -> None:
        for device in self._live.mirror.home.devices:
            if self._is_wanted(device) and self._sounds(device.id):
                self._lower(device.id)

    def _is_wanted(self, device: Device) -> bool:
        """It is in a room where somebody is listened to, as far as rooms are known."""
        return device.kind == "media_player" and any(
            area is None or device.area in (area, None) for area in self._listening.values()
        )

    def _sounds(self, device_id: str) -> bool:
        mirror = self._live.mirror
        state = mirror.state(device_id)
        return (
            state.get("state") in SOUNDING
            and not state.get("is_volume_muted")
            and mirror.available(device_id) is not False
        )

    def _lower(self, device_id: str) -> None:
        lowered = self._lowered.get(device_id) or self._newly_lowered(device_id)
        if lowered is not None:
            lowered.is_returning = False
            self._begin(self._set(device_id, lowered.quiet))

    def _newly_lowered(self, device_id: str) -> Lowered | None:
        """None where there is nothing to lower."""
        level = level_of(self._live.mirror.state(device_id))
        quiet = round(SHARE * level, 2) if level else 0.0
        if level is None or level - quiet <= ROUNDING:
            return None
        lowered = Lowered(former=level, quiet=quiet, back_to=level)
        self._lowered[device_id] = lowered
        self._store.save(self._lowered)
        self._live.mirror.read_through(device_id, partial(self._as_set, device_id))
        self._note(VolumeLowered(device=device_id, before=level, quiet=quiet))
        return lowered

    # back again

    def _put_back_unwanted(self) -> None:
        for device_id in tuple(self._lowered):
            self._put_back_if_unwanted(device_id)

    def _put_back_if_unwanted(self, device_id: str) -> None:
        device = self._live.mirror.home.device_by_id.get(device_id)
        if device is not None and not self._is_wanted(device):
            self._begin(self._put_back(device_id, self._lowered[device_id]))

    async def _put_back(self, device_id: str, lowered: Lowered) -> None:
        lowered.is_returning = True
        if self._has_been_set(device_id, lowered):
            self._forget(device_id)
        for seconds in AGAIN_SECONDS:
            if not lowered.is_returning or lowered.over.is_set():
                return
            await self._set(device_id, lowered.back_to)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await lowered.over.wait()
        if not lowered.reported_quiet:  # as far as is known it never got quieter
            self._forget(device_id)

    def _has_been_set(self, device_id: str, lowered: Lowered) -> bool:
        """It is neither as it was nor as it was told, so somebody has set it meanwhile."""
        level = level_of(self._live.mirror.state(device_id))
        return level is not None and level != lowered.former and not lowered.is_quiet(level)

    async def _set(self, device_id: str, level: float) -> None:
        """Without a broker nothing is sent: it is done when the player can be reached again."""
        wire = self._live.mirror.wire(device_id)
        if wire is None:
            return
        command = Command(device=device_id, service="volume_set", data={"volume_level": level})
        with contextlib.suppress(BrokerUnavailable, ContractError):
            await self._bus.publish(*command_messages(wire, command))

    def _forget(self, device_id: str) -> None:
        if (lowered := self._lowered.pop(device_id, None)) is None:
            return
        lowered.over.set()
        self._store.save(self._lowered)
        self._live.mirror.read_through(device_id, None)
        self._note(VolumePutBack(device=device_id))

    # what is told meanwhile

    def _as_set(self, device_id: str, fresh: State) -> State:
        """How the mirror is to read what this player reports."""
        lowered = self._lowered[device_id]
        shown = lowered.as_set(fresh)
        if lowered.over.is_set():
            self._forget(device_id)
        return shown

    def _commanded(self, command: Command) -> None:
        """The person has the last word, and what they ask for may be just that quiet."""
        lowered, level = self._lowered.get(command.device), level_of(command.data)
        if lowered is None or level is None:
            return
        if lowered.is_quiet(level):
            self._forget(command.device)
        else:
            lowered.back_to = level
            self._store.save(self._lowered)

    def _availability_changed(self, device_id: str, available: bool | None) -> None:
        if available and device_id in self._lowered:
            self._put_back_if_unwanted(device_id)

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work, name="ducking")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
