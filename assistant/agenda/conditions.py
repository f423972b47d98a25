"""Conditions in words: "the oven is hot", "the front door opens", "it gets dark".

A condition is a statement about one device that this home has. What no device can tell is
answered with the reason, never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.agenda.entries import Predicate
from assistant.agenda.statements import (
    MOTION_CLASSES,
    Statement,
    measured_by,
    statement_in,
    told_by,
)
from assistant.context import Context
from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.home.phrasing import called
from assistant.turn import Value
from assistant.understanding.lexicon import lexicon
from assistant.understanding.words import words_of
from devices.contract import Device

DARK_LUX = 20.0
"""Below this people switch lights on."""
_ARTICLES = frozenset("the a an my our your that this those these".split())
_BY_THE_WAY = frozenset("then please still currently properly actually ever already".split())
"""Words without which a condition says the same."""
_PEOPLE = frozenset(
    "somebody somebodys someone someones anybody anybodys anyone anyones i we".split()
)
_OUTDOORS = ("outside", "outdoors", "outdoor", "garden", "porch", "patio", "terrace", "balcony")
_SENSED = {"garage": "garage_door"}
"""Device class of the contact that tells of a cover's class."""


@dataclass(frozen=True, slots=True)
class Told:
    """A condition that the home can tell."""

    predicate: Predicate
    words: str


class CannotTell(Exception):
    """The words are a condition that nothing in this home tells; the text says why."""


def condition_in(words: Sequence[str], context: Context) -> Told | None:
    """What the words say, all of them; None when they are no condition that is known here."""
    words = [word for word in words if word not in _BY_THE_WAY]
    if not words:
        return None
    for read in (_weather, _light, _somebody, _temperature, _device):
        found = read(words, context)
        if found is not None:
            return found
    return None


def as_it_is(words: Sequence[str]) -> list[str]:
    """ "Somebody has left the window open": the window is open."""
    if words[:1] and words[0] in _PEOPLE and "left" in words[1:3] and len(words) > 3:
        left = words.index("left") + 1
        return [*words[left:-1], "is", words[-1]]
    return list(words)


def subject_in(words: Sequence[str], context: Context) -> tuple[str, ...] | None:
    """The words that name what is spoken of, the longest name of all; None where there is none."""
    found = [
        tuple(words[start : start + subject[1]])
        for start in range(len(words))
        if (subject := _subject(words[start:], context)) is not None
    ]
    return max(found, key=len, default=None)


# one device and what it is


def _device(words: Sequence[str], context: Context) -> Told | None:
    subject = _subject(words, context)
    if subject is None:
        return None
    devices, used = subject
    rest = list(words[used:])
    meaning = statement_in(rest)
    if meaning is None:
        meaning, devices = _in_its_place(rest, devices, context)
    if meaning is None:
        return None
    told = [(device, found) for device in devices if (found := told_by(device, meaning, context))]
    if not told:
        names = called(devices[0], context.home)
        raise CannotTell(f"{names} does not tell me when that is so.")
    if len(told) > 1:
        here = [pair for pair in told if pair[0].area and pair[0].area == context.area]
        if len(here) != 1:
            raise CannotTell(f"I need to know which one: there are {len(told)} of these.")
        told = here
    device, (predicate, said) = told[0]
    return Told(predicate, f"{called(device, context.home)} {said}")


def _in_its_place(
    words: Sequence[str], devices: list[Device], context: Context
) -> tuple[Statement | None, list[Device]]:
    """ "Is on in the bedroom": what is said, and the devices that are there."""
    for start in range(1, len(words)):
        area, used = _place(words[start:], context)
        if area is not None and start + used == len(words):
            there = [device for device in devices if device.area == area]
            return (statement_in(words[:start]) if there else None), there
    return None, devices


def _subject(words: Sequence[str], context: Context) -> tuple[list[Device], int] | None:
    """The devices that the first words name, and how many words that took."""
    skip = 1 if words[0] in _ARTICLES else 0
    home = context.home
    best: list[Device] = []
    longest = 0
    for spoken, device in _names.beginning(words[skip : skip + 1], home):
        length = len(spoken)
        if length < longest or tuple(words[skip : skip + length]) != spoken:
            continue
        best = [*best, device] if length == longest else [device]
        longest = length
    if not best:
        best, longest = _of_kind(words[skip:], context)
    if not best:
        return None
    used = skip + longest
    area, more = _place(words[used:], context)
    if area is not None:
        inside = [device for device in best if device.area == area]
        return (inside, used + more) if inside else None
    return list({device.id: device for device in best}.values()), used


class _Names:
    """The devices' names by their first word, of the home that was asked about last."""

    def __init__(self) -> None:
        self._home: Home | None = None
        self._names: dict[str, list[tuple[tuple[str, ...], Device]]] = {}

    def beginning(
        self, words: Sequence[str], home: Home
    ) -> Sequence[tuple[tuple[str, ...], Device]]:
        if home is not self._home:
            self._home, self._names = home, {}
            for device in home.devices:
                for name in names_of(device):
                    spoken = tuple(word for word in words_of(name) if word not in _ARTICLES)
                    if spoken:
                        self._names.setdefault(spoken[0], []).append((spoken, device))
        return self._names.get(words[0], ()) if words else ()


_names = _Names()


def _of_kind(words: Sequence[str], context: Context) -> tuple[list[Device], int]:
    """Devices by what they are: "the window", "the kitchen door"."""
    area, skip = None, 0
    for place in context.home.areas:
        for name in names_of(place):
            spoken = words_of(name)
            if len(spoken) > skip and tuple(words[: len(spoken)]) == spoken:
                area, skip = place.id, len(spoken)
    if skip == len(words) or words[skip] in ("is", "are"):
        area, skip = None, 0  # "the garage" is its door
    for end in (3, 2, 1):
        tags = lexicon().get(tuple(words[skip : skip + end]), ())
        kinds = {(tag.value, tag.device_class) for tag in tags if tag.kind == "thing"}
        found = [
            device
            for device in context.home.devices
            if (area is None or device.area == area)
            and _is_of(device, kinds)
            and (device.kind != "media_player" or _plays(device, context))
        ]
        if found:
            return found, skip + min(end, len(words) - skip)
    return [], 0


def _plays(device: Device, context: Context) -> bool:
    """ "The movie" is on what plays."""
    return context.states.get(device.id, {}).get("state") == "playing"


def _is_of(device: Device, kinds: set[tuple[Value, str | None]]) -> bool:
    own = device.device_class
    for kind, device_class in kinds:
        if device.kind == kind and device_class in (None, own):
            return True
        if (
            device.kind == "binary_sensor"
            and own
            and own == _SENSED.get(device_class or "", device_class)
        ):
            return True
    return False


def _place(words: Sequence[str], context: Context) -> tuple[str | None, int]:
    """ "In the kitchen": the area's id and how many words that took."""
    if words[:1] and words[0] in _OUTDOORS:
        return _outdoors(context), 1
    if not words or words[0] not in ("in", "on", "at", "of"):
        return None, 0
    skip = 2 if words[1:2] and words[1] in _ARTICLES else 1
    for area in context.home.areas:
        for name in names_of(area):
            spoken = words_of(name)
            if tuple(words[skip : skip + len(spoken)]) == spoken:
                return area.id, skip + len(spoken)
    return None, 0


def _outdoors(context: Context) -> str | None:
    return next(
        (
            area.id
            for area in context.home.areas
            if any(set(words_of(name)) & {*_OUTDOORS} for name in names_of(area))
        ),
        None,
    )


# what is said without naming a device


def _weather(words: Sequence[str], context: Context) -> Told | None:
    spoken = re.sub(r"(?: out)?(?: outside| there)?$", "", " ".join(words))
    wet = spoken in ("it rains", "it is raining", "it starts raining", "it starts to rain",
                     "it begins to rain")  # fmt: skip
    white = spoken in ("it snows", "it is snowing", "it starts snowing", "it starts to snow")
    if spoken in ("the sun sets", "the sun goes down", "the sun rises", "the sun comes up"):
        raise CannotTell("I don't know when the sun rises or sets here.")
    if not (wet or white):
        return None
    device = next((one for one in context.home.devices if one.kind == "weather"), None)
    if device is None:
        raise CannotTell("Nothing here tells me about the weather.")
    states = ("rainy", "pouring", "lightning-rainy") if wet else ("snowy", "snowy-rainy")
    return Told(
        Predicate(device=device.id, attribute="state", operation="is", value=states),
        "it rains" if wet else "it snows",
    )


def _light(words: Sequence[str], context: Context) -> Told | None:
    words = [word for word in words if word not in ("outside", "too", "getting", "out")]
    if len(words) != 3 or words[0] != "it" or words[1] not in ("is", "gets", "becomes", "turns"):
        return None
    if words[2] in ("cold", "warm", "hot", "cool"):
        raise CannotTell(f"I need to know at how many degrees it is {words[2]}.")
    if words[2] not in ("dark", "light", "bright"):
        return None
    sensors = [device for device in context.home.devices if device.device_class == "illuminance"]
    outside = _outdoors(context)
    chosen = [device for device in sensors if device.area == outside] or sensors
    if len(chosen) != 1:
        raise CannotTell("There is no light sensor here that tells me when it gets dark.")
    predicate = Predicate(
        device=chosen[0].id,
        attribute="state",
        operation="below" if words[2] == "dark" else "above",
        value=DARK_LUX,
    )
    return Told(predicate, f"it gets {words[2]}")


def _somebody(words: Sequence[str], context: Context) -> Told | None:
    spoken = " ".join(words)
    for start in ("there is motion", "there is movement", "someone is", "somebody is",
                  "motion is detected", "movement is detected", "someone enters",
                  "somebody enters", "someone comes", "somebody comes"):  # fmt: skip
        if spoken == start or spoken.startswith(f"{start} "):
            return _motion_in(words[len(start.split()) :], context)
    return _person(words, context)


def _motion_in(words: Sequence[str], context: Context) -> Told:
    place = words if words[:1] and words[0] in ("in", "on", "at") else ["in", *words]
    area, used = _place(place, context)
    if used == len(place) and area is not None:
        sensors = [d for d in context.home.devices_in(area) if d.device_class in MOTION_CLASSES]
        if sensors:
            name = context.home.area_by_id[area].name
            return Told(
                Predicate(device=sensors[0].id, attribute="state", operation="is", value="on"),
                f"somebody is in the {name}",
            )
    raise CannotTell("There is no sensor that tells me when somebody is there.")


def _person(words: Sequence[str], context: Context) -> Told | None:
    home = context.home
    person = next(
        (
            one
            for one in home.people
            if any(_begins(words, name) for name in (one.name, *one.aliases))
            or (words[0] == "i" and one.id == context.person)
        ),
        None,
    )
    moves = {"comes", "come", "gets", "get", "arrives", "arrive", "leaves", "leave", "returns"}
    who = {"i", "we", "everyone", "everybody", "someone", "somebody", "nobody", "noone"}
    if person is None and not (words[0] in who and set(words[1:3]) & {*moves, "is", "are", "am"}):
        return None
    if person is None:
        raise CannotTell("I can't tell who is at home.")
    tracker = next(
        (
            device
            for device in home.devices
            if device.kind in ("person", "device_tracker")
            and any(words_of(person.name) == words_of(name)[: len(words_of(person.name))]
                    for name in names_of(device))
        ),
        None,
    )  # fmt: skip
    if tracker is None:
        raise CannotTell(f"Nothing here tells me where {person.name} is.")
    leaving = bool({"leaves", "leave", "out", "away"} & set(words))
    return Told(
        Predicate(
            device=tracker.id,
            attribute="state",
            operation="is_not" if leaving else "is",
            value="home",
        ),
        f"{person.name} {'leaves' if leaving else 'comes home'}",
    )


def _begins(words: Sequence[str], name: str) -> bool:
    spoken = words_of(name)
    return tuple(words[: len(spoken)]) == spoken


def _temperature(words: Sequence[str], context: Context) -> Told | None:
    """ "The temperature in the bedroom drops below 18", "it gets colder than 5 outside"."""
    rest = [word for word in words if word != "the"]
    if rest[0] not in ("temperature", "it"):
        return None
    area: str | None = None
    for position in range(1, len(rest)):
        area, used = _place(rest[position:], context)
        if area is not None:
            rest = [*rest[:position], *rest[position + used :]]
            break
    meaning = statement_in(rest[1:])
    if not isinstance(meaning, tuple):
        return None
    sensors = [
        device
        for device in context.home.devices
        if device.kind == "sensor" and device.device_class == "temperature"
    ]
    wanted = area or context.area
    chosen = [device for device in sensors if device.area == wanted]
    if area is None and not chosen:
        chosen = sensors
    if len(chosen) != 1:
        raise CannotTell("I need to know which thermometer that is about.")
    told = measured_by(chosen[0], meaning, context)
    if told is None:
        raise CannotTell("That thermometer says nothing now.")
    return Told(told[0], f"{called(chosen[0], context.home)} {told[1]}")
