"""States to MQTT messages and back, topics and availability."""

from devices.model import ContractError, Message, State, Value
from devices.wire.forms import scalar
from devices.wire.light import (
    SHOWN,
    light_state,
    read_light_state,
)
from devices.wire.model import Wire
from devices.wire.payloads import (
    as_json,
    as_text,
    attributes_of,
    check_size,
    read_object,
)
from devices.wire.shapes import component_of, is_appliance, is_json_light
from devices.wire.tables import COMPONENTS, Field
from devices.wire.templates import pick
from devices.wire.topics import ONLINE

_VACUUM_KEYS = ("state", "battery_level", "fan_speed", "area")


def publish_state(wire: Wire, state: State) -> tuple[Message, ...]:
    """A device's state as retained messages, the main one first."""
    if is_appliance(wire):
        return (_retained(wire.text("state_topic"), as_json(state)),)
    messages: list[Message] = []
    shown_here: set[str] = set()
    if is_json_light(wire):
        shown_here |= SHOWN
        messages.append(_retained(wire.text("state_topic"), as_json(light_state(wire, state))))
    elif special := _special_state(wire, state):
        shown_here |= set(_VACUUM_KEYS) if wire.component == "vacuum" else {"current_position"}
        shown_here.add("state")
        messages.append(_retained(wire.text("state_topic"), special))
    else:
        for field in component_of(wire).fields:
            topic = wire.text(field.topic)
            value = state.get(field.attribute)
            if not topic or value is None:
                continue
            shown_here.add(field.attribute)
            payload = field.form.encode(value, wire)
            if payload is not None:
                messages.append(_retained(topic, payload))
    rest = {k: v for k, v in state.items() if k not in shown_here and v is not None}
    if rest and (topic := wire.text("json_attributes_topic")):
        messages.append(_retained(topic, as_json(rest)))
    return tuple(messages)


def _special_state(wire: Wire, state: State) -> str | None:
    """Components whose state topic carries an object."""
    if wire.component == "vacuum":
        return as_json({k: state[k] for k in _VACUUM_KEYS if state.get(k) is not None})
    if wire.component == "valve" and state.get("current_position") is not None:
        return as_json({"state": state.get("state"), "position": state["current_position"]})
    return None


def _retained(topic: str, payload: str) -> Message:
    return Message(topic=topic, payload=payload, retain=True)


def read_state(wire: Wire, topic: str, payload: str) -> dict[str, Value]:
    """The attributes that a message carries; an attribute that no longer applies is None."""
    check_size(topic, payload)
    try:
        return _read_state(wire, topic, payload)
    except ContractError as error:
        raise ContractError(f"{topic}: {error}") from error


def _read_state(wire: Wire, topic: str, payload: str) -> dict[str, Value]:
    if topic not in state_topics(wire):
        raise ContractError(f"not a state topic of {wire.device}")
    attributes: dict[str, Value] = {}
    if topic == wire.text("json_attributes_topic"):
        part = pick(wire.text("json_attributes_template"), payload)
        attributes |= attributes_of(read_object(part)) if part else {}
    if not payload:
        return attributes
    main = topic == wire.text("state_topic")
    if main and is_json_light(wire):
        return attributes | read_light_state(wire, payload)
    if main and payload.lstrip().startswith("{") and not wire.text("value_template"):
        if is_appliance(wire):
            return attributes | attributes_of(read_object(payload))
        if wire.component in ("vacuum", "valve"):
            return attributes | _read_special(wire, payload)
    for field in component_of(wire).fields:
        if wire.text(field.topic) == topic:
            attributes |= _read_field(wire, field, payload)
    return attributes


def _read_special(wire: Wire, payload: str) -> dict[str, Value]:
    found = attributes_of(read_object(payload))
    if wire.component == "vacuum":
        return {key: found[key] for key in _VACUUM_KEYS if key in found}
    state = found.get("state")
    position = found.get("position")
    told: dict[str, Value] = {"state": state} if isinstance(state, str) else {}
    if position is not None:
        told = _position(wire, as_text(position)) | told
    return told


def _read_field(wire: Wire, field: Field, payload: str) -> dict[str, Value]:
    text = pick(wire.text(field.template), payload)
    if not text:
        return {}
    if wire.component == "valve" and wire.flag("reports_position") and scalar(text) != text:
        return _position(wire, text)
    told: dict[str, Value] = {field.attribute: field.form.decode(text, wire)}
    if told.get("state") == "stopped":
        return {}  # where it stopped is told by its position
    position = told.get("current_position")
    if position is not None and not wire.text("state_topic"):
        told["state"] = "closed" if position == 0 else "open"
    return told


def _position(wire: Wire, text: str) -> dict[str, Value]:
    field = next(f for f in COMPONENTS["cover"].fields if f.attribute == "current_position")
    position = field.form.decode(text, wire)
    return {"state": "closed" if position == 0 else "open", "current_position": position}


def state_topics(wire: Wire) -> tuple[str, ...]:
    """Where the device tells its state, without duplicates."""
    keys = ["state_topic", "json_attributes_topic"]
    keys += [field.topic for field in component_of(wire).fields]
    return tuple(dict.fromkeys(topic for key in keys if (topic := wire.text(key))))


def availability_topic(wire: Wire) -> str | None:
    """Where the device says whether it is there; the first one where it has several."""
    return wire.availability[0] if wire.availability else None


def read_availability(wire: Wire, topic: str, payload: str) -> bool | None:
    """True when the message says online, False for offline, None for anything else."""
    if topic not in wire.availability:
        return None
    check_size(topic, payload)
    told = pick(wire.text("availability_template"), payload).strip()
    if told == wire.text("payload_available", ONLINE):
        return True
    return False if told == wire.text("payload_not_available", "offline") else None
