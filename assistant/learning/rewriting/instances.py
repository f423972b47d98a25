"""What everybody says, said of this home's things; and what of it must have been heard."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.home.model import Home
from assistant.learning.contrast import POWER, asks, directions_in, negations_in, opposites_of
from assistant.learning.markov.states import guarded_devices
from assistant.learning.rewriting.model import KnownRequest
from assistant.learning.rewriting.noisy_channel import word_likeness
from assistant.learning.words import (
    ARTICLES,
    COMMON_WEIGHT,
    Words,
    concepts_in,
    numbers_in,
    put,
    without_filling,
    words_in,
)
from devices.contract import Device

NAME, AREA, NUMBER = "{name}", "{area}", "{n}"
"""In the text of a pattern: a thing, however it is named; a room; a number."""
DEVICES = "devices"
"""In its meaning."""
HEARD = 0.5
"""Likeness from which on a word may be what was heard of another."""
NAMED = 0.6
"""And of the name of a thing: what sounds less like it may be another name."""
_OF_NUMBERS = frozenset("percent percentage degree degrees".split())
_BEFORE_NUMBERS = frozenset("to at on by for a".split())
_LEAST_ROUND = 20
"""From here on a number is heard in full or as another kind of word, hardly as its beginning."""
_TENS = frozenset(str(number) for number in range(20, 100, 10))
_DIGITS = "one two three four five six seven eight nine".split()
_ELSEWHEN = frozenset(
    "today tomorrow tonight morning evening noon midnight minute minutes hour hours second seconds "
    "next last before after remind tell ask timer alarm".split()
)
_ROOM = "room"
_TURNED = "turn"
"""Concept of turning and switching."""
LIKE = 0.4
"""Likeness of a direction ("off") to a word that was heard, below which it was made up."""


def in_home(patterns: Sequence[KnownRequest], home: Home) -> Iterator[KnownRequest]:
    """Each said of everything here that it may be said of; doors are nothing of the kind."""
    guarded = guarded_devices(home)
    for one in patterns:
        if NAME in one.text:
            for device in home.devices:
                if device.kind == one.kind and device.id not in guarded:
                    for name in _names(device, home):
                        yield _said_of(one, name, (device.id,), device.area)
        else:
            for area in home.areas:
                there = tuple(sorted(d.id for d in home.devices_in(area.id) if d.kind == one.kind))
                if there and guarded.isdisjoint(there):
                    yield _said_of(one, _plain(area.name), there, area.id)


def _names(device: Device, home: Home) -> tuple[str, ...]:
    """What somebody may call it who wants to be understood."""
    name = _plain(device.name)
    if device.area is None:
        return (f"the {name}",)
    room = _plain(home.area_by_id[device.area].name)
    return f"the {name}", f"the {room} {name}", f"the {name} in the {room}"


def _plain(name: str) -> str:
    return " ".join(words_in(name))


def _said_of(
    one: KnownRequest, name: str, devices: tuple[str, ...], area: str | None
) -> KnownRequest:
    text = one.text.replace(f"the {NAME}", name).replace(NAME, name).replace(AREA, name)
    return replace(
        one,
        text=text,
        areas=(area,) if area else (),
        meaning=one.meaning.replace(f"{DEVICES}:{NAME}", f"{DEVICES}:{' '.join(devices)}"),
        devices=devices,
    )


def numbered(one: KnownRequest, heard: Words) -> KnownRequest | None:
    """With the number that was heard; None where another number was than the request can have.

    One that nobody says of such things ("eleven percent") was most probably misheard.
    """
    numbers = numbers_in(heard) - numbers_in(words_in(one.text.replace(NUMBER, "")))
    if NUMBER not in one.text:
        return None if numbers else one
    if len(numbers) != 1:
        return None
    (number,) = numbers
    if number not in one.numbers:
        return None
    return replace(
        one,
        text=one.text.replace(NUMBER, number),
        meaning=one.meaning.replace(NUMBER, f"{number}.0"),
    )


def invents(
    heard: Words, request: Words, home: Home, *, sure: bool = False, graded: bool = False
) -> bool:
    """Whether it says what nobody was heard to say, or leaves out what was.

    Nobody here has ever said such a request, so that no habit speaks for what is missing. Only
    where it is `sure` and all the rest was heard, on and off need not be: who says "turn the lamp"
    turns it to what it is not, and the home's state tells that. What is `graded` can be turned up
    as well, and that may have been heard as "of".
    """
    if heard and heard[-1] in ARTICLES:
        return True  # half a sentence
    heard = without_filling(heard)
    unexplained = _unexplained(heard, request)
    told_by_state = sure and not unexplained and _TURNED in concepts_in(heard)
    if graded and "of" in heard and "of" not in request:
        told_by_state = False
    return (
        (asks(heard) and not asks(request))  # who only asks wants nothing done
        or not negations_in(heard) <= negations_in(request)
        or not _is_whole_number(heard, request)
        or _drops_a_thing(heard, request, home)
        or _turns_unheard(heard, request, told_by_state=told_by_state)
        or _is_another_wish(unexplained, heard, request, sure=sure)
    )


def _is_another_wish(
    unexplained: Sequence[str], heard: Words, request: Words, *, sure: bool
) -> bool:
    """Many words that nothing explains, or two that stand together or say when, or to whom.

    Two that are strewn into what was certainly meant are noise.
    """
    if len(unexplained) < 2:
        return False
    if not sure or len(unexplained) > 2 or not _ELSEWHEN.isdisjoint(unexplained):
        return True
    first, second = sorted(heard.index(word) for word in unexplained)
    return not any(word in request and concepts_in((word,)) for word in heard[first:second])


def names_unheard(
    heard: Words, request: KnownRequest, home: Home, here: str | None, *, sure: bool = False
) -> bool:
    """Whether nothing that was heard sounds like any word of the name of its thing or its room.

    A name that nobody here knows is a riddle, which likeness of the rest does not solve. The room
    where it is said, `here`, needs no name where there is none; nor does the only thing of its kind
    where all the rest makes `sure`.
    """
    words = words_in(request.text)
    names = [words_in(home.device_by_id[device].name) for device in request.devices[:1]]
    name = next((one for one in names if put(words, one, ()) != words), None)
    room = tuple(word for area in request.areas for word in _room(area, home))
    riddle = bool(_unexplained(without_filling(heard), words))
    if name is not None and _is_unheard(name, heard):
        return riddle or not sure or not _is_only(request, heard, home, here)
    if name is not None:
        same = [one for one in home.devices if words_in(one.name) == name]
        other = riddle and _is_named_otherwise(name, heard, words)
        return other and len(same) > 1 and _is_room_unheard(room, heard)
    things = tuple(word for word in words if _is_thing(word) and word not in room)
    if things and riddle and _is_unheard(things, heard):
        return True  # "the kitchen death" is rather one thing than all lights of the kitchen
    return (riddle or here not in request.areas) and _is_room_unheard(room, heard)


def _is_named_otherwise(name: Words, heard: Words, request: Words) -> bool:
    """A word that nothing explains stands where a room would be named: "the add corner lamp"."""
    told = tuple(word for word in heard if word not in ARTICLES)
    places = [told.index(word) for word in _unexplained(heard, request) if word in told]
    return any(
        told[place - 1 : place] == ("in",)
        or any(word_likeness(word, name[0]) >= NAMED for word in told[place + 1 : place + 2])
        for place in places
    )


def _is_only(request: KnownRequest, heard: Words, home: Home, here: str | None) -> bool:
    """Nothing else of its kind is in this home, or in the room that was named or spoken in."""
    others = [one for one in home.devices_of(request.kind) if one.id not in request.devices]
    there = [
        area
        for area in request.areas
        if area == here or not _is_room_unheard(_room(area, home), heard)
    ]
    return not others or (bool(there) and all(one.area not in there for one in others))


def _is_unheard(names: Words, heard: Words) -> bool:
    return all(word_likeness(word, other) < NAMED for word in names for other in heard)


def _is_room_unheard(room: Words, heard: Words) -> bool:
    """Of a dining room, "room" says nothing, except that the word before it is which."""
    named = any(after == _ROOM and _is_thing(before) for before, after in pairwise(heard))
    telling = tuple(word for word in room if word != _ROOM or named)
    return _is_unheard(telling or room, heard)


def _is_thing(word: str) -> bool:
    return any(weight > COMMON_WEIGHT for weight in concepts_in((word,)).values()) and not (
        directions_in((word,))
    )


def _room(area: str, home: Home) -> Words:
    return words_in(home.area_by_id[area].name)


def _drops_a_thing(heard: Words, request: Words, home: Home) -> bool:
    things = {word for device in home.devices for word in words_in(device.name)}
    said = concepts_in(request).keys()
    return any(word in things and not concepts_in((word,)).keys() <= said for word in heard)


def _turns_unheard(heard: Words, request: Words, *, told_by_state: bool) -> bool:
    """A direction is lost, or added that nothing sounds like; "of" and "in" are often just that."""
    ours, theirs = directions_in(heard), directions_in(request)
    if asks(request):
        return bool(ours.keys() - theirs.keys())  # the answer tells which way it is
    left = [word for word in heard if word not in request and concepts_in((word,))]
    axes = theirs.keys() - ours.keys()
    if told_by_state:
        axes -= {POWER}
    added = [word for axis in axes for word in theirs[axis]]
    return bool(ours.keys() - theirs.keys()) or any(
        not any(_sounds_like(word, other) for other in left) for word in added
    )


def _sounds_like(direction: str, heard: str) -> bool:
    """And not rather like its opposite; "brightness" says nothing of brighter or darker."""
    if concepts_in((heard,)).keys() == concepts_in((direction,)).keys():
        return False
    likeness = word_likeness(direction, heard)
    return likeness >= LIKE and all(
        word_likeness(other, heard) <= likeness for other in opposites_of(direction)
    )


def _unexplained(heard: Words, request: Words) -> list[str]:
    """The telling words that nothing left of the request sounds like: many are another wish."""
    left = [word for word in request if word not in heard]
    return [
        word
        for word in heard
        if word not in request
        and concepts_in((word,))
        and all(word_likeness(word, other) < HEARD for other in left)
    ]


def _is_whole_number(heard: Words, request: Words) -> bool:
    """What stands beside it ("twenty item") may be the rest of it."""
    numbers = numbers_in(request)
    if not numbers:
        return _OF_NUMBERS.isdisjoint(heard)
    return numbers <= set(heard) and all(
        _has_its_tens(number, heard) and _ends(number, heard, request) for number in numbers
    )


def _has_its_tens(number: str, heard: Words) -> bool:
    """Only what is less than ten can follow on them: "planning three degrees"."""
    if len(number) > 1:
        return True
    place = heard.index(number)
    return place == 0 or heard[place - 1] in _BEFORE_NUMBERS


def _ends(number: str, heard: Words, request: Words) -> bool:
    """By its unit, or the sentence by it, or by what is rather a unit than one more digit: "twenty
    they degrees" may have been twenty three. "At seven" may have been cut off, and so "eleven".
    """
    after, meant = _word_after(number, heard), _word_after(number, request)
    if after == meant or (meant is None and after in _OF_NUMBERS):
        return True
    if meant is not None and meant not in _OF_NUMBERS:
        return False
    if after is None:
        return float(number) >= _LEAST_ROUND
    if number not in _TENS and float(number) > _LEAST_ROUND:
        return meant is not None
    if meant is None:
        return False
    most = HEARD if _word_after(after, heard) == meant else word_likeness(after, meant)
    return max(word_likeness(after, digit) for digit in _DIGITS) < most


def _word_after(number: str, words: Words) -> str | None:
    place = words.index(number) + 1
    return words[place] if place < len(words) else None
