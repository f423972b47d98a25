"""How the devices of this house announce themselves: Home Assistant's shape, our topics."""

from collections.abc import Mapping
from functools import lru_cache

from devices.model import Command, Device, Message, State, Value
from devices.wire.model import Wire
from devices.wire.orders import read_order
from devices.wire.payloads import as_json
from devices.wire.states import publish_state
from devices.wire.tables import COMPONENTS
from devices.wire.topics import availability_of, base, config_topic, object_id

ORIGIN = "simulated home"
"""Name in the `origin` block of everything that this house announces."""
_LIGHT_MODES = ("rgb", "color_temp")
_FROM_STATE = ("unit_of_measurement", "min_temp", "max_temp", "state_class")
"""Attributes that Home Assistant wants in the announcement."""


def own_wire(device: Device) -> Wire:
    """How a device of this house is spoken to."""
    config = dict(_settings(device.kind, device.id))
    if device.kind == "light":
        modes = device.state.get("supported_color_modes")
        config["supported_color_modes"] = modes if isinstance(modes, tuple) else _LIGHT_MODES
    if device.kind == "climate" and "°F" in str(device.state.get("temperature_unit", "")):
        config["temperature_unit"] = "F"
    for name in _FROM_STATE:
        if device.state.get(name) is not None:
            config[name] = device.state[name]
    if device.device_class is not None:
        config["device_class"] = device.device_class
    return Wire(
        device=device.id,
        component=device.kind,
        config=config,
        availability=(availability_of(device.id),),
        ours=True,
    )


@lru_cache(maxsize=4096)
def _settings(kind: str, device_id: str) -> Mapping[str, Value]:
    """The part of an announcement that follows from kind and id alone."""
    root = base(device_id)
    config: dict[str, Value] = {"availability_topic": availability_of(device_id)}
    if kind == "light":
        plain = {"schema": "json", "command_topic": f"{root}/set", "state_topic": f"{root}/state"}
        return {**config, **plain, "brightness": True, "json_attributes_topic": _rest(root)}
    if kind not in COMPONENTS:
        return {**config, "command_topic": f"{root}/set", "state_topic": f"{root}/state"}
    component = COMPONENTS[kind]
    for field in component.fields:
        if field.suffix is not None:
            config[field.topic] = f"{root}/{field.suffix}"
    for order in component.orders:
        if order.suffix is not None:
            level = f"/{order.suffix}" if order.suffix else ""
            config[order.topic] = f"{root}{level}/set"
    if kind == "vacuum":
        config["send_command_topic"] = f"{root}/send_command/set"
    config["json_attributes_topic"] = _rest(root)
    return {**config, **dict(component.extra)}


def _rest(root: str) -> str:
    return f"{root}/attributes"


def announce(device: Device, area_name: str | None) -> Message:
    """The retained discovery message of a device of this house."""
    wire = own_wire(device)
    block: dict[str, object] = {
        "identifiers": [device.id],
        "name": device.name,
        "manufacturer": ORIGIN,
        "model": device.kind,
    }
    if area_name is not None:
        block["suggested_area"] = area_name
    payload = {
        "name": device.name,
        "unique_id": device.id,
        "default_entity_id": f"{device.kind}.{_entity(device)}",
        **wire.config,
        "device": block,
        "origin": {"name": ORIGIN},
    }
    topic = config_topic(device.kind, device.id)
    return Message(topic=topic, payload=as_json(payload), retain=True)


def _entity(device: Device) -> str:
    return object_id(device.id.removeprefix(f"{device.kind}."))


def withdraw(device: Device) -> Message:
    """Takes the announcement back."""
    return Message(topic=config_topic(device.kind, device.id), payload="", retain=True)


def state_messages(device: Device, state: State) -> tuple[Message, ...]:
    """The retained messages that tell a device's whole state, the main one first."""
    return publish_state(own_wire(device), state)


def read_command(device: Device, topic: str, payload: str) -> Command:
    """The command in a message to a device of this house; ContractError says what was expected."""
    return read_order(own_wire(device), topic, payload)
