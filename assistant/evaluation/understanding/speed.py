"""How long one request takes and how much memory it needs, in homes of several sizes.

Each peer and size runs in a process of its own, so that memory is only its own. Requests are
mixed: names of the home, whole rooms, free wording, and what nobody can serve.
"""

import multiprocessing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import psutil

from assistant.evaluation.understanding.clock import timed
from assistant.evaluation.understanding.item import Item, Nothing
from assistant.evaluation.understanding.peers.gazetteer import NotInstalled
from assistant.evaluation.understanding.run import peer_for
from assistant.home.model import Area, Floor, Home
from devices.contract import Device, State

SIZES = ((50, 10), (500, 50), (5000, 500))
"""Devices and areas; the middle one shows how it grows."""
REQUESTS = 300
WARM_UP = 12

_ROOMS = (
    "kitchen bedroom bathroom office hallway nursery pantry garage workshop library lounge gallery"
    " studio cellar attic porch terrace gym sauna closet"
).split()
_SIDES = (
    "north south east west upper lower old new small large front rear inner outer red blue green"
    " quiet bright long round narrow guest staff main"
).split()
_KINDS: tuple[tuple[str, str, str | None, State], ...] = (
    ("ceiling light", "light", None, {"state": "on", "brightness": 120}),
    ("desk lamp", "light", None, {"state": "off", "brightness": 200}),
    ("floor lamp", "light", None, {"state": "off", "brightness": 60}),
    ("fan", "fan", None, {"state": "off", "percentage": 30}),
    ("blinds", "cover", "blind", {"state": "open", "current_position": 100}),
    ("speaker", "media_player", "speaker", {"state": "playing", "volume_level": 0.3}),
    ("thermostat", "climate", None, {"state": "heat", "temperature": 20}),
    ("socket", "switch", "outlet", {"state": "off"}),
    ("door", "lock", None, {"state": "locked"}),
    ("temperature", "sensor", "temperature", {"state": 20.5, "unit_of_measurement": "°C"}),
)
_NAMED = (
    "turn on the {name}",
    "switch the {name} off please",
    "could you turn the {name} on for me",
    "is the {name} on",
)
_IN_AREA = (
    "turn off the lights in the {area}",
    "set the {area} lights to 40 percent",
    "dim the {area} a little",
    "what is the temperature in the {area}",
    "open the {area} blinds",
)
_FREE = (
    "it is too dark in the {area}",
    "turn the volume down by {n} percent",
    "play some jazz from 19{n}",
    "set a timer for {n} minutes",
    "turn everything off in the {area} please",
    "could it be a little warmer in the {area}",
)
_ELSEWHERE = (
    "book a table for {n} at seven",
    "how many people lived in peru in 19{n}",
    "tell my sister that I will be {n} minutes late for dinner tonight",
    "turn on the {area} jukebox",
    "what is {n} times seven",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """One peer in one home; no request is timed twice."""

    peer: str
    set: str
    n: int
    p50_ms: float
    p99_ms: float
    prepare_ms: float
    """The first request, which prepares what the home needs."""
    resident_mb: float
    """Of the whole process, with the home and its matcher."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMeasured:
    peer: str
    why: str


def measure_speed(peers: Iterable[str]) -> Iterator[Speed | NotMeasured]:
    """Every peer in every size of home, one after the other."""
    context = multiprocessing.get_context("spawn")
    for peer in peers:
        for devices, areas in SIZES:
            with context.Pool(1) as pool:
                found = pool.apply(_measured, (peer, devices, areas))
            yield found
            if isinstance(found, NotMeasured):
                break


def _measured(peer: str, devices: int, areas: int) -> Speed | NotMeasured:
    try:
        understander = peer_for(peer, "")
    except NotInstalled as missing:
        return NotMeasured(peer=peer, why=str(missing))
    home = large_home(devices, areas)
    items = list(_items(home))
    _, prepare_ms = timed(lambda: understander.react(items[0]))
    for item in items[:WARM_UP]:
        understander.react(item)
    times = sorted(understander.react(item).took_ms for item in items[WARM_UP:])
    return Speed(
        peer=peer,
        set=f"devices_{devices}",
        n=len(times),
        p50_ms=times[len(times) // 2],
        p99_ms=times[min(len(times) - 1, int(len(times) * 0.99))],
        prepare_ms=prepare_ms,
        resident_mb=psutil.Process().memory_info().rss / 1e6,
    )


def large_home(devices: int, areas: int) -> Home:
    """A home in which every area has its share of every kind of device, under speakable names."""
    names = [f"{side} {room}" for side in _SIDES for room in _ROOMS][:areas]
    floors = tuple(Floor(id=f"floor_{n}", name=f"{_SIDES[n]} floor") for n in range(3))
    rooms = tuple(
        Area(id=name.replace(" ", "_"), name=name, floor=floors[place % 3].id)
        for place, name in enumerate(names)
    )
    made = []
    for number in range(devices):
        area = rooms[number % areas]
        thing, kind, device_class, state = _KINDS[(number // areas) % len(_KINDS)]
        made.append(
            Device(
                id=f"{kind}.{area.id}_{thing.replace(' ', '_')}_{number}",
                name=f"{area.name} {thing}",
                kind=kind,
                device_class=device_class,
                area=area.id,
                state=state,
            )
        )
    return Home(floors=floors, areas=rooms, devices=tuple(made))


def _items(home: Home) -> Iterator[Item]:
    patterns = (*_NAMED, *_IN_AREA, *_FREE, *_ELSEWHERE)
    for number in range(REQUESTS + WARM_UP):
        device = home.devices[(number * 37) % len(home.devices)]
        area = home.areas[(number * 17) % len(home.areas)]
        said = patterns[number % len(patterns)].format(
            name=device.name, area=area.name, n=10 + number % 89
        )
        yield Item(
            id=f"speed-{number}",
            set="speed",
            text=said,
            home=home,
            expected=Nothing(why="only timed"),
            group="speed",
            area=area.id,
        )
