"""Home Assistant's short forms of discovery keys, and the long names they stand for.

Short keys are made of short words (`bri_cmd_t` is `brightness` `command` `topic`), so the words
are listed once, and the keys that do not follow them beside them.
"""

from functools import lru_cache

_WORDS = {
    "act": "action", "attr": "attributes", "aux": "aux", "av": "available",
    "avty": "availability", "bat": "battery", "bri": "brightness", "cat": "category",
    "cla": "class", "cln": "cleaning", "clr": "color", "clrm": "color_mode", "cls": "close",
    "clsd": "closed", "cmd": "command", "cod": "code", "cont": "content", "curr": "current",
    "dev": "device", "dir": "direction", "dis": "disarm", "dly": "delay", "ent": "entity",
    "err": "error", "evt": "event", "exp": "expire", "aft": "after", "fanspd": "fan_speed",
    "flsh": "flash", "form": "format", "frc": "force", "fx": "effect", "hi": "high",
    "hum": "humidity", "img": "image", "inv": "invert", "lev": "level", "lo": "low",
    "loc": "locate", "lrst": "last_reset", "lst": "list", "mirs": "mireds", "nite": "night",
    "obj": "object", "opnd": "opened", "osc": "oscillation", "paus": "pause",
    "pct": "percentage", "pic": "picture", "pl": "payload", "pos": "position", "pow": "power",
    "pr": "preset", "prs": "press", "rel": "release", "req": "required", "rng": "range",
    "rst": "reset", "s": "summary", "scl": "scale", "spd": "speed", "spds": "speeds",
    "src": "source", "stat": "state", "strt": "start", "stpa": "start_pause", "t": "topic",
    "temp": "temperature", "tlng": "time_long", "toff": "turn_off", "ton": "turn_on",
    "tpl": "template", "trig": "trigger", "tsht": "time_short", "typ": "types", "u": "url",
    "uniq": "unique", "unlk": "unlock", "upd": "update", "val": "value", "whit": "white",
}  # fmt: skip
"""One short word of a key and what it stands for; other words stand for themselves."""

_WHOLE = {
    "act_stat_t": "activity_state_topic", "act_val_tpl": "activity_value_template",
    "atype": "automation_type", "b_tpl": "blue_template", "chrg_t": "charging_topic",
    "chrg_tpl": "charging_template", "clr_temp_k": "color_temp_kelvin", "cmp": "components",
    "cmps": "components", "cont_type": "content_type", "def_ent_id": "default_entity_id",
    "dock_t": "docked_topic", "dock_tpl": "docked_template", "e": "encoding",
    "en": "enabled_by_default", "g_tpl": "green_template",
    "hum_cmd_t": "target_humidity_command_topic",
    "hum_cmd_tpl": "target_humidity_command_template",
    "hum_stat_t": "target_humidity_state_topic", "hum_stat_tpl": "target_humidity_state_template",
    "hum_state_tpl": "target_humidity_state_template", "ic": "icon", "img_e": "image_encoding",
    "init": "initial", "json_attr": "json_attributes", "l_ver_t": "latest_version_topic",
    "l_ver_tpl": "latest_version_template", "max_hum": "max_humidity", "max_k": "max_kelvin",
    "min_hum": "min_humidity", "min_k": "min_kelvin", "o": "origin",
    "on_cmd_type": "on_command_type", "ops": "options", "opt": "optimistic", "p": "platform",
    "pause_mw_cmd_tpl": "pause_command_template", "pl_arm_custom_b": "payload_arm_custom_bypass",
    "pl_avail": "payload_available", "pl_cln_sp": "payload_clean_spot",
    "pl_hi_spd": "payload_high_speed", "pl_lo_spd": "payload_low_speed",
    "pl_med_spd": "payload_medium_speed", "pl_not_avail": "payload_not_available",
    "pl_ret": "payload_return_to_base", "pl_rst_pr_mode": "payload_reset_preset_mode",
    "pos": "reports_position", "ptrn": "pattern", "r_tpl": "red_template", "ret": "retain",
    "send_if_off": "send_if_off", "set_fan_spd_t": "set_fan_speed_topic",
    "stat_jam": "state_jammed",
    "strt_mw_cmd_t": "start_mowing_command_topic",
    "strt_mw_cmd_tpl": "start_mowing_command_template", "stype": "subtype",
    "sug_dsp_prc": "suggested_display_precision", "sup_clrm": "supported_color_modes",
    "sup_dur": "support_duration", "sup_feat": "supported_features",
    "sup_vol": "support_volume_set", "tit": "title", "tilt_opt": "tilt_optimistic",
    "unit_of_meas": "unit_of_measurement",
}  # fmt: skip
"""Keys that the words do not spell."""

_DEVICE = {
    "cns": "connections", "cu": "configuration_url", "hw": "hw_version", "ids": "identifiers",
    "mdl": "model", "mdl_id": "model_id", "mf": "manufacturer", "sa": "suggested_area",
    "sn": "serial_number", "sw": "sw_version",
}  # fmt: skip
"""Short keys inside the `device` block."""

_AS_THEY_ARE = frozenset({"max_temp", "min_temp", "temp_step", "s", "u"})
_LONG_WORDS = frozenset({"command", "state", "payload", "topic", "template", "color"})
"""A key with one of these words is spelled out already."""


@lru_cache(maxsize=4096)
def long_key(key: str) -> str:
    """The long name of one discovery key; a long name comes back as it is."""
    if key in _WHOLE:
        return _WHOLE[key]
    words = key.split("_")
    if key in _AS_THEY_ARE or not _LONG_WORDS.isdisjoint(words):
        return key
    spelled = "_".join(_WORDS.get(word, word) for word in words)
    return spelled.replace("color_temperature", "color_temp")


def long_device_key(key: str) -> str:
    """The long name of one key of the `device` block."""
    return _DEVICE.get(key, key)
