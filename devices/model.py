"""The nouns that devices and the assistant share: devices, states, commands, messages, connections.

Inside, states and commands use Home Assistant's attribute and service names (`brightness` 0 to
255, `current_position` 0 closed to 100 open, `volume_level` 0 to 1).
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

Value: TypeAlias = str | int | float | bool | tuple["Value", ...] | None
State: TypeAlias = Mapping[str, Value]
"""Attributes of one device by Home Assistant's names; the main one is `state`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One thing in the home, real or simulated."""

    id: str
    """Unique; may be a Home Assistant entity id (`light.desk_lamp`)."""
    name: str
    """What people call it."""
    kind: str
    """Home Assistant's domain (`light`), or one of our appliances (`oven`)."""
    device_class: str | None = None
    area: str | None = None
    """Id of its area; None when it belongs to no room."""
    aliases: tuple[str, ...] = ()
    state: State = field(default_factory=dict)
    """At start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One MQTT message."""

    topic: str
    payload: str
    retain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing to do to one device, named as Home Assistant's services are (`turn_on`)."""

    device: str
    service: str
    data: State = field(default_factory=dict)


class ContractError(ValueError):
    """A topic or payload that does not fit the contract; the text names what was expected."""


class BrokerUnavailable(ConnectionError):
    """The broker cannot be reached, refused the password, or went away."""


class Link(Protocol):
    """One MQTT client's open connection, real or in memory."""

    async def publish(self, message: Message) -> None:
        """Hand one message to the broker; raises BrokerUnavailable when the connection is gone."""

    async def subscribe(self, *patterns: str) -> None:
        """Ask for topics; MQTT's `+` and `#` are understood."""

    def __aiter__(self) -> AsyncIterator[Message]:
        """Messages as they come, retained ones first; raises BrokerUnavailable when it breaks."""


class Connect(Protocol):
    """Opens a Link; how is the wiring's business."""

    def __call__(
        self, client_id: str, will: Message | None = None
    ) -> AbstractAsyncContextManager[Link]:
        """Connect on entry (raises BrokerUnavailable); on a clean exit the will is not sent."""
