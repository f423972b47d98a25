"""Questions about the state of the home: one device, any, all, which, how many."""

from collections.abc import Sequence

from assistant.home.phrasing import be, called, listing
from assistant.skill import CannotDo, Plan, Request, Skill, Targets
from devices.contract import Device
from skills._lists import items
from skills._state_questions import RULES, STATE_LISTS, written
from skills._state_questions_binary import binary_blocks
from skills._state_questions_plain import plain_blocks
from skills._state_questions_sensor import SENSOR_RULES, sensor_blocks
from skills._state_questions_several import SEVERAL_LISTS, several_blocks
from skills._state_words import attribute_words, state_words, words_for

LISTED = 4
"""More names than this are cut to three and a count, as Home Assistant does."""


_SAID_OF_CONTACTS = {"open": "on", "closed": "off", "unlocked": "on", "locked": "off"}
"""What a binary sensor says for them."""
_SAID_OF_COVERS = {"on": "open", "off": "closed", "locked": "closed"}
"""Windows of both kinds are asked about together, and a house is locked up by both."""
_AT_WORK = {"vacuum": "cleaning", "lawn_mower": "mowing"}
_BUSY_WHEN_ON = frozenset({"media_player", "climate", "oven", "coffee_maker", "water_heater"})
"""Kinds that say what they do instead of `on`."""
_OFF = frozenset({"off", "standby", "docked"})


def handle(request: Request) -> Plan:
    asked = request.text("state")
    if request.form.startswith("one") or request.form == "default" or not asked:
        return Plan(reply=_about_one(request, asked))
    answer = _ANSWERS.get(request.form)
    if answer is None:
        raise CannotDo("I cannot answer that")
    known = [device for device in request.devices if _state(request, device) is not None]
    if not known:
        raise CannotDo(f"{_names(request, request.devices)} cannot be reached")
    matching = [device for device in known if _is_so(request, device, asked)]
    silent = [device for device in request.devices if device not in known]
    return Plan(reply=answer(request, known, matching, asked) + _but(request, silent))


def _state(request: Request, device: Device) -> str | None:
    """None when nobody knows."""
    state = request.context.states.get(device.id, {}).get("state")
    return None if state is None or device.id in request.context.unavailable else str(state)


def _is_so(request: Request, device: Device, asked: str) -> bool:
    state = _state(request, device)
    if device.kind == "binary_sensor":
        return state == _SAID_OF_CONTACTS.get(asked, asked)
    if device.kind in ("cover", "valve") and asked in _SAID_OF_COVERS:
        return state == _SAID_OF_COVERS[asked]
    if device.kind == "lock" and asked == "closed":
        return state == "locked"
    if asked in ("running", "on") and device.kind in _AT_WORK:
        return state == _AT_WORK[device.kind]
    if device.kind in _BUSY_WHEN_ON and asked in ("on", "off") and state is not None:
        return (state in _OFF) == (asked == "off")
    return state == asked


def _about_one(request: Request, asked: str) -> str:
    device = request.devices[0]
    attribute = request.form.removeprefix("one_")
    told = attribute_words(attribute, request.context.states.get(device.id, {}))
    if told and device.id not in request.context.unavailable:
        return f"the {attribute} of {called(device, request.context.home)} is {told}"
    if attribute == "count" and device.kind == "todo":
        return _counted(request, device)
    if len(request.devices) > 1:
        shown = [_told(request, other) for other in request.devices[:LISTED]]
        return listing(shown)
    if not asked or _state(request, device) is None:
        return _told(request, device)
    return f"{'yes' if _is_so(request, device, asked) else 'no'}, {_told(request, device)}"


def _counted(request: Request, device: Device) -> str:
    """How many entries a list has, and which."""
    entries = items(request.context.states.get(device.id, {}), "items")
    if not entries:
        return _told(request, device)
    how_many = "one thing" if len(entries) == 1 else f"{len(entries)} things"
    return f"{how_many} on {called(device, request.context.home)}: {listing(entries)}"


def _told(request: Request, device: Device) -> str:
    name = called(device, request.context.home)
    if device.id in request.context.unavailable:
        return f"{name} is offline"
    return f"{name} {state_words(device, request.context.states.get(device.id, {}))}"


def _but(request: Request, silent: Sequence[Device]) -> str:
    """A sensor that says nothing is no reason to say that all is well."""
    if not silent:
        return ""
    return f", but I cannot tell about {_names(request, silent)}"


def _any(request: Request, known: Sequence[Device], matching: Sequence[Device], asked: str) -> str:
    if not matching:
        return "no"
    return f"yes, {_names(request, matching)} {words_for(matching, _own(matching, asked))}"


def _all(request: Request, known: Sequence[Device], matching: Sequence[Device], asked: str) -> str:
    others = [device for device in known if device not in matching]
    if not others:
        return "yes"
    states = {str(_state(request, device)) for device in others}
    how = words_for(others, states.pop()) if len(states) == 1 else f"{be(others)} not"
    return f"no, {_names(request, others)} {how}"


def _which(
    request: Request, known: Sequence[Device], matching: Sequence[Device], asked: str
) -> str:
    return _names(request, matching) if matching else "none"


def _how_many(
    request: Request, known: Sequence[Device], matching: Sequence[Device], asked: str
) -> str:
    if not matching:
        return "none"
    return f"{len(matching)}: {_names(request, matching)}"


def _own(devices: Sequence[Device], asked: str) -> str:
    return _SAID_OF_CONTACTS.get(asked, asked) if devices[0].kind == "binary_sensor" else asked


_ANSWERS = {"any": _any, "all": _all, "which": _which, "how_many": _how_many}


def _names(request: Request, devices: Sequence[Device]) -> str:
    names = sorted(called(device, request.context.home) for device in devices)
    if len(names) > LISTED:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return listing(names)


SKILL = Skill(
    intent="HassGetState",
    handle=handle,
    is_question=True,
    targets=Targets(),
    sentences=written((*plain_blocks(), *several_blocks(), *binary_blocks(), *sensor_blocks())),
    expansion_rules={**RULES, **SENSOR_RULES},
    lists={**STATE_LISTS, **SEVERAL_LISTS},
)
