"""What a reading refers to in this home: the devices, the choices that it leaves, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.context import Context
from assistant.home.find import area_named, floor_named, named, names_of, plain
from assistant.home.model import Home
from assistant.home.phrasing import listing
from assistant.ranking.bare import says_it
from assistant.ranking.effect import MEDIA_CONTROL
from assistant.ranking.nearby import no_such_kind, not_called_that, not_there
from assistant.ranking.number import speaks_of_many
from assistant.ranking.played import PLAYS
from assistant.ranking.signals.last_turns import devices_of
from assistant.skill import Targets
from assistant.turn import Reading
from assistant.understanding.lexicon import key_of, speaks_of_one, words_for_kinds
from assistant.understanding.target import PLAYED
from assistant.understanding.words import words_of
from devices.contract import Device

EVERYTHING = frozenset({"light", "switch", "fan", "media_player"})
"""What "everything" switches; nobody means the oven or the locks."""
ONE_AT_A_TIME = frozenset({"coffee_maker", "oven", "vacuum", "lawn_mower", "climate"})
"""Kinds of which several are meant only by who says so."""
CALLED_BY_WORD = frozenset({"media_player", "switch", "climate"})
"""Kinds of which each has its own word; a lamp is any light."""
ONE_PLAYER = MEDIA_CONTROL | {PLAYS}
HOME_THERMOMETERS = 0.9
"""Share of "what is the temperature" that asks for the home's; the rest is for what cooks."""
REFERRED = 0.5
"""Share of "make it brighter" that may mean one thing just spoken of, before context speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Devices that may be meant together."""

    devices: tuple[Device, ...]
    share: float = 1.0
    """Of the reading's probability."""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one reading refers to: one choice when it is clear, several, or a problem."""

    choices: tuple[Choice, ...] = ()
    problem: str = ""
    """What to tell the person when nothing fits."""
    code: str = ""

    @property
    def devices(self) -> tuple[Device, ...]:
        """Everything that may be touched, each once."""
        every = {device.id: device for choice in self.choices for device in choice.devices}
        return tuple(every.values())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the devices are looked for."""

    devices: tuple[Device, ...]
    words: str = ""
    """For instance `in the kitchen`; empty for the whole home."""


def refer(reading: Reading, targets: Targets | None, context: Context) -> Found:
    if reading.devices:
        known = context.home.device_by_id
        settled = tuple(known[device] for device in reading.devices if device in known)
        return _all_of(settled, "as answered")
    if targets is None:
        return _all_of((), "touches no device")
    if reading.among:
        offered = [context.home.device_by_id.get(device) for device in reading.among]
        return _one_of([device for device in offered if device is not None], "to be chosen")
    place = _Place(context.home.devices) if targets.anywhere else _place(reading, context)
    if isinstance(place, str):
        return Found(problem=place, code="no_area")
    pool = _pool(place, reading, targets, context)
    if not pool and targets.here and "area" in reading.implied:
        place = _Place(context.home.devices)
        pool = _pool(place, reading, targets, context)
    name = str(reading.slots.get("name") or "")
    if name and name != "all":
        return _by_name(name, pool, place, reading, context)
    if not pool:
        return Found(
            problem=no_such_kind(reading, targets, place.words, context.home),
            code="no_valid_targets",
        )
    pool = _called_by_word(pool, reading)
    if reading.intent == "HassClimateGetTemperature":
        return _warmth(pool, place, reading, targets, context)
    if reading.intent in ONE_PLAYER and not speaks_of_many(reading.text, "media_player"):
        return _player(pool, place, reading, targets, context)
    return _by_kind(pool, place, reading, targets, context)


def _called_by_word(pool: tuple[Device, ...], reading: Reading) -> tuple[Device, ...]:
    """ "The TV" is the player with that word in its name, if some have it and others do not."""
    titled = "search_query" in reading.slots  # "the radio drama" is not played on the radio
    if titled or any(device.kind not in CALLED_BY_WORD for device in pool):
        return pool
    said = words_for_kinds(reading.text, CALLED_BY_WORD) - PLAYED
    called = tuple(
        device for device in pool if any(said & set(key_of(words_of(n))) for n in names_of(device))
    )
    return called or pool


def _all_of(devices: Sequence[Device], why: str) -> Found:
    return Found(choices=(Choice(devices=tuple(devices), why=why),))


def _one_of(devices: Sequence[Device], why: str) -> Found:
    if not devices:
        return Found(problem="That is no longer in this home.", code="no_entity")
    share = 1 / len(devices)
    return Found(
        choices=tuple(Choice(devices=(device,), share=share, why=why) for device in devices)
    )


def _place(reading: Reading, context: Context) -> _Place | str:
    """The devices of the area or floor that was named; a sentence when there is no such place."""
    home = context.home
    if area_slot := reading.slots.get("area"):
        more = reading.slots.get("more_areas")
        wanted = (area_slot, *(more if isinstance(more, tuple) else ()))
        devices: list[Device] = []
        names: list[str] = []
        for one in wanted:
            area = area_named(home, str(one))
            if area is None:
                return f"I don't know a room called {plain(str(one))}."
            devices.extend(home.devices_in(area.id))
            names.append(f"the {area.name}")
        return _Place(tuple(devices), f"in {listing(names)}")
    if floor_slot := reading.slots.get("floor"):
        floor = floor_named(home, str(floor_slot))
        if floor is None:
            return f"I don't know a floor called {plain(str(floor_slot))}."
        rooms = {area.id for area in home.areas if area.floor == floor.id}
        inside = tuple(device for device in home.devices if device.area in rooms)
        return _Place(inside, _on(floor.name))
    return _Place(home.devices)


def _on(floor: str) -> str:
    """Upstairs, on the first floor, in the basement."""
    if floor.lower().endswith("stairs"):
        return floor
    flat = floor.lower().endswith(("floor", "level", "storey", "story"))
    return f"{'on' if flat else 'in'} the {floor}"


def _pool(
    place: _Place, reading: Reading, targets: Targets, context: Context
) -> tuple[Device, ...]:
    spared = _spared(reading, context.home)
    pool = tuple(
        device
        for device in _narrowed(place, reading, context.home)
        if device.id not in spared and _suits(device, reading, targets)
    )
    if reading.slots.get("domain") == "everything" and reading.intent == "HassTurnOff":
        return tuple(d for d in pool if context.states.get(d.id, {}).get("state") != "off")
    return pool


def _narrowed(place: _Place, reading: Reading, home: Home) -> Sequence[Device]:
    """Of a whole home, only what the name or the kind leaves needs to be looked at."""
    if place.devices is not home.devices:
        return place.devices
    if known := named(home, str(reading.slots.get("name") or "")):
        return known
    domain = str(reading.slots.get("domain") or "everything")
    return home.devices if domain == "everything" else home.devices_of(domain)


def _spared(reading: Reading, home: Home) -> frozenset[str]:
    """What comes after "except"."""
    spared: set[str] = set()
    names, areas = reading.slots.get("except_name"), reading.slots.get("except_area")
    for name in names if isinstance(names, tuple) else ():
        spared.update(device.id for device in named(home, str(name)))
    for name in areas if isinstance(areas, tuple) else ():
        area = area_named(home, str(name))
        spared.update(device.id for device in (home.devices_in(area.id) if area else ()))
    return frozenset(spared)


def _suits(device: Device, reading: Reading, targets: Targets) -> bool:
    if targets.kinds and device.kind not in targets.kinds:
        return False
    if device.kind in targets.only_by_name and "name" not in reading.slots:
        return False
    domain = reading.slots.get("domain")
    if domain == "everything":
        return device.kind in EVERYTHING
    if domain and device.kind != domain:
        return False
    device_class = reading.slots.get("device_class")
    return not device_class or device.device_class == device_class


def _by_name(
    name: str, pool: Sequence[Device], place: _Place, reading: Reading, context: Context
) -> Found:
    known = {device.id for device in named(context.home, name)}
    exact = tuple(device for device in pool if device.id in known)
    why = f'called "{name}"'
    if len(exact) == 1:
        return _all_of(exact, why)
    if exact:
        return _one_of((*exact, *_alike_here(exact, name, context)), why)
    if known:
        there = not_there(name, place.devices, place.words, context.home)
        return Found(problem=there, code="no_entity")
    return Found(problem=not_called_that(name, pool, place.words, context.home), code="no_entity")


def _alike_here(exact: Sequence[Device], name: str, context: Context) -> tuple[Device, ...]:
    """ "The lamp" of a room without a "lamp" may be its only "desk lamp"."""
    if any(device.area and device.area == context.area for device in exact):
        return ()
    kinds = {device.kind for device in exact}
    alike = tuple(
        device
        for device in context.home.devices_in(context.area or "")
        if device.kind in kinds and plain(device.name).endswith(f" {plain(name)}")
    )
    return alike if len(alike) == 1 else ()


def _by_kind(
    pool: Sequence[Device], place: _Place, reading: Reading, targets: Targets, context: Context
) -> Found:
    if targets.here and not place.words and context.area and "area" in reading.implied:
        pool = [device for device in pool if device.area == context.area] or pool
    if len(pool) > 1 and (not targets.many or _means_one(place, reading, targets)):
        return _one_of(pool, "several would fit")
    every = f"every one {place.words or 'in the home'}"
    referred = _referred(pool, reading, targets, context)
    if not referred:
        return _all_of(pool, every)
    return Found(
        choices=(
            Choice(devices=tuple(pool), share=1 - REFERRED, why=every),
            Choice(devices=referred, share=REFERRED, why="just spoken of"),
        )
    )


def _referred(
    pool: Sequence[Device], reading: Reading, targets: Targets, context: Context
) -> tuple[Device, ...]:
    """What the latest turn was about, where "it" is said and no kind of thing."""
    domain = _kind(reading, targets)
    if not context.history or speaks_of_one(reading.text, domain):
        return ()
    if not says_it(reading.text) and len(reading.text.split()) > 1:
        return ()
    last = devices_of(context.history[-1])
    devices = tuple(device for device in pool if device.id in last)
    return devices if devices and len(devices) == len(last) < len(pool) else ()


def _kind(reading: Reading, targets: Targets) -> str:
    """The kind of thing that was spoken of, or the only one that the intent is for."""
    only = next(iter(targets.kinds)) if len(targets.kinds) == 1 else ""
    return str(reading.slots.get("domain") or only)


def _means_one(place: _Place, reading: Reading, targets: Targets) -> bool:
    """One thing was spoken of, and it is not "the light" of a room, which is all its lights."""
    domain = _kind(reading, targets)
    if domain in ("", "everything", "media_player") or reading.intent == "HassGetState":
        return False
    if domain in ONE_AT_A_TIME:
        return not speaks_of_many(reading.text, domain)
    if not speaks_of_one(reading.text, domain):
        return False
    return domain != "light" or not place.words


def _player(
    pool: Sequence[Device], place: _Place, reading: Reading, targets: Targets, context: Context
) -> Found:
    """One player is meant; a room that nobody said does not shut out what plays elsewhere."""
    if "area" in reading.implied or not place.words:
        everywhere = _pool(_Place(context.home.devices), reading, targets, context)
        pool = _called_by_word(everywhere, reading)
    states = [context.states.get(device.id, {}).get("state") for device in pool]
    asleep = all(state in ("off", "standby") for state in states)
    if len(pool) == 1 or (asleep and reading.intent in MEDIA_CONTROL - {"HassMediaUnpause"}):
        return _all_of(pool, "every player")
    return _one_of(pool, "several could play")


def _warmth(
    pool: Sequence[Device], place: _Place, reading: Reading, targets: Targets, context: Context
) -> Found:
    """The home's own thermometers, or what cooks in this room."""
    if place.words and "area" not in reading.implied:
        return _all_of(pool, f"every one {place.words}")
    home = [device for device in pool if _tells_of_the_room(device)]
    if not home:
        everywhere = _pool(_Place(context.home.devices), reading, targets, context)
        home = [device for device in everywhere if _tells_of_the_room(device)]
    ovens = [device for device in pool if device.kind == "oven"]
    if not home or not ovens:
        return _all_of(home or pool, "every thermometer")
    rest = (1 - HOME_THERMOMETERS) / len(ovens)
    return Found(
        choices=(
            Choice(devices=tuple(home), share=HOME_THERMOMETERS, why="the home's thermometers"),
            *(Choice(devices=(oven,), share=rest, why="it tells one too") for oven in ovens),
        )
    )


def _tells_of_the_room(device: Device) -> bool:
    return device.kind == "climate" or (
        device.kind == "sensor" and device.device_class == "temperature"
    )
