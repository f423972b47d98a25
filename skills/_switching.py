"""What on and off mean for each kind of device, shared by the skills of both intents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.home.phrasing import be, devices_called
from assistant.skill import CannotDo, Plan, Request, Task
from devices.contract import Device, State
from skills._states import Check, changed_from, command, opened, state_is, state_is_not


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How one kind is switched one way."""

    service: str
    until: Check | None
    """None where only the time of the last run shows that it was done."""
    done: str
    """Said after the devices' names; `{be}` becomes is or are."""


def switch(request: Request, ways: Mapping[str, Way], plain: Way) -> Plan:
    """Command every device the way that its kind is switched."""
    barred = CANNOT_BE_SWITCHED | (ONLY_ON if plain is OFF else set())
    unable = [device for device in request.devices if device.kind in barred]
    if unable:
        names = devices_called(unable, request.context.home)
        how = " off" if any(device.kind in ONLY_ON for device in unable) else ""
        raise CannotDo(f"{names} cannot be switched{how}")
    chosen = [(device, _way(device, ways, plain, request)) for device in request.devices]
    tasks = tuple(task_of(device, way, request) for device, way in chosen)
    return Plan(reply=_reply(chosen, request), tasks=tasks)


def _way(device: Device, ways: Mapping[str, Way], plain: Way, request: Request) -> Way:
    """How this one is switched; a named player that is paused is on, and is to go on playing."""
    state = request.context.states.get(device.id, {}).get("state")
    if plain is ON and device.kind == "media_player" and state == "paused" and request.text("name"):
        return PLAY_ON
    return ways.get(device.kind, plain)


def task_of(device: Device, way: Way, request: Request) -> Task:
    """Switching one device its way."""
    state = request.context.states.get(device.id, {})
    if way is CLIMATE_ON and _may_cool(request.text("name")) and _is_to_cool(state):
        cooling = command(device, "set_hvac_mode", hvac_mode="cool")
        return Task(command=cooling, until=state_is("cool"))
    if device.kind == "alarm_control_panel" and way is not OFF and (how := request.text("arm")):
        armed = state_is(f"armed_{how}", "arming", "pending")
        return Task(command=command(device, f"alarm_arm_{how}"), until=armed)
    return Task(command=command(device, way.service), until=way.until or changed_from(state))


def _may_cool(said: str) -> bool:
    """Named by a name that does not speak of heat: "turn the heating on" wants none of it."""
    return bool(said) and "heat" not in said.lower()


def _is_to_cool(state: State) -> bool:
    """What is off, can heat and cool and does not choose, is to cool a room that is too warm."""
    modes = state.get("hvac_modes")
    able = frozenset(modes) if isinstance(modes, tuple | list) else frozenset()
    wanted, now = state.get("temperature"), state.get("current_temperature")
    if state.get("state") != "off" or not able >= {"heat", "cool"} or able & CHOOSING:
        return False
    if not isinstance(wanted, int | float) or not isinstance(now, int | float):
        return False
    return now > wanted


def _reply(chosen: Sequence[tuple[Device, Way]], request: Request) -> str:
    clauses = []
    for done in dict.fromkeys(way.done for _, way in chosen):
        devices = [device for device, way in chosen if way.done == done]
        names = devices_called(devices, request.context.home)
        clauses.append(f"{names} {done.format(be=be(devices))}")
    return " and ".join(clauses)


WISHES: Mapping[str, str] = {
    "see_to_it": "(make (sure|certain)|ensure|see to it|be sure) [that]",
    "want": "(i would like|i want|i need|[can] we [can] have|can i have|get|have)",
}
"""How people ask for a state and not for a deed: "make sure the gate is locked"."""
CANNOT_BE_SWITCHED = frozenset({"sensor", "binary_sensor", "weather", "todo", "person"})
ONLY_ON = frozenset({"button", "input_button", "scene"})

CHOOSING = frozenset({"auto", "heat_cool"})
"""What heats or cools by itself."""

ON = Way(service="turn_on", until=state_is("on"), done="{be} on")
OFF = Way(service="turn_off", until=state_is("off"), done="{be} off")

PLAY_ON = Way(service="media_play", until=state_is("playing"), done="{be} playing")
CLIMATE_ON = Way(service="turn_on", until=state_is_not("off"), done="{be} on")

WAYS_ON: Mapping[str, Way] = {
    "alarm_control_panel": Way(
        service="alarm_arm_away",
        until=state_is("armed_away", "arming", "pending"),
        done="{be} armed",
    ),
    "button": Way(service="press", until=None, done="{be} pressed"),
    "climate": CLIMATE_ON,
    "coffee_maker": Way(
        service="brew", until=state_is("brewing", "on", "heating"), done="{be} brewing"
    ),
    "cover": Way(service="open_cover", until=opened, done="{be} opening"),
    "input_button": Way(service="press", until=None, done="{be} pressed"),
    "lawn_mower": Way(service="start_mowing", until=state_is("mowing"), done="{be} mowing"),
    "lock": Way(service="lock", until=state_is("locked"), done="{be} locked"),
    "media_player": Way(service="turn_on", until=state_is_not("off"), done="{be} on"),
    "oven": Way(service="turn_on", until=state_is_not("off"), done="{be} on"),
    "scene": Way(service="turn_on", until=None, done="{be} set"),
    "script": Way(service="turn_on", until=None, done="has started"),
    "vacuum": Way(service="start", until=state_is("cleaning"), done="{be} cleaning"),
    "valve": Way(service="open_valve", until=opened, done="{be} opening"),
    "water_heater": Way(service="turn_on", until=state_is_not("off"), done="{be} on"),
}

WAYS_OFF: Mapping[str, Way] = {
    "alarm_control_panel": Way(
        service="alarm_disarm", until=state_is("disarmed"), done="{be} disarmed"
    ),
    "cover": Way(service="close_cover", until=state_is("closing", "closed"), done="{be} closing"),
    "lawn_mower": Way(
        service="dock", until=state_is("docked", "returning"), done="{be} going back"
    ),
    "lock": Way(service="unlock", until=state_is("unlocked", "open"), done="{be} unlocked"),
    "vacuum": Way(
        service="return_to_base", until=state_is("docked", "returning"), done="{be} going back"
    ),
    "valve": Way(service="close_valve", until=state_is("closing", "closed"), done="{be} closing"),
}
