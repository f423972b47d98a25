"""The live picture of the home: who is there and in what state, as the devices themselves say."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType, TracebackType
from typing import Self

from assistant.home.matching import Plan
from assistant.home.model import Home
from assistant.topics import matches
from devices.contract import (
    BRIDGE_PATTERN,
    Announcement,
    ContractError,
    Device,
    Message,
    State,
    Wire,
    is_bridge_list,
    read_announcement,
    read_availability,
    read_bridge_devices,
    read_state,
    refused_topic,
    state_topics,
)

DISCOVERY = "homeassistant/#"
"""zigbee2mqtt announces its devices here too, if its setting `homeassistant` is on."""

_MOST_DEVICES = 5_000
_MOST_EARLY_MESSAGES = 2_000
_LONGEST_EARLY_MESSAGE = 4_096
_MOST_WARNINGS = 1_000
_NOTHING: State = MappingProxyType({})

OnState = Callable[[str, State, State], None]
"""Gets the device's id, its state before and after."""
OnAvailability = Callable[[str, bool | None], None]
Predicate = Callable[[State], bool]
Lens = Callable[[State], State]
"""What to take for true instead of what a device reports."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Seen:
    """What is known of one device; belongs to the mirror, others only read it."""

    device: Device
    from_file: bool
    wire: Wire | None = None
    """None until the device announces itself."""
    state: State = field(default_factory=lambda: _NOTHING)
    """Its latest attributes; empty until it speaks."""
    available: bool | None = None
    """None until it says so, or speaks."""
    last_seen: float | None = None
    """Seconds by the event loop's clock."""


class Mirror:
    """Follows discovery, states and availability; feed it every message of the bus.

    Names, aliases and rooms of the home file win over what devices say about themselves.
    """

    def __init__(
        self,
        home: Home,
        *,
        subscribe: Callable[..., None] = lambda *patterns: None,
        ask: Callable[[Message], None] = lambda message: None,
        clock: Callable[[], float] = lambda: asyncio.get_running_loop().time(),
    ) -> None:
        self.refused = 0
        """Messages that nobody could make sense of."""
        self._plan = Plan(home)
        self._file_home = home
        self._subscribe = subscribe
        self._ask = ask
        self._clock = clock
        self._seen = {d.id: Seen(device=d, from_file=True) for d in home.devices}
        self._announced_on: dict[str, frozenset[str]] = {}
        self._states: dict[str, set[str]] = {}
        self._availabilities: dict[str, set[str]] = {}
        self._refusals: dict[str, set[str]] = {}
        self._by_unique_id: dict[str, str] = {}
        """Ids of announced devices: one that is announced in two ways is still one."""
        self._patterns: dict[str, None] = {DISCOVERY: None, BRIDGE_PATTERN: None}
        self._early: dict[str, Message] = {}
        self._warned: set[str] = set()
        self._watches: dict[str, set[Watch]] = {}
        self._lenses: dict[str, Lens] = {}
        self._on_state: list[OnState] = []
        self._on_availability: list[OnAvailability] = []
        self._home: Home | None = home
        self._snapshot: Mapping[str, State] | None = None
        subscribe(*self._patterns)

    # reading

    @property
    def home(self) -> Home:
        """The home file's devices and those that announced themselves; a new one on any change."""
        if self._home is None:
            devices = tuple(seen.device for seen in self._seen.values())
            self._home = replace(self._file_home, devices=devices)
        return self._home

    def seen(self, device_id: str) -> Seen | None:
        return self._seen.get(device_id)

    def state(self, device_id: str) -> State:
        """The latest attributes; empty for a device that has not spoken or does not exist."""
        seen = self._seen.get(device_id)
        return seen.state if seen else _NOTHING

    def wire(self, device_id: str) -> Wire | None:
        seen = self._seen.get(device_id)
        return seen.wire if seen else None

    def available(self, device_id: str) -> bool | None:
        """Whether it can be spoken to; None while nobody knows."""
        seen = self._seen.get(device_id)
        return seen.available if seen else False

    def snapshot(self) -> Mapping[str, State]:
        """Every device's state at this moment; never changes afterwards."""
        if self._snapshot is None:
            states = {device_id: seen.state for device_id, seen in self._seen.items()}
            self._snapshot = MappingProxyType(states)
        return self._snapshot

    def topics(self) -> tuple[str, ...]:
        """What to subscribe to; grows as devices announce themselves."""
        return tuple(self._patterns)

    # being told

    def on_state(self, handler: OnState) -> None:
        self._on_state.append(handler)

    def read_through(self, device_id: str, lens: Lens | None) -> None:
        """From now on take what this device reports as the lens shows it; None as it is."""
        if lens is None:
            self._lenses.pop(device_id, None)
        else:
            self._lenses[device_id] = lens

    def on_availability(self, handler: OnAvailability) -> None:
        self._on_availability.append(handler)

    def watch(self, device_id: str, predicate: Predicate) -> "Watch":
        """Watch for a confirmation; open it before publishing the command.

        `with mirror.watch(...) as watch: await bus.publish(...); await watch.within(2.0)`
        """
        return Watch(self._watches, device_id, predicate)

    async def wait_for(
        self, device_id: str, predicate: Predicate, timeout_seconds: float
    ) -> State | None:
        """The merged state after a coming message that fits; None when none came in time."""
        with self.watch(device_id, predicate) as watch:
            return await watch.within(timeout_seconds)

    # being fed

    def feed(self, message: Message) -> None:
        """Take one message; garbage is counted and warned of once for each topic."""
        topic = message.topic
        try:
            if topic.startswith("homeassistant/") and topic.endswith("/config"):
                self._announce(message, read_announcement(topic, message.payload))
                return
            if is_bridge_list(topic):
                self._announce(message, read_bridge_devices(topic, message.payload))
                return
            known = self._take_availability(message)
            known = self._take_state(message) or self._take_refusal(message) or known
        except ContractError as error:
            self._refuse(topic, str(error))
            return
        if not known and not topic.startswith("homeassistant/"):
            self._keep_for_later(message)

    def forget_availability(self) -> None:
        """The broker is gone, so nobody knows who is there until it is back."""
        for device_id, seen in self._seen.items():
            self._set_available(device_id, seen, None)

    def _announce(self, message: Message, announcements: Iterable[Announcement]) -> None:
        present = [a for a in announcements if not a.removed and a.device and a.wire]
        ids = frozenset(filter(None, [self._add(announcement) for announcement in present]))
        before = self._announced_on.pop(message.topic, frozenset())
        if ids:
            self._announced_on[message.topic] = ids
        for gone in before - ids:
            if not any(gone in others for others in self._announced_on.values()):
                self._remove(gone)

    def _add(self, announcement: Announcement) -> str | None:
        device, wire = announcement.device, announcement.wire
        if device is None or wire is None:
            return None
        own = self._plan.own(announcement)
        known = self._by_unique_id.get(announcement.unique_id or "")
        device_id = own.id if own else known or device.id
        if device_id not in self._seen and len(self._seen) >= _MOST_DEVICES:
            self._refuse(DISCOVERY, f"more than {_MOST_DEVICES} devices are announced")
            return None
        if announcement.unique_id:
            self._by_unique_id[announcement.unique_id] = device_id
        merged = self._plan.merged(own, announcement, replace(device, id=device_id))
        seen = self._seen.get(device_id)
        if seen is None:
            seen = self._seen[device_id] = Seen(device=merged, from_file=False)
        self._forget_topics(device_id)
        seen.device, seen.wire = merged, replace(wire, device=device_id)
        self._home = self._snapshot = None
        self._follow(device_id, announcement.object_id, wire)
        if not seen.state and (topic := wire.text("get_topic")):
            self._ask(Message(topic=topic, payload=wire.text("get_payload")))
        return device_id

    def _follow(self, device_id: str, object_id: str, wire: Wire) -> None:
        followed = [
            (self._availabilities, wire.availability),
            (self._states, state_topics(wire)),
            (self._refusals, (refused_topic(device_id),) if wire.ours else ()),
        ]
        topics = [topic for _, some in followed for topic in some]
        for table, some in followed:
            for topic in some:
                table.setdefault(topic, set()).add(device_id)
        self._ask_for(topics, object_id)
        for topic in topics:
            if (early := self._early.pop(topic, None)) is not None:
                self.feed(early)

    def _ask_for(self, topics: Iterable[str], object_id: str) -> None:
        """One pattern serves all devices of a maker: brokers slow down with every subscription."""
        fresh: dict[str, None] = {}
        for topic in topics:
            wanted = _generalised(topic, object_id)
            if wanted not in self._patterns and not self._asked_for(topic):
                fresh[wanted] = None
        if fresh:
            self._patterns.update(fresh)
            self._subscribe(*fresh)

    def _asked_for(self, topic: str) -> bool:
        return any(matches(pattern, topic) for pattern in self._patterns)

    def _remove(self, device_id: str) -> None:
        self._forget_topics(device_id)
        seen = self._seen[device_id]
        if seen.from_file:
            seen.wire = None
            self._set_available(device_id, seen, False)
        else:
            del self._seen[device_id]
            self._by_unique_id = {u: d for u, d in self._by_unique_id.items() if d != device_id}
        self._home = self._snapshot = None

    def _forget_topics(self, device_id: str) -> None:
        seen = self._seen[device_id]
        if seen.wire is None:
            return
        topics = (*state_topics(seen.wire), *seen.wire.availability, refused_topic(device_id))
        for table in (self._states, self._availabilities, self._refusals):
            for topic in topics:
                table.get(topic, set()).discard(device_id)

    def _take_availability(self, message: Message) -> bool:
        devices = self._availabilities.get(message.topic, ())
        for device_id in tuple(devices):
            seen = self._seen[device_id]
            if seen.wire is not None:
                online = read_availability(seen.wire, message.topic, message.payload)
                if online is None:
                    raise ContractError(f"no availability: {message.payload[:40]!r}")
                self._set_available(device_id, seen, online)
        return bool(devices)

    def _take_state(self, message: Message) -> bool:
        devices = self._states.get(message.topic, ())
        for device_id in tuple(devices):
            seen = self._seen[device_id]
            if seen.wire is not None:
                fresh = read_state(seen.wire, message.topic, message.payload)
                self._set_state(device_id, seen, fresh)
        return bool(devices)

    def _take_refusal(self, message: Message) -> bool:
        devices = self._refusals.get(message.topic, ())
        for device_id in devices:
            for watch in tuple(self._watches.get(device_id, ())):
                watch.give_up(message.payload)
        return bool(devices)

    def _set_state(self, device_id: str, seen: Seen, fresh: State) -> None:
        before = seen.state
        if (lens := self._lenses.get(device_id)) is not None:
            fresh = lens(fresh)
        seen.last_seen = self._clock()
        if not seen.available and not (seen.wire and seen.wire.availability):
            self._set_available(device_id, seen, True)  # it has no other way to say so
        if any(name not in before or before[name] != value for name, value in fresh.items()):
            seen.state = MappingProxyType({**before, **fresh})
            self._snapshot = None
            for handler in self._on_state:
                handler(device_id, before, seen.state)
        for watch in tuple(self._watches.get(device_id, ())):
            watch.look(seen.state)

    def _set_available(self, device_id: str, seen: Seen, available: bool | None) -> None:
        if available != seen.available:
            seen.available = available
            for handler in self._on_availability:
                handler(device_id, available)

    def _keep_for_later(self, message: Message) -> None:
        """A retained state may arrive before the announcement that explains it."""
        short = len(message.payload) <= _LONGEST_EARLY_MESSAGE
        if short and (message.topic in self._early or len(self._early) < _MOST_EARLY_MESSAGES):
            self._early[message.topic] = message

    def _refuse(self, topic: str, reason: str) -> None:
        self.refused += 1
        if topic not in self._warned and len(self._warned) < _MOST_WARNINGS:
            self._warned.add(topic)
            logger.warning("ignored a message on %s: %s", topic, reason[:300])


class Watch:
    """Waits for one device to report a state that fits, or to refuse."""

    refusal: str | None = None
    """Why the device would not, in its own words."""

    def __init__(
        self, watches: dict[str, set["Watch"]], device_id: str, predicate: Predicate
    ) -> None:
        self._watches = watches
        self._device_id = device_id
        self._predicate = predicate
        self._end: asyncio.Future[State | None] = asyncio.get_running_loop().create_future()

    def __enter__(self) -> Self:
        self._watches.setdefault(self._device_id, set()).add(self)
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._watches[self._device_id].discard(self)

    def look(self, state: State) -> None:
        """The device has just reported; its merged state is this."""
        if not self._end.done() and self._predicate(state):
            self._end.set_result(state)

    def give_up(self, refusal: str) -> None:
        """The device has said that it will not."""
        if not self._end.done():
            self.refusal = refusal
            self._end.set_result(None)

    async def within(self, timeout_seconds: float) -> State | None:
        """The state that fitted, since the watch was opened; None when none did in time."""
        done, _ = await asyncio.wait([self._end], timeout=timeout_seconds)
        return self._end.result() if done else None


def _generalised(topic: str, object_id: str) -> str:
    """`home/desk_lamp/state` as `home/+/state`; others as they are."""
    parts = topic.split("/")
    if parts.count(object_id) != 1 or len(parts) < 3 or parts[0] == object_id:
        return topic
    return "/".join("+" if part == object_id else part for part in parts)
