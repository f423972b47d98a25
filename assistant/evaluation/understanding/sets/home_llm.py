"""Device actions and state questions written for other assistants: real names, set phrases."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.evaluation.understanding.homes.described import NEUTRAL, described_home
from assistant.evaluation.understanding.item import (
    Answer,
    Change,
    Effect,
    Excluded,
    Expected,
    Item,
    Way,
)
from assistant.evaluation.understanding.sets.built import Built
from assistant.evaluation.understanding.shared import Row, mapping, rows, text
from assistant.evaluation.understanding.split import side_of
from assistant.evaluation.understanding.wanted import (
    Gained,
    Hue,
    IsNot,
    Less,
    More,
    Near,
    Wanted,
    is_,
    words_of,
)
from assistant.home.model import Home
from devices.contract import Device, State
from devices.wire.colours import COLOURS

SET = "home_llm"
STATUS = "home_llm_status"
PER_HOME = 24
"""Devices in one home."""
FILLINGS = 2
"""How often each phrase is filled with a device."""
Attributes = tuple[tuple[str, Wanted], ...]

_KINDS: Mapping[str, tuple[str, str | None]] = MappingProxyType(
    {
        "blinds": ("cover", "blind"),
        "garage_door": ("cover", "garage"),
    }
)
_ROOMS = (
    "living room,dining room,laundry room,family room,game room,guest room,guest bedroom,"
    "master bedroom,master bathroom,media room,mudroom,sunroom,bedroom,bathroom,kitchen,office,"
    "study,hallway,garage,attic,basement,porch,patio,balcony,garden,gym,library,pantry,nursery,"
    "den,foyer,conservatory,backyard,pool,deck,courtyard,closet,storage room"
).split(",")
_GENERIC = frozenset(
    "light lamp fan lock door switch blind media player vacuum the smart garage room bedroom"
    " front back main timer list".split()
)


@dataclass(frozen=True, slots=True)
class _Action:
    """What a service comes to."""

    start: State
    wanted: Attributes


_ON: State = {"state": "on"}
_OFF: State = {"state": "off"}
_OPEN: State = {"state": "open", "current_position": 100}
_CLOSED: State = {"state": "closed", "current_position": 0}
_MOVING: State = {"state": "opening", "current_position": 40}
_PLAYING: State = NEUTRAL["media_player"]


def _state(start: State, *ends: str) -> _Action:
    return _Action(start, (("state", is_(*ends)),))


ACTIONS: Mapping[str, _Action] = MappingProxyType(
    {
        "turn_on": _Action(_OFF, (("state", IsNot(("off",))),)),
        "turn_off": _state(_ON, "off"),
        "toggle": _state(_ON, "off"),
        "increase_speed": _Action({"state": "on", "percentage": 50}, (("percentage", More()),)),
        "decrease_speed": _Action({"state": "on", "percentage": 50}, (("percentage", Less()),)),
        "open_cover": _state(_CLOSED, "open"),
        "close_cover": _state(_OPEN, "closed"),
        "stop_cover": _Action(_MOVING, (("stopped", is_(True)),)),
        "lock": _state({"state": "unlocked"}, "locked"),
        "unlock": _state({"state": "locked"}, "unlocked"),
        "volume_up": _Action(_PLAYING, (("volume_level", More()),)),
        "volume_down": _Action(_PLAYING, (("volume_level", Less()),)),
        "volume_mute": _Action(_PLAYING, (("is_volume_muted", is_(True)),)),
        "media_play": _state({**_PLAYING, "state": "paused"}, "playing"),
        "media_pause": _state(_PLAYING, "paused"),
        "media_stop": _state(_PLAYING, "idle", "off", "paused"),
        "media_next_track": _Action(_PLAYING, (("track", More()),)),
        "media_previous_track": _Action(_PLAYING, (("track", Less()),)),
        "start": _state({"state": "docked"}, "cleaning"),
        "stop": _state({"state": "cleaning"}, "idle", "paused", "docked"),
        "pause": _state({"state": "cleaning"}, "paused", "idle"),
        "return_to_base": _state({"state": "cleaning"}, "docked", "returning"),
    }
)
_SHUT_TOGGLE = _state(_OPEN, "closed")


class _Undecided(Exception):
    """The row does not decide what is right."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A device of the data: its id there, its kind here, its name and room."""

    entity: str
    name: str
    kind: str
    device_class: str | None
    area: str


def home_llm() -> Built:
    """Actions on devices that are named, and set phrases filled with names."""
    specific, left_out = _specific()
    filled, more_left_out = _templated()
    return Built(items=(*specific, *filled), excluded=(*left_out, *more_left_out))


def home_llm_status() -> Built:
    """Questions about the state of one device."""
    names = _names_by_type()
    items: list[Item] = []
    excluded: list[Excluded] = []
    for row in rows("home_llm_status_requests.jsonl"):
        said, type_ = text(row, "text"), text(row, "device_type")
        state = text(row, "state").split(";")[0]
        if said.count("<device_name>") != 1 or not names.get(type_) or type_ in ("timer", "todo"):
            excluded.append(Excluded(set=STATUS, reason="no device of this kind", text=said))
            continue
        gold = _pick(names[type_], said)
        home = _small_home((gold,), names, said)
        device = _device(home, gold)
        group = f"status {type_} {re.sub(r'[^a-z ]', '', said.lower())}"
        items.append(
            Item(
                id=f"{STATUS}-{len(items)}",
                set=STATUS,
                text=said.replace("<device_name>", _spoken(gold, said)),
                home=home,
                expected=Answer(devices=frozenset({device.id})),
                group=group,
                family=type_,
                states={device.id: {**device.state, "state": state}},
                split=side_of(group),
            )
        )
    return Built(items=tuple(items), excluded=tuple(excluded))


def _specific() -> tuple[list[Item], list[Excluded]]:
    names = _names_by_type()
    items: list[Item] = []
    excluded: list[Excluded] = []
    for row in rows("home_llm_specific_actions.jsonl"):
        entity = text(mapping(row, "slots"), "entity_id")
        service = text(row, "intent").partition(".")[2]
        gold = _named(entity, text(row, "known_name") or _words(entity))
        if not _about(gold, text(row, "text")):
            reason = "a device by a name that it does not have"
            excluded.append(Excluded(set=SET, reason=reason, text=text(row, "text")))
            continue
        if re.search(r"\btoggle\b", text(row, "text"), re.I) and service != "toggle":
            reason = "the label contradicts the words"
            excluded.append(Excluded(set=SET, reason=reason, text=text(row, "text")))
            continue
        home = _small_home((gold,), names, text(row, "text"))
        device = _device(home, gold)
        action = _action(device, service)
        items.append(_item(row, home, ((device, action),), f"specific {entity}", text(row, "text")))
    return items, excluded


def _templated() -> tuple[list[Item], list[Excluded]]:
    names = _names_by_type()
    items: list[Item] = []
    excluded: list[Excluded] = []
    for row in rows("home_llm_templated_actions.jsonl"):
        for filling in range(FILLINGS):
            try:
                items.append(_filled(row, filling, names))
            except _Undecided as reason:
                excluded.append(Excluded(set=SET, reason=str(reason), text=text(row, "text")))
    return items, excluded


def _filled(row: Row, filling: int, names: Mapping[str, Sequence[_Named]]) -> Item:
    said = text(row, "text").strip('"')
    types, _, services = text(row, "intent").partition(".")
    wanted = list(zip(types.split("|"), services.split("|"), strict=True))
    if any(type_ == "timer" for type_, _ in wanted):
        raise _Undecided("a timer as a device")
    chosen: list[_Named] = []
    for place, (type_, _) in enumerate(wanted):
        pool = [one for one in names.get(type_, ()) if _apart(one, chosen)]
        if not pool:
            raise _Undecided("no device of this kind")
        chosen.append(_pick(pool, f"{said} {filling} {place}"))
    home = _small_home(chosen, names, text(row, "text"))
    devices = [_device(home, one) for one in chosen]
    for place, one in enumerate(chosen):
        for mark in ("<device_name>", f"<device_name{place + 1}>"):
            said = said.replace(mark, _spoken(one, said))
    if len(wanted) == 1:
        said, action = _with_values(said, devices[0], wanted[0][1])
        actions = [action]
    else:
        actions = [_action(d, service) for d, (_, service) in zip(devices, wanted, strict=True)]
    if "<" in said:
        raise _Undecided("a placeholder instead of a word")
    group = f"phrase {text(row, 'text').lower()}"
    return _item(row, home, tuple(zip(devices, actions, strict=True)), group, said)


def _with_values(said: str, device: Device, service: str) -> tuple[str, _Action]:
    """One phrase with a colour, an amount or a thing in it."""
    if "<color>" in said:
        colour = _choice(("red", "blue", "green", "yellow", "purple"), said)
        start: State = {"state": "on", "brightness": 120, "rgb_color": (255, 255, 255)}
        return said.replace("<color>", colour), _Action(
            start, (("rgb_color", Hue(COLOURS[colour])),)
        )
    for mark, values, name, scale, tolerance in (
        ("<brightness>", ("20", "40", "65", "80"), "brightness", 2.55, 4.0),
        ("<temp_f>", ("68", "70", "72"), "temperature", 1.0, 0.3),
        ("<temp_c>", ("19", "21", "22"), "temperature", 1.0, 0.3),
        ("<temp>", ("19", "21", "22"), "temperature", 1.0, 0.3),
        ("<humidity>", ("40", "45", "55"), "humidity", 1.0, 0.3),
    ):
        if mark in said:
            value = _choice(values, said)
            wanted: Attributes = ((name, Near(float(value) * scale, tolerance)),)
            return said.replace(mark, value), _Action({**device.state}, wanted)
    for mark, values, name in (
        ("<hvac_mode>", ("cool", "auto", "off"), "state"),
        ("<fan_mode>", ("low", "medium", "high", "auto"), "fan_mode"),
    ):
        if mark in said:
            value = _choice(values, said)
            return said.replace(mark, value), _Action({"state": "heat"}, ((name, is_(value)),))
    if "<todo>" in said:
        thing = _choice(("oranges", "washing powder", "light bulbs", "dog food"), said)
        return said.replace("<todo>", thing), _Action(
            {**device.state}, (("items", Gained(words_of(thing))),)
        )
    return said, _action(device, service)


def _item(
    row: Row,
    home: Home,
    actions: tuple[tuple[Device, _Action], ...],
    group: str,
    said: str,
) -> Item:
    must = tuple(Effect(device=device.id, attributes=action.wanted) for device, action in actions)
    expected: Expected = Change(ways=(Way(must=must),))
    return Item(
        id=f"{SET}-{hashlib.sha256(f'{group} {said}'.encode()).hexdigest()[:12]}",
        set=SET,
        text=said,
        home=home,
        expected=expected,
        group=group,
        family=text(row, "intent"),
        states={device.id: {**device.state, **action.start} for device, action in actions},
        split=side_of(group),
    )


def _action(device: Device, service: str) -> _Action:
    if service == "toggle" and device.kind == "cover":
        return _SHUT_TOGGLE
    if service not in ACTIONS:
        raise _Undecided(f"a service without an end here: {service}")
    return ACTIONS[service]


def _named(entity: str, name: str) -> _Named:
    type_ = entity.partition(".")[0]
    kind, device_class = _KINDS.get(type_, (type_, None))
    room = next((room for room in _ROOMS if room in name.lower()), "")
    return _Named(entity, name, kind, device_class, room)


def _names_by_type() -> Mapping[str, Sequence[_Named]]:
    """Every named device of the data by its type there; generic and doubled names left out."""
    found: dict[str, dict[str, _Named]] = defaultdict(dict)
    for row in rows("home_llm_device_names.jsonl"):
        entity, name = text(row, "entity_id"), text(row, "name")
        found[entity.partition(".")[0]].setdefault(name.lower(), _named(entity, name))
    return {type_: tuple(names.values()) for type_, names in found.items()}


def _words(entity: str) -> str:
    return re.sub(r"[_\d]+", " ", entity.partition(".")[2]).strip().title()


def _about(gold: _Named, said: str) -> bool:
    """Whether the request names the device by anything that is in its name."""
    special, spoken = words_of(gold.name) - _GENERIC, words_of(said)
    if gold.kind == "switch" and "light" in spoken and "light" not in words_of(gold.name):
        return False
    return bool(special & spoken) or not special


def _apart(one: _Named, others: Iterable[_Named]) -> bool:
    """No other device shares a telling word with this one."""
    mine = words_of(one.name) - _GENERIC or words_of(one.name)
    return all(not mine & words_of(other.name) for other in others)


_FAHRENHEIT = re.compile(r"<temp_f>|\b[67]\d degrees")
"""Nobody heats a home to so many degrees Celsius."""


def _small_home(gold: Sequence[_Named], names: Mapping[str, Sequence[_Named]], said: str) -> Home:
    """The devices that are meant among others that share no telling word with them."""
    chosen = list(gold)
    everything = [one for type_ in sorted(names) for one in names[type_] if type_ != "timer"]
    seed = " ".join(one.entity for one in gold)
    order: Callable[[_Named], str] = lambda one: _digest(f"{seed} {one.entity}")  # noqa: E731
    for one in sorted(everything, key=order):
        if len(chosen) >= PER_HOME:
            break
        if _apart(one, chosen):
            chosen.append(one)
    return described_home(
        ((one.name, one.kind, one.area, one.device_class) for one in chosen),
        fahrenheit=_FAHRENHEIT.search(said) is not None,
    )


def _device(home: Home, gold: _Named) -> Device:
    return next(d for d in home.devices if d.name == gold.name and d.kind == gold.kind)


def _spoken(one: _Named, said: str) -> str:
    """The name as it fits the phrase (`the X lock` does not double the word)."""
    last = one.name.split()[-1].lower()
    if re.search(rf">\s+{re.escape(last)}\b", said, re.I):
        return " ".join(one.name.split()[:-1]) or one.name
    return one.name


def _pick(pool: Sequence[_Named], seed: str) -> _Named:
    return min(pool, key=lambda one: _digest(f"{seed} {one.entity}"))


def _choice(values: Sequence[str], seed: str) -> str:
    return values[int(_digest(seed), 16) % len(values)]


def _digest(seed: str) -> str:
    return hashlib.sha256(seed.encode()).hexdigest()
