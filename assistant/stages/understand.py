"""Text to meaning: strict sentence templates first, freer ways to read where those are unsure.

When no template fits, free wording is read by frames and topics; what points at nothing then is
taken for a description of something in this home; near misses of its names are respelled; last,
the templates are matched with open names, only to be able to say what the home does not have.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.agenda.when import Unclear
from assistant.context import Context
from assistant.home.model import Home
from assistant.ranking.refer import refer
from assistant.skill import Skill
from assistant.turn import Interpretation, Reading, Transcript
from assistant.understanding.address import Names
from assistant.understanding.described import Description, describer_of, may_mean
from assistant.understanding.dialogue import follow_up, last_resort
from assistant.understanding.reader import FrameReader, Learned, learned
from assistant.understanding.readings import distinct, sharing, together
from assistant.understanding.respell import Respelling, respellings
from assistant.understanding.templates import KEPT, MAX_CHARACTERS, TemplateReader
from assistant.understanding.when import Planned, planned_in, scheduled
from assistant.understanding.words import words_of

SURE = 0.9
"""Below this free wording is looked at too; a template with a wildcard is never surer."""
CANCEL_PLAN = "CancelPlan"
TITLED = "search_query"
"""A template with this slot takes any words for a title."""
OPEN_SLOTS = frozenset({TITLED, "item", "message"})
"""Any words may be in these."""
DOUBTFUL = 0.5
"""Below this the templates as they stand are not believed alone."""
DESCRIBED = 0.93
"""Probability that words which fit only one thing of the home mean it."""
PLACES = frozenset({"area", "floor"})
POINTERS = frozenset({"name", "domain", "device_class"})
MEASURED = frozenset(
    {"brightness", "color", "percentage", "position", "temperature", "volume_level", "volume_step"}
)
"""Slots with a number or a word from a list; other slots take any words."""
ONSET_WORDS = frozenset("a an and at in of oh on or the to uh um well so".split())
ONSET_LIKENESS = 0.9
"""Recognisers put a small word before what was said; nine times in ten it was not said."""
COMMON_SLIPS = (
    (re.compile(r"^((?:\w+ ){0,3}(?:turn|switch)) of\b", re.I), r"\1 off"),
    (re.compile(r"\blite(s?)\b", re.I), r"light\1"),
)
"""What people type, and recognisers write, for words that are no names."""
LEADING_ON = frozenset(
    "the a an my our to at of and or with for from by than until every when if set make turn "
    "switch".split()
)
"""Words that nobody ends a request with."""
NUMBER_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred point and".split()
)
AMOUNT_WORDS = NUMBER_WORDS | frozenset("a half third quarter percent degrees to at".split())
CONVERSATIONAL = frozenset({"remark", "answer", "correction", "reference", "continuation"})
"""Ways of understanding that lean on what was said before."""


class UnderstandStage:
    """Reads every hypothesis of the recogniser in every way."""

    def __init__(
        self,
        skills: Mapping[str, Skill],
        wording: Learned | None = None,
        wake_words: Iterable[str] = ("hey_jarvis",),
    ) -> None:
        """`wording` instead of what comes with the assistant, for fitting it."""
        self._skills = skills
        self._names = Names(wake_words)
        self._templates = TemplateReader(skills)
        self._frames = FrameReader(wording or learned(), self._read_one_of_several)

    def prepare(self) -> None:
        """Everything that takes time, before the first request."""
        self._templates.prepare()

    def understand(self, transcript: Transcript, context: Context) -> Interpretation:
        """Every plausible meaning of what was heard, most probable first."""
        text = self._names.without_call(transcript.text, context.home)
        if text is None or len(text) > MAX_CHARACTERS:
            return Interpretation(text=transcript.text)
        said = follow_up(text, context, lambda rest: self._read(rest, 1.0, context))
        if said is not None:
            return Interpretation(text=text, readings=(said,))
        heard = [(text, transcript.confidence)]
        heard += [(other.text, other.confidence) for other in transcript.alternatives]
        for one, confidence in heard:
            if (planned := planned_in(one, context)) is not None:
                if isinstance(planned.when, Unclear) and (sure := self._whole(one, context)):
                    return Interpretation(text=one, readings=sure)
                readings = self._planned(planned, one, confidence, context)
                return Interpretation(text=one, readings=readings)
        readings = together((self._read(*one, context) for one in heard), KEPT)
        if not readings or readings[0].probability < DOUBTFUL:
            if (last := last_resort(text, context)) is not None:
                return Interpretation(text=text, readings=(last,))
            opened = self._templates.read_openly(*heard[0], context)
            readings = together((readings, opened), KEPT)
        return Interpretation(text=transcript.text, readings=readings)

    def is_whole(self, transcript: Transcript, context: Context) -> bool:
        """Whether this is a command that names its target, so that nothing needs to follow.

        "Turn on the lights" may go on with a room, and "to thirty" with "five percent".
        """
        words = transcript.text.split()
        if not words or words[-1] in NUMBER_WORDS or words[-1] in LEADING_ON:
            return False
        readings = self._read_strictly(transcript.text, transcript.confidence, context)
        return bool(readings) and _names_target(readings[0])

    def is_unfinished(self, transcript: Transcript) -> bool:
        """Whether more must follow: "turn on the", "set the lamp to"."""
        return transcript.text.rpartition(" ")[2] in LEADING_ON

    def stands_alone(self, reading: Reading) -> bool:
        """Whether this is a request even where nobody has called the assistant.

        A question, the next step of the conversation, or what names its target: "a half" may be
        part of anybody's talk.
        """
        words = set(words_of(reading.text))
        if words and words <= AMOUNT_WORDS:
            return False
        if reading.matched_by in CONVERSATIONAL or self._skills[reading.intent].is_question:
            return True
        return _names_target(reading)

    def _whole(self, text: str, context: Context) -> tuple[Reading, ...]:
        """Strict readings in which every word has its place, so that none speaks of a time."""
        readings = self._read_strictly(text, 1.0, context)
        if readings and readings[0].slots.keys() <= MEASURED | PLACES | POINTERS:
            return readings
        return ()

    def _planned(
        self, planned: Planned, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        """What is to be done at a time or on a condition is never read as done at once."""
        inner = self._read(planned.rest, confidence, context)
        if not inner or inner[0].probability < DOUBTFUL:
            opened = self._templates.read_openly(planned.rest, confidence, context)
            inner = together((inner, opened), KEPT)
        if inner and inner[0].intent == CANCEL_PLAN:  # the time says which one it is
            return self._read(text, confidence, context)
        asking = frozenset(name for name, skill in self._skills.items() if skill.is_question)
        return scheduled(planned, inner, asking, text)

    def _read(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """One hypothesis, read in stricter ways first; freer ones only when those are unsure."""
        readings = self._read_strictly(text, confidence, context)
        if readings and TITLED in readings[0].slots:
            readings = distinct(
                self._frames.weigh_title(one) if TITLED in one.slots else one for one in readings
            )
        if not readings or readings[0].probability < SURE * confidence:
            free = self._frames.read(text, confidence, context)
            readings = _surest((*readings, *free))
        if not self._reach(readings, confidence, context):
            readings = self._read_described(text, confidence, context, readings) or readings
        if not readings or readings[0].probability < DOUBTFUL * confidence:
            readings = _surest((*readings, *self._read_respelled(text, confidence, context)))
        return readings

    def _read_strictly(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        return self._templates.read(text, confidence, "template", context)

    def _read_one_of_several(
        self, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        """Without wishes that take any words: "and" may be part of an item or a message."""
        return tuple(
            reading
            for reading in self._read_strictly(text, confidence, context)
            if self._skills[reading.intent].targets and reading.slots.keys().isdisjoint(OPEN_SLOTS)
        )

    def _reach(self, readings: Iterable[Reading], confidence: float, context: Context) -> bool:
        """Something that was read as it was said, or surely, refers to something in this home."""
        return any(
            not refer(reading, self._skills[reading.intent].targets, context).problem
            for reading in readings
            if reading.intent in self._skills
            and reading.probability >= (DOUBTFUL if reading.exact else SURE) * confidence
        )

    def _read_described(
        self, text: str, confidence: float, context: Context, strict: Sequence[Reading]
    ) -> tuple[Reading, ...]:
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
        return _surest(
            reading
            for reading in found
            if not refer(reading, self._skills[reading.intent].targets, context).problem
        )

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

    def _read_respelled(
        self, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
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


def _surest(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Several ways to read one hypothesis do not add up: the surest of each meaning counts."""
    return distinct(readings)[:KEPT]


def _names_target(reading: Reading) -> bool:
    said = set(reading.slots) - set(reading.implied)
    return not said.isdisjoint(("name", "area", "floor"))


def _speaks_of(reading: Reading, described: Description) -> bool:
    return described.name in (reading.slots.get("name"), reading.slots.get("area"))
