"""Answers to the assistant's own question: yes, no, the second, the one in the bedroom, both."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from assistant.context import Context
from assistant.home.find import names_of, plain
from assistant.turn import Candidate, Outcome, Reading, Resolution
from assistant.understanding.fragment import clause_of, points, words_said
from assistant.understanding.gazetteer import consonants
from assistant.understanding.lexicon import stem
from assistant.understanding.past import NEVERMIND, open_question
from assistant.understanding.words import words_of

ASKED_AGAIN = "asked again"
"""How a reading that repeats the question was found."""
CERTAIN = 0.97
"""A plain yes to a plain question."""
ALIKE = 80.0
"""Edit similarity in percent from which a word of an answer is a slip for a word of the offer."""
LONGEST = 9
"""Words; a longer text says more than which one."""
_YES = re.compile(
    r"(?:please do|yes|yeah|yep|yup|yea|yeap|sure|ok|okay|right|correct|exactly|confirm(?:ed)?|"
    r"please|affirmative|absolutely|definitely|certainly|indeed|of course|do (?:it|that|so)|"
    r"go ahead|go on|all right|(?:that|this|it) is (?:right|correct|it|the ones|fine|good|perfect)|"
    r"i (?:did|do|am)|i am sure|sounds good|why not|make it so|perfect|good|fine|true|"
    r"that is what i (?:meant|want|wanted|said)|by all means|thanks|thank you)\b\s*"
)
_NO = re.compile(
    r"(?:no way|no|nope|nah|none|neither|cancel|stop|wrong|nevermind|never mind|do not|forget "
    r"(?:it|that|about it)|not (?:that|this|those|it)|not|none of (?:them|those|these)|"
    r"neither of (?:them|those|these)|neither ones|nothing|leave (?:it|that|them)(?: alone| be)?|"
    r"(?:absolutely|certainly|definitely|of course) not|i (?:did|do) not|"
    r"(?:that|this|it) is (?:not(?: it| right| correct)?|wrong)|"
    r"not (?:any|either)(?: of them)?|any of them)\b\s*"
)
_POLITE = frozenset(
    "number "
    "the ones of them those these in on at please that i mean meant it is was my would think "
    "want said thanks thank you would like just maybe probably and well oh um uh er hmm let us say "
    "to guess a an for now then this take use choose pick".split()
)
_PLACES = {
    "first": 0, "1": 0, "former": 0, "1st": 0, "second": 1, "2": 1, "2nd": 1, "third": 2, "3": 2,
    "3rd": 2, "fourth": 3, "4": 3, "last": -1, "latter": -1,
}  # fmt: skip
_ANY = re.compile(r"(?:whatever|any(?: ones)?|either(?: ones)?|you choose|i do not (?:care|mind))$")
_VERBS = frozenset({"act", "turn", "question"})
MOST_TRIED = 5
_BEGINNINGS = frozenset({"the", "both", "all", "not", "no", "um", "uh", "number", *_PLACES})
_ENDINGS = frozenset({"ones", "them", "both", "all", "please", *_PLACES})
"""How an answer is worded that says which one, even when no one is."""


def answered(text: str, context: Context) -> Reading | None:
    """What the text settles, if the assistant asked something and this answers it.

    An answer that settles nothing ("the fourth" of three) has the question asked again.
    """
    question = open_question(context)
    words = words_said(text)
    if question is None or not words:
        return None
    _, outcome, resolution = question
    if outcome.kind == "confirm":
        return _yes_or_no(words, resolution.candidates[0], text, context)
    return _choice(words, resolution.candidates, text, context)


def asked_again(text: str, context: Context) -> Reading | None:
    """The open question once more; None when there is none or it was repeated already."""
    question = open_question(context)
    if question is None or was_repeated(question[2]):
        return None
    return _again(question[1], question[2].candidates, text)


def was_repeated(resolution: Resolution) -> bool:
    return resolution.candidates[0].reading.matched_by == ASKED_AGAIN


def _again(outcome: Outcome, candidates: Sequence[Candidate], text: str) -> Reading:
    first = candidates[0]
    if outcome.kind == "confirm":
        return replace(first.reading, devices=first.devices, matched_by=ASKED_AGAIN, text=text)
    return _among(candidates, text)


def _among(candidates: Sequence[Candidate], text: str) -> Reading:
    """The question with these candidates left."""
    every = tuple(dict.fromkeys(device for one in candidates for device in one.devices))
    return replace(
        candidates[0].reading,
        devices=(),
        among=every,
        matched_by=ASKED_AGAIN,
        probability=CERTAIN,
        text=text,
    )


def is_yes(words: Sequence[str], more: frozenset[str] = frozenset()) -> bool:
    """Nothing but consent, and at most words that the question had itself."""
    rest, found = _without(_YES, words)
    return found and all(word in _POLITE or stem(word) in more for word in rest)


def is_no(words: Sequence[str]) -> bool:
    """Nothing but refusal."""
    words = [word for word in words if word not in ("please", "but", "sorry", "um", "uh")]
    rest, found = _without(_NO, words)
    if not found:
        return False
    rest, _ = _without(_YES, rest)  # "no thanks", "no that is all right"
    return all(word in _POLITE for word in rest)


def _without(pattern: re.Pattern[str], words: Sequence[str]) -> tuple[list[str], bool]:
    """The words after what the pattern takes from their beginning, again and again."""
    spoken = " ".join(words)
    found = False
    while match := pattern.match(spoken):
        spoken, found = spoken[match.end() :], True
    return spoken.split(), found


def _yes_or_no(
    words: tuple[str, ...], candidate: Candidate, text: str, context: Context
) -> Reading | None:
    if is_no(words):
        return _nevermind(text)
    own = frozenset(stem(word) for word in words_of(candidate.reading.text))
    if is_yes(words, own | _offered_words(candidate, context)):
        return _settled(candidate, candidate.devices, text)
    return None


def _choice(
    words: tuple[str, ...], candidates: tuple[Candidate, ...], text: str, context: Context
) -> Reading | None:
    if is_no(words):
        return _nevermind(text)
    spoken = " ".join(word for word in words if word not in ("please", "um", "uh"))
    if _ANY.match(spoken):
        return replace(_settled(candidates[0], candidates[0].devices, text), exact=False)
    if len(words) > LONGEST:
        return None
    wanted, rejected = _sides(words)
    chosen = _chosen(wanted, candidates, context) if wanted else list(candidates)
    if rejected and chosen is not None:
        refused = _chosen(rejected, candidates, context)
        chosen = [one for one in chosen if one not in refused] if refused else None
    if not chosen:
        return _among(candidates, text) if _tries(words, candidates, context) else None
    several = len(_parts(wanted)) > 1 or bool({"all", "both", "everything"} & set(wanted))
    if len(chosen) > 1 and not several:
        return _among(chosen, text)
    devices = tuple(dict.fromkeys(device for one in chosen for device in one.devices))
    return _settled(chosen[0], devices, text)


def _sides(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """What is wanted, and what is not: "not the kitchen one", "all but the first"."""
    plain_words = list(words)
    while plain_words and plain_words[0] in ("no", "nope", "sorry", "oh"):
        plain_words = plain_words[1:]
    for mark in ("not", "except", "but"):
        if mark in plain_words:
            place = plain_words.index(mark)
            return plain_words[:place], plain_words[place + 1 :]
    return plain_words, []


def _parts(words: Sequence[str]) -> list[list[str]]:
    """Cut at "and"; small words count for nothing."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word in ("and", "plus"):
            parts.append([])
        elif word not in _POLITE:
            parts[-1].append(word)
    return [part for part in parts if part]


def _chosen(
    words: Sequence[str], candidates: Sequence[Candidate], context: Context
) -> list[Candidate] | None:
    """The candidates that the words point at; None when a part of them points at no one."""
    chosen: list[Candidate] = []
    parts = _parts(words)
    if not parts:
        return None
    for part in parts:
        found = _by_place(part, candidates) or _by_name(part, candidates, context)
        if not found:
            return None
        chosen += [one for one in found if one not in chosen]
    return chosen


def _by_place(part: Sequence[str], candidates: Sequence[Candidate]) -> list[Candidate]:
    count = len(candidates)
    number = {"both": 2, "2": 2, "3": 3, "4": 4}
    if part[0] in ("all", "everything", "both"):
        said = number.get(part[0]) or number.get(part[1] if len(part) > 1 else "", count)
        return list(candidates) if said == count else []
    if len(part) != 1 or part[0] not in (*_PLACES, "middle"):
        return []
    if part[0] == "middle":
        return [candidates[count // 2]] if count % 2 else []
    place = _PLACES[part[0]]
    return [candidates[place]] if place < count else []


def _by_name(
    part: Sequence[str], candidates: Sequence[Candidate], context: Context
) -> list[Candidate]:
    """Those whose name, room or floor has all the words, spelled so or nearly so."""
    asked = {stem(word) for word in words_of(candidates[0].reading.text)}
    offers = [(one, _offered_words(one, context)) for one in candidates]
    known = frozenset().union(*(offered for _, offered in offers))
    words = [stem(word) for word in part]
    telling = [word for word in words if word in known or word not in asked]
    if not telling:
        return []
    exact = [one for one, offered in offers if all(word in offered for word in telling)]
    if exact or all(word in known for word in telling):
        return _tightest(exact, telling, offers)
    if any(_is_command(word) for word in telling):
        return []
    return [one for one, offered in offers if _nearly(telling, offered)]


def _tightest(
    exact: list[Candidate], telling: list[str], offers: list[tuple[Candidate, frozenset[str]]]
) -> list[Candidate]:
    """Of several that have the words: the one that has no other, "the lamp" of "desk lamp"."""
    if len(exact) < 2:
        return exact
    tight = [one for one, offered in offers if one in exact and offered == set(telling)]
    return tight if len(tight) == 1 else exact


def _nearly(said: Sequence[str], offered: frozenset[str]) -> bool:
    """Slips of the recogniser: "bedrum", "bed room"."""
    runs = [list(said), ["".join(said)]]
    runs += [
        [*said[:at], f"{said[at]}{said[at + 1]}", *said[at + 2 :]] for at in range(len(said) - 1)
    ]
    return any(all(any(_alike(a, b) for b in offered) for a in run) for run in runs)


def _alike(one: str, other: str) -> bool:
    if len(one) < 4 or len(other) < 4:
        return one == other
    return fuzz.ratio(one, other) >= ALIKE or consonants(one) == consonants(other)


def _is_command(word: str) -> bool:
    return word in ("on", "off", "turn", "switch", "set", "open", "close", "what", "is", "play")


def _tries(words: Sequence[str], candidates: Sequence[Candidate], context: Context) -> bool:
    """It is worded like an answer: "the purple one", "the fourth"."""
    if len(words) <= MOST_TRIED and words[0] in _BEGINNINGS and words[-1] in _ENDINGS:
        clause = clause_of(words, context)
        first = next((p for p in clause.pieces if not p.has("filler") and not p.has("prep")), None)
        verb = first is not None and any(tag.kind in _VERBS for tag in first.tags)
        offered = {device for one in candidates for device in one.devices}
        names = {mention.named.name for mention in clause.mentions("device")}
        others = names - {context.home.device_by_id[d].name for d in offered}
        return not verb and not others and not (points(clause) and clause.has("and"))
    return False


def _offered_words(candidate: Candidate, context: Context) -> frozenset[str]:
    """Words that belong to a candidate: its names, its room, its floor."""
    home = context.home
    words: set[str] = set()
    for device_id in candidate.devices:
        device = home.device_by_id.get(device_id)
        if device is None:
            continue
        area = home.area_by_id.get(device.area or "")
        floor = home.floor_by_id.get(area.floor or "") if area else None
        for thing in (device, area, floor):
            for name in names_of(thing) if thing else ():
                words.update(stem(word) for word in words_of(plain(name)))
    return frozenset(words)


def _settled(candidate: Candidate, devices: tuple[str, ...], text: str) -> Reading:
    return replace(
        candidate.reading,
        devices=devices,
        among=(),
        probability=CERTAIN,
        matched_by="answer",
        exact=True,
        text=text,
    )


def _nevermind(text: str) -> Reading:
    return Reading(intent=NEVERMIND, slots={}, probability=CERTAIN, matched_by="answer", text=text)
