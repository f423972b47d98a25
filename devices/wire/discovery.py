"""Reads any Home Assistant MQTT discovery message: short keys, `~`, single and device form."""

import re
from collections.abc import Mapping

from devices.model import ContractError, Device, Value
from devices.wire.abbreviations import long_device_key, long_key
from devices.wire.arguments import shown
from devices.wire.model import Announcement, Wire
from devices.wire.own import ORIGIN
from devices.wire.payloads import check_size, read_object, value_of

_TOPIC = re.compile(
    r"homeassistant/(?P<component>[a-z_]+)/(?:(?P<node>[\w-]+)/)?(?P<object>[\w.-]+)/config",
    re.ASCII,
)
_LONGEST_NAME = 200
"""Characters."""
_MOST_COMPONENTS = 500
_BLOCKS = frozenset({"device", "origin", "availability", "components", "~"})
_SHARED = (
    "availability", "availability_mode", "availability_template", "availability_topic",
    "command_topic", "payload_available", "payload_not_available", "state_topic", "encoding",
    "qos", "origin", "device", "~",
)  # fmt: skip
"""Settings of the device form that every component inherits."""
_NEEDED = {
    "alarm_control_panel": ("state_topic", "command_topic"),
    "binary_sensor": ("state_topic",),
    "button": ("command_topic",),
    "fan": ("command_topic",),
    "humidifier": ("command_topic",),
    "light": ("command_topic",),
    "lock": ("command_topic",),
    "number": ("command_topic",),
    "scene": ("command_topic",),
    "select": ("command_topic",),
    "sensor": ("state_topic",),
    "switch": ("command_topic",),
    "text": ("command_topic",),
}
"""Topics that a component cannot do without."""
_FROM_CONFIG = ("unit_of_measurement",)

_Object = Mapping[str, object]


def read_announcement(topic: str, payload: str) -> tuple[Announcement, ...]:
    """The devices in one discovery message; several for the device form.

    An empty payload takes back whatever that topic announced before: one Announcement with
    `removed`, named after the topic. Raises ContractError saying what does not fit.
    """
    found = _TOPIC.fullmatch(topic)
    if found is None:
        raise ContractError(
            f"{shown(topic)}: expected homeassistant/<component>/[<node>/]<object>/config"
        )
    name = "_".join(part for part in (found["node"], found["object"]) if part)
    if not payload.strip():
        return (Announcement(object_id=name, removed=True),)
    check_size(topic, payload)
    try:
        config = _spelled_out(read_object(payload))
        if found["component"] == "device":
            return _device_form(name, config)
        return (announcement_of(found["component"], name, config),)
    except ContractError as error:
        raise ContractError(f"{topic}: {error}") from error


def _spelled_out(config: _Object) -> dict[str, object]:
    """Long keys at the top and inside the blocks that have their own."""
    spelled = {long_key(key): value for key, value in config.items()}
    for block in ("device", "origin"):
        if block in spelled:
            inside = spelled[block]
            if not isinstance(inside, dict):
                raise ContractError(f"{block}: expected an object, got {shown(inside)}")
            spelled[block] = {long_device_key(key): value for key, value in inside.items()}
    return spelled


def _device_form(name: str, config: dict[str, object]) -> tuple[Announcement, ...]:
    components = config.get("components")
    if not isinstance(components, dict) or not components:
        raise ContractError(f"components: expected an object, got {shown(components)}")
    if len(components) > _MOST_COMPONENTS:
        raise ContractError(f"components: at most {_MOST_COMPONENTS}, got {len(components)}")
    shared = {key: config[key] for key in _SHARED if key in config}
    return tuple(
        _component(f"{name}_{key}", shared, component) for key, component in components.items()
    )


def _component(name: str, shared: _Object, component: object) -> Announcement:
    if not isinstance(component, dict):
        raise ContractError(f"components.{name}: expected an object, got {shown(component)}")
    own = _spelled_out(component)
    platform = own.pop("platform", None)
    if not isinstance(platform, str) or not re.fullmatch("[a-z_]+", platform):
        raise ContractError(f"components.{name}: platform: expected a word, got {shown(platform)}")
    if not own:
        return Announcement(object_id=name, removed=True)
    return announcement_of(platform, name, {**shared, **own})


def announcement_of(component: str, name: str, config: dict[str, object]) -> Announcement:
    """One announcement with long keys; `name` is its object id when it has none of its own."""
    config = _without_tilde(config)
    origin = config.get("origin")
    ours = isinstance(origin, dict) and origin.get("name") == ORIGIN
    block = config.get("device")
    block = block if isinstance(block, dict) else {}
    unique_id = _text(config, "unique_id")
    settings = {key: value_of(value) for key, value in config.items() if key not in _BLOCKS}
    _check_topics(component, settings)
    if component == "light" and "schema" not in settings:
        settings["schema"] = "basic"
    availability = _availability(config, settings)
    object_id = _text(config, "object_id") or name
    identity = unique_id if ours and unique_id else object_id
    device = Device(
        id=identity,
        name=_name(component, object_id, config, block),
        kind=component,
        device_class=_text(config, "device_class"),
        state={key: settings[key] for key in _FROM_CONFIG if settings.get(key) is not None},
    )
    wire = Wire(
        device=identity, component=component, config=settings, availability=availability, ours=ours
    )
    return Announcement(
        object_id=object_id,
        unique_id=unique_id,
        device=device,
        suggested_area=_text(block, "suggested_area"),
        wire=wire,
    )


def _text(config: _Object, key: str) -> str | None:
    found = config.get(key)
    if found is None:
        return None
    if not isinstance(found, str) or not found.strip() or len(found) > _LONGEST_NAME:
        limit = f"text of 1 to {_LONGEST_NAME} characters"
        raise ContractError(f"{key}: expected {limit}, got {shown(found)}")
    return found.strip()


def _name(component: str, object_id: str, config: _Object, block: _Object) -> str:
    """What people call it: Home Assistant puts the device's name before the entity's."""
    own = _text(config, "name")
    whole = _text(block, "name")
    if own is None and "name" not in config:
        own = _text(config, "device_class")
    if own and whole and not own.lower().startswith(whole.lower()):
        return f"{whole} {own}"
    return own or whole or object_id.replace("_", " ")


def _without_tilde(config: dict[str, object]) -> dict[str, object]:
    root = config.get("~")
    if root is None:
        return config
    if not isinstance(root, str):
        raise ContractError(f"~: expected text, got {shown(root)}")

    def whole(key: str, value: object) -> object:
        if not key.endswith("topic") or not isinstance(value, str) or not value:
            return value
        if value.startswith("~"):
            return f"{root}{value[1:]}"
        return f"{value[:-1]}{root}" if value.endswith("~") else value

    expanded = {key: whole(key, value) for key, value in config.items()}
    places = expanded.get("availability")
    if isinstance(places, list):
        expanded["availability"] = [
            {key: whole(long_key(key), value) for key, value in place.items()}
            if isinstance(place, dict)
            else place
            for place in places
        ]
    return expanded


def _check_topics(component: str, settings: Mapping[str, Value]) -> None:
    topics = 0
    for key, value in settings.items():
        if key.endswith("_topic") and value is not None:
            _check_topic(key, value)
            topics += 1
        elif key.endswith("_template") and not isinstance(value, str | None):
            raise ContractError(f"{key}: expected text, got {shown(value)}")
    for key in _NEEDED.get(component, ()):
        if not settings.get(key):
            raise ContractError(f"{key} is missing; a {component} needs it")
    if not topics:
        raise ContractError(f"a {component} without any topic")


def _check_topic(key: str, value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 1000 or set(value) & set("+#\0"):
        raise ContractError(f"{key}: expected a topic without wildcards, got {shown(value)}")
    return value


def _availability(config: _Object, settings: dict[str, Value]) -> tuple[str, ...]:
    """The topics; payloads and template of the first place in a list become the device's."""
    topics = [settings["availability_topic"]] if settings.get("availability_topic") else []
    places = config.get("availability")
    if places is None:
        return tuple(_check_topic("availability_topic", topic) for topic in topics)
    if isinstance(places, dict):
        places = [places]
    if not isinstance(places, list):
        raise ContractError(f"availability: expected a list, got {shown(places)}")
    for place in places:
        if not isinstance(place, dict):
            raise ContractError(f"availability: expected objects, got {shown(place)}")
        spelled = {long_key(key): value_of(value) for key, value in place.items()}
        topics.append(_check_topic("availability: topic", spelled.get("topic")))
        for key in ("payload_available", "payload_not_available"):
            if spelled.get(key) is not None:
                settings.setdefault(key, spelled[key])
        if spelled.get("value_template") is not None:
            settings.setdefault("availability_template", spelled["value_template"])
    return tuple(_check_topic("availability_topic", topic) for topic in topics)
