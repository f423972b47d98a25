"""What is nearly said: a description in place of a name, and near misses of names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.context import Context
from assistant.home.model import Home
from assistant.skill import Skill
from assistant.turn import Reading
from assistant.understanding.described import Description, describer_of, may_mean
from assistant.understanding.reader import FrameReader
from assistant.understanding.readings import sharing
from assistant.understanding.respell import Respelling, respellings
from assistant.understanding.templates import MAX_CHARACTERS, TemplateReader

DOUBTFUL = 0.5
"""Below this what a template or a rule finds in the words put in is not believed."""
PLACES = frozenset({"area", "floor"})
DESCRIBED = 0.93
"""Probability that words which fit only one thing of the home mean it."""
ONSET_WORDS = frozenset("a an and at in of oh on or the to uh um well so".split())
ONSET_LIKENESS = 0.9
"""Recognisers put a small word before what was said; nine times in ten it was not said."""
COMMON_SLIPS = (
    (re.compile(r"^((?:\w+ ){0,3}(?:turn|switch)) of\b", re.I), r"\1 off"),
    (re.compile(r"\blite(s?)\b", re.I), r"light\1"),
)
"""What people type, and recognisers write, for words that are no names."""


class NearReader:
    """Reads a text with names of this home put in for other words."""

    def __init__(
        self, skills: Mapping[str, Skill], templates: TemplateReader, frames: FrameReader
    ) -> None:
        self._skills = skills
        self._templates = templates
        self._frames = frames

    def described(
        self, text: str, confidence: float, context: Context, strict: Sequence[Reading]
    ) -> Sequence[Reading]:
        """What may be described, and is no other kind of thing or place than was strictly said."""
        found: list[Reading] = []
        for one in describer_of(context.home).descriptions(text[:MAX_CHARACTERS]):
            if not self._may_mean(one, strict, context.home):
                continue
            likely = DESCRIBED * one.share * confidence
            how = f'"{one.heard}" as "{one.name}"'
            read = self._templates.read(one.text, 1.0, how, context)
            if not read and one.apart:
                read = self._frames.read(one.text, 1.0, context)
            guesses = (
                replace(
                    reading,
                    probability=reading.probability * likely,
                    matched_by=how,
                    text=text,
                    exact=one.whole and reading.exact,
                    devices=(one.device,)
                    if one.device and PLACES.isdisjoint(reading.slots)
                    else (),
                )
                for reading in read
                if reading.probability >= DOUBTFUL and _speaks_of(reading, one)
            )
            found += (
                guess if guess.exact else self._frames.weigh_guess(guess, one.text)
                for guess in guesses
            )
        return found

    def _may_mean(self, one: Description, readings: Sequence[Reading], home: Home) -> bool:
        device = home.device_by_id.get(one.device or "")
        said = readings[0] if readings and readings[0].matched_by == "template" else None
        if (
            device is None
            or said is None
            or "name" in said.slots
            or said.intent not in self._skills
        ):
            return True
        return may_mean(device, said, self._skills[said.intent].targets, home)

    def respelled(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """With a name put in for words that it resembles; likelier ones leave less for others."""
        readings: list[Reading] = []
        for other in _respellings(text[:MAX_CHARACTERS], context.home):
            how = f'"{other.heard}" as "{other.name}"'
            found = self._templates.read(other.text, confidence * other.likeness, how, context)
            readings += (
                self._frames.weigh_guess(replace(reading, text=text, exact=False), other.text)
                for reading in found
            )
        return tuple(sharing(readings))


def _respellings(text: str, home: Home) -> Iterator[Respelling]:
    """Near misses of names, and a small word that the recogniser put before the first."""
    for slip, meant in COMMON_SLIPS:
        if (heard := slip.search(text)) is not None:
            name = heard.expand(meant)
            yield Respelling(slip.sub(meant, text), heard[0], name, ONSET_LIKENESS)
    first, _, rest = text.strip().partition(" ")
    if rest and first.lower() in ONSET_WORDS:
        yield Respelling(rest, first, "", ONSET_LIKENESS)
    yield from respellings(text, home)


def _speaks_of(reading: Reading, described: Description) -> bool:
    return described.name in (reading.slots.get("name"), reading.slots.get("area"))
