"""Readings with what each refers to, merged where they come to the same, and their options."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from assistant.ranking.option import Option
from assistant.ranking.played import PLAYING_INTENTS, with_form
from assistant.ranking.refer import SWITCHING, Found
from assistant.turn import Reading

EQUAL = 0.9
"""Readings this near to the best are as probable for a person who must choose."""
CERTAIN = 0.97
"""No reading is surer than this."""

Part: TypeAlias = tuple[Reading, Found]
"""One wish of a breath, and what it refers to."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A reading with what it refers to, part by part."""

    reading: Reading
    parts: tuple[Part, ...]
    """The reading itself and what was said in the same breath."""

    @property
    def impossible(self) -> Found | None:
        """The first part that refers to nothing."""
        return next((found for _, found in self.parts if found.problem), None)


def options_of(reading: Reading, found: Found) -> list[Option]:
    return [
        Option(
            reading=with_form(reading, choice.devices),
            devices=choice.devices,
            probability=reading.probability * choice.share,
            why=choice.why,
        )
        for choice in found.choices
    ]


def made_exclusive(rivals: Sequence[Tried]) -> list[Tried]:
    """Readings that sum to at most 1: those about as good as the best share, others get the rest.

    Each reading's probability was found without regard to the others.
    """
    best = rivals[0].reading.probability
    equals = sum(one.reading.probability for one in rivals if is_as_good(one, best))
    others = sum(one.reading.probability for one in rivals if not is_as_good(one, best))
    share = min(1.0, 1 / equals)
    rest = min(1.0, max(0.0, 1 - equals) / others) if others else 0.0
    return [
        _with_probability(one, one.reading.probability * (share if is_as_good(one, best) else rest))
        for one in rivals
    ]


def is_as_good(one: Tried, best: float) -> bool:
    return one.reading.probability > EQUAL * best


def _with_probability(tried: Tried, probability: float) -> Tried:
    return _surer(tried, probability, exact=tried.reading.exact)


def without_those_named(parts: Sequence[Part]) -> tuple[Part, ...]:
    """ "The lamp blue and the lights off": what one part names, another that only speaks of its
    kind does not switch.
    """
    return tuple(_without(part, _named_beside(part, parts)) for part in parts)


def _named_beside(part: Part, parts: Sequence[Part]) -> frozenset[str]:
    """Ids of what other parts name and do something else to."""
    reading = part[0]
    if "name" in reading.slots:
        return frozenset()
    return frozenset(
        device.id
        for other, found in parts
        if "name" in other.slots and other.intent != reading.intent
        and SWITCHING & {reading.intent, other.intent}
        for device in found.devices
    )  # fmt: skip


def _without(part: Part, named: frozenset[str]) -> Part:
    reading, found = part
    choices = tuple(
        replace(one, devices=tuple(device for device in one.devices if device.id not in named))
        for one in found.choices
    )
    left = tuple(one for one in choices if one.devices)
    return (reading, replace(found, choices=left)) if left and named else part


def joined_options(options: Iterable[Option], best: float) -> list[Option]:
    """Options that do the same to the same devices are one, whatever the wording is taken for.

    `best` is the probability of the surest reading: who doubts that something is to be played
    does not doubt it less for hearing two titles.
    """
    joined: dict[object, Option] = {}
    for option in options:
        reading = option.reading
        devices = frozenset(device.id for device in option.devices)
        plays = reading.intent in PLAYING_INTENTS and bool(devices)
        deed = "play" if plays else (reading.intent, _values(reading))
        first = joined.setdefault((deed, devices), option)
        if first is not option:
            share = first.probability / first.reading.probability
            most = best * share if plays and _values(first.reading) != _values(reading) else CERTAIN
            total = min(most, first.probability + option.probability)
            surer = _surer_of(first, option)
            joined[deed, devices] = replace(surer, probability=total)
    return list(joined.values())


def _surer_of(first: Option, other: Option) -> Option:
    """Who took "movie" for a kind of thing understood more than who took it for a title."""
    if first.reading.intent == other.reading.intent:
        classed = [one for one in (first, other) if "media_class" in one.reading.slots]
        if len(classed) == 1:
            return classed[0]
    return first if first.probability >= other.probability else other


def merged_readings(tried: Iterable[Tried]) -> list[Tried]:
    """Readings that come to the same thing are one; what several hypotheses give it adds up."""
    merged: dict[object, Tried] = {}
    for one in tried:
        same = tuple(_what(part, found) for part, found in one.parts)
        first = merged.get(same)
        if first is None:
            merged[same] = one
            continue
        probabilities = (first.reading.probability, one.reading.probability)
        # Two ways to read one text are no two witnesses; two hypotheses of the recogniser are.
        same_text = first.reading.text == one.reading.text
        total = max(probabilities) if same_text else min(CERTAIN, sum(probabilities))
        exact = first.reading.exact or one.reading.exact
        merged[same] = _surer(first, total, exact=exact)
    return sorted(merged.values(), key=lambda one: -one.reading.probability)


def _surer(tried: Tried, probability: float, *, exact: bool) -> Tried:
    reading = replace(tried.reading, probability=probability, exact=exact)
    (_, found), *others = tried.parts
    return Tried(reading, ((reading, found), *others))


def _what(reading: Reading, found: Found) -> object:
    """What a reading comes to: the intent, the devices and the values."""
    ids = tuple(sorted(device.id for device in found.devices))
    return reading.intent, ids, len(found.choices) > 1, found.problem, _values(reading)


def _values(reading: Reading) -> str:
    """What is to be set, apart from what it is to be set on."""
    pointing = ("area", "floor", "name", "domain", "device_class", "more_areas")
    return repr(
        sorted((name, value) for name, value in reading.slots.items() if name not in pointing)
    )
