"""What a clause may mean, by every way of reading it, and what the rules make of each meaning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.context import Context
from assistant.understanding.accounting import (
    accounted,
    is_by_topic,
    likeness_of_titles,
    says_where_to,
    with_its_time,
)
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import Meaning
from assistant.understanding.questions import questions
from assistant.understanding.rules import meanings
from assistant.understanding.topics import FILLERS, topics
from assistant.understanding.topics.playing import LISTENING
from assistant.understanding.topics.title import UNKNOWN as UNHEARD
from assistant.understanding.weighing import (
    UNKNOWN_PLACE,
    Weight,
    leaves_out_its_room,
    weigh,
    weigh_topic,
)
from assistant.understanding.wishes.evidence import Source
from assistant.understanding.wishes.model import Wishes
from assistant.understanding.wishes.sense import ANY_WORDS, OF_WHAT_PLAYS, fits, makes_sense
from assistant.understanding.words import words_of
from assistant.wordpiece import plain_words

EXACT = 0.98
"""Likeness from which on a name was heard as it is."""
EQUAL = 0.99
"""Meanings this near to the best are as good."""
BY_WORDS = Weight(prior=0.9, certainty=1.0)
"""Of a wish whose words need no account."""
TITLED = "search_query"
LONG_TITLE = 5
SAME_TITLE = 0.5
SWITCHING = OF_WHAT_PLAYS | {"HassTurnOn", "HassTurnOff", "HassLightSet"}
"""What the network takes for one another where rules have read every word."""
ONLY_A_TITLE = 0.6
"""Factor for a title without a word that says what to do with it; enough to ask."""
NO_LIST = 0.4
"""Factor where nothing is said of a list that something is to go on."""
LIKELY = 0.4
"""Wishes that are less probable are not looked into."""
ALONE = 0.7
"""Factor for what the rules alone find: enough to ask whether it is meant, not to do it."""
RIVAL = 0.5
"""Factor for meanings after the first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One meaning and where it comes from."""

    meaning: Meaning
    source: Source
    weight: Weight
    shared: int = 1
    """How many that cannot all be meant are as good."""


def candidates_of(
    clause: Clause, text: str, found: Wishes, context: Context
) -> Iterator[Candidate]:
    """What the rules over pieces make of it, those over topics, and the likeliest wishes."""
    framed = list(_framed(clause, context))
    yield from framed
    whole = not clause.unexplained
    named = whole and any(_is_named(one.meaning) for one in framed)
    told = whole and any(says_of_what(one.meaning, clause) for one in framed)
    for one in (*_by_topic(clause, text, found, context), *_wished(clause, text, found, context)):
        titled = named and TITLED in one.meaning.slots  # "start the movie night scene"
        if not titled and not (told and one.source == "wish" and one.meaning.intent in SWITCHING):
            yield one


def says_of_what(meaning: Meaning, clause: Clause) -> bool:
    """A thing is said, and an amount or a way for it: "speakers off", "a touch warmer"."""
    if meaning.target is None or meaning.target.said not in ("name", "thing"):
        return False
    spoken_of = bool(clause.things or clause.steps) or any(clause.mentions("device"))
    return spoken_of and meaning.act_said and meaning.certainty == 1.0


def _is_named(meaning: Meaning) -> bool:
    return meaning.target is not None and meaning.target.said == "name"


def _by_topic(clause: Clause, text: str, found: Wishes, context: Context) -> Iterator[Candidate]:
    for meaning in topics(clause, text, context):
        yield Candidate(meaning, "topic", by_words(meaning, clause, found))


def _wished(clause: Clause, text: str, found: Wishes, context: Context) -> Iterator[Candidate]:
    for wish in found.likely(LIKELY):
        filler = FILLERS.get(wish) or FILLERS.get(wish.partition(":")[0])
        filler = filler if makes_sense(wish, clause) else None
        filled = filler(clause, text, context) if filler else None
        if filled is not None and fits(filled, clause, found):
            yield Candidate(filled, "wish", by_words(filled, clause, found))


def by_words(meaning: Meaning, clause: Clause, found: Wishes) -> Weight:
    """Of what was found by a few words, or by the wish alone."""
    title = str(meaning.slots.get(TITLED, ""))
    if UNHEARD & {*plain_words(title)} or _is_sentence(title, found):
        return replace(BY_WORDS, certainty=ALONE)
    if title and _is_only(title, clause):
        return replace(BY_WORDS, certainty=ONLY_A_TITLE)
    if title and leaves_out_its_room(meaning, clause):
        return replace(BY_WORDS, certainty=UNKNOWN_PLACE)
    if not says_where_to(meaning, clause):
        return replace(BY_WORDS, prior=BY_WORDS.prior * NO_LIST)
    if meaning.intent in ANY_WORDS or meaning.slots.get("domain") == "alarm_clock":
        return BY_WORDS
    known = accounted(clause, meaning, found.title)
    return weigh_topic(meaning, known) if is_by_topic(meaning) else weigh(meaning, known)


def _is_only(title: str, clause: Clause) -> bool:
    """Nothing else is said: "fifty shades of grey" may be spoken of, and not to be played."""
    words = {*words_of(title)}
    return bool(clause.pieces) and all(
        words.issuperset(piece.words) or (piece.has("filler") and LISTENING.isdisjoint(piece.words))
        for piece in clause.pieces
    )


def _is_sentence(title: str, found: Wishes) -> bool:
    """So many words that the network sees another title in: there is more in them than a title."""
    return len(title.split()) >= LONG_TITLE and likeness_of_titles(title, found.title) < SAME_TITLE


def _framed(clause: Clause, context: Context) -> Iterator[Candidate]:
    """The fullest meaning first; those after it are its rivals."""
    clause = with_its_time(clause, context.home)
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
            yield Candidate(meaning, source, weight, shared)
        else:
            yield Candidate(meaning, source, replace(weight, prior=RIVAL * weight.prior))


def _disagree(found: Sequence[Meaning]) -> bool:
    """Readings that point at different kinds of thing cannot all be meant."""
    return len({str(meaning.slots.get("domain")) for meaning in found}) > 1
