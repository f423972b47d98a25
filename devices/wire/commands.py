"""Commands to MQTT messages, on the assistant's side."""

from devices.model import Command, ContractError, Message, Value
from devices.wire.arguments import shown
from devices.wire.forms import scalar
from devices.wire.light import (
    light_command,
    plain_look,
)
from devices.wire.model import Wire
from devices.wire.payloads import (
    as_json,
)
from devices.wire.services import check_command
from devices.wire.shapes import component_of, is_appliance, is_json_light
from devices.wire.tables import Order
from devices.wire.templates import fill

_SILENT = frozenset({"code", "transition"})
"""Arguments that a device may do without."""


def command_messages(wire: Wire, command: Command) -> tuple[Message, ...]:
    """What to publish so that the device carries out the command; never retained."""
    data = check_command(wire.component, command.service, command.data)
    if is_json_light(wire):
        payload = as_json(light_command(wire, command.service, data))
        return (Message(topic=_command_topic(wire, command.service), payload=payload),)
    if is_appliance(wire):
        payload = as_json({"service": command.service, **data})
        return (Message(topic=_command_topic(wire, command.service), payload=payload),)
    if command.service == "clean_area":
        topic = _command_topic(wire, command.service, "send_command_topic")
        payload = as_json({"command": "clean_area", **data})
        return (Message(topic=topic, payload=payload),)
    return _by_table(wire, command.service, data)


def _command_topic(wire: Wire, service: str, key: str = "command_topic") -> str:
    if topic := wire.text(key):
        return topic
    raise ContractError(f"{wire.device} announced no {key}, so {service} cannot reach it")


def _by_table(wire: Wire, service: str, data: dict[str, Value]) -> tuple[Message, ...]:
    if wire.component == "light":
        data = plain_look(data)
        if wire.text("schema") == "template":
            return _by_template(wire, service, data)
    messages: list[Message] = []
    told: set[str] = set()
    for order in component_of(wire).orders:
        if order.service != service or not wire.text(order.topic):
            continue
        if order.word is None and order.argument not in data:
            continue
        if order.word is not None and _implied(wire, service, data):
            continue
        messages.append(Message(topic=wire.text(order.topic), payload=_order(wire, order, data)))
        told.add(order.argument)
    if missing := set(data) - told - _SILENT:
        raise ContractError(f"{wire.device} takes no {', '.join(sorted(missing))}")
    if not messages:
        return _instead(wire, service)
    return tuple(messages)


def _implied(wire: Wire, service: str, data: dict[str, Value]) -> bool:
    """A light may say that setting the brightness turns it on."""
    by_brightness = wire.text("on_command_type") == "brightness"
    return by_brightness and service == "turn_on" and "brightness" in data


def _order(wire: Wire, order: Order, data: dict[str, Value]) -> str:
    template = wire.text(order.template)
    if order.word is not None:
        word = order.word.on_wire(wire)
        return fill(template, word, action=word, code=data.get("code"))
    value = data[order.argument]
    payload = order.form.encode(value, wire)
    if payload is None:
        raise ContractError(f"{order.argument}: no form on the wire for {shown(value)}")
    if not template:
        return payload
    return fill(template, scalar(payload), **{order.argument: scalar(payload)})


def _by_template(wire: Wire, service: str, data: dict[str, Value]) -> tuple[Message, ...]:
    key = "command_off_template" if service == "turn_off" else "command_on_template"
    if service == "toggle" or not wire.text(key):
        raise ContractError(f"{wire.device} announced no template for {service}")
    variables = {name: value for name, value in data.items() if name != "rgb_color"}
    if isinstance(rgb := data.get("rgb_color"), tuple):
        variables |= dict(zip(("red", "green", "blue"), rgb, strict=True))
    variables["state"] = "off" if service == "turn_off" else "on"
    payload = fill(wire.text(key), None, **variables)
    return (Message(topic=_command_topic(wire, service), payload=payload),)


_INSTEAD: dict[tuple[str, str], tuple[str, dict[str, Value]]] = {
    ("climate", "turn_off"): ("set_hvac_mode", {"hvac_mode": "off"}),
    ("climate", "turn_on"): ("set_hvac_mode", {"hvac_mode": "heat"}),
    ("water_heater", "turn_off"): ("set_operation_mode", {"operation_mode": "off"}),
    ("cover", "open_cover"): ("set_cover_position", {"position": 100}),
    ("cover", "close_cover"): ("set_cover_position", {"position": 0}),
    ("fan", "turn_off"): ("set_percentage", {"percentage": 0}),
}
"""Another way to say the same, for devices that did not announce the plain one."""


def _instead(wire: Wire, service: str) -> tuple[Message, ...]:
    other = _INSTEAD.get((wire.component, service))
    if other is None:
        raise ContractError(f"{wire.device} announced no topic for {service}")
    other_service, data = other
    modes = wire.config.get("modes")
    if service == "turn_on" and isinstance(modes, tuple) and "heat" not in modes:
        first = next((mode for mode in modes if mode != "off"), "auto")
        data = {"hvac_mode": first}
    if not any(
        o.service == other_service and wire.text(o.topic) for o in component_of(wire).orders
    ):
        raise ContractError(f"{wire.device} announced no topic for {service}")
    return _by_table(wire, other_service, dict(data))
