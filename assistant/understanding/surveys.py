"""Questions about everything at once: "is anything still on upstairs", "is the house locked up"."""

from collections.abc import Sequence

from assistant.context import Context
from assistant.home.find import named
from assistant.turn import Reading
from assistant.understanding.asked_parts import WHOLE_HOUSE, Said
from assistant.understanding.lexicon import Tag
from devices.contract import Device

LIKELY = 0.95
_SAYS_SO = frozenset("left leave still switched turned running burning going lit".split())
_SWITCHED = frozenset(
    "light switch fan media_player climate oven coffee_maker humidifier input_boolean siren "
    "water_heater vacuum lawn_mower valve remote".split()
)
_SHADING = frozenset({"blind", "curtain", "shade", "shutter", "awning"})
"""Who asks whether everything is shut asks about these only where nothing else opens."""
_AT_REST = frozenset({"idle", "paused", "standby"})
_CONTACTS = frozenset({"door", "window", "garage_door", "opening"})
_ASKED = frozenset("on off open closed locked unlocked".split())


def survey(said: Said, text: str, context: Context) -> Reading | None:
    """Which devices are asked about, and how; None where anything else may be meant."""
    form, state = _form(said), said.state
    if form is None or state not in _ASKED or said.measures:
        return None
    if form == "which" and (said.names or _may_be_a_programme(state, said)):
        return None
    devices = _asked_about(state, said, context)
    if not devices:
        return None
    return Reading(
        intent="HassGetState",
        slots={"state": state},
        probability=LIKELY,
        matched_by="survey",
        text=text,
        form=form,
        devices=tuple(device.id for device in devices),
    )


def _form(said: Said) -> str | None:
    if "how many" in said.plain:
        return "how_many"
    if "which" in said.forms:
        return "which"
    if said.forms:
        return said.forms[0]
    of_all = WHOLE_HOUSE & {*said.plain.split()} and not (said.kinds or said.names)
    return "all" if of_all else None


def _may_be_a_programme(state: str, said: Said) -> bool:
    """ "What's on": on the television, or on today."""
    if state != "on":
        return False
    if said.kinds:
        return all(kind.value == "media_player" for kind in said.kinds)
    return not (said.placed or _SAYS_SO & {*said.plain.split()})


def _asked_about(state: str, said: Said, context: Context) -> list[Device]:
    there = _there(said, context)
    if said.kinds and not said.examples:
        return [one for one in there if _can_be(one, state) and _is_one_of(one, said.kinds)]
    fitting = [one for one in there if _can_be(one, state) and not _rests(one, context)]
    shading = [one for one in fitting if one.device_class in _SHADING]
    fitting = [one for one in fitting if one not in shading] or shading
    open_or_shut = [one for one in fitting if one.kind != "lock"]
    return open_or_shut if state == "closed" and open_or_shut else fitting


def _there(said: Said, context: Context) -> list[Device]:
    """In the places that were named, and what is called by a name that is no word for a kind."""
    home = context.home
    called = [] if said.kinds else [one for name in said.names for one in named(home, name)]
    if not (said.placed or called):
        return list(home.devices)
    return list({**said.there, **{device.id: device for device in called}}.values())


def _rests(device: Device, context: Context) -> bool:
    """A speaker that waits for music is not on, though it says neither on nor off."""
    state = context.states.get(device.id, {}).get("state")
    return device.kind == "media_player" and state in _AT_REST


def _can_be(device: Device, state: str) -> bool:
    if state in ("on", "off"):
        return device.kind in _SWITCHED
    if device.kind == "lock":
        return state != "open"
    if state == "unlocked":
        return False
    if device.kind == "cover":
        return True
    return device.kind == "binary_sensor" and device.device_class in _CONTACTS


def _is_one_of(device: Device, kinds: Sequence[Tag]) -> bool:
    contact = device.kind == "binary_sensor"
    return any(
        (device.kind == kind.value and kind.device_class in (None, device.device_class))
        or (contact and kind.device_class is not None and kind.device_class == device.device_class)
        for kind in kinds
    )
