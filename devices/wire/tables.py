"""Home Assistant's MQTT components as tables: which attribute and which service has which topic."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from devices.model import Value
from devices.wire.forms import Amount, Form, Free, Scale, Speed, Temper, Triple, Word, Words


@dataclass(frozen=True, slots=True)
class Field:
    """One attribute on its own state topic."""

    attribute: str
    form: Form
    topic: str = "state_topic"
    """Setting that holds the topic."""
    template: str = "value_template"
    suffix: str | None = None
    """Last level of the topic at our own devices; None where they do not use it."""


@dataclass(frozen=True, slots=True)
class Order:
    """One service on its command topic, with a fixed word or with one argument."""

    service: str
    word: Word | None = None
    argument: str = ""
    form: Form = Free()  # noqa: RUF009 - frozen, so one instance serves all
    topic: str = "command_topic"
    template: str = "command_template"
    suffix: str | None = ""
    """Level before `set` at our own devices; None where they do not use it."""
    preset: tuple[tuple[str, Value], ...] = ()
    """Arguments that the word itself stands for."""


@dataclass(frozen=True, slots=True)
class Component:
    """One component: what it tells and what it can be told."""

    fields: tuple[Field, ...] = ()
    orders: tuple[Order, ...] = ()
    extra: tuple[tuple[str, Value], ...] = ()
    """Further settings that our own devices announce."""


_PERCENT = Scale(0, 100)
_POSITION = Scale(0, 100, "position_closed", "position_open")
_TILT = Scale(0, 100, "tilt_min", "tilt_max")
_TEMPERATURE = Amount(-50, 600)
_TEXT = Free()
_ON = Word("on", "ON", ("payload_on",))
_OFF = Word("off", "OFF", ("payload_off",))
_POWER = Words((_ON, _OFF))
_ON_STATE = Words(
    (
        Word("on", "ON", ("state_on", "payload_on")),
        Word("off", "OFF", ("state_off", "payload_off")),
    )
)
_ON_OFF_ORDERS = (
    Order("turn_on", _ON),
    Order("turn_off", _OFF),
    Order("toggle", Word(None, "TOGGLE")),
)


def _told(attribute: str, form: Form, name: str, own: bool = True) -> Field:
    """An attribute on `<name>_state_topic`."""
    return Field(
        attribute,
        form,
        f"{name}_state_topic",
        f"{name}_state_template",
        attribute if own else None,
    )


def _ask(service: str, argument: str, form: Form, name: str, own: bool = True) -> Order:
    """A service with one argument on `<name>_command_topic`."""
    return Order(
        service,
        None,
        argument,
        form,
        f"{name}_command_topic",
        f"{name}_command_template",
        argument if own else None,
    )


_OSCILLATION = Words(
    (
        Word(True, "oscillate_on", ("payload_oscillation_on",)),
        Word(False, "oscillate_off", ("payload_oscillation_off",)),
    )
)

_ARMED = ("armed_home", "armed_away", "armed_night", "armed_vacation", "armed_custom_bypass")
_ALARM_STATES = ("disarmed", *_ARMED, "pending", "triggered", "arming", "disarming")
_LOCK_STATES = ("locked", "unlocked", "locking", "unlocking", "jammed", "open", "opening")
_COVER_STATES = ("open", "opening", "closed", "closing", "stopped")
_MOWER_STATES = ("mowing", "paused", "docked", "error", "returning")


def _states(names: tuple[str, ...], *, upper: bool = False) -> Words:
    return Words(
        tuple(Word(name, name.upper() if upper else name, (f"state_{name}",)) for name in names)
    )


_COVER = Component(
    (
        Field("state", _states(_COVER_STATES), suffix="state"),
        Field(
            "current_position", _POSITION, "position_topic", "position_template", suffix="position"
        ),
        Field(
            "current_tilt_position", _TILT, "tilt_status_topic", "tilt_status_template",
            suffix="tilt",
        ),
    ),
    (
        Order("open_cover", Word(None, "OPEN", ("payload_open",))),
        Order("close_cover", Word(None, "CLOSE", ("payload_close",))),
        Order("stop_cover", Word(None, "STOP", ("payload_stop",))),
        Order("toggle", Word(None, "TOGGLE")),
        Order(
            "set_cover_position", None, "position", _POSITION, "set_position_topic",
            "set_position_template", "position",
        ),
        Order(
            "set_cover_tilt_position", None, "tilt_position", _TILT, "tilt_command_topic",
            "tilt_command_template", "tilt",
        ),
        Order(
            "open_cover_tilt", Word(None, "100", ("tilt_opened_value",)),
            topic="tilt_command_topic", template="tilt_command_template", suffix="tilt",
        ),
        Order(
            "close_cover_tilt", Word(None, "0", ("tilt_closed_value",)),
            topic="tilt_command_topic", template="tilt_command_template", suffix="tilt",
        ),
    ),
)  # fmt: skip

_FAN = Component(
    (
        Field("state", _POWER, template="state_value_template", suffix="state"),
        Field(
            "percentage", Speed(), "percentage_state_topic", "percentage_value_template",
            "percentage",
        ),
        Field(
            "oscillating", _OSCILLATION, "oscillation_state_topic", "oscillation_value_template",
            "oscillation",
        ),
        Field("direction", _TEXT, "direction_state_topic", "direction_value_template", "direction"),
        Field("preset_mode", _TEXT, "preset_mode_state_topic", "preset_mode_value_template"),
    ),
    (
        *_ON_OFF_ORDERS,
        _ask("set_percentage", "percentage", Speed(), "percentage"),
        _ask("turn_on", "percentage", Speed(), "percentage", own=False),
        Order(
            "oscillate", None, "oscillating", _OSCILLATION, "oscillation_command_topic",
            "oscillation_command_template", "oscillation",
        ),
        _ask("set_direction", "direction", _TEXT, "direction"),
        _ask("set_preset_mode", "preset_mode", _TEXT, "preset_mode", own=False),
        _ask("turn_on", "preset_mode", _TEXT, "preset_mode", own=False),
    ),
)  # fmt: skip

_CLIMATE = Component(
    (
        Field("state", _TEXT, "mode_state_topic", "mode_state_template", "mode"),
        _told("temperature", _TEMPERATURE, "temperature"),
        Field(
            "current_temperature", Amount(-100, 1000), "current_temperature_topic",
            "current_temperature_template", "current_temperature",
        ),
        Field("hvac_action", _TEXT, "action_topic", "action_template", "action"),
        _told("fan_mode", _TEXT, "fan_mode"),
        Field("preset_mode", _TEXT, "preset_mode_state_topic", "preset_mode_value_template"),
        _told("swing_mode", _TEXT, "swing_mode", own=False),
        _told("target_temp_high", _TEMPERATURE, "temperature_high", own=False),
        _told("target_temp_low", _TEMPERATURE, "temperature_low", own=False),
        Field(
            "current_humidity", _PERCENT, "current_humidity_topic", "current_humidity_template"
        ),
        _told("humidity", _PERCENT, "target_humidity", own=False),
    ),
    (
        Order(
            "turn_on", Word(None, "ON", ("payload_on",)), topic="power_command_topic",
            template="power_command_template", suffix="power",
        ),
        Order(
            "turn_off", Word(None, "OFF", ("payload_off",)), topic="power_command_topic",
            template="power_command_template", suffix="power",
        ),
        Order(
            "toggle", Word(None, "TOGGLE"), topic="power_command_topic",
            template="power_command_template", suffix="power",
        ),
        Order(
            "set_hvac_mode", None, "hvac_mode", _TEXT, "mode_command_topic",
            "mode_command_template", "mode",
        ),
        Order(
            "set_temperature", None, "hvac_mode", _TEXT, "mode_command_topic",
            "mode_command_template", None,
        ),
        _ask("set_temperature", "temperature", _TEMPERATURE, "temperature"),
        _ask("set_temperature", "target_temp_high", _TEMPERATURE, "temperature_high", own=False),
        _ask("set_temperature", "target_temp_low", _TEMPERATURE, "temperature_low", own=False),
        _ask("set_fan_mode", "fan_mode", _TEXT, "fan_mode"),
        _ask("set_preset_mode", "preset_mode", _TEXT, "preset_mode", own=False),
        _ask("set_swing_mode", "swing_mode", _TEXT, "swing_mode", own=False),
        _ask("set_humidity", "humidity", _PERCENT, "target_humidity", own=False),
    ),
    extra=(("modes", ("off", "heat", "cool", "heat_cool", "auto", "dry", "fan_only")),),
)  # fmt: skip

_LOCK = Component(
    (Field("state", _states(_LOCK_STATES, upper=True), suffix="state"),),
    (
        Order("lock", Word(None, "LOCK", ("payload_lock",))),
        Order("unlock", Word(None, "UNLOCK", ("payload_unlock",))),
        Order("open", Word(None, "OPEN", ("payload_open",))),
    ),
    extra=(("payload_open", "OPEN"), ("state_jammed", "JAMMED")),
)

_ALARM_WORDS = {
    **{f"alarm_arm_{how}": f"arm_{how}" for how in ("home", "away", "night", "vacation")},
    "alarm_arm_custom_bypass": "arm_custom_bypass",
    "alarm_disarm": "disarm",
    "alarm_trigger": "trigger",
}
_ALARM = Component(
    (Field("state", Words(tuple(Word(name, name) for name in _ALARM_STATES)), suffix="state"),),
    tuple(
        Order(service, Word(None, word.upper(), (f"payload_{word}",)))
        for service, word in _ALARM_WORDS.items()
    ),
    extra=(
        ("code_arm_required", False),
        ("code_disarm_required", False),
        ("code_trigger_required", False),
    ),
)

_VALVE = Component(
    (Field("state", _states(_COVER_STATES), suffix="state"),),
    (
        Order("stop_valve", Word(None, "STOP", ("payload_stop",))),
        Order("set_valve_position", None, "position", _POSITION),
        Order("open_valve", Word(None, "OPEN", ("payload_open",))),
        Order("close_valve", Word(None, "CLOSE", ("payload_close",))),
        Order("toggle", Word(None, "TOGGLE")),
    ),
    extra=(("reports_position", True), ("payload_stop", "STOP")),
)

_VACUUM = Component(
    (Field("state", _TEXT, suffix="state"),),
    (
        *(
            Order(service, Word(None, service, (f"payload_{service}",)))
            for service in ("start", "pause", "stop", "return_to_base", "clean_spot", "locate")
        ),
        Order("set_fan_speed", None, "fan_speed", _TEXT, "set_fan_speed_topic", "", "fan_speed"),
    ),
    extra=(
        (
            "supported_features",
            ("start", "pause", "stop", "return_home", "clean_spot", "locate", "fan_speed",
             "send_command"),
        ),
        ("fan_speed_list", ("low", "medium", "high")),
    ),
)  # fmt: skip

_MOWER = Component(
    (
        Field(
            "state", Words(tuple(Word(name, name) for name in _MOWER_STATES)),
            "activity_state_topic", "activity_value_template", "activity",
        ),
    ),
    tuple(
        Order(
            service, Word(None, service), topic=f"{service}_command_topic",
            template=f"{service}_command_template", suffix=service,
        )
        for service in ("start_mowing", "pause", "dock")
    ),
)  # fmt: skip

_BASIC_LIGHT = Component(
    (
        Field("state", _POWER, template="state_value_template"),
        Field(
            "brightness", Scale(0, 255, "", "brightness_scale"), "brightness_state_topic",
            "brightness_value_template",
        ),
        Field("rgb_color", Triple(), "rgb_state_topic", "rgb_value_template"),
        Field(
            "color_temp_kelvin", Temper(), "color_temp_state_topic", "color_temp_value_template"
        ),
        Field("effect", _TEXT, "effect_state_topic", "effect_value_template"),
    ),
    (
        *_ON_OFF_ORDERS,
        _ask("turn_on", "brightness", Scale(0, 255, "", "brightness_scale"), "brightness", False),
        _ask("turn_on", "rgb_color", Triple(), "rgb", False),
        _ask("turn_on", "color_temp_kelvin", Temper(), "color_temp", False),
        _ask("turn_on", "effect", _TEXT, "effect", False),
    ),
)  # fmt: skip

_HUMIDIFIER = Component(
    (
        Field("state", _POWER, template="state_value_template", suffix="state"),
        _told("humidity", _PERCENT, "target_humidity"),
        _told("mode", _TEXT, "mode", own=False),
        Field(
            "current_humidity", _PERCENT, "current_humidity_topic", "current_humidity_template"
        ),
    ),
    (
        *_ON_OFF_ORDERS,
        _ask("set_humidity", "humidity", _PERCENT, "target_humidity"),
        _ask("set_mode", "mode", _TEXT, "mode", own=False),
    ),
)  # fmt: skip

_WATER_HEATER = Component(
    (
        Field("state", _TEXT, "mode_state_topic", "mode_state_template", "mode"),
        _told("temperature", _TEMPERATURE, "temperature"),
        Field(
            "current_temperature", Amount(-100, 1000), "current_temperature_topic",
            "current_temperature_template", "current_temperature",
        ),
    ),
    (
        *(
            Order(
                service, word, topic="power_command_topic", template="power_command_template",
                suffix="power",
            )
            for service, word in (
                ("turn_on", _ON), ("turn_off", _OFF), ("toggle", Word(None, "TOGGLE"))
            )
        ),
        _ask("set_temperature", "temperature", _TEMPERATURE, "temperature"),
        _ask("set_operation_mode", "operation_mode", _TEXT, "mode"),
    ),
)  # fmt: skip

_PRESS = Order("press", Word(None, "PRESS", ("payload_press",)))
_VALUE = Field("state", Free(numbers=True), suffix="state")

COMPONENTS: Mapping[str, Component] = MappingProxyType(
    {
        "switch": Component((Field("state", _ON_STATE, suffix="state"),), _ON_OFF_ORDERS),
        "siren": Component(
            (Field("state", _ON_STATE, template="state_value_template", suffix="state"),),
            _ON_OFF_ORDERS,
        ),
        "binary_sensor": Component((Field("state", _POWER, suffix="state"),)),
        "sensor": Component((_VALUE,)),
        "fan": _FAN,
        "climate": _CLIMATE,
        "cover": _COVER,
        "valve": _VALVE,
        "lock": _LOCK,
        "alarm_control_panel": _ALARM,
        "vacuum": _VACUUM,
        "lawn_mower": _MOWER,
        "light": _BASIC_LIGHT,
        "humidifier": _HUMIDIFIER,
        "water_heater": _WATER_HEATER,
        "scene": Component(
            (Field("state", _TEXT, suffix="state"),), (Order("turn_on", _ON),)
        ),
        "button": Component((Field("state", _TEXT, suffix="state"),), (_PRESS,)),
        "number": Component(
            (_VALUE,), (Order("set_value", None, "value", Amount()),)
        ),
        "select": Component(
            (Field("state", _TEXT, suffix="state"),), (Order("select_option", None, "option"),)
        ),
        "text": Component(
            (Field("state", _TEXT, suffix="state"),), (Order("set_value", None, "value"),)
        ),
        "notify": Component((), (Order("send_message", None, "message"),)),
    }
)  # fmt: skip
"""Components with a topic for each attribute. A light with the JSON schema, and kinds that Home
Assistant has no MQTT component for, are in `shapes`."""

REPORTING = Component((_VALUE,))
"""What any other announced component is taken for: it tells one value."""
