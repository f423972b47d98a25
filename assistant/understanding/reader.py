"""Free wording to readings: cut up, understood by rules, weighed by what is left unexplained."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.context import Context
from assistant.home.model import Home
from assistant.turn import Reading
from assistant.understanding.clause import Clause, split
from assistant.understanding.gazetteer import Gazetteer
from assistant.understanding.meaning import Meaning, meanings
from assistant.understanding.questions import questions
from assistant.understanding.segment import Piece, segment
from assistant.understanding.topics import topics
from assistant.understanding.words import words_of

_ADDRESS = re.compile(r"\s*(?:(?:hey|ok|okay|hi|hello)\s+)?\w+\s*,\s*(?=\w+\s+\w+)", re.I)
TELLERS = frozenset("i he she we they someone somebody everybody mom dad".split())
MOST_WORDS = 40
MOST_PARTS = 5
KEPT = 4
WORDS_OF_AN_OFFER = 0.97
"""Probability of a rule's meaning when every word has its place."""
UNEXPLAINED = 0.65
"""Factor for each word that nothing accounts for."""
UNEXPLAINED_SCOPE = 0.45
"""The same where no room and no name was understood, for the word may have been one; and in a
question, where it may be what is asked for ("how tall")."""
TOLD = 0.3
"""Factor for what somebody tells has been done, or does: "I already turned it off"."""
UNKNOWN_PLACE = 0.1
"""Factor for unexplained words after "in the": a room or a thing that this home does not have."""
UNUSED = 0.35
"""Factor for each value or name that was said and has no place in the meaning."""
EQUAL = 0.99
"""Meanings this near to the best are as good."""
BY_TOPIC = 0.9
"""Probability of a meaning that is known by its topic only; its words need no account."""
UNSAID_ACT = 0.9
ONLY_A_PLACE = 0.85
NO_TARGET = 0.8
RIVAL = 0.5
"""Factor for meanings after the first."""
VALUE_SLOTS = {
    "number": ("brightness", "temperature", "position", "percentage", "volume_level",
               "volume_step", "time"),
    "color": ("color", "temperature"),
    "white": ("temperature",),
    "step": ("brightness_step", "temperature_step", "percentage_step", "volume_step"),
}  # fmt: skip


class FrameReader:
    """Reads free wording about one home."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._gazetteer = Gazetteer(home)

    def read(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """What the text may ask for, most probable first."""
        words = words_of(_without_address(text))
        if not 0 < len(words) <= MOST_WORDS:
            return ()
        best: tuple[Reading, ...] = ()
        for slips in (False, True):
            pieces = segment(words, self._gazetteer, slips=slips)
            readings = self._read_pieces(pieces, text, confidence, context)
            if readings and (not best or readings[0].probability > best[0].probability):
                best = readings
            if best and best[0].exact and all(piece.explained for piece in pieces):
                break
        return best

    def _read_pieces(
        self, pieces: Sequence[Piece], text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        whole = Clause(tuple(pieces))
        parts = split(pieces)
        single = list(_weighed(whole, text, confidence, context))
        if not single or single[0].probability < BY_TOPIC * confidence:
            single = _with_topics(single, whole, text, confidence, context)
        if 1 < len(parts) <= MOST_PARTS:
            compound = _compound(parts, text, confidence, context)
            if compound is not None and (
                not single or compound.probability > single[0].probability
            ):
                return (compound,)
        return tuple(single[:KEPT])


def _without_address(text: str) -> str:
    """ "Olly, turn it on": whoever is spoken to before a comma is not part of the wish."""
    address = _ADDRESS.match(text)
    return text[address.end() :] if address else text


@dataclass(frozen=True, slots=True)
class _Weighed:
    meaning: Meaning
    probability: float


def _weighed(clause: Clause, text: str, confidence: float, context: Context) -> Iterator[Reading]:
    """The clause's meanings as readings; the fullest one first, the others as its rivals."""
    found = [
        _Weighed(meaning, _probability(meaning, clause))
        for meaning in (*meanings(clause, context), *questions(clause, context))
    ]
    found.sort(key=lambda one: -one.probability)
    equals = sum(one.probability > EQUAL * found[0].probability for one in found)
    shared = equals if _disagree(found[:equals]) else 1
    for place, one in enumerate(found):
        best = one.probability / shared
        yield Reading(
            intent=one.meaning.intent,
            slots=dict(one.meaning.slots),
            probability=confidence
            * (best if place < shared else min(RIVAL * best, 1 - found[0].probability)),
            matched_by="frame",
            text=text,
            form=one.meaning.form,
            implied=one.meaning.implied,
            exact=clause.likeness > 0.98 and not clause.unexplained,
        )


def _with_topics(
    single: list[Reading], whole: Clause, text: str, confidence: float, context: Context
) -> list[Reading]:
    """Where the frames are not sure, the topic may be."""
    by_topic = [
        Reading(
            intent=meaning.intent,
            slots=meaning.slots,
            probability=BY_TOPIC * confidence * meaning.certainty,
            matched_by="topic",
            text=text,
            form=meaning.form,
            implied=meaning.implied if "area" in meaning.slots else (),
            exact=False,
        )
        for meaning in topics(whole, text, context)
    ][:1]
    return sorted((*by_topic, *single), key=lambda one: -one.probability)


def _disagree(found: Sequence[_Weighed]) -> bool:
    """Readings that point at different kinds of thing cannot all be meant."""
    return len({str(one.meaning.slots.get("domain")) for one in found}) > 1


def _probability(meaning: Meaning, clause: Clause) -> float:
    probability = WORDS_OF_AN_OFFER * clause.likeness
    said = meaning.target.said if meaning.target else "name"
    pointed = said == "name" or not (meaning.implied or said == "nothing")
    asks = meaning.intent in ("HassGetState", "HassClimateGetTemperature")
    odd = UNEXPLAINED if pointed and not asks else UNEXPLAINED_SCOPE
    probability *= math.pow(odd, len(clause.unexplained))
    if _is_told(clause):
        probability *= TOLD
    if _names_an_unknown_place(clause):
        probability *= UNKNOWN_PLACE
    probability *= math.pow(UNUSED, _unused(meaning, clause))
    if not meaning.act_said:
        probability *= UNSAID_ACT
    if meaning.target is not None:
        probability *= ONLY_A_PLACE if said == "area" else NO_TARGET if said == "nothing" else 1.0
    return probability


def _is_told(clause: Clause) -> bool:
    """It begins with somebody who does it: a tale, not a wish ("I would like" is one piece)."""
    first = clause.pieces[0].words
    return first[0] in TELLERS and len(first) == 1


def _names_an_unknown_place(clause: Clause) -> bool:
    """Words that nobody knows come after a preposition."""
    after_preposition = False
    for piece in clause.pieces:
        if not piece.explained and after_preposition:
            return True
        if not piece.has("filler"):
            after_preposition = piece.has("prep") or piece.has("part", "on")
    return False


def _unused(meaning: Meaning, clause: Clause) -> int:
    """How many things that were said have no place in the meaning."""
    unused = 0
    for piece in clause.pieces:
        for kind, slots in VALUE_SLOTS.items():
            certain = kind == "number" or (len(piece.tags) == 1 and not piece.mentions)
            if piece.has(kind) and certain and not any(slot in meaning.slots for slot in slots):
                unused += 1
                break
        if piece.mentions and not _is_used(piece, meaning):
            unused += 1
    return unused


def _is_used(piece: Piece, meaning: Meaning) -> bool:
    """A name is used when the meaning has it, or when its words are used as something else."""
    slots = meaning.slots
    used = {str(slots.get(slot)) for slot in ("name", "area", "floor")}
    for slot in ("more_areas", "except_name", "except_area"):
        value = slots.get(slot)
        used.update(str(one) for one in value) if isinstance(value, tuple) else None
    if any(mention.named.name in used for mention in piece.mentions):
        return True
    return any(tag.kind in ("act", "thing", "part", "everywhere") for tag in piece.tags) and bool(
        {tag.value for tag in piece.tags} & {slots.get("domain")} or piece.values("act")
    )


def _compound(
    parts: Sequence[Sequence[Piece]], text: str, confidence: float, context: Context
) -> Reading | None:
    """Several wishes in one breath; a part without a verb continues the one before it."""
    readings: list[Reading] = []
    verb: Piece | None = None
    for part in parts:
        clause = Clause(tuple(part))
        found = list(_weighed(clause, text, confidence, context))
        if not found and verb is not None:
            clause = Clause((verb, *part))
            found = list(_weighed(clause, text, confidence, context))
        if not found:
            return None
        verb = clause.verb or verb
        readings.append(found[0])
    first, *others = readings
    probability = math.prod(reading.probability for reading in readings) / math.pow(
        confidence * WORDS_OF_AN_OFFER, len(others)
    )
    exact = all(reading.exact for reading in readings)
    return replace(first, probability=min(probability, 0.97), exact=exact, also=tuple(others))
