"""The parts of a question about the home: whose state, which state, where; in any order.

Each word must have its part. A word without one is what else may be asked, and then nobody knows.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from assistant.context import Context
from assistant.home.find import area_named
from assistant.home.model import Home
from assistant.understanding.asked import without_enquiry
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.lexicon import Tag
from assistant.understanding.segment import Piece, segment
from assistant.understanding.words import words_of
from devices.contract import Device

_STATES = {
    "on": "on running going burning lit glowing working powered",
    "off": "off finished done stopped ended",
    "open": "open opened ajar",
    "closed": "closed shut drawn",
    "locked": "locked secure secured bolted",
    "unlocked": "unlocked",
    "docked": "docked",
}
_STATE_OF = {word: state for state, words in _STATES.items() for word in words.split()}
_FORM_OF = {
    **dict.fromkeys("any anything something owt summat nothing nowt".split(), "any"),
    **dict.fromkeys("all everything every each".split(), "all"),
    **dict.fromkeys("what which".split(), "which"),
}
_OPENING = re.compile(
    r"(?:and |so )*(?:(?:is|are|was|were|has|did|what|which|where|how|any|anything|owt)\b|"
    r"(?:have|do|does) (?:i|we|you|they|he|she|any\w+|some\w+)\b)"
)
"""What begins so asks; "everything off" and "have the lamp on" are orders."""
WHOLE_HOUSE = frozenset("house home place flat apartment anywhere everywhere whole entire".split())
_TOPIC_FIRST = re.compile(r"\b(?:is|are|was|has|have|did) (?:it|they)\b")
""" "The heater, what is it set to"."""
_SMALL = WHOLE_HOUSE | frozenset(
    "is are has have did do was were be been being i we you they he she it there that the a an my "
    "our your of in at to with like still left leave leaving switched turned got get just now "
    "actually really currently already up down else one ones then though lying forgotten by yet "
    "again kept keep wise i mean many how please rooms room and or so for anyone anybody someone "
    "somebody these those them some thing things around his her its their where back come came "
    "gone of".split()
)
""""In" and "on" may only lead to a place."""
_MEASURED = {
    "battery": "battery charge charged juice",
    "target": "target set high low hot warm",
    "volume": "volume loud",
    "brightness": "brightness bright dim",
    "speed": "speed fast quick",
    "position": "far position way",
}
_MEASURE_OF = {word: name for name, words in _MEASURED.items() for word in words.split()}
_IDIOMS = re.compile(
    r"\b(?:at all|at the (?:moment|minute)|at present|right now|by any chance|by accident|"
    r"(?:are )?(?:we|you) (?:all )?(?:good|okay|ok|set|sorted|fine)(?: on| with| for)?|"
    r"on the go|or not|or what|do you know|(?:just )?(?:a )?(?:quick )?question|quick one|"
    r"(?:is|are) (?:it|they|that) not|(?:out|over|through|round)(?= (?:in|at|by)\b))\b"
)
_OTHERWISE = re.compile(
    r" or (?:have|has|did|is|are|was|were|do|does) (?:i|we|you|he|she|it|they|that|every\w+|all|"
    r"some\w+|any\w+) .+$"
)
""" "..., or did I turn it all off": the same question, the other way round."""
_TAG = re.compile(
    r" (?:(?:is|are)(?: (?:there|it|they|we))?|(?:have|did|has|do) (?:i|we|you|they|he|she))"
    r"(?: not)?$"
)
""" "..., is there": makes a question of anything."""
_DOUBT = re.compile(r" (?:right|yeah|aye|correct|eh|innit)$")
"""Makes one of what says how it is."""
_BEING = re.compile(r"\b(?:is|are)\b")
_ONE_OF_THEM = re.compile(r"\b(?:leave|left|there|have|got) (?:a|an|one of (?:the|our|my)) ")
""" "Did somebody leave a door open": any of them."""
OR_SO = re.compile(r"\b(?:or|and) (?:anything|something|owt|stuff|that|things?)(?: else)?\b")
"""Kinds before this are examples."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was found among the words."""

    plain: str
    states: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    kinds: tuple[Tag, ...] = ()
    names: tuple[str, ...] = ()
    """Of devices; some are words for a kind, too."""
    there: Mapping[str, Device] = field(default_factory=dict)
    """What is in the places that were named."""
    placed: bool = False
    examples: bool = False
    """The kinds were only some of what is asked after."""

    @property
    def state(self) -> str | None:
        """The one that is asked after; "on" may lead to a place ("open on the ground floor")."""
        states = [one for one in self.states if one != "on"] or self.states
        if {*self.states} == {"on", "off"}:
            return self.states[0]  # "on or off"
        return states[0] if len({*states}) == 1 else None


def parts_of_question(text: str, context: Context) -> Said | None:
    """The parts of what asks how something is here; None where a word has no part in it."""
    plain, is_enquiry = without_enquiry(_IDIOMS.sub(" ", " ".join(words_of(text))).strip())
    plain = _OTHERWISE.sub("", plain)
    tag = _TAG.search(plain)
    plain = plain[: tag.start()] if tag else plain
    doubt = _DOUBT.search(plain)
    plain = plain[: doubt.start()] if doubt else plain
    asks = is_enquiry or tag or (doubt and _BEING.search(plain)) or text.rstrip().endswith("?")
    if not (asks or _OPENING.match(plain) or _TOPIC_FIRST.search(plain)):
        return None
    said = Said(plain, examples=bool(OR_SO.search(plain)))
    words = OR_SO.sub("anything else", plain).split()
    for piece in segment(tuple(words), gazetteer_of(context.home)):
        more = _with_names(said, piece, context.home) or _with_words(said, piece, context)
        if more is None:
            return None
        said = more
    if said.kinds and not said.forms and _ONE_OF_THEM.search(plain):
        return replace(said, forms=("any",))
    return said


def _with_names(said: Said, piece: Piece, home: Home) -> Said | None:
    """And a room, a floor, a thing that is called so, or a word for a kind of thing."""
    places = [one for one in piece.mentions if one.named.kind in ("area", "floor")]
    kinds, names = piece.values("thing"), piece.names("device")
    if places and not names:
        return _with_place(said, _in_place(places[0].named.kind, places[0].named.name, home))
    if not (kinds or names):
        return None
    called = (mention.named.name for mention in names)
    return replace(said, kinds=(*said.kinds, *kinds), names=(*said.names, *called))


def _with_place(said: Said, devices: Iterable[Device]) -> Said:
    there = {**said.there, **{device.id: device for device in devices}}
    return replace(said, placed=True, there=there)


def _in_place(kind: str, name: str, home: Home) -> Iterable[Device]:
    if kind == "area":
        area = area_named(home, name)
        return home.devices_in(area.id) if area else ()
    floors = {floor.id for floor in home.floors if floor.name == name}
    rooms = [area for area in home.areas if area.floor in floors]
    return [device for area in rooms for device in home.devices_in(area.id)]


def _with_words(said: Said, piece: Piece, context: Context) -> Said | None:
    """And the room that somebody is in, or how something may be; None where a word is neither."""
    if piece.has("here") and context.area and not WHOLE_HOUSE & {*piece.words}:
        return _with_place(said, context.home.devices_in(context.area))
    for word in piece.words:
        if word in _STATE_OF:
            said = replace(said, states=(*said.states, _STATE_OF[word]))
        elif word in _FORM_OF:
            said = replace(said, forms=(*said.forms, _FORM_OF[word]))
        elif word in _MEASURE_OF:
            said = replace(said, measures=(*said.measures, _MEASURE_OF[word]))
        elif word not in _SMALL:
            return None
    return said
