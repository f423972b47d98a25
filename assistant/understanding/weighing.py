"""How well a meaning accounts for what was said: the rules' own word, before anything learned."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning
from assistant.understanding.segment import Piece
from assistant.understanding.target import is_called
from assistant.understanding.wishes.sense import ARTICLES, begins_a_tale, is_told
from assistant.understanding.words import words_of

WORDS_OF_AN_OFFER = 0.97
"""Probability of a rule's meaning when every word has its place."""
UNEXPLAINED = 0.65
"""Factor for each word that nothing accounts for."""
UNEXPLAINED_SCOPE = 0.45
"""The same where no room and no name was understood, for the word may have been one; and in a
question, where it may be what is asked for ("how tall")."""
YOUR_OWN = 0.6
"""Factor for a thing that is "yours": it is somebody else who is spoken to."""
TOLD = 0.3
"""Factor for what somebody tells has been done, or does: "I already turned it off"."""
INSIDE = frozenset({"in", "on", "at"})
UNKNOWN_QUALITY = 0.5
"""Factor for a word that nobody knows before a thing, or as one: "the conservatory lamp"."""
UNKNOWN_QUESTION = 0.3
UNKNOWN_PLACE = 0.1
"""Factor for unexplained words after "in the": a room or a thing that this home does not have."""
_DIRECTIONS = {"HassTurnOn": ("on", "off"), "HassTurnOff": ("off", "on")}
OPPOSITE = 0.1
"""Factor where it is also said to do the opposite: that was of something else."""
UNUSED = 0.35
"""Factor for each value or name that was said and has no place in the meaning."""
UNSAID_ACT = 0.9
ONLY_A_PLACE = 0.85
NO_TARGET = 0.8
VALUE_SLOTS = {
    "number": ("brightness", "temperature", "temperature_step", "position", "percentage",
               "volume_level", "volume_step", "time", "humidity", "brightness_step",
               "percentage_step", "position_step"),
    "color": ("color", "temperature"),
    "white": ("temperature",),
    "step": ("brightness_step", "temperature_step", "percentage_step", "volume_step",
             "position_step", "brightness", "temperature", "volume_level"),
    "factor": ("brightness_step", "percentage_step", "volume_step"),
}  # fmt: skip
ATTRIBUTE_SLOTS = {
    "brightness": ("brightness", "brightness_step"),
    "volume": ("volume_level", "volume_step"),
    "position": ("position", "position_step"),
    "speed": ("percentage", "percentage_step"),
}
"""What is set of a thing; a lamp has no volume."""
AMOUNTS = frozenset(slot for slots in ATTRIBUTE_SLOTS.values() for slot in slots)
OF_ANYTHING = frozenset({"intensity", "strength", "level"})
"""Words for brightness that people use for other amounts too."""
SHARES = frozenset("half halfway third thirds quarter quarters fifth fifths tenth tenths".split())
PLACES = frozenset("room house home apartment flat".split())
"""Words that are only a place where another word before them says which."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What the rules make of one meaning."""

    prior: float
    """How probable, from how much of what was said has a place in it."""
    certainty: float
    """Factor for signs that another thing is meant, whatever anybody thinks of the wording."""


def weigh(meaning: Meaning, clause: Clause) -> Weight:
    """Every word that has no place in the meaning speaks against it."""
    said = meaning.target.said if meaning.target else "name"
    pointed = said == "name" or not (meaning.implied or said == "nothing")
    asks = meaning.intent in ("HassGetState", "HassClimateGetTemperature")
    prior = WORDS_OF_AN_OFFER * clause.likeness
    odd = UNEXPLAINED if pointed and not asks else UNEXPLAINED_SCOPE
    prior *= math.pow(odd, len(clause.unexplained))
    if not meaning.act_said:
        prior *= UNSAID_ACT
    if meaning.target is not None:
        prior *= ONLY_A_PLACE if said == "area" else NO_TARGET if said == "nothing" else 1.0
    return Weight(prior, _certainty(meaning, clause))


def weigh_topic(meaning: Meaning, clause: Clause) -> Weight:
    """The same for what is known by the words of its topic, where amounts need no account."""
    certainty = UNKNOWN_PLACE if is_elsewhere(clause) or is_in_another_place(clause) else 1.0
    if names_an_unknown_thing(clause):
        certainty *= UNKNOWN_QUALITY
    if begins_a_tale(clause):
        certainty *= TOLD
    return Weight(weigh(meaning, clause).prior, certainty)


def _certainty(meaning: Meaning, clause: Clause) -> float:
    certainty = math.pow(UNUSED, _unused(meaning, clause))
    if has_an_unknown_quality(clause) or names_an_unknown_thing(clause):
        certainty *= UNKNOWN_QUALITY
    if clause.counts_things:
        certainty *= UNKNOWN_PLACE  # which of them is the third, nobody knows
    if asks_something_unknown(clause):
        certainty *= UNKNOWN_QUESTION
    if joins_something_unknown(clause):
        certainty *= UNKNOWN_QUALITY
    if is_more_of_another(clause):
        certainty *= UNKNOWN_QUALITY
    if names_an_unknown_place(clause) or is_of_a_word_before_its_head(meaning, clause):
        certainty *= UNKNOWN_PLACE
    if _says_the_opposite(meaning, clause):
        certainty *= OPPOSITE
    if _is_somebodys(clause):
        certainty *= YOUR_OWN
    return certainty * (TOLD if is_told(clause) else 1.0)


def _says_the_opposite(meaning: Meaning, clause: Clause) -> bool:
    """ "Start that back up and shut off the fire": it is not the fire that starts."""
    own, opposite = _DIRECTIONS.get(meaning.intent, ("", ""))
    to_do = itertools.takewhile(lambda piece: not piece.has("except"), clause.pieces)
    acts = ({tag.value for tag in piece.tags if tag.kind == "act"} for piece in to_do)
    return any(opposite in said and own not in said for said in acts)


def _is_somebodys(clause: Clause) -> bool:
    """ "Your lights"; the assistant has nothing but a voice and what it plays."""
    return any(
        before.words[-1] == "your" and _is_a_thing(piece)
        for before, piece in itertools.pairwise(clause.pieces)
    )


def _is_a_thing(piece: Piece) -> bool:
    kinds = {tag.value for tag in piece.values("thing")}
    return bool(kinds or piece.names("device")) and "media_player" not in kinds


def names_an_unknown_place(clause: Clause) -> bool:
    """Words that nobody knows come after a preposition, or tell a room from others."""
    if is_in_another_place(clause):
        return True
    after_preposition = False
    for piece in clause.pieces:
        if not piece.explained and after_preposition:
            return True
        if not piece.has("filler"):
            after_preposition = piece.has("prep") or piece.has("part", "on")
    return False


def is_of_a_word_before_its_head(meaning: Meaning, clause: Clause) -> bool:
    """ "The garage window" is a window: never the garage door, where there is no such window."""
    kind, device_class = meaning.slots.get("domain"), meaning.slots.get("device_class")
    return any(
        _says(before, kind, device_class) and not _says(head, kind, device_class)
        for before, head in itertools.pairwise(clause.pieces)
        if before.has("thing") and head.has("thing") and not (before.mentions or head.mentions)
    )


def _says(piece: Piece, kind: object, device_class: object) -> bool:
    return any(
        tag.kind == "thing"
        and tag.value == kind
        and (device_class is None or tag.device_class in (None, device_class))
        for tag in piece.tags
    )


def joins_something_unknown(clause: Clause) -> bool:
    """ "The lamp and the gubbins": as much is wished of what nobody knows."""
    pieces = [piece for piece in clause.pieces if not piece.has("filler")]
    return any(
        before.has("and") and not before.mentions and not piece.explained
        for before, piece in itertools.pairwise(pieces)
    )


def is_more_of_another(clause: Clause) -> bool:
    """ "A bit more romantic", "more blue": what there is to be more of is no known amount."""
    return any(
        before.words[-1] in ("more", "less") and (not piece.explained or piece.has("color"))
        for before, piece in itertools.pairwise(clause.pieces)
    )


def is_in_another_place(clause: Clause) -> bool:
    """Some room has a name that nobody knows."""
    return any(map(_is_another_place, clause.pieces, clause.pieces[1:]))


def _is_another_place(before: Piece, piece: Piece) -> bool:
    """The "room" of "music room" is not this room, nor the "house" of "pool house" this house."""
    if piece.mentions or piece.words[-1:] != piece.words or piece.words[0] not in PLACES:
        return False
    return not before.explained or all(tag.kind == "thing" for tag in before.tags)


def asks_something_unknown(clause: Clause) -> bool:
    """ "How tall is it": nothing that a home knows about its things."""
    return any(
        before.has("question") and not piece.explained
        for before, piece in itertools.pairwise(clause.pieces)
    )


def is_elsewhere(clause: Clause) -> bool:
    """ "On the gramophone": at the end comes a player or a room that nobody knows."""
    if len(clause) < 3 or clause.pieces[-1].explained:
        return False
    return clause.words[-3] in INSIDE and clause.words[-2] in ARTICLES


def leaves_out_its_room(meaning: Meaning, clause: Clause) -> bool:
    """ "On the TV in the kitchen": a room is neither meant nor part of what plays."""
    if not clause.pieces:
        return False
    title = str(meaning.slots.get("search_query", "")).lower()
    before = ""
    for piece in clause.pieces:
        rooms = {mention.named.name for mention in piece.names("area")}
        last, part = piece is clause.pieces[-1], " ".join(piece.words)
        placed = before in INSIDE and f"{before} {part}" not in title
        kept = title.endswith(part) if last and not placed else not placed
        if rooms and meaning.slots.get("area") not in rooms and not kept:
            return True
        before = piece.words[-1] if piece.words[-1] not in ARTICLES else before
    return False


def names_an_unknown_thing(clause: Clause) -> bool:
    """ "The aquarium pump": what comes after the article is nothing that this home has."""
    return any(
        not piece.explained
        and (before.words[-1] in ARTICLES or (before.has("thing") and not before.mentions))
        for before, piece in itertools.pairwise(clause.pieces)
    )


def has_an_unknown_quality(clause: Clause) -> bool:
    """A word that nobody knows says which thing is meant, or which part of it: "the conservatory
    lamp", "the right side of the lamp"."""
    pieces = _without_part_of(clause.pieces)
    return any(
        not before.explained and (piece.mentions or piece.has("thing"))
        for before, piece in itertools.pairwise(pieces)
    )


def _without_part_of(pieces: Sequence[Piece]) -> list[Piece]:
    """Without the "of the" that comes after a word that nobody knows."""
    kept: list[Piece] = []
    for piece in pieces:
        of_it = piece.words == ("of",) or (kept[-1:] and piece.words[-1] in ARTICLES)
        if kept and not kept[-1].explained and of_it and not piece.mentions:
            continue
        kept.append(piece)
    return kept


def _unused(meaning: Meaning, clause: Clause) -> int:
    """How many things that were said have no place in the meaning."""
    unused = 0
    for place, piece in enumerate(clause.pieces):
        for kind, slots in VALUE_SLOTS.items():
            certain = kind == "number" or (len(piece.tags) == 1 and not piece.mentions)
            if piece.has(kind) and certain and not any(slot in meaning.slots for slot in slots):
                unused += 1
                break
        named = bool(piece.mentions) and not is_called(place, clause.pieces)
        if named and not _is_used(piece, meaning):
            unused += 1
        unused += _is_another_thing(place, clause.pieces, meaning)
        unused += _is_of_another_attribute(piece, meaning)
        unused += _is_a_share(piece, meaning)
    return unused + _exceptions_forgotten(meaning, clause)


def _exceptions_forgotten(meaning: Meaning, clause: Clause) -> int:
    """ "Except the lamp and the fan": how many of these the meaning does not spare."""
    spared = meaning.slots.get("except_name")
    if not isinstance(spared, tuple):
        return 0
    after = itertools.dropwhile(lambda piece: not piece.has("except"), clause.pieces)
    said = [piece for piece in after if piece.has("thing") or piece.names("device")]
    return max(0, len(said) - len(spared))


def _is_a_share(piece: Piece, meaning: Meaning) -> bool:
    """ "Half of the lights": where they are only switched, some of them are meant."""
    said = not SHARES.isdisjoint(piece.words) and piece.has("level") and len(piece.tags) == 1
    return said and meaning.intent in ("HassTurnOn", "HassTurnOff")


def _is_another_thing(place: int, pieces: Sequence[Piece], meaning: Meaning) -> bool:
    """ "The fan and the bedroom light": a kind of its own, which what is named is not of.

    Beside the name it may be a part of it ("the fan light").
    """
    piece, target = pieces[place], meaning.target
    if target is None or target.said != "name" or not piece.has("thing") or piece.mentions:
        return False
    beside = (*pieces[max(0, place - 1) : place], *pieces[place + 1 : place + 2])
    if any(one.mentions for one in beside) or not all(tag.kind == "thing" for tag in piece.tags):
        return False
    if {*piece.words} <= {*words_of(str(meaning.slots.get("name", "")))}:
        return False  # "the heater" that is called an oil heater
    if not {tag.value for tag in piece.tags} & {*target.kinds, "everything"}:
        return True
    own, named = _classes([piece]), _classes([one for one in pieces if one.mentions])
    return bool(own and named) and own.isdisjoint(named)


def _classes(pieces: Sequence[Piece]) -> set[str]:
    """Of doors, windows and blinds, by the words for them."""
    tags = (tag for piece in pieces for tag in piece.tags if tag.kind == "thing")
    return {tag.device_class for tag in tags if tag.device_class}


def _is_of_another_attribute(piece: Piece, meaning: Meaning) -> bool:
    """ "Set the volume of the lamp": what is set is not what was spoken of."""
    if piece.mentions or OF_ANYTHING & set(piece.words) or not AMOUNTS & meaning.slots.keys():
        return False
    spoken_of = [ATTRIBUTE_SLOTS.get(str(tag.value), ()) for tag in piece.values("attr")]
    return any(spoken_of) and not any(set(own) & meaning.slots.keys() for own in spoken_of)


def _is_used(piece: Piece, meaning: Meaning) -> bool:
    """A name is used when the meaning has it, or when its words are used as something else."""
    slots = meaning.slots
    used = {str(slots.get(slot)) for slot in ("name", "area", "floor")}
    for slot in ("more_areas", "except_name", "except_area"):
        value = slots.get(slot)
        used.update(str(one) for one in value) if isinstance(value, tuple) else None
    if any(mention.named.name in used for mention in piece.mentions):
        return True
    spared = slots.get("except_area")
    if isinstance(spared, tuple) and " ".join(piece.words[:-1]) in spared:
        return True  # "except the kitchen lights" spares all of the kitchen's
    return any(tag.kind in ("act", "thing", "part", "everywhere") for tag in piece.tags) and bool(
        {tag.value for tag in piece.tags} & {slots.get("domain")} or piece.values("act")
    )
