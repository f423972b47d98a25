"""Questions about the state of the home: one device, any, all, which, how many."""

from collections.abc import Sequence

from assistant.home.phrasing import called, listing, sentence
from assistant.skill import CannotDo, Plan, Request, Skill, Targets
from devices.contract import Device
from skills._state_words import state_words, words_for

LISTED = 4
"""More names than this are cut to three and a count, as Home Assistant does."""


def handle(request: Request) -> Plan:
    asked = request.text("state")
    if request.form.startswith("one") or request.form == "default" or not asked:
        return Plan(reply=_about_one(request, asked))
    answer = _ANSWERS.get(request.form)
    if answer is None:
        raise CannotDo("I cannot answer that")
    matching = [device for device in request.devices if _state(request, device) == asked]
    return Plan(reply=answer(request, matching, asked))


def _state(request: Request, device: Device) -> str:
    return str(request.context.states.get(device.id, {}).get("state", ""))


def _about_one(request: Request, asked: str) -> str:
    device = request.devices[0]
    if len(request.devices) > 1:
        return listing([_is(request, other) for other in request.devices[:LISTED]])
    if not asked:
        return _is(request, device)
    return f"{'yes' if _state(request, device) == asked else 'no'}, {_is(request, device)}"


def _is(request: Request, device: Device) -> str:
    name = called(device, request.context.home)
    if device.id in request.context.unavailable:
        return f"{name} is offline"
    return f"{name} {state_words(device, request.context.states.get(device.id, {}))}"


def _any(request: Request, matching: Sequence[Device], asked: str) -> str:
    return sentence("yes, " + _names(request, matching)) if matching else "no"


def _all(request: Request, matching: Sequence[Device], asked: str) -> str:
    others = [device for device in request.devices if device not in matching]
    if not others:
        return "yes"
    verb = "is" if len(others) == 1 else "are"
    return f"no, {_names(request, others)} {verb} not {words_for(others[0], asked)}"


def _which(request: Request, matching: Sequence[Device], asked: str) -> str:
    return _names(request, matching) if matching else "none"


def _how_many(request: Request, matching: Sequence[Device], asked: str) -> str:
    return str(len(matching))


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
    sentences="""
- sentences:
    - "(do you know|tell me|<what_is>) [the [current] (state|value|status) of] [<the>] {name}"
    - "<what_is> [<the>] {name} doing"
    - "<what_is> on [<the>] {name}"
    - "how (full|long|much) [<is>] [<the>] {name}"
  requires_context:
    domain: [binary_sensor, vacuum, lawn_mower, oven, coffee_maker, alarm_clock,
             alarm_control_panel, todo, humidifier, water_heater]
  response: one
- sentences:
    - "<is> [<the>] {name} {on_off_states:state}"
  requires_context:
    domain: [media_player, climate, input_boolean, humidifier, siren, remote, oven]
  response: one_yesno
- sentences:
    - "<is> [<the>] {name} {activities:state}"
  requires_context:
    domain: [media_player, vacuum, lawn_mower, coffee_maker, oven]
  response: one_yesno
- sentences:
    - "<is> [<the>] {name} {on_off_states:state} [<in>] [<the>] {area}"
    - "<is> [<the>] {area} {name} {on_off_states:state}"
  requires_context:
    domain: [light, switch, fan]
  response: one_yesno
""",
    lists={
        "activities": (
            ("playing", "playing"),
            ("paused", "paused"),
            ("cleaning", "cleaning"),
            ("docked", "docked"),
            ("mowing", "mowing"),
            ("brewing", "brewing"),
            ("heating", "heating"),
        )
    },
)
