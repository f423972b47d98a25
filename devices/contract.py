"""What devices and the assistant agree on: the words for state and command, topics and payloads.

Inside, states and commands use Home Assistant's attribute and service names (`brightness` 0 to
255, `current_position` 0 closed to 100 open, `volume_level` 0 to 1). The wire has Home
Assistant's MQTT discovery shape. This is the door; the rooms are in `devices.model` and
`devices.wire`.
"""

from devices.model import (
    BrokerUnavailable,
    Command,
    Connect,
    ContractError,
    Device,
    Link,
    Message,
    State,
    Value,
)
from devices.wire.commands import command_messages
from devices.wire.discovery import read_announcement
from devices.wire.model import Announcement, Wire
from devices.wire.normalise import normalise_state
from devices.wire.own import announce, own_wire, read_command, state_messages, withdraw
from devices.wire.services import check_command, services_of
from devices.wire.states import availability_topic, read_availability, read_state, state_topics
from devices.wire.topics import (
    OFFLINE,
    ONLINE,
    STATUS_TOPIC,
    availability,
    config_topic,
    fault_topic,
    refused_topic,
)
from devices.wire.vocabulary import classes_of, misspelled_attribute, states_of
from devices.wire.zigbee import (
    BRIDGE_PATTERN,
    LARGEST_LIST_BYTES,
    is_bridge_list,
    read_bridge_devices,
)

__all__ = [
    "BRIDGE_PATTERN",
    "LARGEST_LIST_BYTES",
    "OFFLINE",
    "ONLINE",
    "STATUS_TOPIC",
    "Announcement",
    "BrokerUnavailable",
    "Command",
    "Connect",
    "ContractError",
    "Device",
    "Link",
    "Message",
    "State",
    "Value",
    "Wire",
    "announce",
    "availability",
    "availability_topic",
    "check_command",
    "classes_of",
    "command_messages",
    "config_topic",
    "fault_topic",
    "is_bridge_list",
    "misspelled_attribute",
    "normalise_state",
    "own_wire",
    "read_announcement",
    "read_availability",
    "read_bridge_devices",
    "read_command",
    "read_state",
    "refused_topic",
    "services_of",
    "state_messages",
    "state_topics",
    "states_of",
    "withdraw",
]
