"""What a reading refers to in this home: the devices, the choices that it leaves, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.context import Context
from assistant.home.find import named, names_of, plain
from assistant.ranking.bare import says_it
from assistant.ranking.effect import MEDIA_CONTROL
from assistant.ranking.nearby import no_such_kind, not_called_that, not_there
from assistant.ranking.number import speaks_of_many
from assistant.ranking.played import PLAYS
from assistant.ranking.pool import Place, leaves_out_what_is_off, place_of, pool_of
from assistant.ranking.signals.last_turns import devices_of
from assistant.skill import Targets
from assistant.turn import Reading
from assistant.understanding.gazetteer import SEVERAL
from assistant.understanding.lexicon import key_of, speaks_of_one, stem, words_for_kinds
from assistant.understanding.target import PLAYED
from assistant.understanding.words import words_of
from devices.contract import Device

ONE_AT_A_TIME = frozenset({"coffee_maker", "oven", "vacuum", "lawn_mower", "climate"})
"""Kinds of which several are meant only by who says so."""
CALLED_BY_WORD = frozenset({"media_player", "switch", "climate"})
"""Kinds of which each has its own word; a lamp is any light."""
TELEVISION = "television"
LAMP = "lamp"
BOTH, TWO = "both", 2
LIGHTING = frozenset({"HassTurnOn", "HassTurnOff", "HassLightSet", "HassToggle"})
ONE_PLAYER = MEDIA_CONTROL | {PLAYS}
HOME_THERMOMETERS = 0.9
"""Share of "what is the temperature" that asks for the home's; the rest is for what cooks."""
WHERE_PEOPLE_ARE = frozenset("here house home inside indoors".split())
"""With these words nobody asks how hot the oven is."""
SWITCHING = frozenset({"HassTurnOn", "HassTurnOff", "HassToggle"})
SWITCHED_ALIKE = frozenset({"light", "switch", "fan", "climate", "humidifier"})
"""A heater may be one that is plugged in."""
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
    is_so_already: bool = False
    """Nothing fits because nothing is left to do."""

    @property
    def devices(self) -> tuple[Device, ...]:
        """Everything that may be touched, each once."""
        every = {device.id: device for choice in self.choices for device in choice.devices}
        return tuple(every.values())


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
    place = Place(context.home.devices) if targets.anywhere else place_of(reading, context)
    if isinstance(place, str):
        return Found(problem=place, code="no_area")
    pool = pool_of(place, reading, targets, context)
    if not pool and targets.here and "area" in reading.implied:
        place = Place(context.home.devices)
        pool = pool_of(place, reading, targets, context)
    pool = _both_here(pool, reading, context)
    name = str(reading.slots.get("name") or "")
    if name and name != "all":
        return _by_name(name, pool, place, reading, context)
    if not pool:
        return Found(
            problem=no_such_kind(reading, targets, place.words, context.home),
            code="no_valid_targets",
            is_so_already=leaves_out_what_is_off(reading),
        )
    if (lamps := _lamps(pool, reading, targets, context)) is not None:
        return lamps
    pool = _called_by_word(pool, reading)
    if _is_no_screen(pool, reading):
        return Found(
            problem=f"There is no television {place.words or 'here'}.", code="no_valid_targets"
        )
    if reading.intent == "HassClimateGetTemperature":
        return _warmth(pool, place, reading, targets, context)
    if reading.intent in ONE_PLAYER and not speaks_of_many(reading.text, "media_player"):
        return _player(pool, place, reading, targets, context)
    return _by_kind(pool, place, reading, targets, context)


def _both_here(pool: tuple[Device, ...], reading: Reading, context: Context) -> tuple[Device, ...]:
    """ "Both lamps" in a room that has two of them are those."""
    said = words_of(reading.text)
    placed = {"area", "floor"} & reading.slots.keys() - {*reading.implied}
    if BOTH not in said or placed:
        return pool
    here = [device for device in pool if device.area and device.area == context.area]
    if LAMP in map(stem, said):
        here = [device for device in here if _is_called(device, LAMP)]
    return tuple(here) if len(here) == TWO else pool


def _called_by_word(pool: tuple[Device, ...], reading: Reading) -> tuple[Device, ...]:
    """ "The TV" is the player with that word in its name, if some have it and others do not."""
    titled = "search_query" in reading.slots  # "the radio drama" is not played on the radio
    if titled or any(device.kind not in CALLED_BY_WORD for device in pool):
        return pool
    said = words_for_kinds(reading.text, CALLED_BY_WORD) - PLAYED
    every = not SEVERAL.isdisjoint(words_of(reading.text))
    called = tuple(
        device
        for device in pool
        if any(said & set(key_of(words_of(n))) for n in names_of(device))
        or (every and device.device_class in said)
    )
    return called or pool


def _is_no_screen(pool: Sequence[Device], reading: Reading) -> bool:
    """A television was spoken of, and these only make sound."""
    if "search_query" in reading.slots or TELEVISION not in words_of(reading.text):
        return False
    return all(
        device.device_class == "speaker" and not _is_called(device, TELEVISION) for device in pool
    )


def _lamps(
    pool: Sequence[Device], reading: Reading, targets: Targets, context: Context
) -> Found | None:
    """ "The lamp" is what is called one, in another room where this one has none.

    None where nothing is called so, or no lamp was spoken of: then a lamp is any light.
    """
    said = {stem(word) for word in words_of(reading.text)}
    if reading.slots.get("domain") != "light" or LAMP not in said or "light" in said:
        return None
    if reading.intent not in LIGHTING:
        return None
    called = [device for device in pool if _is_called(device, LAMP)]
    if not called and "area" in reading.implied:
        lights = pool_of(Place(context.home.devices), reading, targets, context)
        called = [device for device in lights if _is_called(device, LAMP)]
    if not called:
        return None
    if len(called) > 1 and speaks_of_one(reading.text, "light"):
        return _one_of(called, "several are called a lamp")
    return _all_of(called, "what is called a lamp")


def _is_called(device: Device, word: str) -> bool:
    return any(word in key_of(words_of(name)) for name in names_of(device))


def _all_of(devices: Sequence[Device], why: str) -> Found:
    return Found(choices=(Choice(devices=tuple(devices), why=why),))


def _one_of(devices: Sequence[Device], why: str) -> Found:
    if not devices:
        return Found(problem="That is no longer in this home.", code="no_entity")
    share = 1 / len(devices)
    return Found(
        choices=tuple(Choice(devices=(device,), share=share, why=why) for device in devices)
    )


def _by_name(
    name: str, pool: Sequence[Device], place: Place, reading: Reading, context: Context
) -> Found:
    known = {device.id for device in named(context.home, name)}
    exact = tuple(device for device in pool if device.id in known)
    why = f'called "{name}"'
    if len(exact) == 1 and (nearer := _called_so_here(exact[0], name, reading, context)):
        return _one_of(nearer, f'called "{name}" here')
    if len(exact) == 1:
        return _all_of(exact, why)
    if exact and _are_all_meant(name, reading):
        here = tuple(device for device in exact if device.area == context.area)
        return _all_of(here if len(here) > 1 and not _says_all(reading) else exact, why)
    if exact:
        return _one_of((*exact, *_alike_here(exact, name, context)), why)
    if known:
        there = not_there(name, place.devices, place.words, context.home)
        return Found(problem=there, code="no_entity")
    return Found(problem=not_called_that(name, pool, place.words, context.home), code="no_entity")


def _called_so_here(
    far: Device, name: str, reading: Reading, context: Context
) -> tuple[Device, ...]:
    """ "The fan" where there is a ceiling fan is that one, though another room's is called fan."""
    said_where = {"area", "floor"} & reading.slots.keys() - {*reading.implied}
    key, switched = key_of(words_of(name)), reading.intent in SWITCHING
    if context.area is None or far.area == context.area or said_where or len(key) > 1:
        return ()
    return tuple(
        device
        for device in context.home.devices_in(context.area)
        if (device.kind == far.kind or (switched and {device.kind, far.kind} <= SWITCHED_ALIKE))
        and any(key_of(words_of(own))[-1:] == key for own in names_of(device))
    )


def _are_all_meant(name: str, reading: Reading) -> bool:
    """ "The ceiling fans", "both lamps": what several are called, in the plural."""
    return _says_all(reading) or plain(f"{name}s") in plain(reading.text)


def _says_all(reading: Reading) -> bool:
    return not SEVERAL.isdisjoint(words_of(reading.text))


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
    pool: Sequence[Device], place: Place, reading: Reading, targets: Targets, context: Context
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
    kinds = targets.kinds - targets.only_by_name
    only = next(iter(kinds)) if len(kinds) == 1 else ""
    return str(reading.slots.get("domain") or only)


def _means_one(place: Place, reading: Reading, targets: Targets) -> bool:
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
    pool: Sequence[Device], place: Place, reading: Reading, targets: Targets, context: Context
) -> Found:
    """One player is meant; a room that nobody said does not shut out what plays elsewhere."""
    if "area" in reading.implied or not place.words:
        everywhere = pool_of(Place(context.home.devices), reading, targets, context)
        pool = _called_by_word(everywhere, reading)
    states = [context.states.get(device.id, {}).get("state") for device in pool]
    asleep = all(state in ("off", "standby") for state in states)
    if len(pool) == 1 or (asleep and reading.intent in MEDIA_CONTROL - {"HassMediaUnpause"}):
        return _all_of(pool, "every player")
    return _one_of(pool, "several could play")


def _warmth(
    pool: Sequence[Device], place: Place, reading: Reading, targets: Targets, context: Context
) -> Found:
    """The home's own thermometers, or what cooks in this room."""
    if place.words and "area" not in reading.implied:
        return _all_of(pool, f"every one {place.words}")
    home = [device for device in pool if _tells_of_the_room(device)]
    if not home:
        everywhere = pool_of(Place(context.home.devices), reading, targets, context)
        home = [device for device in everywhere if _tells_of_the_room(device)]
    ovens = [device for device in pool if _tells_its_own_warmth(device, context)]
    if not home or not ovens or WHERE_PEOPLE_ARE & {*words_of(reading.text)}:
        return _all_of(home or pool, "every thermometer")
    rest = (1 - HOME_THERMOMETERS) / len(ovens)
    return Found(
        choices=(
            Choice(devices=tuple(home), share=HOME_THERMOMETERS, why="the home's thermometers"),
            *(Choice(devices=(oven,), share=rest, why="it tells one too") for oven in ovens),
        )
    )


def _tells_its_own_warmth(device: Device, context: Context) -> bool:
    """An oven, where it has a thermometer."""
    state = context.states.get(device.id, {})
    return device.kind == "oven" and state.get("current_temperature") is not None


def _tells_of_the_room(device: Device) -> bool:
    return device.kind == "climate" or (
        device.kind == "sensor" and device.device_class == "temperature"
    )
