"""Text to meaning: strict sentence templates over the names of this home.

Templates are `home-assistant-intents` plus those of the skills, matched by `hassil`. When none
fits, near misses of this home's names are respelled and matched again; when still none fits, the
templates are matched with open names, only to be able to say what the home does not have.
"""

import gc
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

import yaml
from hassil import Intents, recognize_all
from hassil.intents import SlotList, TextSlotList
from hassil.models import MatchEntity, UnmatchedTextEntity
from hassil.recognize import MISSING_ENTITY, RecognizeResult

from assistant.context import Context
from assistant.home.find import names_of
from assistant.home.model import Home
from assistant.home.respell import Respeller, Respelling
from assistant.skill import Skill
from assistant.turn import Interpretation, Reading, Slots, Transcript, Value
from assistant.understanding.dialogue import follow_up, last_resort
from assistant.understanding.reader import FrameReader
from assistant.understanding.topics import is_title
from assistant.understanding.when import Planned, planned_in, scheduled

MAX_CHARACTERS = 300
"""Longer texts are not a request to a home; matching them would only cost time."""
STRICT = 0.97
"""Probability of a template match with names of this home, before its rivals have their share."""
OPEN = 0.3
"""Probability of a match with an open name; too little to act on, enough to say what is wrong."""
SURE = 0.9
"""Below this free wording is looked at too; a template with a wildcard is never surer."""
TOLD_BY_NAME = frozenset({"cover", "lock", "scene", "script", "valve"})
"""Kinds that Home Assistant's intents name even where the device was named."""
SWITCHED_BY_NAME = frozenset({"light", "switch", "fan", "media_player", "climate"})
BARE = 0.55
"""Probability that a device's bare name asks to switch it on; scenes are called so, lamps not."""
SORTED = frozenset({"name", "area", "media_class"})
"""With one of these said, what follows "play" is a title."""
PLAYS = "HassMediaSearchAndPlay"
WILD = 0.8
"""Probability that what follows "play" is a title; it may be anything."""
DOUBTFUL = 0.5
"""Below this the templates as they stand are not believed alone."""
ONSET_WORDS = frozenset("a an and at in of oh on or the to uh um well so".split())
ONSET_LIKENESS = 0.9
"""Recognisers put a small word before what was said; nine times in ten it was not said."""
NUMBER_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred point and".split()
)
ARTICLES = frozenset("the a an my our your this that".split())
LONGEST_NAME = 4
"""Words that an unknown name may have; more is not a name."""
KEPT = 5
"""How many readings survive."""


class UnderstandStage:
    """Reads every hypothesis of the recogniser with every template."""

    def __init__(self, skills: Mapping[str, Skill]) -> None:
        self._skills = skills
        self._home: Home | None = None
        self._lists: dict[str, SlotList] = {}
        self._respeller = Respeller(Home())
        self._reader: FrameReader | None = None
        self._intents: Intents | None = None

    def prepare(self) -> None:
        """Compile the templates, and use them once, since `hassil` parses them at first use."""
        self._intents = compile_intents(self._skills)
        for text in ("turn on the light", "set it to 5 percent", "what is open", "play on"):
            list(recognize_all(text, self._intents, slot_lists=_slot_lists(Home())))
        gc.collect()
        gc.freeze()  # the templates stay; looking through them again and again costs 100 ms

    def understand(self, transcript: Transcript, context: Context) -> Interpretation:
        """Every plausible meaning of what was heard, most probable first."""
        text = transcript.text
        if len(text) > MAX_CHARACTERS:
            return Interpretation(text=text)
        said = follow_up(text, context, lambda rest: self._read(rest, 1.0, context))
        if said is not None:
            return Interpretation(text=text, readings=(said,))
        heard = [(transcript.text, transcript.confidence)]
        heard += [(other.text, other.confidence) for other in transcript.alternatives]
        for one, confidence in heard:
            if (planned := planned_in(one, context)) is not None:
                readings = self._planned(planned, one, confidence, context)
                return Interpretation(text=one, readings=readings)
        readings = _together(self._read(*one, context) for one in heard)
        if not readings or readings[0].probability < DOUBTFUL:
            if (last := last_resort(text, context)) is not None:
                return Interpretation(text=text, readings=(last,))
            readings = _together((readings, self._read_openly(*heard[0], context)))
        return Interpretation(text=transcript.text, readings=readings)

    def is_whole(self, transcript: Transcript, context: Context) -> bool:
        """Whether this is a command that names its target, so that nothing needs to follow.

        "Turn on the lights" may go on with a room, and "to thirty" with "five percent".
        """
        words = transcript.text.split()
        if not words or words[-1] in NUMBER_WORDS:
            return False
        readings = self._read_strictly(transcript.text, transcript.confidence, context)
        if not readings:
            return False
        said = set(readings[0].slots) - set(readings[0].implied)
        return not said.isdisjoint(("name", "area", "floor"))

    def _planned(
        self, planned: Planned, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        """What is to be done at a time or on a condition is never read as done at once."""
        inner = self._read(planned.rest, confidence, context)
        if not inner or inner[0].probability < DOUBTFUL:
            inner = _together((inner, self._read_openly(planned.rest, confidence, context)))
        asking = frozenset(name for name, skill in self._skills.items() if skill.is_question)
        return scheduled(planned, inner, asking, text)

    def _read(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """One hypothesis, read in stricter ways first; freer ones only when those are unsure."""
        readings = self._read_strictly(text, confidence, context)
        if not readings or readings[0].probability < SURE * confidence:
            free = self._frames(context.home).read(text, confidence, context)
            readings = _surest((*readings, *free))
        if not readings or readings[0].probability < DOUBTFUL * confidence:
            readings = _surest((*readings, *self._read_respelled(text, confidence, context)))
        return readings

    def _read_strictly(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        results = self._recognise(text, context, open_names=False)
        return _ranked(results, STRICT * confidence, "template", text)

    def _read_respelled(
        self, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        self._lists_of(context.home)
        readings: list[Reading] = []
        for other in self._respellings(text[:MAX_CHARACTERS]):
            results = self._recognise(other.text, context, open_names=False)
            how = f'"{other.heard}" as "{other.name}"'
            found = _ranked(results, STRICT * confidence * other.likeness, how, text)
            readings += (replace(reading, exact=False) for reading in found)
        return tuple(_sharing(readings))

    def _respellings(self, text: str) -> Iterator[Respelling]:
        """Near misses of names, and a small word that the recogniser put before the first."""
        first, _, rest = text.strip().partition(" ")
        if rest and first.lower() in ONSET_WORDS:
            yield Respelling(rest, first, "", ONSET_LIKENESS)
        yield from self._respeller.respellings(text)

    def _read_openly(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        results = self._recognise(text, context, open_names=True)
        found = _ranked(results, OPEN * confidence, "open", text)
        return tuple(replace(reading, exact=False) for reading in found[:1])

    def _recognise(self, text: str, context: Context, *, open_names: bool) -> list[RecognizeResult]:
        if self._intents is None:
            self.prepare()
        assert self._intents is not None
        if len(text) > MAX_CHARACTERS or not text.strip():
            return []
        area = context.home.area_by_id.get(context.area or "")
        results = recognize_all(
            text,
            self._intents,
            slot_lists=self._lists_of(context.home),
            intent_context={"area": area.name} if area else {},
            allow_unmatched_entities=open_names,
        )
        return [
            result
            for result in results
            if result.intent.name in self._skills and _usable(result) and _sensible(result)
        ]

    def _frames(self, home: Home) -> FrameReader:
        if self._reader is None or self._reader.home is not home:
            self._reader = FrameReader(home)
        return self._reader

    def _lists_of(self, home: Home) -> dict[str, SlotList]:
        """The names of this home; built again only when the home has changed."""
        if home is not self._home:
            self._home, self._lists = home, _slot_lists(home)
            self._respeller = Respeller(home)
        return self._lists


def compile_intents(skills: Mapping[str, Skill]) -> Intents:
    """Home Assistant's English templates with those of the skills added."""
    data = json.loads(
        resources.files("home_assistant_intents").joinpath("data/en.json").read_text("utf-8")
    )
    for skill in skills.values():
        blocks = data["intents"].setdefault(skill.intent, {"data": []})["data"]
        blocks.extend(yaml.load(skill.sentences, Loader=yaml.CSafeLoader) or [])
        data["expansion_rules"].update(skill.expansion_rules)
        for name, pairs in skill.lists.items():
            data["lists"][name] = {"values": [{"in": said, "out": out} for said, out in pairs]}
    return Intents.from_dict(data)


def _slot_lists(home: Home) -> dict[str, SlotList]:
    names = [
        (name, name, {"domain": device.kind, "device_class": device.device_class})
        for device in home.devices
        for name in names_of(device)
    ]
    names += [
        (name, person.name, {"domain": "person"})
        for person in home.people
        for name in (person.name, *person.aliases)
    ]
    areas = [(name, area.name) for area in home.areas for name in names_of(area)]
    floors = [(name, floor.name) for floor in home.floors for name in names_of(floor)]
    return {
        "name": TextSlotList.from_tuples(names, allow_template=False, name="name"),
        "area": TextSlotList.from_tuples(areas, allow_template=False, name="area"),
        "floor": TextSlotList.from_tuples(floors, allow_template=False, name="floor"),
    }


def _usable(result: RecognizeResult) -> bool:
    """Open names may stand for one thing that the home lacks, if the sentence has other words."""
    unmatched = [
        entity
        for entity in result.unmatched_entities_list
        if not (isinstance(entity, UnmatchedTextEntity) and entity.text == MISSING_ENTITY)
    ]
    if not unmatched:
        return not result.unmatched_entities_list
    entity = unmatched[0]
    return (
        len(unmatched) == 1
        and entity.name in ("name", "area")
        and isinstance(entity, UnmatchedTextEntity)
        and len(set(entity.text.lower().split()) - ARTICLES) > 0
        and len(entity.text.split()) <= LONGEST_NAME
        and result.text_chunks_matched > 0
    )


def _sensible(result: RecognizeResult) -> bool:
    """A wildcard takes any words; what nobody would play is not to be played."""
    query = result.entities.get("search_query")
    return query is None or is_title(str(query.value))


def _distinct(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Of those with one meaning the most probable, best first."""
    distinct: dict[tuple[str, str], Reading] = {}
    for reading in sorted(readings, key=lambda one: -one.probability):
        distinct.setdefault(_meaning(reading), reading)
    return tuple(distinct.values())


def _surest(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Several ways to read one hypothesis do not add up: the surest of each meaning counts."""
    return _distinct(readings)[:KEPT]


def _together(several: Iterable[Iterable[Reading]]) -> tuple[Reading, ...]:
    """Readings of all hypotheses, best first; those with one meaning add up."""
    distinct: dict[tuple[str, str], Reading] = {}
    for reading in (reading for readings in several for reading in readings):
        first = distinct.setdefault(_meaning(reading), reading)
        if first is not reading:
            total = min(STRICT, first.probability + reading.probability)
            distinct[_meaning(reading)] = replace(first, probability=total)
    ranked = sorted(distinct.values(), key=lambda one: -one.probability)[:KEPT]
    left = 1 - ranked[0].probability if ranked else 0.0
    rivals = (replace(one, probability=min(one.probability, left)) for one in ranked[1:])
    return (*ranked[:1], *rivals)


def _meaning(reading: Reading) -> tuple[str, str]:
    parts = (reading, *reading.also)
    return (
        " ".join(part.intent for part in parts),
        repr([sorted(part.slots.items()) for part in parts]),
    )


def _sharing(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Different readings of about the same likeness cannot all be probable."""
    distinct = _distinct(readings)
    total = max(1.0, sum(reading.probability for reading in distinct))
    for reading in distinct:
        yield replace(reading, probability=reading.probability / total)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """One match with what makes it better than another: less left open, more said literally."""

    rank: tuple[int, ...]
    bare: bool
    """Only a device was named, and nothing said what to do with it."""
    intent: str
    form: str
    implied: tuple[str, ...]
    slots: tuple[tuple[str, Value], ...]


def _ranked(
    results: Iterable[RecognizeResult], probability: float, matched_by: str, text: str
) -> tuple[Reading, ...]:
    """The distinct readings; those of equal rank share the probability, lower ranks get little."""
    distinct: dict[tuple[str, tuple[tuple[str, Value], ...]], _Ranked] = {}
    for match in sorted(_rank_all(results), key=lambda match: match.rank):
        distinct.setdefault((match.intent, match.slots), match)
    if not distinct:
        return ()
    best = next(iter(distinct.values())).rank
    if any(match.bare and match.rank == best for match in distinct.values()):
        probability *= BARE
    if all(match.intent == PLAYS and not SORTED & _said(match) for match in distinct.values()):
        probability *= WILD
    rivals = sum(match.rank == best for match in distinct.values())
    return tuple(
        Reading(
            intent=match.intent,
            slots=dict(match.slots),
            probability=probability / rivals
            if match.rank == best
            else (1 - probability) / len(distinct),
            matched_by=matched_by,
            text=text,
            form=match.form,
            implied=match.implied,
        )
        for match in list(distinct.values())[:KEPT]
    )


def _rank_all(results: Iterable[RecognizeResult]) -> Iterator[_Ranked]:
    for result in results:
        open_text = sum(
            len(entity.text.split())
            for entity in result.unmatched_entities_list
            if isinstance(entity, UnmatchedTextEntity) and entity.text != MISSING_ENTITY
        )
        wild_text = sum(len(e.text.split()) for e in result.entities_list if e.is_wildcard)
        name = result.entities.get("name")
        yield _Ranked(
            rank=(
                open_text,
                wild_text,
                -len(name.text) if name else 0,
                -result.text_chunks_matched,
                -len(result.entities),
            ),
            bare=result.text_chunks_matched == 0 and _domain(result) in SWITCHED_BY_NAME,
            intent=result.intent.name,
            form=result.response or "default",
            implied=_implied(result),
            slots=tuple(sorted(_slots(result).items(), key=lambda pair: pair[0])),
        )


def _said(match: _Ranked) -> frozenset[str]:
    return frozenset(name for name, _ in match.slots) - frozenset(match.implied)


def _domain(result: RecognizeResult) -> str:
    """Kind of the device that was named."""
    domain = result.context.get("domain")
    return str(domain.get("value") if isinstance(domain, Mapping) else domain or "")


def _implied(result: RecognizeResult) -> tuple[str, ...]:
    """The area of the request, where the template took it over as a slot."""
    area = result.entities.get("area")
    return ("area",) if area is not None and not area.text else ()


def _slots(result: RecognizeResult) -> Slots:
    slots: dict[str, Value] = {name: _value(entity) for name, entity in result.entities.items()}
    for entity in result.unmatched_entities_list:
        if isinstance(entity, UnmatchedTextEntity) and entity.text != MISSING_ENTITY:
            slots[entity.name] = entity.text.strip()
    if "name" in slots and (domain := _domain(result)) in TOLD_BY_NAME:
        slots.setdefault("domain", domain)
    return slots


def _value(entity: MatchEntity) -> Value:
    value: Any = entity.value
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | tuple):
        return tuple(value)
    if isinstance(value, bool | int | float) or value is None:
        return value
    return str(value)
