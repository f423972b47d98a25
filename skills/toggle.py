"""Switch things to what they are not: on or off, open or closed."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.home.phrasing import be, devices_called
from assistant.skill import CannotDo, Plan, Request, Skill, Targets
from devices.contract import Device
from skills._switching import OFF, ON, WAYS_OFF, WAYS_ON, switch

KINDS = frozenset(
    "light switch fan media_player input_boolean climate humidifier siren remote cover "
    "valve".split()
)
"""Nobody toggles a lock or an oven: what is wanted then is too much to be left to its state."""
_OFF = frozenset({"off", "closed", "closing", "standby"})


def handle(request: Request) -> Plan:
    states = {
        device.id: request.context.states.get(device.id, {}).get("state")
        for device in request.devices
    }
    unknown = [device for device in request.devices if states[device.id] is None]
    if unknown:
        names = devices_called(unknown, request.context.home)
        raise CannotDo(f"{names} {be(unknown)} in a state that I do not know")
    off = [device for device in request.devices if states[device.id] in _OFF]
    on = [device for device in request.devices if device not in off]
    plans = (
        *_switched(request, off, lambda one: switch(one, WAYS_ON, ON)),
        *_switched(request, on, lambda one: switch(one, WAYS_OFF, OFF)),
    )
    return Plan(
        reply=" and ".join(plan.reply for plan in plans),
        tasks=tuple(task for plan in plans for task in plan.tasks),
    )


def _switched(
    request: Request, devices: Sequence[Device], way: Callable[[Request], Plan]
) -> tuple[Plan, ...]:
    return (way(replace(request, devices=tuple(devices))),) if devices else ()


SKILL = Skill(
    intent="HassToggle",
    handle=handle,
    targets=Targets(kinds=KINDS, here=True),
    sentences="""
- sentences:
    - "[a quick] toggle [of] [<the>] {name} [(state|status)]"
    - "[a quick] toggle [of] [<the>] {name} <in> [<the>] {area}"
    - "flip [<the>] {name} [(state|status)]"
    - "(change|switch|flip|toggle) [the] (state|status) of [<the>] {name}"
    - "<turn> [<the>] {name} on or off"
  requires_context:
    domain: [light, switch, fan, media_player, input_boolean, climate, humidifier, siren, remote,
             cover, valve]
- sentences:
    - "(toggle|flip) [<all>] [<the>] <light> [<here>]"
    - "(toggle|flip) [<all>] [<the>] {area} <light>"
    - "(toggle|flip) [(<all>|<the>)] <light> <in> [<the>] {area}"
    - "(change|switch|flip|toggle) [the] (state|status) of [<the>] <light> <in> [<the>] {area}"
    - "(change|switch|flip|toggle) [<the>] <light> (state|status) [<in> [<the>] {area}]"
    - "<turn> [<the>] <light> on or off [<in> [<the>] {area}]"
  slots: {domain: light}
- sentences:
    - "(toggle|flip) [<all>] [<the>] fan[s] [<here>]"
    - "(toggle|flip) [<all>] [<the>] {area} fan[s]"
    - "(toggle|flip) [(<all>|<the>)] fan[s] <in> [<the>] {area}"
    - "(change|switch|flip|toggle) [the] (state|status) of [<the>] fan[s] <in> [<the>] {area}"
    - "(change|switch|flip|toggle) [<the>] fan[s] (state|status) [<in> [<the>] {area}]"
    - "<turn> [<the>] fan[s] on or off [<in> [<the>] {area}]"
  slots: {domain: fan}
- sentences:
    - "(toggle|flip) [<the>] {cover_classes:device_class} [<here>]"
    - "(toggle|flip) [<the>] {area} {cover_classes:device_class}"
    - "(toggle|flip) [<the>] {cover_classes:device_class} <in> [<the>] {area}"
  slots: {domain: cover}
""",
)
