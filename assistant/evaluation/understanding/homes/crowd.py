"""One plausible home with everything that a crowd speaks of when it talks to a home.

A light in every usual room, so that "the lights" of a room is decidable; one socket, one vacuum,
one coffee machine, so that any of their names means it. Requests are made in the living room.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from assistant.home.model import Area, Floor, Home
from devices.contract import Device, State

HERE = "living_room"
DOWN = "downstairs"
UP = "upstairs"
OUTDOORS = ("porch", "balcony", "garden")
SOCKET = "smart_plug"
VACUUM = "robot_vacuum"
COFFEE = "coffee_machine"
SPEAKER = "speaker"
TELEVISION = "television"
RADIO = "kitchen_radio"
PLAYERS = (SPEAKER, TELEVISION, RADIO)
SHOPPING_LIST = "shopping_list"
TO_DO_LIST = "to_do_list"
ALARM_CLOCK = "alarm_clock"
CEILING_LIGHT = "ceiling_light"
LAMP = "living_room_lamp"
BEDROOM_LAMP = "bedroom_lamp"

_ROOMS: tuple[tuple[str, str, str | None, tuple[str, ...]], ...] = (
    (HERE, "living room", DOWN, ("lounge", "family room", "sitting room")),
    ("kitchen", "kitchen", DOWN, ()),
    ("dining_room", "dining room", DOWN, ("dining area",)),
    ("hallway", "hallway", DOWN, ("hall", "lobby", "entrance", "corridor")),
    ("office", "office", DOWN, ("study",)),
    ("den", "den", DOWN, ()),
    ("media_room", "media room", DOWN, ("home theater",)),
    ("game_room", "game room", DOWN, ()),
    ("laundry", "laundry room", DOWN, ("laundry",)),
    ("mud_room", "mud room", DOWN, ()),
    ("garage", "garage", DOWN, ()),
    ("bedroom", "bedroom", UP, ("master bedroom", "master's bedroom", "main bedroom")),
    ("second_bedroom", "second bedroom", UP, ("bedroom two", "bed room two", "bedroom 2")),
    ("kids_room", "kids room", UP, ("son's room", "daughter's room", "nursery", "children's room")),
    ("guest_room", "guest room", UP, ()),
    ("bathroom", "bathroom", UP, ("toilet", "restroom", "washroom")),
    ("basement", "basement", None, ("cellar",)),
    ("attic", "attic", None, ("loft",)),
    ("porch", "porch", None, ("front porch",)),
    ("balcony", "balcony", None, ()),
    ("garden", "garden", None, ("yard", "backyard", "back yard")),
)
_SOCKET_NAMES = (
    *("wemo", "wemo plug", "wemo socket", "wemo plug socket", "wemo outlet", "wemo switch"),
    *("smart socket", "smart plug socket", "plug socket", "plug", "socket", "outlet"),
    *("smart outlet", "power socket", "power outlet"),
)


@cache
def crowd_home() -> Home:
    """The home; always the same object."""
    return Home(
        floors=(Floor(id=DOWN, name="downstairs"), Floor(id=UP, name="upstairs")),
        areas=tuple(
            Area(id=id_, name=name, floor=floor, aliases=aliases)
            for id_, name, floor, aliases in _ROOMS
        ),
        devices=tuple(_devices()),
    )


def lights_in(areas: Iterable[str]) -> tuple[str, ...]:
    """Ids of the lights in these areas."""
    wanted = frozenset(areas)
    return tuple(d.id for d in crowd_home().devices if d.kind == "light" and d.area in wanted)


def all_lights() -> tuple[str, ...]:
    return tuple(device.id for device in crowd_home().devices if device.kind == "light")


def lights(state: State) -> dict[str, State]:
    """The same state for every light."""
    return dict.fromkeys(all_lights(), state)


def as_usual() -> Mapping[str, State]:
    """An ordinary evening: some lights on, music playing, so that any action would show."""
    states: dict[str, State] = {}
    for number, light in enumerate(all_lights()):
        states[light] = {"state": "on" if number % 2 else "off", "brightness": 128}
    states[SPEAKER] = {"state": "playing", "volume_level": 0.4, "media_title": "evening jazz"}
    return states


def _devices() -> Iterable[Device]:
    lit: State = {"state": "off", "brightness": 128, "color_temp_kelvin": 3500}
    for area, name, _, _ in _ROOMS:
        if area == HERE:
            continue
        yield _device(f"{area}_light", f"{name} light", "light", area, state=lit)
    overhead = ("overhead light", "main light", "chandelier")
    yield _device(CEILING_LIGHT, "ceiling light", "light", HERE, overhead, state=lit)
    yield _device(LAMP, "lamp", "light", HERE, ("floor lamp", "living room lamp"), state=lit)
    yield _device(BEDROOM_LAMP, "bedroom lamp", "light", "bedroom", ("bedside lamp",), state=lit)
    yield _device(SOCKET, "smart plug", "switch", HERE, _SOCKET_NAMES, "outlet")
    yield _device("kettle", "kettle", "switch", "kitchen", ("kettle socket",))
    yield _device("rice_cooker", "rice cooker", "switch", "kitchen", ("rice cooker socket",))
    yield _device("bedroom_fan", "bedroom fan", "fan", "bedroom", ("fan", "fan socket"))
    yield _device("oven", "oven", "oven", "kitchen")
    yield _device(
        COFFEE, "coffee machine", "coffee_maker", "kitchen", ("coffee maker", "coffee pot")
    )
    yield _device(
        VACUUM,
        "robot vacuum",
        "vacuum",
        "hallway",
        (
            *("vacuum", "vacuum cleaner", "robot vacuum cleaner", "roomba", "robot"),
            *("cleaner", "robot cleaner", "hoover", "robo vac"),
        ),
        state={"state": "docked"},
    )
    yield from _media()
    yield from _rest()


def _media() -> Iterable[Device]:
    quiet: State = {"state": "off", "volume_level": 0.4, "is_volume_muted": False, "track": 5}
    yield _device(
        SPEAKER,
        "speaker",
        "media_player",
        HERE,
        ("speakers", "music player", "stereo", "living room speakers"),
        "speaker",
        quiet,
    )
    yield _device(
        TELEVISION, "television", "media_player", HERE, ("tv", "living room tv"), "tv", quiet
    )
    yield _device(RADIO, "kitchen radio", "media_player", "kitchen", ("radio",), "speaker", quiet)


def _rest() -> Iterable[Device]:
    yield _device(
        "thermostat",
        "thermostat",
        "climate",
        HERE,
        ("heating",),
        state={"state": "heat", "temperature": 20, "current_temperature": 20},
    )
    yield _device("front_door", "front door", "lock", "hallway", state={"state": "locked"})
    up: State = {"state": "open", "current_position": 100}
    down: State = {"state": "closed", "current_position": 0}
    yield _device("blinds", "living room blinds", "cover", HERE, ("blinds",), "blind", up)
    yield _device("bedroom_curtains", "bedroom curtains", "cover", "bedroom", (), "curtain", up)
    yield _device("garage_door", "garage door", "cover", "garage", (), "garage", down)
    yield _device(
        ALARM_CLOCK,
        "alarm clock",
        "alarm_clock",
        "bedroom",
        ("alarm", "wake up alarm"),
        state={"state": "off", "time": "06:45"},
    )
    yield _device(
        SHOPPING_LIST,
        "shopping list",
        "todo",
        None,
        ("grocery list", "groceries", "shopping"),
        state={"items": ("butter", "toothpaste"), "completed": ()},
    )
    yield _device(
        TO_DO_LIST,
        "to do list",
        "todo",
        None,
        ("todo list", "task list", "tasks", "to do"),
        state={"items": ("call the plumber", "pay rent"), "completed": ()},
    )
    yield _device(
        "weather", "weather", "weather", None, (), state={"state": "cloudy", "temperature": 12}
    )
    warm: State = {"state": 20.5, "unit_of_measurement": "°C"}
    yield _device("room_temperature", "temperature", "sensor", HERE, (), "temperature", warm)
    yield _device("movie_night", "movie night", "scene", None, state={})


def _device(
    id_: str,
    name: str,
    kind: str,
    area: str | None,
    aliases: tuple[str, ...] = (),
    device_class: str | None = None,
    state: State | None = None,
) -> Device:
    return Device(
        id=id_,
        name=name,
        kind=kind,
        device_class=device_class,
        area=area,
        aliases=aliases,
        state={"state": "off"} if state is None else state,
    )
