"""MQTT messages to commands, at the device."""

from devices.model import Command, ContractError, Value
from devices.wire.arguments import shown
from devices.wire.light import (
    read_light_command,
)
from devices.wire.model import Wire
from devices.wire.payloads import (
    as_text,
    attributes_of,
    check_size,
    read_object,
    value_of,
)
from devices.wire.services import check_command
from devices.wire.shapes import component_of, is_appliance, is_json_light

_SERVICE_FORM = 'expected {"service": ..., and its arguments}'


def read_order(wire: Wire, topic: str, payload: str) -> Command:
    """The command in a message to this device; raises ContractError saying what was expected."""
    check_size(topic, payload)
    try:
        service, data = _read_order(wire, topic, payload)
        checked = check_command(wire.component, service, data)
    except ContractError as error:
        raise ContractError(f"{topic}: {error}") from error
    return Command(device=wire.device, service=service, data=checked)


def _read_order(wire: Wire, topic: str, payload: str) -> tuple[str, dict[str, Value]]:
    if is_json_light(wire) and topic == wire.text("command_topic"):
        return read_light_command(wire, payload)
    if is_appliance(wire) and topic == wire.text("command_topic"):
        return _read_service(payload)
    if wire.component == "vacuum" and topic == wire.text("send_command_topic"):
        found = attributes_of(read_object(payload))
        return as_text(found.pop("command", "")), found
    orders = [o for o in component_of(wire).orders if wire.text(o.topic) == topic]
    if not orders:
        raise ContractError("not a command topic of this device")
    refusals: list[str] = []
    for order in orders:
        if order.word is not None:
            word = order.word.on_wire(wire)
            if payload.strip().lower() == word.lower():
                return order.service, {}
            refusals.append(word)
            continue
        try:
            return order.service, {order.argument: order.form.decode(payload, wire)}
        except ContractError as error:
            refusals.append(str(error).removeprefix("expected ").partition(", got")[0])
    raise ContractError(f"expected {' or '.join(refusals)}, got {shown(payload)}")


def _read_service(payload: str) -> tuple[str, dict[str, Value]]:
    if payload.strip().upper() in ("ON", "OFF", "TOGGLE"):
        word = payload.strip().lower()
        return ("toggle" if word == "toggle" else f"turn_{word}"), {}
    try:
        found = read_object(payload)
    except ContractError as error:
        raise ContractError(f"{_SERVICE_FORM}: {error}") from error
    service = found.get("service")
    if not isinstance(service, str):
        raise ContractError(f"{_SERVICE_FORM}, got {shown(payload)}")
    return service, {key: value_of(value) for key, value in found.items() if key != "service"}
