"""One wish for now: sentence templates first, freer ways to read where those are unsure.

When no template fits, free wording is read by frames and topics; what points at nothing then is
taken for a description of something in this home; near misses of its names are respelled.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from assistant.context import Context
from assistant.skill import Skill
from assistant.turn import Reading
from assistant.understanding.asked import as_spelled, plainer
from assistant.understanding.asked_of_one import asked_of_one
from assistant.understanding.asked_parts import parts_of_question
from assistant.understanding.beside_a_list import beside_a_list
from assistant.understanding.beside_a_timer import beside_a_timer
from assistant.understanding.candidates import TITLED
from assistant.understanding.darkness import too_dark
from assistant.understanding.few_words import (
    counts_a_thing,
    is_brightness_of_a_warm_room,
    is_called_a_time,
    is_only_a_shade,
)
from assistant.understanding.more_items import with_its_verb, with_those_after
from assistant.understanding.near_reader import NearReader
from assistant.understanding.reader import FrameReader, Learned
from assistant.understanding.readings import distinct
from assistant.understanding.slots import takes_any_words
from assistant.understanding.sureness import DOUBTFUL, SURE, is_likely, is_sure, surest
from assistant.understanding.surveys import survey
from assistant.understanding.templates import TemplateReader
from assistant.understanding.wishes.heard import Heard
from assistant.understanding.wishes.model import Wishes

ASKED_PLAINLY = 0.95
"""Probability that a question in plainer words asks the same."""

Refers: TypeAlias = Callable[[Reading, Context], bool]
"""Whether what is read refers to something that this home has."""


class WishReader:
    """Reads a text as one wish for now, or as several that share their words."""

    def __init__(self, skills: Mapping[str, Skill], wording: Learned, refers: Refers) -> None:
        self._skills = skills
        self._refers = refers
        self._templates = TemplateReader(skills)
        self.prepare = self._templates.prepare
        self.openly = self._templates.read_openly
        """What the templates say of names that this home does not have."""
        self._frames = FrameReader(wording, self._one_of_several)
        self.freely = self._frames.read
        self.by_ear = self._frames.by_ear
        self.says_its_deed = self._frames.says_its_deed
        self.with_shared_deeds = self._frames.with_shared_deeds
        self._near = NearReader(skills, self._templates, self._frames)
        self.asking = frozenset(name for name, skill in skills.items() if skill.is_question)
        """Intents that only ask."""
        self.known = frozenset(skills)
        """Intents that some skill carries out; others are of the conversation."""

    def heard(self, text: str) -> Heard:
        """What the second network says of the text as it stands."""
        return self._frames.heard(text)

    def heard_plainly(self, text: str) -> Wishes:
        """What the first network says of it."""
        return self._frames.heard_plainly(text)

    def read(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """One hypothesis, read in stricter ways first; freer ones only when those are unsure."""
        found = self._read(text, confidence, context)
        return tuple(one for one in found if not counts_a_thing(one))

    def _read(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        if (both := self._beside_a_list(text, confidence, context)) is not None:
            return both
        if timed := beside_a_timer(text, lambda one: self.read(one, confidence, context)):
            return timed
        readings = self._with_titles_weighed(self.strictly(text, confidence, context), context)
        sure = is_sure(readings, confidence) and self.reaches(readings, confidence, context)
        if not sure and (said := self._in_plainer_words(text, confidence, context)):
            return said
        if not sure:
            readings = surest((*readings, *self.freely(text, confidence, context)))
        if not self.reaches(readings, confidence, context):
            readings = self._described(text, confidence, context, readings) or readings
        if not is_likely(readings, confidence):
            readings = surest((*readings, *self._near.respelled(text, confidence, context)))
        return readings

    def strictly(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """By templates, where each word has its place."""
        found = self._templates.read(text, confidence, "template", context)
        return tuple(
            one
            for one in found
            if not (
                is_only_a_shade(one)
                or counts_a_thing(one)
                or is_called_a_time(one)
                or is_brightness_of_a_warm_room(one, context)
            )
        )

    def alone(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """By templates, or else in free wording, with nothing put in or left out."""
        found = self.strictly(text, confidence, context)
        return found if is_sure(found, confidence) else self.freely(text, confidence, context)

    def fits_a_template(self, text: str, confidence: float, context: Context) -> bool:
        """It says surely what is wished as it stands."""
        return is_sure(self.strictly(text, confidence, context), confidence)

    def reaches(self, readings: Iterable[Reading], confidence: float, context: Context) -> bool:
        """Something that was read as it was said, or surely, refers to something in this home."""
        return any(
            self._refers(reading, context)
            for reading in readings
            if reading.intent in self.known
            and reading.probability >= (DOUBTFUL if reading.exact else SURE) * confidence
        )

    def _with_titles_weighed(
        self, readings: tuple[Reading, ...], context: Context
    ) -> tuple[Reading, ...]:
        if not readings or TITLED not in readings[0].slots:
            return readings
        return distinct(
            self._frames.weigh_title(one, context.home) if TITLED in one.slots else one
            for one in readings
        )

    def _beside_a_list(
        self, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...] | None:
        """Something for a list and another wish, both or neither; None where it is only one."""
        halves = beside_a_list(text) if context.home.devices_of("todo") else None
        if halves is None:
            return None
        if (all_items := with_those_after(*halves)) is not None:
            return self.read(all_items, confidence, context)
        one, other = (self.read(half, confidence, context)[:1] for half in halves)
        if not (is_likely(one, confidence) and is_likely(other, confidence)):
            return None
        if not any(best.slots.get("item") for best in (*one, *other)):
            return None
        if (one[0].intent in self.asking) != (other[0].intent in self.asking):
            return None  # who asks what is on a list does not wish anything in the same breath
        also = tuple(replace(best, text=text, also=()) for best in (*other, *other[0].also))
        probability = one[0].probability * other[0].probability / confidence
        exact = one[0].exact and other[0].exact
        return (
            replace(
                one[0], text=text, probability=probability, exact=exact, also=(*one[0].also, *also)
            ),
        )

    def _in_plainer_words(
        self, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        """What is asked, said of the dark or put on a list, in words that no template has."""
        if (dark := too_dark(text, context)) is not None:
            return (replace(dark, probability=dark.probability * confidence),)
        if (said_with_verb := with_its_verb(text)) is not None:
            adding, likely = said_with_verb
            added = self.strictly(adding, confidence * likely, context)
            return tuple(replace(one, text=text) for one in added)
        questions = tuple(plainer(text))
        for said in (text, *questions):
            if (parts := parts_of_question(said, context)) is not None:
                asked_for = survey(parts, text, context) or asked_of_one(parts, text, context)
                if asked_for is not None:
                    return (replace(asked_for, probability=asked_for.probability * confidence),)
        for said in questions:
            question = as_spelled(said, context.home)
            sure = confidence * ASKED_PLAINLY
            found = self._templates.read(question, sure, "question", context)
            found = found or self.freely(question, sure, context)
            asked = tuple(replace(one, text=text) for one in found if one.intent in self.asking)
            if asked and self.reaches(asked[:1], confidence, context):
                return asked
        return ()

    def _one_of_several(
        self, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        """Without wishes that take any words: "and" may be part of an item or a message."""
        found = tuple(
            reading
            for reading in self.strictly(text, confidence, context)
            if self._skills[reading.intent].targets and not takes_any_words(reading)
        )
        if self.reaches(found, confidence, context):
            return found
        described = self._described(text, confidence, context, found)
        return (*found, *(one for one in described if one.exact or is_sure((one,), confidence)))

    def _described(
        self, text: str, confidence: float, context: Context, strict: Sequence[Reading]
    ) -> tuple[Reading, ...]:
        """What may be described, and is there."""
        return surest(
            reading
            for reading in self._near.described(text, confidence, context, strict)
            if self._refers(reading, context)
        )
