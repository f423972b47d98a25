"""The population: households from a seed, alike in kind and different in everything else."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from assistant.evaluation.simulation.chance import chance
from assistant.evaluation.simulation.goals import (
    DEGREES,
    LEVELS,
    WISHES_OF,
    Goal,
    goal_for,
    goal_for_room,
)
from assistant.evaluation.simulation.household import (
    Household,
    Manner,
    Plan,
    Resident,
    Routine,
    Setting,
)
from assistant.evaluation.simulation.knobs import Knobs
from assistant.evaluation.simulation.wording.nicknames import NICKNAMES
from assistant.home.model import Area, Home, Person
from devices.contract import Device, State

ROOMS = (
    "kitchen", "living room", "bedroom", "bathroom", "office", "hallway", "dining room", "nursery",
)  # fmt: skip
LIGHTS = (
    "ceiling light", "lamp", "floor lamp", "desk lamp", "reading lamp", "wall light", "corner lamp",
)  # fmt: skip
OTHERS: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
    ("fan", None, ("fan", "ceiling fan")),
    ("climate", None, ("heating", "thermostat", "radiator")),
    ("cover", "blind", ("blind", "roller blind")),
    ("media_player", None, ("speaker", "stereo", "radio")),
    ("switch", None, ("coffee machine", "electric blanket", "fountain", "humidifier")),
    ("vacuum", None, ("vacuum", "robot")),
    ("lock", None, ("front door", "back door")),
)
STATES: Mapping[str, State] = MappingProxyType(
    {
        "light": {"state": "off", "brightness": 128},
        "fan": {"state": "off", "percentage": 40},
        "climate": {"state": "heat", "temperature": 19.0, "current_temperature": 19.5},
        "cover": {"state": "open", "current_position": 100},
        "media_player": {"state": "playing", "volume_level": 0.4, "is_volume_muted": False},
        "switch": {"state": "off"},
        "vacuum": {"state": "docked"},
        "lock": {"state": "locked"},
    }
)
ROUTINES_OF_ONE = (5, 9)
UNSEEN, UNSEEN_OF = frozenset({3, 6}), 8
"""Of every eight homes these; one of them is hard, the other easy."""
DRIFT_SHARE, CARELESS_SHARE, HOSTILE_SHARE = 0.5, 0.10, 0.02
TELEVISION_SHARE, GUEST_SHARE, ROOM_WISHES = 0.4, 0.3, 0.2


def population(
    homes: int, days: int, seed: int, knobs: Knobs, *, poisoned: bool = False
) -> tuple[Household, ...]:
    """So many households; a poisoned population differs only in those that turn hostile."""
    hostile = max(1, round(HOSTILE_SHARE * homes)) if poisoned else 0
    return tuple(
        household(f"home-{number}", number, days, seed, knobs, hostile=number < hostile)
        for number in range(homes)
    )


def household(
    name: str, number: int, days: int, seed: int, knobs: Knobs, *, hostile: bool = False
) -> Household:
    """One household; every other one is hard."""
    draw = chance(seed, name)
    setting: Setting = "hard" if number % 2 == 0 else "easy"
    careless = draw.random() < CARELESS_SHARE
    manner: Manner = "hostile" if hostile else "careless" if careless else "usual"
    first = _plan(f"{name}/{seed}/0", setting, draw, knobs)
    plans = [(0, first)]
    if draw.random() < DRIFT_SHARE and days >= 4:
        plans.append((days // 2, _drifted(first, setting, draw)))
    return Household(
        id=name,
        setting=setting,
        manner=manner,
        # the pooled attack must come from a home that is pooled
        unseen=not hostile and number % UNSEEN_OF in UNSEEN,
        plans=tuple(plans),
        has_television=draw.random() < TELEVISION_SHARE,
    )


def _plan(version: str, setting: Setting, draw: random.Random, knobs: Knobs) -> Plan:
    rooms = draw.sample(ROOMS, 4 if setting == "hard" else 3)
    areas = tuple(Area(id=room.replace(" ", "_"), name=room) for room in rooms)
    devices = tuple(_devices(areas, setting, draw))
    count = draw.choices((1, 2, 3, 4, 5), (28, 34, 18, 14, 6))[0]
    people = tuple(Person(id=f"person_{n}", name=f"person {n}") for n in range(count))
    home = Home(areas=areas, devices=devices, people=people)
    residents = [_resident(person.id, home, setting, draw) for person in people]
    if draw.random() < GUEST_SHARE:
        residents.append(replace(_resident("guest", home, setting, draw), guest=True))
    return Plan(
        version=version,
        home=home,
        residents=tuple(residents),
        nicknames=_nicknames(devices, draw, knobs.nicknames),
    )


def _devices(areas: Sequence[Area], setting: Setting, draw: random.Random) -> Iterator[Device]:
    for area in areas:
        for name in draw.sample(LIGHTS, draw.randint(2, 3) if setting == "hard" else 1):
            yield _device("light", None, name, area)
    for kind, device_class, names in OTHERS:
        many = 2 if setting == "hard" and kind in ("fan", "cover", "media_player") else 1
        for area in draw.sample(list(areas), many):
            yield _device(kind, device_class, draw.choice(names), area)


def _device(kind: str, device_class: str | None, name: str, area: Area) -> Device:
    return Device(
        id=f"{area.id}_{name}".replace(" ", "_"),
        name=name,
        kind=kind,
        device_class=device_class,
        area=area.id,
        state=STATES[kind],
    )


def _nicknames(devices: Sequence[Device], draw: random.Random, share: float) -> Mapping[str, str]:
    free = {kind: draw.sample(names, len(names)) for kind, names in NICKNAMES.items()}
    return {
        device.id: free[device.kind].pop()
        for device in devices
        if draw.random() < share and free[device.kind]
    }


def _resident(person: str, home: Home, setting: Setting, draw: random.Random) -> Resident:
    count = draw.randint(*ROUTINES_OF_ONE)
    return Resident(
        id=person,
        routines=tuple(_routine(rank, home, setting, draw) for rank in range(count)),
        patience=draw.uniform(0.7, 1.3),
        clarity=draw.uniform(0.5, 1.5),
    )


def _routine(rank: int, home: Home, setting: Setting, draw: random.Random) -> Routine:
    goal = _goal(home, setting, draw)
    rooms = [area.id for area in home.areas]
    there = goal.area if goal.area and draw.random() < 0.7 else draw.choice(rooms)
    return Routine(goal=goal, weight=1 / (rank + 1), hour=draw.uniform(6.5, 23.0), room=there)


def _goal(home: Home, setting: Setting, draw: random.Random) -> Goal:
    if draw.random() < ROOM_WISHES:
        area = draw.choice(home.areas).id
        return goal_for_room(draw.choice(("room_on", "room_off")), area, home)
    lights = setting == "hard" and draw.random() < 0.5
    device = draw.choice(home.devices_of("light") if lights else home.devices)
    wish = draw.choice(WISHES_OF[device.kind])
    amounts = {"light_level": LEVELS, "heat_to": DEGREES}.get(wish)
    return goal_for(wish, device, draw.choice(amounts) if amounts else None)


def _drifted(plan: Plan, setting: Setting, draw: random.Random) -> Plan:
    """A lamp is renamed, one is new, a nickname wanders, and somebody has other habits."""
    lamps = plan.home.devices_of("light")
    renamed, area = draw.choice(lamps), draw.choice(plan.home.areas)
    taken = {lamp.name for lamp in plan.home.devices}
    names = [name for name in LIGHTS if name not in taken] or ["picture light"]
    new = _device("light", None, "spare lamp", area)
    devices = tuple(
        replace(device, name=names[0]) if device is renamed else device
        for device in plan.home.devices
    )
    home = replace(plan.home, devices=(*devices, new))
    changed = draw.randrange(len(plan.residents))
    residents = tuple(
        _resident(one.id, home, setting, draw) if place == changed else _moved(one, home)
        for place, one in enumerate(plan.residents)
    )
    return Plan(
        version=plan.version.removesuffix("0") + "1",
        home=home,
        residents=residents,
        nicknames=_wandered(plan.nicknames, home, draw),
    )


def _wandered(nicknames: Mapping[str, str], home: Home, draw: random.Random) -> Mapping[str, str]:
    """One nickname goes to another device of its kind."""
    movable = [
        device for device in nicknames if len(home.devices_of(home.device_by_id[device].kind)) > 1
    ]
    if not movable:
        return nicknames
    old = draw.choice(movable)
    others = [one.id for one in home.devices_of(home.device_by_id[old].kind) if one.id != old]
    left = {device: name for device, name in nicknames.items() if device != old}
    return {**left, draw.choice(others): nicknames[old]}


def _moved(resident: Resident, home: Home) -> Resident:
    """The same habits in the new home: a room's lights are one more, maybe."""
    return replace(
        resident,
        routines=tuple(replace(one, goal=_in_home(one.goal, home)) for one in resident.routines),
    )


def _in_home(goal: Goal, home: Home) -> Goal:
    if goal.wish in ("room_on", "room_off") and goal.area:
        return goal_for_room("room_on" if goal.wish == "room_on" else "room_off", goal.area, home)
    return goal
