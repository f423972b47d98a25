"""Why a request cannot be met, in words a person can use: with what there is instead."""

from collections.abc import Iterable, Sequence

from assistant.home.find import named, names_of, plain
from assistant.home.model import Home
from assistant.home.phrasing import called, kind_word, listing
from assistant.skill import Targets
from assistant.turn import Reading
from devices.contract import Device

NOTHING_THERE = "There is nothing there that I can switch."
NOBODY_TELLS = "I can't tell who is at home."
NAMED = 3
"""More alternatives than this help nobody."""
_EMPTY = frozenset("the a an my in on of light room".split())


def no_such_kind(reading: Reading, targets: Targets, where: str, home: Home) -> str:
    """There is nothing of this kind in the place that was said."""
    kind = str(reading.slots.get("domain") or "") or next(iter(sorted(targets.kinds)), "device")
    if kind == "person":
        return NOBODY_TELLS
    if kind == "everything":
        return "Everything is off already." if reading.intent == "HassTurnOff" else NOTHING_THERE
    device_class = str(reading.slots.get("device_class") or "") or None
    told = f"There is no {kind_word(kind, device_class)} {where or 'in this home'}."
    others = [
        device
        for device in home.devices
        if device.kind == kind and device_class in (None, device.device_class)
    ]
    return _with(told, others, home)


def not_there(name: str, there: Sequence[Device], where: str, home: Home) -> str:
    """The name is known; nothing of that name in this place can do it."""
    bearers = named(home, name)
    if any(device in there for device in bearers):
        return f"I can't do that with the {plain(name)}{_after(where)}."
    kinds = {device.kind for device in bearers}
    instead = [device for device in there if device.kind in kinds]
    return _with(f"There is no {plain(name)}{_after(where)}.", instead or bearers, home)


def not_called_that(name: str, pool: Sequence[Device], where: str, home: Home) -> str:
    """Nothing has this name; what shares a word with it may have been meant."""
    if person := _person(name, home):
        return f"I can't tell where {person} is."
    told = f"I don't know anything called {plain(name)}{_after(where)}."
    words = set(plain(name).split()) - _EMPTY
    alike = [device for device in pool if words & _words_of(device)]
    return _with(told, alike if len(alike) <= NAMED else (), home)


def _person(name: str, home: Home) -> str | None:
    """Somebody who lives here; people have no state that could be told."""
    for person in home.people:
        if plain(name) in map(plain, (person.name, *person.aliases)):
            return person.name
    return None


def _words_of(device: Device) -> set[str]:
    return {word for name in names_of(device) for word in plain(name).split()}


def _with(told: str, instead: Iterable[Device], home: Home) -> str:
    every = tuple(instead)
    if not every:
        return told
    names = [_a(called(device, home)) for device in every[:NAMED]]
    if len(every) > NAMED:
        names = [*names[: NAMED - 1], f"{len(every) - NAMED + 1} more"]
    return f"{told} There is {listing(names)}."


def _a(name: str) -> str:
    """ "the garage light" as a thing that somebody hears of for the first time."""
    bare = name.removeprefix("the ")
    if bare.split(" in the ")[0].endswith("s"):
        return name
    return f"{'an' if bare[:1].lower() in 'aeiou' else 'a'} {bare}"


def _after(where: str) -> str:
    return f" {where}" if where else ""
