"""One simulated device: what it says when it appears, and what it answers to a message.

It knows no connection. Messages go in, messages come out, and the house carries them.
"""

import logging
from dataclasses import dataclass, field

from devices.clock import HomeClock
from devices.faults import Dropping, Fault, Flapping, Jammed, Offline, Slow
from devices.kinds import DeviceState, Refused, state_of
from devices.model import Command, ContractError, Device, Message, State
from devices.wire.model import Wire
from devices.wire.normalise import normalise_state
from devices.wire.orders import read_order
from devices.wire.own import announce, own_wire
from devices.wire.states import publish_state
from devices.wire.topics import availability, base, refused_topic

_MOST_COMPLAINTS = 20
"""Different refusals that are remembered so as to log each once."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class SimulatedDevice:
    """A device's identity, its state, and what is wrong with it."""

    device: Device
    area_name: str | None
    clock: HomeClock
    physics: bool = True
    """False lets short movements settle at once."""
    state: DeviceState = field(init=False)
    wire: Wire = field(init=False)
    fault: Fault | None = None
    there: bool = True
    """False while a fault keeps it away."""
    _told: dict[str, str] = field(default_factory=dict)
    """The last payload on each state topic."""
    _complaints: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.state = state_of(
            self.device.kind, normalise_state(self.device.kind, self.device.state)
        )
        self.wire = own_wire(self.device)

    def restore(self, kept: State) -> None:
        """Take up the state of an earlier run."""
        self.state = state_of(self.device.kind, kept)

    @property
    def will(self) -> Message:
        return availability(self.device.id, online=False)

    def birth(self) -> tuple[Message, ...]:
        """Everything that it says when it appears, or when a controller asks."""
        if not self.there:
            return (announce(self.device, self.area_name), self.will)
        states = publish_state(self.wire, self.state.shown())
        self._told = {message.topic: message.payload for message in states}
        return (
            announce(self.device, self.area_name),
            availability(self.device.id, online=True),
            *states,
        )

    def move(self, state: DeviceState) -> tuple[Message, ...]:
        """Take on a state; what to publish is what changed, nothing while it is not there."""
        self.state = state
        if not self.there:
            return ()
        news: list[Message] = []
        for message in publish_state(self.wire, state.shown()):
            if self._told.get(message.topic) != message.payload:
                self._told[message.topic] = message.payload
                news.append(message)
        return tuple(news)

    def misses(self, message: Message) -> bool:
        """True for a message that a fault, or good manners, keep it from hearing."""
        if not self.there or isinstance(self.fault, Offline):
            return True
        if isinstance(self.fault, Dropping) and self.fault.misses():
            return True
        if message.retain:
            self._complain(f"{message.topic}: retained commands are not carried out")
            return True
        return False

    def delay_seconds(self) -> float:
        """How long it takes to react, by the home's clock."""
        return self.fault.seconds if isinstance(self.fault, Slow) else 0.0

    def hear(self, message: Message) -> tuple[Message, ...]:
        """Carry out a command; the answer is the state, also when nothing changed.

        What is no command, or cannot be done, changes nothing and is logged once with the reason.
        """
        try:
            command = read_order(self.wire, message.topic, message.payload)
            state = self._after(command)
        except ContractError as error:
            return self._refuse(str(error))
        except Refused as refused:
            return self._refuse(f"{base(self.device.id)}: {refused}", str(refused))
        self._complaints.clear()
        return self._answer(self.move(state))

    def _after(self, command: Command) -> DeviceState:
        state = self.state.apply(command, self.clock.now())
        if isinstance(self.fault, Jammed):
            return self.state.jam()
        return state if self.physics else state.settle()

    def _refuse(self, complaint: str, reason: str | None = None) -> tuple[Message, ...]:
        self._complain(complaint)
        said = Message(topic=refused_topic(self.device.id), payload=reason or complaint)
        return (said, *self._answer(()))  # first, or the state would pass for a confirmation

    def _answer(self, news: tuple[Message, ...]) -> tuple[Message, ...]:
        """Whoever commands waits for a state message, so there always is one."""
        if news:
            return news
        return publish_state(self.wire, self.state.shown())[:1]

    def _complain(self, text: str) -> None:
        if text in self._complaints:
            return
        if len(self._complaints) < _MOST_COMPLAINTS:
            self._complaints.add(text)
            logger.warning("%s", text)

    def suffer(self, fault: Fault | None) -> tuple[Message, ...]:
        """Take on a fault, or heal."""
        self.fault = fault
        gone = isinstance(fault, Offline | Flapping)
        messages = self.turn_up(there=not gone)
        if fault is None and self.state.kept().get("state") == "jammed":
            healed = state_of(self.device.kind, {**self.state.kept(), "state": "unlocked"})
            messages += self.move(healed)
        return messages

    def turn_up(self, *, there: bool) -> tuple[Message, ...]:
        """Come or go."""
        if there == self.there:
            return ()
        self.there = there
        return self.birth()[1:]
