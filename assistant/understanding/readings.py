"""Several readings of one text: which are the same, and what they leave each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.turn import Reading

MOST = 0.97
"""However many readings agree, no more than this."""


def distinct(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Of those with one meaning the most probable, best first."""
    found: dict[tuple[str, str], Reading] = {}
    for reading in sorted(readings, key=lambda one: -one.probability):
        found.setdefault(_meaning(reading), reading)
    return tuple(found.values())


def together(several: Iterable[Iterable[Reading]], kept: int) -> tuple[Reading, ...]:
    """Readings of all hypotheses, best first; those with one meaning add up."""
    distinct: dict[tuple[str, str], Reading] = {}
    for reading in (reading for readings in several for reading in readings):
        first = distinct.setdefault(_meaning(reading), reading)
        if first is not reading:
            total = min(MOST, first.probability + reading.probability)
            distinct[_meaning(reading)] = replace(first, probability=total)
    return with_rivals(sorted(distinct.values(), key=lambda one: -one.probability)[:kept])


def with_rivals(ranked: Sequence[Reading]) -> tuple[Reading, ...]:
    """The first as it is; the others can be no more probable than what it leaves."""
    left = 1 - ranked[0].probability if ranked else 0.0
    rivals = (replace(one, probability=min(one.probability, left)) for one in ranked[1:])
    return (*ranked[:1], *rivals)


def sharing(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Different readings of about the same likeness cannot all be probable."""
    several = distinct(readings)
    total = max(1.0, sum(reading.probability for reading in several))
    for reading in several:
        yield replace(reading, probability=reading.probability / total)


def _meaning(reading: Reading) -> tuple[str, str]:
    parts = (reading, *reading.also)
    return (
        " ".join(part.intent for part in parts),
        repr([sorted(part.slots.items()) for part in parts]),
    )
