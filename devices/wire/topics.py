"""Where the devices of this house live on the broker."""

from devices.model import Message

STATUS_TOPIC = "homeassistant/status"
"""A controller says `online` here when it has started and wants everything announced again."""
ONLINE, OFFLINE = "online", "offline"


def object_id(device_id: str) -> str:
    """A device's id as one level of a topic."""
    return "".join(part if part.isalnum() or part in "-_" else "_" for part in device_id)


def base(device_id: str) -> str:
    """Every topic of a device lies below this one."""
    return f"home/{object_id(device_id)}"


def config_topic(component: str, device_id: str) -> str:
    """Where a device is announced."""
    return f"homeassistant/{component}/{object_id(device_id)}/config"


def availability_of(device_id: str) -> str:
    """Where a device says whether it is there."""
    return f"{base(device_id)}/availability"


def availability(device_id: str, *, online: bool) -> Message:
    """Says that a device is there, or not; its last will is the second."""
    payload = ONLINE if online else OFFLINE
    return Message(topic=availability_of(device_id), payload=payload, retain=True)


def fault_topic(device_id: str) -> str:
    """Where a fault of a simulated device is set."""
    return f"{base(device_id)}/fault/set"


def refused_topic(device_id: str) -> str:
    """Where a device says, never retained, why it did not do what it was told."""
    return f"{base(device_id)}/refused"


def command_patterns(device_id: str = "+") -> tuple[str, ...]:
    """The subscriptions that cover everything a device can be told; by default any device."""
    return f"home/{object_id(device_id) if device_id != '+' else '+'}/set", (
        f"home/{object_id(device_id) if device_id != '+' else '+'}/+/set"
    )
