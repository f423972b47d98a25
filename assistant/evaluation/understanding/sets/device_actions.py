"""Machine-written requests over dozens of homes with odd names of rooms and devices.

Each request is made in the room of the device it is about, which is what decides between two
devices of the same name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from assistant.evaluation.understanding.homes.described import (
    KINDS,
    described_home,
    identity_of,
)
from assistant.evaluation.understanding.item import Change, Effect, Excluded, Item, Way
from assistant.evaluation.understanding.sets.built import Built, distinct
from assistant.evaluation.understanding.sets.crowd.amounts import number_in
from assistant.evaluation.understanding.shared import Row, rows, text
from assistant.evaluation.understanding.split import side_of
from assistant.evaluation.understanding.wanted import (
    Between,
    IsNot,
    Less,
    More,
    Near,
    Wanted,
    is_,
    words_of,
)
from assistant.home.model import Area, Home
from devices.contract import Device, State

SET = "device_actions"
_FOREIGN = re.compile(
    r"[^\x00-\x7f]|\b(la|el|las|los|de|del|le|les|du|por|favor|das|der|im|il|luz|luces|por"
    r"|encend\w*|enciende|apaga\w*|abre|cierra|allume\w*|lampe|chambre)\b",
    re.IGNORECASE,
)
_UP = re.compile(r"\b(up|brighter|brighten|louder|increase|raise|higher|more|loud)\b", re.I)
_DOWN = re.compile(r"\b(down|dim|dimmer|quieter|decrease|lower|less|reduce|softer|darker)\b", re.I)
_LOW = re.compile(r"\b(minimum|min|lowest)\b", re.I)
_HIGH = re.compile(r"\b(maximum|max|highest|full|fully)\b", re.I)
_BY = re.compile(r"\bby\b", re.I)
_KIND_WORDS = words_of("light lights lamp smart the a in speaker main dimmable plug switch")
Attributes = tuple[tuple[str, Wanted], ...]


class _Undecided(Exception):
    """The row does not decide what is right."""


def device_actions() -> Built:
    """Every request whose words and label decide an end."""
    homes: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows(f"{SET}.jsonl"):
        homes[text(row, "home"), text(row, "dataset")].append(row)
    items: list[Item] = []
    excluded: list[Excluded] = []
    for (name, dataset), found in sorted(homes.items()):
        home = _home(found)
        for number, row in enumerate(found):
            try:
                items.append(_item(f"{name}-{dataset}-{number}", name, home, row))
            except _Undecided as reason:
                excluded.append(Excluded(set=SET, reason=str(reason), text=text(row, "text")))
    return Built(items=distinct(items), excluded=tuple(excluded))


def described_homes() -> list[Home]:
    """The homes alone."""
    homes: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows(f"{SET}.jsonl"):
        homes[text(row, "home"), text(row, "dataset")].append(row)
    return [_home(found) for _, found in sorted(homes.items())]


def _home(found: Sequence[Row]) -> Home:
    entries = dict.fromkeys((text(row, "device"), *_kind(row), text(row, "area")) for row in found)
    return described_home(
        ((name, kind, area, class_) for name, kind, class_, area in entries),
        fahrenheit=text(found[0], "home").endswith("-us"),
    )


def _kind(row: Row) -> tuple[str, str | None]:
    return KINDS[text(row, "device_type")]


def _item(identity: str, home_name: str, home: Home, row: Row) -> Item:
    said = text(row, "text")
    if _FOREIGN.search(said):
        raise _Undecided("not English")
    if re.search(r"[\[\]<>{}]", said):
        raise _Undecided("a placeholder instead of a word")
    kind, _ = _kind(row)
    area = identity_of(text(row, "area"))
    gold = next(
        device
        for device in home.devices
        if device.name == text(row, "device") and device.kind == kind and device.area == area
    )
    if _names_another(gold, home, said):
        raise _Undecided("the words name something else")
    action = text(row, "intent")
    start = _start(action, gold)
    states = {device.id: start for device in home.devices if device.kind == kind}
    named = _numbered(text(row, "device"), text(row, "area"))
    wanted = _wanted(action, kind, named.sub("", said), start)
    return Item(
        id=identity,
        set=SET,
        text=said,
        home=home,
        expected=Change(ways=tuple(_ways(gold, home.area_by_id[area], home, said, wanted))),
        group=home_name,
        family=action,
        states=states,
        area=area,
        split=side_of(home_name),
    )


def _ways(gold: Device, area: Area, home: Home, said: str, wanted: Attributes) -> Iterable[Way]:
    """The device; others of its kind in its room may go with it where the words name only those."""
    others = tuple(
        Effect(device=device.id, attributes=wanted)
        for device in home.devices
        if device.kind == gold.kind and device.area == gold.area and device.id != gold.id
    )
    special = words_of(gold.name) - words_of(area.name) - _KIND_WORDS
    named = bool(special) and special <= words_of(said)
    yield Way(must=(Effect(device=gold.id, attributes=wanted),), may=() if named else others)


def _names_another(gold: Device, home: Home, said: str) -> bool:
    """The words are the name of another device of the kind, or of another room that has one."""
    spoken = words_of(said)
    kin = [device for device in home.devices if device.kind == gold.kind and device.id != gold.id]
    if any(words_of(d.name) <= spoken and not words_of(gold.name) <= spoken for d in kin):
        return True
    rooms = {device.area for device in kin} - {gold.area}
    own = words_of(home.area_by_id[gold.area or ""].name)
    return any(
        words_of(home.area_by_id[room].name) <= spoken
        and not words_of(home.area_by_id[room].name) <= own
        for room in rooms
        if room
    )


def _start(action: str, gold: Device) -> State:
    """The opposite of what is asked, so that doing it shows."""
    neutral, kind = gold.state, gold.kind
    opened: State = {**neutral, "state": "open", "current_position": 100}
    closed: State = {**neutral, "state": "closed", "current_position": 0}
    special: Mapping[str, State] = {
        "Turn on": closed if kind == "valve" else {**neutral, "state": "off"},
        "Turn off": opened if kind == "valve" else neutral,
        "Open": closed,
        "Close": opened,
        "Lock": {"state": "unlocked"},
        "Unlock": {"state": "locked"},
        "Unpause": {**neutral, "state": "paused"},
        "Return to base": {"state": "cleaning"},
    }
    return special.get(action, neutral)


def _wanted(action: str, kind: str, said: str, start: State) -> Attributes:
    fixed: Mapping[str, tuple[str, Wanted]] = {
        "Turn on": ("state", is_("open") if kind == "valve" else IsNot(("off",))),
        "Turn off": ("state", is_("closed") if kind == "valve" else is_("off")),
        "Open": ("state", is_("open")),
        "Close": ("state", is_("closed")),
        "Lock": ("state", is_("locked")),
        "Unlock": ("state", is_("unlocked")),
        "Pause": ("state", is_("paused", "idle", "off")),
        "Unpause": ("state", is_("playing")),
        "Next track": ("track", More()),
        "Previous track": ("track", Less()),
        "Start": ("state", is_("cleaning")),
        "Return to base": ("state", is_("docked", "returning")),
    }
    if action in fixed:
        return (fixed[action],)
    name, scale, tolerance = {
        "Set brightness": ("brightness", 2.55, 4.0),
        "Set volume": ("volume_level", 0.01, 0.02),
        "Set temperature": ("temperature", 1.0, 0.3),
        "Set position": ("current_position", 1.0, 1.5),
    }[action]
    return ((name, _amount(said, scale, tolerance, start.get(name))),)


def _amount(said: str, scale: float, tolerance: float, before: object) -> Wanted:
    """The number that is named, or the direction."""
    number = number_in(said)
    if number is not None and not _BY.search(said):
        if number > 100:
            raise _Undecided("no definite amount")
        target = number * scale
        if isinstance(before, int | float) and abs(before - target) <= tolerance:
            raise _Undecided("already so")
        return Near(target, tolerance)
    if re.search(r"\bhalf", said, re.I):
        return Near(50 * scale, 10 * scale)
    if re.search(r"\b(partially|partly|slightly)\b", said, re.I):
        return Between(5 * scale, 95 * scale)
    if _LOW.search(said):
        return Between(0, 12 * scale)
    if re.search(r"\bfully closed|\bclose\b.*\bfully", said, re.I):
        return Between(0, 0)
    if _HIGH.search(said):
        return Between(90 * scale, 100 * scale + tolerance)
    if _UP.search(said):
        return More()
    if _DOWN.search(said):
        return Less()
    raise _Undecided("no definite amount")


def _numbered(*names: str) -> re.Pattern[str]:
    """The numbers that belong to names (`bedroom 2`), with the word before."""
    found = {match for name in names for match in re.findall(r"\w+ \d+", name)}
    return re.compile("|".join(map(re.escape, found)) or r"(?!)", re.I)
