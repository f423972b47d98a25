"""Things spoken of by a part of their name, or by what they are and where: "the shower".

Where the words as they were said point at nothing, they are put beside the home: the run of words
that only one thing bears, in its name, its room and the words for its kind, stands for that thing.
The sentence is then read again with the name in their place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.home.find import names_of
from assistant.home.model import Area, Home
from assistant.home.once import once_per_home
from assistant.skill import Targets
from assistant.turn import Reading
from assistant.understanding.lexicon import key_of, lexicon
from assistant.understanding.words import words_of
from devices.contract import Device

LONGEST = 8
"""Words of the longest description: "the string lights on the patio"."""
OFFERED = 3
"""Things that a description may fit at most; of more, nothing is known."""
TELEVISION = "television"
NAMES_A_ROOM = frozenset({"room", "area", "space"})
"""Words that a room may be called with besides its own: "living room" for the "Living Area"."""
NAMES_A_MACHINE = frozenset({"smart", "wifi", "device", "controller", "control", "unit", "system"})
"""Words in the names of devices that nobody says."""
NOT_DESCRIBED = frozenset({"alarm_clock", "alarm_control_panel", "todo"})
"""Who says "an alarm" or "my list" speaks of what is set or written, not of a device."""
_SMALL_TAGS = frozenset({"filler", "prep"})
ARTICLES = frozenset("the my our that this those all".split())
PARTICLES = frozenset({"on", "off", "up", "down"})
AT = frozenset("on in at by over under beside near above behind".split())
_JOINS = frozenset({"on"})
"""Small inside a description only: "the light on the porch"."""
_GOES_WITH_A_NAME = frozenset({"thing", "everywhere", "here"})


@dataclass(frozen=True, slots=True)
class Description:
    """The sentence with a name where the thing was described."""

    text: str
    heard: str
    name: str
    device: str | None = None
    """Its id; None where a room was described."""
    share: float = 1.0
    """What is left to it by others that the words fit as well."""
    whole: bool = False
    """The words are all that tells it from others, so that nothing was guessed."""
    apart: bool = True
    """No word beside it may belong to it too, as in "pool house" where only a pool is known, and
    nothing else is spoken of."""


@dataclass(frozen=True, slots=True)
class _Thing:
    """One name of a device or a room, with the words that may describe it."""

    name: str
    device: str | None
    own: frozenset[str]
    around: frozenset[str]
    """Words for its room and its kind."""
    kind: frozenset[str]

    def is_named_by(self, said: frozenset[str]) -> bool:
        """More was said than what any thing of its kind is called."""
        return bool(said & self.own) or not said <= self.kind

    def told_by(self, said: frozenset[str]) -> bool:
        """Everything in its name that tells it from others was said."""
        return self.own - self.kind - NAMES_A_MACHINE == said - self.kind - NAMES_A_MACHINE


class Describer:
    """Knows the words of one home."""

    def __init__(self, home: Home) -> None:
        self._devices = _by_word(_devices(home))
        self._areas = _by_word(_rooms(home.areas))

    def descriptions(self, text: str) -> tuple[Description, ...]:
        """What is described in the text, the best ways first: devices, then rooms."""
        words = words_of(text)
        moved = _particle_first(words)
        apart = tuple(self._described(moved)) if moved != words else ()
        return (*apart, *self._described(words))

    def _described(self, words: tuple[str, ...]) -> Iterator[Description]:
        for things in (self._devices, self._areas):
            for one in _best(words, things):
                if words_of(one.text) != words:
                    yield one


describer_of = once_per_home(Describer)


def may_mean(device: Device, said: Reading, targets: Targets | None, home: Home) -> bool:
    """Nothing that was said, the place or the kind of thing, speaks against this device.

    What its own name says is no contradiction: the switch "garage light" is a light of the garage.
    """
    own = frozenset(word for name in names_of(device) for word in _keys(name))
    return (
        _is_there(device, own, said, home)
        and _is_such(device, own, said)
        and (targets is None or not targets.kinds or device.kind in targets.kinds)
    )


def _is_there(device: Device, own: frozenset[str], said: Reading, home: Home) -> bool:
    if "area" in said.implied or not {"area", "floor"} & said.slots.keys():
        return True
    area = home.area_by_id.get(device.area or "")
    floor = home.floor_by_id.get(area.floor or "") if area else None
    around = {_keys(name) for place in (area, floor) if place for name in names_of(place)}
    wanted = _keys(str(said.slots.get("area") or said.slots.get("floor")))
    return wanted in around or wanted <= own


def _is_such(device: Device, own: frozenset[str], said: Reading) -> bool:
    kind, device_class = said.slots.get("domain"), said.slots.get("device_class")
    if not isinstance(kind, str) or kind == "everything":
        return True
    if device.kind == kind and device_class in (None, device.device_class):
        return True
    return bool(own & _words_for(kind, device_class if isinstance(device_class, str) else None))


def _particle_first(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "Pull the blind down on the skylight" as "pull down the blind on the skylight"."""
    for place in range(2, len(words) - 1):
        if words[place] in PARTICLES and words[place + 1] in AT:
            return (words[0], words[place], *words[1:place], *words[place + 1 :])
    return words


def _by_word(things: Iterable[_Thing]) -> Mapping[str, frozenset[_Thing]]:
    """The things that each word may help to describe."""
    found: dict[str, set[_Thing]] = {}
    for thing in things:
        for word in thing.own | thing.around:
            found.setdefault(word, set()).add(thing)
    return {word: frozenset(bearers) for word, bearers in found.items()}


def _devices(home: Home) -> Iterator[_Thing]:
    taken = frozenset(
        key[0] for device in home.devices for name in names_of(device)
        if len(key := key_of(words_of(name))) == 1
    )  # fmt: skip
    for device in home.devices:
        if device.kind in NOT_DESCRIBED:
            continue
        # "The lamp" is what is called so, not any light.
        kind = _words_for(device.kind, device.device_class) | _words_of_its_name(device)
        kind -= taken
        if device.device_class == "speaker":
            kind -= {TELEVISION}  # it only makes sound
        area = home.area_by_id.get(device.area or "")
        floor = home.floor_by_id.get(area.floor or "") if area else None
        places = [name for place in (area, floor) if place for name in names_of(place)]
        around = kind.union(*map(_keys, places), NAMES_A_ROOM)
        for name in names_of(device):
            yield _Thing(name, device.id, _keys(name), around, kind)


def _words_of_its_name(device: Device) -> frozenset[str]:
    """The switch "coffee machine" is a coffee maker, too."""
    return frozenset(
        word
        for name in names_of(device)
        for tag in lexicon().get(words_of(name), ())
        if tag.kind == "thing" and isinstance(tag.value, str)
        for word in _words_for(tag.value, tag.device_class)
    )


def _rooms(areas: Sequence[Area]) -> Iterator[_Thing]:
    for area in areas:
        for name in names_of(area):
            yield _Thing(name, None, _keys(name), NAMES_A_ROOM, NAMES_A_ROOM)


@cache
def _words_for(kind: str, device_class: str | None) -> frozenset[str]:
    """What things of its kind are called."""
    return frozenset(
        word
        for phrase, tags in lexicon().items()
        for tag in tags
        if tag.kind == "thing" and tag.value == kind and tag.device_class in (None, device_class)
        for place, word in enumerate(key_of(phrase), 1)
        if place == len(phrase) or not _is_of_another_class(word, kind, device_class)
    )


def _is_of_another_class(word: str, kind: str, device_class: str | None) -> bool:
    """The "window" of "window covering": no garage door is called a window."""
    classes = {
        tag.device_class
        for tag in lexicon().get((word,), ())
        if tag.kind == "thing" and tag.value == kind
    }
    return device_class is not None and bool(classes) and not classes & {None, device_class}


def _keys(name: str) -> frozenset[str]:
    return frozenset(key_of(words_of(name)))


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of the sentence that describe something."""

    start: int
    end: int
    said: frozenset[str]
    fitting: frozenset[_Thing]


def _best(words: tuple[str, ...], things: Mapping[str, frozenset[_Thing]]) -> list[Description]:
    """What the runs of most words may stand for."""
    runs = list(_runs(words, things))
    most = max((len(run.said) for run in runs), default=0)
    longest = [run for run in runs if len(run.said) == most]
    return [description for run in longest for description in _described(words, run)]


def _runs(words: tuple[str, ...], things: Mapping[str, frozenset[_Thing]]) -> Iterator[_Run]:
    keys = key_of(words)
    for start, first in enumerate(words):
        if _joins(first):
            continue
        said: frozenset[str] = frozenset()
        fitting = things.get(keys[start], frozenset())
        for end in range(start + 1, min(len(words), start + LONGEST) + 1):
            if _joins(words[end - 1]):
                continue
            said |= {keys[end - 1]}
            fitting &= things.get(keys[end - 1], frozenset())
            if not fitting:
                break
            asks = any(not _is_small(word) for word in (*words[:start], *words[end:]))
            if asks and said - NAMES_A_ROOM:  # a name alone asks for nothing
                yield _Run(start, end, said, fitting)


def _described(words: tuple[str, ...], run: _Run) -> Iterator[Description]:
    said, before, after = run.said, words[: run.start], words[run.end :]
    if not before and _is_told_what_to_do(after):
        return  # "Dave turn off the fan" is said to Dave, not of Dave's lamp
    if all(map(_is_verb_or_number, said)) and ARTICLES.isdisjoint(before[-1:]):
        return  # the "switch" of "can you switch off" is no wall switch, "two" no second room
    most = max(len(said & thing.own) for thing in run.fitting)
    closest = sorted(
        (thing for thing in run.fitting if len(said & thing.own) == most),
        key=lambda thing: (len(thing.own), thing.name, thing.device or ""),
    )
    distinct = {thing.device or thing.name: thing for thing in reversed(closest)}
    if len(distinct) > OFFERED:
        return
    if not closest[0].is_named_by(said) and (len(distinct) > 1 or any(map(_is_verb, said))):
        return
    for thing in distinct.values():
        yield Description(
            text=" ".join((*before, thing.name, *after)),
            heard=" ".join(words[run.start : run.end]),
            name=thing.name,
            device=thing.device,
            share=1 / len(distinct),
            whole=len(distinct) == 1 and thing.told_by(said),
            apart=not any(map(_may_belong, (*_next_to(before[::-1]), *_next_to(after))))
            and not any(map(_is_a_thing, (*before, *after))),
        )


def _is_told_what_to_do(after: Sequence[str]) -> bool:
    """A verb comes next, and what it is done to."""
    return bool(after) and _is_verb(after[0]) and not ARTICLES.isdisjoint(after[1:])


def _next_to(words: Sequence[str]) -> Sequence[str]:
    """The first word that says something."""
    return [word for word in words if not _is_small(word)][:1]


def _is_verb(word: str) -> bool:
    """It may say what to do, too: switch, lock, vacuum."""
    return any(tag.kind in ("act", "turn") for tag in lexicon().get((word,), ()))


def _is_verb_or_number(word: str) -> bool:
    return word[0].isdecimal() or _is_verb(word)


def _may_belong(word: str) -> bool:
    """A word that nobody knows, or one for things and places, is part of what is spoken of."""
    tags = lexicon().get((word,), ())
    known = bool(tags) or word[0].isdecimal()
    return not known or any(tag.kind in _GOES_WITH_A_NAME for tag in tags)


def _is_a_thing(word: str) -> bool:
    tags = lexicon().get((word,), ())
    return bool(tags) and all(tag.kind == "thing" for tag in tags)


def _joins(word: str) -> bool:
    """It stands between the words of a description, not at its ends."""
    return word in _JOINS or _is_small(word)


def _is_small(word: str) -> bool:
    tags = lexicon().get((word,), ())
    return bool(tags) and all(tag.kind in _SMALL_TAGS for tag in tags)
