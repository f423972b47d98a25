"""Free wording to readings: cut up, understood by rules, weighed by what is left unexplained."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TypeAlias

from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.accounting import (
    accounted,
    is_by_topic,
    likeness_of_titles,
    says_where_to,
)
from assistant.understanding.address import without_address
from assistant.understanding.clause import Clause, split
from assistant.understanding.gazetteer import Mention, gazetteer_of
from assistant.understanding.meaning import Meaning, meanings
from assistant.understanding.questions import questions
from assistant.understanding.readings import distinct, with_rivals
from assistant.understanding.segment import Piece, segment
from assistant.understanding.topics import FILLERS, topics
from assistant.understanding.topics.title import UNKNOWN as UNHEARD
from assistant.understanding.weighing import (
    UNKNOWN_PLACE,
    WORDS_OF_AN_OFFER,
    Weight,
    leaves_out_its_room,
    weigh,
    weigh_topic,
)
from assistant.understanding.wishes.evidence import EVEN, Evidence, Source, fitted
from assistant.understanding.wishes.labels import wish_of
from assistant.understanding.wishes.model import Wishes, shipped
from assistant.understanding.wishes.sense import (
    ANY_WORDS,
    ASKING,
    fits,
    makes_sense,
    played_elsewhere,
)
from assistant.understanding.words import words_of
from assistant.wordpiece import plain_words

REMEMBERED = 32
"""Texts, and parts of them, that the network was just asked about."""
MOST_WORDS = 40
MOST_PARTS = 5
KEPT = 4
EXACT = 0.98
"""Likeness from which on a name was heard as it is."""
WORTH_A_SLIP = 0.1
"""How much surer a reading must be for taking a word for a name that it only resembles."""
EQUAL = 0.99
"""Meanings this near to the best are as good."""
BY_WORDS = Weight(prior=0.9, certainty=1.0)
"""Of a wish whose words need no account."""
TITLED = "search_query"
LONG_TITLE, SAME_TITLE = 5, 0.5
NO_LIST = 0.4
"""Factor where nothing is said of a list that something is to go on."""
LIKELY = 0.4
"""Wishes that are less probable are not looked into."""
TARGET = frozenset({"name", "area", "floor", "domain", "device_class"})
OF_SEVERAL = frozenset({"HassListAddItem", "HassListRemoveItem", "HassStartTimer"})
"""What can be asked for twice of the same list, or of nothing."""
ALMOST = 0.95
DISSENT = 0.2
"""Where the network gives a reading's intent less than this, rules and network disagree."""
ALONE = 0.7
"""Factor for what the rules alone find: enough to ask whether it is meant, not to do it."""
SURELY_OTHER = 0.4
"""Factor where the network is almost certain that nothing for a home was said."""
RIVAL = 0.5
"""Factor for meanings after the first."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned about wording: the network, and what its word is worth."""

    wishes: Callable[[str], Wishes]
    weigh: Callable[[Evidence], float]


@cache
def learned() -> Learned:
    """As it comes with the assistant; one text is looked at in several ways, and read once."""
    return Learned(wishes=lru_cache(maxsize=REMEMBERED)(shipped().read), weigh=fitted().probability)


Strictly: TypeAlias = Callable[[str, float, Context], Sequence[Reading]]
"""Text, the recogniser's confidence and what is true around, to readings, surest first."""


def nothing_strictly(_text: str, _confidence: float, _context: Context) -> Sequence[Reading]:
    """Without templates."""
    return ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One meaning and where it comes from."""

    meaning: Meaning
    source: Source
    weight: Weight
    shared: int = 1
    """How many that cannot all be meant are as good."""


class FrameReader:
    """Reads free wording about a home."""

    def __init__(self, learned: Learned, strictly: Strictly = nothing_strictly) -> None:
        """`strictly` reads a wish for a device by templates: one of several in one breath."""
        self._learned = learned
        self._strictly = strictly

    def read(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """What the text may ask for, most probable first."""
        words = words_of(without_address(text))
        if not 0 < len(words) <= MOST_WORDS:
            return ()
        gazetteer = gazetteer_of(context.home)
        pieces = segment(words, gazetteer)
        readings = self._read_pieces(pieces, text, confidence, context)
        if readings and readings[0].exact and all(piece.explained for piece in pieces):
            return readings
        nearly = segment(words, gazetteer, slips=True)
        if nearly == pieces:
            return readings
        others = self._read_pieces(nearly, text, confidence, context)
        return others if _best(others) > _best(readings) + WORTH_A_SLIP else readings

    def weigh_title(self, reading: Reading) -> Reading:
        """What a template with room for any words found, held against how people word a wish."""
        found = self._learned.wishes(reading.text)
        meaning = Meaning(reading.intent, reading.slots, implied=reading.implied)
        weight = _by_words(meaning, Clause(()), found)
        evidence = _evidence("wish", weight, reading.intent, reading, found)
        probability = self._learned.weigh(evidence) * weight.certainty
        if played_elsewhere(meaning, reading.text, found):
            probability *= UNKNOWN_PLACE
        probability *= _agreed(reading.intent, found)
        return replace(reading, probability=min(probability, reading.probability))

    def weigh_guess(self, reading: Reading, text: str) -> Reading:
        """What was read with a name put in for other words, held against the text with the name."""
        found = self._learned.wishes(text)
        intent = found.of_intent(reading.intent)
        evidence = Evidence(
            source="guess",
            prior=reading.probability,
            wish=intent,  # of what kind the named thing is does not matter
            intent=intent,
            other=found.other,
        )
        probability = self._learned.weigh(evidence) * _agreed(reading.intent, found)
        return replace(reading, probability=probability)

    def _read_pieces(
        self, pieces: Sequence[Piece], text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        parts = split(pieces)
        single = self._weighed(Clause(tuple(pieces)), text, confidence, context)
        if 1 < len(parts) <= MOST_PARTS:
            compound = self._compound(parts, text, confidence, context)
            if compound is not None and (
                not single or compound.probability > single[0].probability
            ):
                return (compound,)
        return single[:KEPT]

    def _weighed(
        self, clause: Clause, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        """The clause's meanings as readings, most probable first."""
        found = self._learned.wishes(_as_named(clause) if clause.likeness <= EXACT else text)
        return with_rivals(
            distinct(
                Reading(
                    intent=one.meaning.intent,
                    slots=dict(one.meaning.slots),
                    probability=confidence * self._probability(one, clause, text, found),
                    matched_by=one.source,
                    text=text,
                    form=one.meaning.form,
                    implied=one.meaning.implied if "area" in one.meaning.slots else (),
                    exact=one.source == "frame",
                )
                for one in _candidates(clause, text, found, context)
            )
        )

    def _probability(
        self, candidate: _Candidate, clause: Clause, text: str, found: Wishes
    ) -> float:
        """What its evidence is worth, less for each sign that something else is meant."""
        meaning, weight = candidate.meaning, candidate.weight
        wish = wish_of(meaning.intent, meaning.slots, _kind(meaning))
        evidence = _evidence(candidate.source, weight, wish, meaning, found)
        probability = self._learned.weigh(evidence) * weight.certainty * meaning.certainty
        if played_elsewhere(meaning, text, found):
            probability *= UNKNOWN_PLACE
        # Where a verb begins it and every word has its place, nobody else is asked.
        if candidate.source != "frame" or clause.verb is None:
            probability *= _agreed(meaning.intent, found)
        return probability / candidate.shared

    def _compound(
        self, parts: Sequence[Sequence[Piece]], text: str, confidence: float, context: Context
    ) -> Reading | None:
        """Several wishes in one breath; a part without a verb continues the one before it."""
        readings: list[Reading] = []
        verb: Piece | None = None
        for part in parts:
            clause = Clause(tuple(part))
            found = self._part(clause, confidence, context)
            if verb is not None and (not found or found[0].matched_by == "wish"):
                clause = Clause((verb, *part))
                found = self._part(clause, confidence, context)
            if not found:
                return None
            verb = clause.verb or verb
            readings.append(replace(found[0], text=text))
        if _contradict(readings):
            return None
        first, *others = readings
        probability = math.prod(reading.probability for reading in readings) / math.pow(
            confidence * WORDS_OF_AN_OFFER, len(others)
        )
        exact = all(reading.exact for reading in readings)
        return replace(first, probability=min(probability, 0.97), exact=exact, also=tuple(others))

    def _part(self, clause: Clause, confidence: float, context: Context) -> tuple[Reading, ...]:
        text = " ".join(clause.words)
        strict = self._strictly(text, confidence, context)
        return distinct((*strict, *self._weighed(clause, text, confidence, context)))


def _as_named(clause: Clause) -> str:
    """Its words, with the names of this home in place of what only resembles them."""
    best = (max(piece.mentions, key=_likeness, default=None) for piece in clause.pieces)
    return " ".join(
        " ".join(piece.words) if mention is None else mention.named.name
        for piece, mention in zip(clause.pieces, best, strict=True)
    )


def _likeness(mention: Mention) -> float:
    return mention.likeness


def _best(readings: Sequence[Reading]) -> float:
    return readings[0].probability if readings else 0.0


def _candidates(clause: Clause, text: str, found: Wishes, context: Context) -> Iterator[_Candidate]:
    """What the rules over pieces make of it, those over topics, and the likeliest wishes."""
    framed = list(_framed(clause, context))
    yield from framed
    named = not clause.unexplained and any(_is_named(one.meaning) for one in framed)
    for one in (*_by_topic(clause, text, found, context), *_wished(clause, text, found, context)):
        if not (named and TITLED in one.meaning.slots):  # "start the movie night scene"
            yield one


def _agreed(intent: str, found: Wishes) -> float:
    """Factor by what the network thinks of the intent, a second opinion beside the rules."""
    if found.other > ALMOST:
        return SURELY_OTHER
    dissents = intent not in ASKING and found.of_intent(intent) < DISSENT
    return ALONE if dissents else 1.0


def _is_named(meaning: Meaning) -> bool:
    return meaning.target is not None and meaning.target.said == "name"


def _by_topic(clause: Clause, text: str, found: Wishes, context: Context) -> Iterator[_Candidate]:
    for meaning in topics(clause, text, context):
        yield _Candidate(meaning, "topic", _by_words(meaning, clause, found))


def _wished(clause: Clause, text: str, found: Wishes, context: Context) -> Iterator[_Candidate]:
    for wish in found.likely(LIKELY):
        filler = FILLERS.get(wish) or FILLERS.get(wish.partition(":")[0])
        filler = filler if makes_sense(wish, clause) else None
        filled = filler(clause, text, context) if filler else None
        if filled is not None and fits(filled, clause, found):
            yield _Candidate(filled, "wish", _by_words(filled, clause, found))


def _by_words(meaning: Meaning, clause: Clause, found: Wishes) -> Weight:
    """Of what was found by a few words, or by the wish alone."""
    title = str(meaning.slots.get(TITLED, ""))
    if UNHEARD & {*plain_words(title)} or _is_sentence(title, found):
        return replace(BY_WORDS, certainty=ALONE)
    if title and leaves_out_its_room(meaning, clause):
        return replace(BY_WORDS, certainty=UNKNOWN_PLACE)
    if not says_where_to(meaning, clause):
        return replace(BY_WORDS, prior=BY_WORDS.prior * NO_LIST)
    if meaning.intent in ANY_WORDS or meaning.slots.get("domain") == "alarm_clock":
        return BY_WORDS
    known = accounted(clause, meaning, found.title)
    return weigh_topic(meaning, known) if is_by_topic(meaning) else weigh(meaning, known)


def _is_sentence(title: str, found: Wishes) -> bool:
    """So many words that the network sees another title in: there is more in them than a title."""
    return len(title.split()) >= LONG_TITLE and likeness_of_titles(title, found.title) < SAME_TITLE


def _framed(clause: Clause, context: Context) -> Iterator[_Candidate]:
    """The fullest meaning first; those after it are its rivals."""
    found = [
        (meaning, weigh(meaning, clause))
        for meaning in (*meanings(clause, context), *questions(clause, context))
    ]
    found.sort(key=lambda one: -one[1].prior)
    equals = [meaning for meaning, weight in found if weight.prior > EQUAL * found[0][1].prior]
    shared = len(equals) if _disagree(equals) else 1
    source: Source = "part" if clause.unexplained else "frame"
    if source == "frame" and clause.likeness <= EXACT:
        source = "guess"
    for place, (meaning, weight) in enumerate(found):
        if place < shared:
            yield _Candidate(meaning, source, weight, shared)
        else:
            yield _Candidate(meaning, source, replace(weight, prior=RIVAL * weight.prior))


def _kind(meaning: Meaning) -> str | None:
    """The kind of thing that is meant, where it can be only one."""
    kinds = meaning.target.kinds if meaning.target else frozenset()
    return next(iter(kinds)) if len(kinds) == 1 else None


def _evidence(
    source: Source, weight: Weight, wish: str, meaning: Meaning | Reading, found: Wishes
) -> Evidence:
    title = meaning.slots.get(TITLED)
    return Evidence(
        source=source,
        prior=weight.prior,
        wish=found.of(wish),
        intent=found.of_intent(meaning.intent),
        other=found.other,
        titles=EVEN if title is None else likeness_of_titles(str(title), found.title),
    )


def _disagree(found: Sequence[Meaning]) -> bool:
    """Readings that point at different kinds of thing cannot all be meant."""
    return len({str(meaning.slots.get("domain")) for meaning in found}) > 1


def _contradict(readings: Sequence[Reading]) -> bool:
    """The same thing set twice: an alarm for six and for seven, a lamp to red and to blue."""
    set_to: dict[str, set[str]] = {}
    for reading in readings:
        where = {slot: value for slot, value in reading.slots.items() if slot in TARGET}
        values = {slot: value for slot, value in reading.slots.items() if slot not in TARGET}
        same = f"{reading.intent} {sorted(where.items(), key=str)} {sorted(values)}"
        set_to.setdefault(same, set()).add(f"{sorted(values.items(), key=str)}")
    return any(len(values) > 1 for values in set_to.values()) and not any(
        reading.intent in OF_SEVERAL for reading in readings
    )
