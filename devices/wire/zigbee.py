"""Reads zigbee2mqtt's own list of devices, as if it had announced each of them by discovery.

What a device can do is in its `exposes` (https://www.zigbee2mqtt.io/guide/usage/exposes.html).
It is written down here in the settings that zigbee2mqtt itself uses for discovery, so that one
device is one device, whichever way it was heard of first.
"""

import logging
from collections.abc import Iterator, Mapping

from devices.model import ContractError
from devices.wire.arguments import shown
from devices.wire.discovery import announcement_of
from devices.wire.model import Announcement
from devices.wire.payloads import as_json, read_json

BRIDGE_PATTERN = "+/bridge/devices"
LARGEST_LIST_BYTES = 4 * 1024 * 1024
"""A network of two hundred devices has a list of about one megabyte."""
_SUFFIX = "/bridge/devices"
_MOST_DEVICES = 1_000
_TOLD, _SET, _ASKED = 1, 2, 4
"""Bits of `access`."""

logger = logging.getLogger(__name__)
_Object = Mapping[str, object]
_Config = dict[str, object]


def is_bridge_list(topic: str) -> bool:
    """Whether zigbee2mqtt lists its devices here; its base topic may be any."""
    return topic.endswith(_SUFFIX)


def read_bridge_devices(topic: str, payload: str) -> tuple[Announcement, ...]:
    """Everything in the list that can be used; what cannot be is logged and left out.

    Raises ContractError when it is no list at all.
    """
    if len(payload) > LARGEST_LIST_BYTES:
        raise ContractError(f"{shown(topic)}: a list of {len(payload)} characters is too long")
    if not payload.strip():
        return ()
    found = read_json(payload)
    if not isinstance(found, list) or len(found) > _MOST_DEVICES:
        raise ContractError(f"{topic}: expected a list of at most {_MOST_DEVICES} devices")
    base = topic.removesuffix(_SUFFIX)
    return tuple(one for device in found for one in _device(base, device))


def _device(base: str, found: object) -> Iterator[Announcement]:
    if not isinstance(found, dict) or not _is_usable(found):
        return
    thing = _Thing(base, found)
    try:
        yield from thing.announcements()
    except ContractError as error:
        logger.warning("%s%s: %s is left out: %s", base, _SUFFIX, shown(thing.name), error)


def _is_usable(found: _Object) -> bool:
    """Not the coordinator, not switched off, and zigbee2mqtt knows what it is."""
    return (
        found.get("type") != "Coordinator"
        and found.get("disabled") is not True
        and isinstance(found.get("definition"), dict)
        and isinstance(found.get("friendly_name"), str)
        and isinstance(found.get("ieee_address"), str)
    )


class _Thing:
    """One device of the list."""

    def __init__(self, base: str, found: _Object) -> None:
        self.name = str(found["friendly_name"])
        self._address = str(found["ieee_address"])
        self._topic = f"{base}/{self.name}"
        self._base = base
        definition = found["definition"]
        exposes = definition.get("exposes") if isinstance(definition, dict) else None
        self._exposes = [one for one in exposes or () if isinstance(one, dict)]

    def announcements(self) -> Iterator[Announcement]:
        """Its lamps, switches and the like, then what it measures."""
        for expose in self._exposes:
            kind = str(expose.get("type"))
            if (make := _SPECIFIC.get(kind)) is not None:
                endpoint = expose.get("endpoint")
                suffix = str(endpoint) if isinstance(endpoint, str) else ""
                features = _features(expose)
                config = make(self, features)
                if config is not None:
                    yield self._announce(kind, {**config, **self._asked(features)}, suffix)
            elif kind in ("numeric", "binary"):
                yield from self._measured(kind, expose)

    def _measured(self, kind: str, expose: _Object) -> Iterator[Announcement]:
        """A value that it tells and that says something about the home."""
        name, shown_as = str(expose.get("property")), _MEASURES.get(str(expose.get("name")))
        if shown_as is None or not _access(expose) & _TOLD:
            return
        config: _Config = {
            "state_topic": self._topic,
            "value_template": f"{{{{ value_json.{name} }}}}",
            "device_class": shown_as,
        }
        if kind == "numeric":
            config["unit_of_measurement"] = expose.get("unit")
            yield self._announce("sensor", config, name)
        else:
            config["payload_on"] = _payload(expose.get("value_on", True))
            config["payload_off"] = _payload(expose.get("value_off", False))
            yield self._announce("binary_sensor", config, "" if name in _MAIN else name)

    def _announce(self, component: str, config: _Config, suffix: str) -> Announcement:
        objects = suffix if component in ("sensor", "binary_sensor") and suffix else component
        if suffix and objects == component:
            objects = f"{component}_{suffix}"
        name = f"{self.name} {suffix.replace('_', ' ')}".strip()
        whole: _Config = {
            **config,
            "name": name,
            "unique_id": f"{self._address}_{objects}_zigbee2mqtt",
            "availability": [
                {"topic": topic, "value_template": "{{ value_json.state }}"}
                for topic in (f"{self._base}/bridge/state", f"{self._topic}/availability")
            ],
        }
        return announcement_of(component, f"{self._address}_{objects}", whole)

    # what each kind of device is told and tells

    def light(self, features: Mapping[str, _Object]) -> _Config | None:
        state = features.get("state")
        if state is None or state.get("property") != "state":
            return None  # one of several at one device shares its topic; only switches can
        modes = []
        if "color_temp" in features:
            modes.append("color_temp")
        modes += [mode for mode in ("xy", "hs") if f"color_{mode}" in features]
        config: _Config = {
            "schema": "json",
            "state_topic": self._topic,
            "command_topic": f"{self._topic}/set",
        }
        if "brightness" in features:
            scale = features["brightness"].get("value_max", 254)
            config |= {"brightness": True, "brightness_scale": scale}
            modes = modes or ["brightness"]
        return {**config, "supported_color_modes": modes or ["onoff"]}

    def switch(self, features: Mapping[str, _Object]) -> _Config | None:
        state = features.get("state")
        if state is None or not _access(state) & _SET:
            return None
        name = str(state.get("property"))
        on, off = state.get("value_on", "ON"), state.get("value_off", "OFF")
        return {
            **self._told_and_set(name),
            "payload_on": _payload(on),
            "payload_off": _payload(off),
        }

    def lock(self, features: Mapping[str, _Object]) -> _Config | None:
        state = features.get("state")
        if state is None:
            return None
        locks, unlocks = state.get("value_on", "LOCK"), state.get("value_off", "UNLOCK")
        return {
            **self._told_and_set(str(state.get("property"))),
            "payload_lock": _payload(locks),
            "payload_unlock": _payload(unlocks),
            "state_locked": _payload(locks),
            "state_unlocked": _payload(unlocks),
        }

    def cover(self, features: Mapping[str, _Object]) -> _Config | None:
        position = features.get("position")
        config: _Config = {"command_topic": f"{self._topic}/set"}
        if position is None:
            return {**config, **self._told("", "state"), "state_open": "OPEN",
                    "state_closed": "CLOSE"} if "state" in features else None  # fmt: skip
        name = str(position.get("property"))
        return {
            **config,
            "position_topic": self._topic,
            "position_template": f"{{{{ value_json.{name} }}}}",
            "set_position_topic": f"{self._topic}/set",
            "set_position_template": f'{{ "{name}": {{{{ position }}}} }}',
        }

    def climate(self, features: Mapping[str, _Object]) -> _Config | None:
        wanted = next((features[name] for name in _SETPOINTS if name in features), None)
        if wanted is None:
            return None
        config = self._by_property("temperature", str(wanted.get("property")))
        if "local_temperature" in features:
            config |= {
                "current_temperature_topic": self._topic,
                "current_temperature_template": "{{ value_json.local_temperature }}",
            }
        if (mode := features.get("system_mode")) is not None:
            config |= self._by_property("mode", str(mode.get("property")))
            values = mode.get("values")
            if isinstance(values, list):
                config["modes"] = values
        return config

    def fan(self, features: Mapping[str, _Object]) -> _Config | None:
        config: _Config = {}
        if (state := features.get("state")) is not None:
            name = str(state.get("property"))
            config |= {
                "state_topic": self._topic,
                "state_value_template": f"{{{{ value_json.{name} }}}}",
                "command_topic": f"{self._topic}/set/{name}",
            }
        if (mode := features.get("mode")) is not None:
            name = str(mode.get("property"))
            config |= {
                "preset_mode_state_topic": self._topic,
                "preset_mode_value_template": f"{{{{ value_json.{name} }}}}",
                "preset_mode_command_topic": f"{self._topic}/set/{name}",
                "preset_modes": mode.get("values"),
            }
        return config if "command_topic" in config else None

    def _asked(self, features: Mapping[str, _Object]) -> _Config:
        """How to ask for its state, which is not retained unless the person has it so."""
        names = [str(one.get("property")) for one in features.values() if _access(one) & _ASKED]
        if not names:
            return {}
        return {"get_topic": f"{self._topic}/get", "get_payload": as_json({names[0]: ""})}

    def _told_and_set(self, name: str) -> _Config:
        return {**self._told("", name), "command_topic": f"{self._topic}/set/{name}"}

    def _told(self, prefix: str, name: str) -> _Config:
        return {
            f"{prefix}state_topic": self._topic,
            f"{prefix}value_template": f"{{{{ value_json.{name} }}}}",
        }

    def _by_property(self, what: str, name: str) -> _Config:
        return {
            f"{what}_state_topic": self._topic,
            f"{what}_state_template": f"{{{{ value_json.{name} }}}}",
            f"{what}_command_topic": f"{self._topic}/set/{name}",
        }


_SPECIFIC = {
    "light": _Thing.light,
    "switch": _Thing.switch,
    "lock": _Thing.lock,
    "cover": _Thing.cover,
    "climate": _Thing.climate,
    "fan": _Thing.fan,
}
_SETPOINTS = ("occupied_heating_setpoint", "current_heating_setpoint", "occupied_cooling_setpoint")
_MEASURES = {
    "battery": "battery", "battery_low": "battery", "carbon_monoxide": "carbon_monoxide",
    "co2": "carbon_dioxide", "contact": "door", "energy": "energy", "gas": "gas",
    "humidity": "humidity", "illuminance": "illuminance", "moving": "moving",
    "occupancy": "motion", "pm25": "pm25", "power": "power", "presence": "presence",
    "pressure": "pressure", "smoke": "smoke", "soil_moisture": "moisture",
    "temperature": "temperature", "tamper": "tamper", "vibration": "vibration",
    "water_leak": "moisture",
}  # fmt: skip
"""Home Assistant's device class for each value that says something about the home."""
_MAIN = frozenset({"contact", "occupancy", "presence", "smoke", "water_leak"})
"""What such a device is there for, so that its name alone is enough."""


def _features(expose: _Object) -> Mapping[str, _Object]:
    found = expose.get("features")
    features = found if isinstance(found, list) else []
    return {str(one.get("name")): one for one in features if isinstance(one, dict)}


def _access(expose: _Object) -> int:
    found = expose.get("access")
    return found if isinstance(found, int) else 0


def _payload(value: object) -> str:
    """As templates write it: true and false as Python does."""
    return str(value)
