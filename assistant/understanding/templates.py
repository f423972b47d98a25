"""Sentence templates over the names of this home: the strict way to read a request.

Templates are `home-assistant-intents` plus those of the skills, matched by `hassil`. Where none
fits, they can be matched with open names, only to be able to say what the home does not have.
"""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib import resources
from typing import Any

import yaml
from hassil import Intents, recognize_all
from hassil.models import MatchEntity, UnmatchedTextEntity
from hassil.recognize import MISSING_ENTITY, RecognizeResult

from assistant.agenda.when import COMMAND
from assistant.context import Context
from assistant.home.model import Home
from assistant.skill import Skill
from assistant.turn import Reading, Slots, Value
from assistant.understanding.name_lists import name_lists
from assistant.understanding.open_words import may_be_an_item, may_be_called
from assistant.understanding.sieve import Sieve
from assistant.understanding.spelling_out import LONGEST_NAME, NOT_IN_NAMES
from assistant.understanding.topics import is_title
from assistant.understanding.words import as_it_was_said, words_of

MAX_CHARACTERS = 300
"""Longer texts are not a request to a home; matching them would only cost time."""
STRICT = 0.97
"""Probability of a template match with names of this home, before its rivals have their share."""
OPEN = 0.3
"""Probability of a match with an open name; too little to act on, enough to say what is wrong."""
TOLD_BY_NAME = frozenset({"cover", "lock", "person", "scene", "script", "valve"})
"""Kinds that Home Assistant's intents name even where the device was named."""
UNTOLD_WHEN_SWITCHED = frozenset({"cover", "lock"})
"""Those among them that need no telling to whoever opens or locks by name."""
SWITCHES = frozenset({"HassTurnOn", "HassTurnOff"})
SAYS_ITS_KIND = {"HassLightSet": "light"}
"""Intents for one kind of thing, which Home Assistant does not repeat in a slot."""
SWITCHED_BY_NAME = frozenset({"light", "switch", "fan", "media_player", "climate"})
BARE = 0.55
"""Probability that a device's bare name asks to switch it on; scenes are called so, lamps not."""
SORTED = frozenset({"name", "area", "media_class"})
"""With one of these said, what follows "play" is a title."""
ITEM = "item"
"""What goes on a list."""
PLAYS = "HassMediaSearchAndPlay"
WILD = 0.8
"""Probability that what follows "play" is a title; it may be anything."""
ARTICLES = frozenset("the a an my our your this that".split())
_SOMEBODY_DOES = (["i"], ["we"], ["you"], ["he"], ["she"], ["they"])
OF_ALL = frozenset("all every each everything".split())
SAYS_HERE = frozenset("here room way".split())
""" "All the way" is no number of things."""
ASKING_ALL = frozenset("is are were was do does did have has whether if".split())
"""Some of these is in a question about all."""
KEPT = 5
"""How many readings survive."""
REMEMBERED = 16
"""Texts whose matches are kept: one request is read as it is, without courtesies, without asides,
and most of these ways begin with the same text."""


class TemplateReader:
    """Reads a text with every template."""

    def __init__(self, skills: Mapping[str, Skill]) -> None:
        self._skills = skills
        self._sieve: Sieve | None = None
        self._recent = self._matching_in(Home())

    def prepare(self) -> None:
        """Compile the templates, and use them once, since `hassil` prepares more at first use."""
        self._sieve = Sieve(compile_intents(self._skills), self._skills)
        for text in ("turn on the light", "set it to five percent", "what is open", "play on"):
            self._recognise(text, Home(), None, open_names=True)
        gc.collect()
        gc.freeze()  # the templates stay; looking through them again and again costs 100 ms

    def read(
        self, text: str, probability: float, matched_by: str, context: Context
    ) -> tuple[Reading, ...]:
        """What the templates say with the names of this home, most probable first."""
        matches = self._recognise(text, context.home, context.area, open_names=False)
        return _readings(matches, STRICT * probability, matched_by, text)

    def read_openly(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """What they say where a name or a room may be one that this home does not have."""
        matches = self._recognise(text, context.home, context.area, open_names=True)
        found = _readings(matches, OPEN * confidence, "open", text)
        return tuple(replace(reading, exact=False) for reading in found[:1])

    def _recognise(
        self, text: str, home: Home, area: str | None, *, open_names: bool
    ) -> tuple["_Ranked", ...]:
        """What fits, best first; the names of the home and of the room are all it depends on."""
        if len(text) > MAX_CHARACTERS or not text.strip():
            return ()
        recent = self._recent
        if recent.home is not home:
            recent = self._recent = self._matching_in(home)
        return recent.matches(text, area, open_names)

    def _matching_in(self, home: Home) -> "_Matching":
        """How to match in this home; the latest texts are matched only once."""
        return _Matching(home, lru_cache(REMEMBERED)(partial(self._matches, home)))

    def _matches(
        self, home: Home, text: str, area: str | None, open_names: bool, /
    ) -> tuple["_Ranked", ...]:
        if self._sieve is None:
            self.prepare()
        assert self._sieve is not None
        here = home.area_by_id.get(area or "")
        plain = self._sieve.plain(text)
        names = name_lists(home).found_in(plain)
        fitting = self._sieve.fitting(plain, names, open_words=LONGEST_NAME if open_names else 0)
        if not fitting.intents:
            return ()
        results = recognize_all(
            text,
            fitting,
            slot_lists={**names},
            intent_context={"area": here.name} if here else {},
            allow_unmatched_entities=open_names,
        )
        usable = (
            result
            for result in results
            if _usable(result) and _sensible(result, text) and not _says_what_to_do(result, text)
        )
        return tuple(sorted(_rank_all(usable, text), key=lambda match: match.rank))


@dataclass(frozen=True, slots=True)
class _Matching:
    """Matches in one home, for a text, a room and whether names are open."""

    home: Home
    matches: Callable[[str, str | None, bool], tuple["_Ranked", ...]]


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
        and _may_be_a_name(entity.text)
        and len(entity.text.split()) <= LONGEST_NAME
        and result.text_chunks_matched > 0
    )


def _may_be_a_name(text: str) -> bool:
    words = set(words_of(text)) - ARTICLES
    return bool(words) and words.isdisjoint(NOT_IN_NAMES)


def _sensible(result: RecognizeResult, text: str) -> bool:
    """A wildcard takes any words; what nobody would play is not to be played, and what is to be
    done later has been looked for before."""
    if COMMAND in result.entities:
        return False
    wild = {name: str(one.value) for name, one in result.entities.items() if one.is_wildcard}
    if wild.get(ITEM, "").split()[:1] in _SOMEBODY_DOES:
        return False  # "have we got milk on the list" asks
    return (
        ("search_query" not in wild or is_title(wild["search_query"]))
        and (ITEM not in wild or may_be_an_item(as_it_was_said(wild[ITEM], text)))
        and ("name" not in wild or may_be_called(wild["name"], text))
    )


def _says_what_to_do(result: RecognizeResult, text: str) -> bool:
    """ "All lights off" is no question whether they are: nothing in it asks."""
    state = result.entities.get("state")
    if result.response != "all" or state is None or state.value not in ("on", "off"):
        return False
    return "?" not in text and not ASKING_ALL.intersection(words_of(text))


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


def _readings(
    matches: Iterable[_Ranked], probability: float, matched_by: str, text: str
) -> tuple[Reading, ...]:
    """The distinct ones, which come best first; those of equal rank share the probability, lower
    ranks get little.
    """
    distinct: dict[tuple[str, tuple[tuple[str, Value], ...]], _Ranked] = {}
    for match in matches:
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


def _rank_all(results: Iterable[RecognizeResult], text: str) -> Iterator[_Ranked]:
    for result in results:
        open_text = sum(
            len(entity.text.split())
            for entity in result.unmatched_entities_list
            if isinstance(entity, UnmatchedTextEntity) and entity.text != MISSING_ENTITY
        )
        wild_text = sum(len(e.text.split()) for e in result.entities_list if e.is_wildcard)
        name = result.entities.get("name")
        everywhere = _is_of_all(result, text)
        yield _Ranked(
            rank=(
                open_text,
                wild_text,
                -len(name.text) if name else 0,
                -result.text_chunks_matched,
                -max((len(entity.text) for entity in result.entities_list), default=0),
                -len(result.entities),
            ),
            bare=_names_only(result, text),
            intent=result.intent.name,
            form=result.response or "default",
            implied=() if everywhere else _implied(result),
            slots=tuple(
                sorted(
                    (slot, as_it_was_said(str(value), text) if slot == ITEM else value)
                    for slot, value in _slots(result).items()
                    if not (everywhere and slot == "area")
                )
            ),
        )


def _said(match: _Ranked) -> frozenset[str]:
    return frozenset(name for name, _ in match.slots) - frozenset(match.implied)


def _names_only(result: RecognizeResult, text: str) -> bool:
    """ "The desk lamp": nothing is said but the name, and it is the name of what is switched."""
    name = result.entities.get("name")
    if name is None or _domain(result) not in SWITCHED_BY_NAME:
        return False
    return {*words_of(text)} - ARTICLES <= {*words_of(name.text)}


def _domain(result: RecognizeResult) -> str:
    """Kind of the device that was named."""
    domain = result.context.get("domain")
    return str(domain.get("value") if isinstance(domain, Mapping) else domain or "")


def _implied(result: RecognizeResult) -> tuple[str, ...]:
    """The area of the request, where the template took it over as a slot."""
    area = result.entities.get("area")
    return ("area",) if area is not None and not area.text else ()


def _is_of_all(result: RecognizeResult, text: str) -> bool:
    """ "All fans" without a room are those of the home, not of the room of the request."""
    return (
        bool(_implied(result))
        and bool(OF_ALL.intersection(words := words_of(text)))
        and (not SAYS_HERE.intersection(words))
    )


def _slots(result: RecognizeResult) -> Slots:
    slots: dict[str, Value] = {name: _value(entity) for name, entity in result.entities.items()}
    for entity in result.unmatched_entities_list:
        if isinstance(entity, UnmatchedTextEntity) and entity.text != MISSING_ENTITY:
            slots[entity.name] = entity.text.strip()
    intent = result.intent.name
    if slots.get("domain") == SAYS_ITS_KIND.get(intent):
        slots.pop("domain", None)
    if "name" in slots and _is_told(domain := _domain(result), intent):
        slots.setdefault("domain", domain)
    return slots


def _is_told(domain: str, intent: str) -> bool:
    """Home Assistant's intent has the kind of what was named in a slot."""
    if intent in SWITCHES and domain in UNTOLD_WHEN_SWITCHED:
        return False
    return domain in TOLD_BY_NAME


def _value(entity: MatchEntity) -> Value:
    value: Any = entity.value
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | tuple):
        return tuple(value)
    if isinstance(value, bool | int | float) or value is None:
        return value
    return str(value)
