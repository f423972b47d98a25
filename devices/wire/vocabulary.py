"""Words that Home Assistant has for classes, states and attributes, to find what is misspelled.

`device_class` of https://developers.home-assistant.io/docs/core/entity, by kind. What a kind is
not listed with is not judged: Home Assistant's integrations add attributes of their own.
"""

from collections.abc import Mapping
from types import MappingProxyType

from rapidfuzz.distance import OSA

from devices.wire.normalise import other_names

_MEASURED = frozenset(
    """
    absolute_humidity apparent_power aqi area atmospheric_pressure battery
    blood_glucose_concentration carbon_dioxide carbon_monoxide conductivity current data_rate
    data_size distance duration energy energy_distance energy_storage frequency gas humidity
    illuminance irradiance moisture monetary nitrogen_dioxide nitrogen_monoxide nitrous_oxide
    ozone ph pm1 pm10 pm25 pm4 power power_factor precipitation precipitation_intensity
    pressure reactive_energy reactive_power signal_strength sound_pressure speed
    sulphur_dioxide temperature temperature_delta volatile_organic_compounds
    volatile_organic_compounds_parts voltage volume volume_flow_rate volume_storage water
    weight wind_direction wind_speed
    """.split()
)  # fmt: skip
CLASSES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "binary_sensor": frozenset(
            """
            battery battery_charging carbon_monoxide cold connectivity door garage_door gas heat
            light lock moisture motion moving occupancy opening plug power presence problem running
            safety smoke sound tamper update vibration window
            """.split()
        ),
        "button": frozenset("identify restart update".split()),
        "cover": frozenset(
            "awning blind curtain damper door garage gate shade shutter window".split()
        ),
        "event": frozenset("button doorbell motion".split()),
        "humidifier": frozenset("dehumidifier humidifier".split()),
        "media_player": frozenset("projector receiver speaker tv".split()),
        "number": _MEASURED,
        "sensor": _MEASURED | {"date", "enum", "timestamp", "uptime"},
        "switch": frozenset("outlet switch".split()),
        "update": frozenset({"firmware"}),
        "valve": frozenset("gas water".split()),
    }
)
"""Kinds that are not here have no classes."""
_ON_OFF = ("on", "off")
_TRAVELLING = ("open", "opening", "closed", "closing", "stopped")
_STATES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("light", "switch", "fan", "binary_sensor", "siren", "humidifier", "script",
         "input_boolean", "automation", "remote"),
        _ON_OFF,
    ),
    "alarm_control_panel": (
        "disarmed", "armed_home", "armed_away", "armed_night", "armed_vacation",
        "armed_custom_bypass", "pending", "arming", "disarming", "triggered",
    ),
    "climate": ("off", "heat", "cool", "heat_cool", "auto", "dry", "fan_only"),
    "cover": _TRAVELLING,
    "lawn_mower": ("mowing", "docked", "paused", "returning", "error"),
    "lock": ("locked", "unlocked", "locking", "unlocking", "open", "opening", "jammed"),
    "media_player": ("off", "on", "idle", "playing", "paused", "buffering", "standby"),
    "vacuum": ("cleaning", "docked", "idle", "paused", "returning", "error"),
    "valve": _TRAVELLING,
}  # fmt: skip
_ANY_KIND = ("unknown", "unavailable")
ATTRIBUTES = frozenset(
    """
    state friendly_name icon entity_picture device_class state_class supported_features
    assumed_state attribution restored last_reset unit_of_measurement temperature_unit
    brightness brightness_pct color color_name color_mode color_temp color_temp_kelvin min_mireds
    max_mireds min_color_temp_kelvin max_color_temp_kelvin rgb_color rgbw_color rgbww_color hs_color
    xy_color white effect effect_list flash transition supported_color_modes
    percentage percentage_step oscillating direction preset_mode preset_modes
    temperature current_temperature target_temp_high target_temp_low target_temp_step min_temp
    max_temp humidity current_humidity target_humidity min_humidity max_humidity hvac_action
    hvac_mode hvac_modes fan_mode fan_modes swing_mode swing_modes swing_horizontal_mode
    swing_horizontal_modes operation_mode operation_list away_mode
    current_position current_tilt_position position tilt_position is_closed
    volume_level volume_step is_volume_muted media_title media_artist media_album_name
    media_album_artist media_content_id media_content_type media_track media_duration
    media_position media_position_updated_at media_series_title media_season media_episode
    media_channel media_playlist app_id app_name source source_list sound_mode sound_mode_list
    shuffle repeat group_members
    battery battery_level battery_icon battery_pct fan_speed fan_speed_list area status
    code_format code_arm_required changed_by
    items completed time days drink size strength cups extras mode modes action chamber
    forecast condition wind_speed wind_bearing wind_speed_unit pressure pressure_unit visibility
    visibility_unit precipitation precipitation_unit ozone dew_point cloud_coverage uv_index
    apparent_temperature
    options min max step pattern event_type event_types last_triggered current last_changed
    last_updated duration remaining latitude longitude gps_accuracy source_type
    available_tones
    """.split()
)  # fmt: skip
_SHORT = 5
"""Letters; in a longer word two of them may be wrong."""


def classes_of(kind: str) -> frozenset[str]:
    """Home Assistant's device classes of a kind; empty where it has none."""
    return CLASSES.get(kind, frozenset())


def states_of(kind: str) -> tuple[str, ...]:
    """The words that the state of a kind may be; empty where it may be anything."""
    known = _STATES.get(kind)
    return (*known, *_ANY_KIND) if known else ()


def misspelled_attribute(kind: str, name: str) -> str | None:
    """The attribute that was meant by one that nobody has; None for a name that is like none."""
    others = other_names(kind)
    if name in ATTRIBUTES or name in others:
        return None
    slips = 1 if len(name) <= _SHORT else 2
    near = ((OSA.distance(name, one, score_cutoff=slips), one) for one in (*ATTRIBUTES, *others))
    distance, meant = min(near)
    return meant if distance <= slips else None
