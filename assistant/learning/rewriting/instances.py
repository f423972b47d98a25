"""What everybody says, said of this home's things; and what of it must have been heard."""

from collections.abc import Iterator, Sequence

from assistant.home.model import Home
from assistant.learning.contrast import asks, directions_in
from assistant.learning.markov.states import guarded_devices
from assistant.learning.rewriting.model import KnownRequest
from assistant.learning.words import COMMON_WEIGHT, Words, alike, concepts_in, numbers_in, words_in

NAME, AREA, NUMBER = "{name}", "{area}", "{n}"
"""In the text of a pattern."""
DEVICES = "devices"
"""In its meaning."""
LIKE = 0.65
"""Likeness of a word to one that was heard, below which it was made up."""


def in_home(patterns: Sequence[KnownRequest], home: Home) -> Iterator[KnownRequest]:
    """Each said of everything here that it may be said of; doors are nothing of the kind."""
    guarded = guarded_devices(home)
    for one in patterns:
        if NAME in one.text:
            for device in home.devices:
                if device.kind == one.kind and device.id not in guarded:
                    room = home.area_by_id[device.area].name if device.area else ""
                    if room or AREA not in one.text:
                        yield _said_of(one, device.name, room, device.id, device.area)
        else:
            for area in home.areas:
                there = [d.id for d in home.devices_in(area.id) if d.kind == one.kind]
                if there and guarded.isdisjoint(there):
                    yield _said_of(one, "", area.name, " ".join(sorted(there)), area.id)


def _said_of(
    one: KnownRequest, name: str, room: str, devices: str, area: str | None
) -> KnownRequest:
    text = one.text.replace(NAME, " ".join(words_in(name))).replace(AREA, " ".join(words_in(room)))
    return KnownRequest(
        text=text,
        kind=one.kind,
        layer="global",
        times=one.times,
        last=one.last,
        areas=(area,) if area else (),
        meaning=one.meaning.replace(f"{DEVICES}:{NAME}", f"{DEVICES}:{devices}"),
    )


def numbered(one: KnownRequest, heard: Words) -> KnownRequest | None:
    """With the number that was heard; None where none or several were."""
    if NUMBER not in one.text:
        return one
    numbers = numbers_in(heard)
    if len(numbers) != 1:
        return None
    (number,) = numbers
    return KnownRequest(
        text=one.text.replace(NUMBER, number),
        kind=one.kind,
        layer=one.layer,
        times=one.times,
        last=one.last,
        areas=one.areas,
        meaning=one.meaning.replace(NUMBER, f"{number}.0"),
    )


def invents(heard: Words, request: Words, home: Home) -> bool:
    """Whether it says what nobody was heard to say, or leaves out a thing that was.

    Nobody here has ever said such a request, so that no habit speaks for what is missing.
    """
    if asks(heard) != asks(request) or not _is_whole_number(heard, request):
        return True
    ours, theirs = directions_in(heard), directions_in(request)
    things = {word for device in home.devices for word in words_in(device.name)}
    said = concepts_in(request).keys()
    if any(word in things and not concepts_in((word,)).keys() <= said for word in heard):
        return True
    added = {word for axis in theirs.keys() - ours.keys() for word in theirs[axis]}
    telling = (word for word in request if word in added or _tells(word))
    return bool(ours.keys() - theirs.keys()) or any(
        not _was_heard(word, heard, request) for word in telling
    )


def _is_whole_number(heard: Words, request: Words) -> bool:
    """What stands beside a number ("twenty item") may be the rest of it."""
    numbers = numbers_in(request)
    beside = (
        heard[near]
        for place, word in enumerate(heard)
        if word in numbers
        for near in (place - 1, place + 1)
        if 0 <= near < len(heard)
    )
    return numbers <= set(heard) and all(word in request for word in beside)


def _tells(word: str) -> bool:
    return any(weight > COMMON_WEIGHT for weight in concepts_in((word,)).values())


def _was_heard(word: str, heard: Words, request: Words) -> bool:
    """It, another word for the same, or something that sounds like it and is nothing else."""
    concepts = concepts_in((word,)).keys()
    if word in heard or (concepts and concepts <= concepts_in(heard).keys()):
        return True
    return any(alike((other,), (word,)) >= LIKE for other in heard if other not in request)
