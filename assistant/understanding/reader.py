"""Free wording to readings: cut up, understood by rules, weighed by what is left unexplained."""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TypeAlias

from assistant.context import Context
from assistant.home.model import Home
from assistant.turn import Reading
from assistant.understanding.accounting import likeness_of_titles
from assistant.understanding.address import calls_a_stranger, without_address
from assistant.understanding.by_ear import wish_by_ear
from assistant.understanding.candidates import (
    ALONE,
    EXACT,
    TITLED,
    Candidate,
    by_words,
    candidates_of,
    says_of_what,
)
from assistant.understanding.clause import Clause, split
from assistant.understanding.few_words import counts_a_thing
from assistant.understanding.gazetteer import Mention, gazetteer_of
from assistant.understanding.meaning import Meaning
from assistant.understanding.purpose import without_purpose
from assistant.understanding.qualities import without_qualities
from assistant.understanding.readings import distinct, with_rivals
from assistant.understanding.segment import Piece, segment
from assistant.understanding.shared_deeds import (
    has_a_deed,
    opens_by_another_deed,
    with_ands,
    with_antecedents,
    with_deeds,
)
from assistant.understanding.topics.no_title import (
    is_commented_on,
    is_rather_a_thing,
    is_told_to_another,
)
from assistant.understanding.topics.title import without_its_frame
from assistant.understanding.weighing import UNKNOWN_PLACE, WORDS_OF_AN_OFFER, Weight
from assistant.understanding.wishes.evidence import EVEN, Evidence, Source, fitted
from assistant.understanding.wishes.heard import Heard, shipped_asides
from assistant.understanding.wishes.labels import wish_of
from assistant.understanding.wishes.model import REMEMBERED, Wishes, shipped
from assistant.understanding.wishes.sense import ASKING, played_elsewhere
from assistant.understanding.words import with_halves, words_of

MOST_WORDS = 40
MOST_PARTS = 5
KEPT = 4
WORTH_A_SLIP = 0.1
"""How much surer a reading must be for taking a word for a name that it only resembles."""
RATHER_A_THING = 0.6
BY_EAR = "heard"
"""What a reading is matched by where only the second network knows the verb."""
TARGET = frozenset({"name", "area", "floor", "domain", "device_class"})
OF_SEVERAL = frozenset({"HassListAddItem", "HassListRemoveItem", "HassStartTimer"})
"""What can be asked for twice of the same list, or of nothing."""
PLAYING = frozenset({"HassMediaSearchAndPlay", "HassMediaUnpause"})
ALMOST = 0.95
DISSENT = 0.2
"""Where the network gives a reading's intent less than this, rules and network disagree."""
SURELY_OTHER = 0.4
"""Factor where the network is almost certain that nothing for a home was said."""
EACH_A_DEED = 0.9
"""Factor for what is read as one wish where each part says what is to be done."""
STRANGER = 0.6
"""Factor where somebody is called whom nobody knows: enough to ask, not to act."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned about wording: the network, and what its word is worth."""

    wishes: Callable[[str], Wishes]
    weigh: Callable[[Evidence], float]
    asides: Callable[[str], Heard]


@cache
def learned() -> Learned:
    """As it comes with the assistant; one text is looked at in several ways, and read once."""
    return Learned(
        wishes=lru_cache(maxsize=REMEMBERED)(shipped().read),
        weigh=fitted().probability,
        asides=lru_cache(maxsize=REMEMBERED)(shipped_asides().read),
    )


Strictly: TypeAlias = Callable[[str, float, Context], Sequence[Reading]]
"""Text, the recogniser's confidence and what is true around, to readings, surest first."""


def nothing_strictly(_text: str, _confidence: float, _context: Context) -> Sequence[Reading]:
    """Without templates."""
    return ()


class FrameReader:
    """Reads free wording about a home."""

    def __init__(self, learned: Learned, strictly: Strictly = nothing_strictly) -> None:
        """`strictly` reads a wish for a device by templates: one of several in one breath."""
        self._learned = learned
        self._strictly = strictly

    def read(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """What the text may ask for, most probable first; of somebody else it asks nothing sure."""
        sure = STRANGER * confidence if calls_a_stranger(text, context.home) else confidence
        return tuple(
            one
            for one in self._read(text, sure, context)
            if not any(map(counts_a_thing, (one, *one.also)))
        )

    def _read(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        gazetteer = gazetteer_of(context.home)
        words = with_halves(words_of(with_ands(without_address(text, context.home), gazetteer)))
        if not 0 < len(words) <= MOST_WORDS:
            return ()
        pieces = self._pieces(words, context.home)
        readings = self._read_pieces(pieces, text, confidence, context)
        if readings and readings[0].exact and all(piece.explained for piece in pieces):
            return readings
        nearly = self._pieces(words, context.home, slips=True)
        if nearly == pieces:
            return readings
        others = self._read_pieces(nearly, text, confidence, context)
        return others if _best(others) > _best(readings) + WORTH_A_SLIP else readings

    def _pieces(
        self, words: tuple[str, ...], home: Home, *, slips: bool = False
    ) -> tuple[Piece, ...]:
        """The words cut up, without those that only say what for and of what looks."""
        pieces = segment(words, gazetteer_of(home), slips=slips)
        return without_qualities(without_purpose(pieces, home))

    def with_shared_deeds(self, wishes: Sequence[str], home: Home) -> list[str]:
        """Each wish in words; one that only names something has the deed of the one beside it, and
        one that only says what to do is of what was named before.
        """
        clauses = [Clause(self._pieces(words_of(wish), home)) for wish in wishes]
        whole = with_deeds(list(with_antecedents(clauses, bare=True)), home)
        return [" ".join(clause.words) for clause in whole]

    def says_its_deed(self, wish: str, home: Home) -> bool:
        """It names something, and says what is to be done to it."""
        return has_a_deed(Clause(self._pieces(words_of(wish), home)))

    def heard(self, text: str) -> Heard:
        """What the second network says of a text as it stands."""
        return self._learned.asides(text)

    def heard_plainly(self, text: str) -> Wishes:
        """What the first network says of it."""
        return self._learned.wishes(text)

    def by_ear(self, text: str, confidence: float, context: Context) -> tuple[Reading, ...]:
        """What the second network alone hears to be wished of the one thing that is named."""
        if calls_a_stranger(text, context.home):
            return ()
        words = words_of(without_address(text, context.home))
        if not 0 < len(words) <= MOST_WORDS:
            return ()
        clause = Clause(self._pieces(words, context.home))
        found = wish_by_ear(clause, self.heard(text).wishes, context)
        if found is None:
            return ()
        meaning, likely = found
        return (
            Reading(
                intent=meaning.intent,
                slots=dict(meaning.slots),
                probability=confidence * likely,
                matched_by=BY_EAR,
                text=text,
                exact=False,
            ),
        )

    def weigh_title(self, reading: Reading, home: Home) -> Reading:
        """What a template with room for any words found, held against how people word a wish."""
        title = without_its_frame(str(reading.slots[TITLED]))
        reading = replace(reading, slots={**reading.slots, TITLED: title})
        found = self._learned.wishes(reading.text)
        meaning = Meaning(reading.intent, reading.slots, implied=reading.implied)
        weight = by_words(meaning, Clause(()), found)
        evidence = _evidence("wish", weight, reading.intent, reading, found)
        probability = self._learned.weigh(evidence) * weight.certainty
        if played_elsewhere(meaning, reading.text, found):
            probability *= UNKNOWN_PLACE
        probability *= _agreed(reading.intent, found) * _as_title(reading, reading.text, home)
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
            said = with_antecedents([Clause(tuple(part)) for part in parts])
            apart = all(map(has_a_deed, said)) or _has_all_apart(parts)
            least = single[0].probability * (EACH_A_DEED if apart else 1) if single else 0.0
            if compound is not None and compound.probability > least:
                return (compound,)
        return single[:KEPT]

    def _weighed(
        self, clause: Clause, text: str, confidence: float, context: Context
    ) -> tuple[Reading, ...]:
        """The clause's meanings as readings, most probable first."""
        found = self._learned.wishes(_as_named(clause) if clause.likeness <= EXACT else text)
        home = context.home
        return with_rivals(
            distinct(
                Reading(
                    intent=one.meaning.intent,
                    slots=dict(one.meaning.slots),
                    probability=confidence * self._probability(one, clause, text, found, home),
                    matched_by=one.source,
                    text=text,
                    form=one.meaning.form,
                    implied=one.meaning.implied if "area" in one.meaning.slots else (),
                    exact=one.source == "frame",
                )
                for one in candidates_of(clause, text, found, context)
            )
        )

    def _probability(
        self, candidate: Candidate, clause: Clause, text: str, found: Wishes, home: Home
    ) -> float:
        """What its evidence is worth, less for each sign that something else is meant."""
        meaning, weight = candidate.meaning, candidate.weight
        wish = wish_of(meaning.intent, meaning.slots, _kind(meaning))
        evidence = _evidence(candidate.source, weight, wish, meaning, found)
        probability = self._learned.weigh(evidence) * weight.certainty * meaning.certainty
        title = str(meaning.slots.get(TITLED, ""))
        another = bool(title) and is_told_to_another(title, clause, home)
        if another or played_elsewhere(meaning, text, found):
            probability *= UNKNOWN_PLACE
        probability *= _as_title(meaning, text, home)
        # Where every word has its place, and a verb or a thing is said, nobody else is asked.
        if candidate.source != "frame" or not (clause.verb or says_of_what(meaning, clause)):
            probability *= _agreed(meaning.intent, found)
        return probability / candidate.shared

    def _compound(
        self, parts: Sequence[Sequence[Piece]], text: str, confidence: float, context: Context
    ) -> Reading | None:
        """Several wishes in one breath; a part without a deed shares that of the part beside it."""
        readings: list[Reading] = []
        verb: Piece | None = None
        said = list(with_antecedents([Clause(tuple(part)) for part in parts]))
        asked = "please" in said[-1].words[-1:] or "please" in said[0].words[:1]
        for part, clause in zip(said, with_deeds(said, context.home), strict=True):
            found = self._part(clause, confidence, context, asked=asked)
            if verb is not None and (not found or found[0].matched_by == "wish"):
                clause = Clause((verb, *clause.pieces))
                found = self._part(clause, confidence, context)
            if not found:
                return None
            verb = clause.verb or verb
            sure = found[0].exact and not opens_by_another_deed(part, clause, context.home)
            readings.append(replace(found[0], text=" ".join(clause.words), exact=sure))
        if contradict(readings) or _asks_before_it_does(readings):
            return None
        first, *others = readings
        if asked or any(map(has_a_deed, said)):
            probability = math.prod(reading.probability for reading in readings) / math.pow(
                confidence * WORDS_OF_AN_OFFER, len(others)
            )
        else:  # "the lamp and the fan" is as doubtful as "the lamp"
            probability = min(reading.probability for reading in readings)
        exact = all(reading.exact for reading in readings)
        return replace(first, probability=min(probability, 0.97), exact=exact, also=tuple(others))

    def _part(
        self, clause: Clause, confidence: float, context: Context, *, asked: bool = False
    ) -> tuple[Reading, ...]:
        """`asked`: "the lamp and the fan, please" wishes both, as it would one of them."""
        text = " ".join(clause.words)
        politely = asked and "please" not in clause.words and not has_a_deed(clause)
        strict = self._strictly(f"{text} please" if politely else text, confidence, context)
        return distinct((*strict, *self._weighed(clause, text, confidence, context)))


def _has_all_apart(parts: Sequence[Sequence[Piece]]) -> bool:
    """ "Everything" is named by one part only; what another names is no more of that."""
    of_all = [any(piece.words == ("everything",) for piece in part) for part in parts]
    return any(of_all) and not all(of_all)


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


def _as_title(wish: Meaning | Reading, text: str, home: Home) -> float:
    """Factor for what is rather a thing than something to hear, enough to ask; and for what is
    only spoken of.
    """
    title = str(wish.slots.get(TITLED, ""))
    if title and is_commented_on(text):
        return UNKNOWN_PLACE
    return RATHER_A_THING if is_rather_a_thing(title, home) else 1.0


def _agreed(intent: str, found: Wishes) -> float:
    """Factor by what the network thinks of the intent, a second opinion beside the rules."""
    if found.other > ALMOST:
        return SURELY_OTHER
    dissents = intent not in ASKING and found.of_intent(intent) < DISSENT
    return ALONE if dissents else 1.0


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


def _asks_before_it_does(readings: Sequence[Reading]) -> bool:
    """ "Is the hall light and the fan off" asks; no part of it is a wish."""
    asking = [reading.intent in ASKING for reading in readings]
    return asking[0] and not all(asking)


def contradict(readings: Sequence[Reading]) -> bool:
    """The same thing set twice: an alarm for six and for seven, a lamp to red and to blue."""
    if _plays_twice(readings):
        return True
    set_to: dict[str, set[str]] = {}
    for reading in readings:
        where = {slot: value for slot, value in reading.slots.items() if slot in TARGET}
        values = {slot: value for slot, value in reading.slots.items() if slot not in TARGET}
        same = f"{reading.intent} {sorted(where.items(), key=str)} {sorted(values)}"
        set_to.setdefault(same, set()).add(f"{sorted(values.items(), key=str)}")
    return any(len(values) > 1 for values in set_to.values()) and not any(
        reading.intent in OF_SEVERAL for reading in readings
    )


def _plays_twice(readings: Sequence[Reading]) -> bool:
    """ "Play what I bought and liked": one player plays one thing, so that it is one wish."""
    where = [
        sorted((slot, str(value)) for slot, value in reading.slots.items() if slot in TARGET)
        for reading in readings
        if reading.intent in PLAYING
    ]
    return any(one == other for one, other in itertools.combinations(where, 2))
