"""Which of three shapes a device's messages have.

A topic for each attribute (most of Home Assistant's components), one JSON object for lights with
the JSON schema, and one JSON object naming a service for the kinds that Home Assistant has no
MQTT component for (`media_player`, `oven`, `todo`, ...).
"""

from devices.wire.model import Wire
from devices.wire.tables import COMPONENTS, REPORTING, Component


def is_json_light(wire: Wire) -> bool:
    """True for lights that take one JSON object."""
    return wire.component == "light" and wire.text("schema") == "json"


def is_appliance(wire: Wire) -> bool:
    """True for kinds that talk in services: one JSON topic each way."""
    return wire.component not in COMPONENTS and (wire.ours or bool(wire.text("command_topic")))


def component_of(wire: Wire) -> Component:
    """The table that the device follows."""
    return COMPONENTS.get(wire.component, REPORTING)
