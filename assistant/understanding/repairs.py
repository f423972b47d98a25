"""What is put right in the same breath: "set it to twenty, no, nineteen".

Speech repair (Levelt, 1983): what is wrong, words of editing, and what replaces it. The repair
takes the place of the words that it is put for, which makes a whole wish again; or it is one.
What is told beside it, before or after, and what it refuses, is no part of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.home.find import names_in
from assistant.home.model import Home
from assistant.turn import Reading, Value
from assistant.understanding.asides import CHANGING, EXCEPTING, VERBS, Beside, is_told, wishes_of
from assistant.understanding.courtesy import without_courtesy, without_vocative
from assistant.understanding.editing_words import (
    MAKE_IT,
    MEANT,
    MISTAKEN,
    NO,
    THOUGHT_AGAIN,
    WAIT,
)
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.lexicon import lexicon
from assistant.understanding.past import NEVERMIND
from assistant.understanding.segment import Piece, segment
from assistant.understanding.sufficing import as_amount
from assistant.understanding.words import words_of

_DROPS = (
    rf"(?:(?:scratch|scrap|cancel|strike) (?:that|it)|forget (?:it|that)|{THOUGHT_AGAIN}|"
    r"never ?mind)"
)
"""Ends what was wished, unless something is named in its place."""
_EDIT = rf"(?:{NO}|{WAIT}|sorry|{MEANT}|{MAKE_IT}|rather|w?h?oops|{MISTAKEN}|{_DROPS})"
_HESITATING = r"(?:um|uh|er|ehm?|oh|och|ach|god|or|actually|but|well|hm+|please|not (?:that|it))"
_EDITING = re.compile(
    rf"(?P<wrong>.+?)(?P<stop>\s*[,.;–—]+\s*|\s-\s|\s)"
    rf"(?P<words>(?:{_HESITATING}\b[\s,]*)*(?:{_EDIT}|actually)\b[\s,.]*"
    rf"(?:(?:{_EDIT}|{_HESITATING})\b[\s,.]*)*)(?P<right>\S.*)",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"(?P<wrong>.+)(?P<stop>\s*[,.;–—]+\s*)(?P<words>(?:(?:um|uh|er|oh)\b[\s,]*)*)"
    rf"(?P<right>[^,.;–—]+?) (?:{MEANT}|rather|i should say)",
    re.IGNORECASE,
)
""" "..., the front door I mean": what tells that it is a repair comes last."""
_NO_ALONE = re.compile(r"(?:no|nah|naw)\W*", re.IGNORECASE)
_STOPS = re.compile(r"[,.;–—-]")
_PAUSE = re.compile(r"\s*[,.;!?–—]+\s*")
_BEGINNING = frozenset("the my our in on to at not turn switch set open close lock play".split())
"""Words after which "no" is no part of what is said: "no light" is, "no the hall" is not."""
_NOT = r"(?:do ?n.t|do not)"
_SMALL = frozenset("oh ah um uh er well so and but please ok okay no hey".split())
_TAKEN_BACK = re.compile(
    rf"(?P<before>.*)\b(?:(?:no|actually),? (?:wait,? )?{_NOT}(?: (?:bother|do (?:it|that)))?|"
    rf"actually,? no|{_NOT} bother|{_DROPS}(?:,? (?:no|{_NOT}|leave it))?|"
    rf"forget about (?:it|that)|(?:no,? )?leave it|(?:i am |i.m |just |only )*(?:kidding|joking)|"
    rf"(?:wait|hold on|hang on)(?: (?:a|one) (?:second|sec|minute|moment))?(?=[\s.!]*$))\b"
    r"(?P<after>.*)",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?!(?:i|we|you)\b)[\w'’]+ (?:said|says|told|tells|wants|asked|asks|goes|went|thinks|"
    r"reckons)\b",
    re.IGNORECASE,
)
"""Whose words they are: what is taken back in a tale is no wish of whoever tells it."""
_DOING_SO = r"(?: (?:do|does|did|will|would|may|might|can|could|always|often|ever|never|only))*"
_WHO_DOES = re.compile(rf"\b(?:he|she|they){_DOING_SO} $", re.IGNORECASE)
_WHO_FORGETS = re.compile(
    rf"\b(?:he|she|they|we|you|i|who|people)(?:['’](?:ll|d))?{_DOING_SO} $", re.IGNORECASE
)
_STATED = re.compile(
    r"(?:(?:oh|still|well) )*(?:it|that|this)(?: is|['’]s)(?: still)?(?: \w+){1,3}\W*",
    re.IGNORECASE,
)
_MAKE_IT = re.compile(rf"{MAKE_IT}\W*", re.IGNORECASE)
_REFUSED = re.compile(r"(?:not|leave|keep|forget|never|do ?n.t|do not)\b", re.IGNORECASE)
_ONLY = re.compile(r"^(?:(?:just|only|so|and|the one (?=in|on|at))\b\s*)+", re.IGNORECASE)
_ALONE = re.compile(r"(?:just|only)\b", re.IGNORECASE)
_AFTER_IT = re.compile(r"(?: (?:actually|instead|please|i mean|rather|then|only))+$", re.IGNORECASE)
_OF_A_REPAIR = ("thing", "number", "unit", "color", "white", "level", "part")
_BESIDE_IT = (*_OF_A_REPAIR, "filler", "prep", "attr")
_ONE = re.compile(r"\b(?P<which>\w+(?: \w+)*) (?P<one>ones?)\b", re.IGNORECASE)
_PLACES = frozenset({"area", "floor"})
_ALL = frozenset("all every each both everything".split())
_AT_ONCE = re.compile(
    r"(?:(?:do it|just|right) )*(?:now|straight away|right away|at once)\W*", re.I
)
_JOINS = frozenset({"and", "then"})
_REFUSES = frozenset("no nah naw nope wait hang hold scratch scrap cancel forget".split())
MOST_WORDS = 14
ASKED_AGAIN = 16
"""Texts of one request, of which several steps ask whether they are edited."""
MOST_MORE = 2
"""So many words more than it has itself a repair may replace."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A wish that is whole again."""

    wish: str
    parts: tuple[str, str]
    """What was said first, and what replaces some of it."""

    def keeps_whole(self, item: str) -> bool:
        """An item is what was said at once, and not made of words from both."""
        one, other = (f" {' '.join(words_of(part))} " for part in self.parts)
        items = (" ".join(words_of(each)) for each in re.split(r",|\band\b", item))
        return all(f" {each} " in one or f" {each} " in other for each in items if each)


def is_edited(text: str) -> bool:
    """Some of it is put right or taken back in the same breath, or seems so."""
    return _edited(text) is not None or is_taken_back(text)


def taken_back(text: str) -> Reading:
    """Nothing is to be done."""
    return Reading(intent=NEVERMIND, slots={}, probability=0.97, matched_by="remark", text=text)


def _is_told_of_somebody(before: str, taking: str) -> bool:
    """ "He does forget it": of whom it is told, nobody's wish is taken back."""
    who = _WHO_DOES if "forget" not in taking.lower() else _WHO_FORGETS
    return bool(who.search(before))


def is_taken_back(text: str) -> bool:
    """ "Put the kettle on, no don't": nothing is wished any longer; what comes after tells why."""
    found = _TAKEN_BACK.fullmatch(text.strip())
    if found is None or len(text[: found.start("after")].split()) < MOST_MORE:
        return False
    if _OF_OTHERS.search(found["before"]):
        return False
    if _is_told_of_somebody(found["before"], text[found.end("before") : found.start("after")]):
        return False
    return not VERBS & {word.strip(" ,.!").lower() for word in found["after"].split()}


def at_once(text: str) -> str | None:
    """ "..., no, now": the wish whose time is taken back."""
    found = _edited(text)
    return found["wrong"] if found and _AT_ONCE.fullmatch(found["right"]) else None


def refuses(text: str) -> bool:
    """What was said first may not be wished any more."""
    found = _edited(text)
    return found is not None and bool(_REFUSES & {*words_of(found["words"])})


def repairs_in(text: str, home: Home) -> Iterator[Repair]:
    """Every wish that the repair may make of the text; first what replaces
    as many words as it has.
    """
    found = _edited(text)
    if found is None or _OF_OTHERS.search(found["wrong"]):
        return
    first = without_courtesy(without_vocative(found["wrong"].strip(" ,.")))
    right = _last_of(found["right"].strip(" ,.!"), home)
    wrong = first.replace(",", " ").split()
    if len(wrong) > MOST_WORDS or len(right.split()) > MOST_WORDS:
        return
    whole = _without_refusal(right, home)
    if whole.split()[0].lower() in VERBS | CHANGING:
        for wish in wishes_of(Beside(whole, " ".join(wrong), apart=True), home):
            yield Repair(wish, (first, right))
        return
    kept = _scope_of(wrong, home)
    closed = is_taken_back(text) or found.re is _AFTERWARDS
    alone = bool(_ALONE.match(whole))
    for replacing in _replacing(_in_full(whole, wrong, home), home, only_bare=closed):
        for mended in _put_in(wrong, replacing.split(), home):
            if alone and _things(mended, home) > max(1, _things(replacing.split(), home)):
                continue  # "the lamp and the fan, no, just the heater"
            if kept <= _scope_of(mended, home):
                yield Repair(without_courtesy(" ".join(mended)), (first, replacing))


def _last_of(right: str, home: Home) -> str:
    """Of several repairs the last: "no thirty, no forty", "no, it's freezing, make it twenty"."""
    further = _EDITING.fullmatch(right)
    if further is None or not _is_repair(further):
        return right
    last = _last_of(further["right"].strip(" ,.!"), home)
    named = any(is_bare(as_amount(part), home) for part in _PAUSE.split(last))
    return last if named or last.partition(" ")[0].lower() in VERBS else right


def _without_refusal(right: str, home: Home) -> str:
    """ "Leave the lamp, turn on the fan", "not the hall the lamp": what is refused is no wish."""
    rest = _without_reason(right)
    if rest.lower().startswith("not ") and not _PAUSE.search(rest):
        words = words_of(rest)
        pieces = segment(words, gazetteer_of(home))
        named = [piece for piece in pieces if piece.mentions or piece.has("thing")]
        return " ".join(words[named[0].end :]) if len(named) > 1 else rest
    while _REFUSED.match(rest) and (pause := _PAUSE.search(rest)) and rest[pause.end() :]:
        rest = rest[pause.end() :]
    return rest


def _without_reason(right: str) -> str:
    """ "Mum is sleeping, take it down": why it is put right, before what is wished instead."""
    pause = _PAUSE.search(right)
    if pause is None or not is_told(right[: pause.start()]):
        return right
    rest = right[pause.end() :]
    return rest if {*words_of(rest)[:1]} & (VERBS | CHANGING) else right


def _in_full(right: str, wrong: Sequence[str], home: Home) -> str:
    """ "The reading one" of lights is the reading lamp, where one is called so."""
    said = _ONE.search(right)
    kinds = {kind for word in wrong for kind in _kinds(word)}
    if said is None:
        return right
    which = words_of(said["which"])
    for name in names_in(home):
        words = words_of(name)
        if words[:-1] == which[-len(words) + 1 :] and kinds & _kinds(words[-1]):
            return f"{right[: said.start('one')]}{words[-1]}{right[said.end('one') :]}"
    return right


def _kinds(word: str) -> frozenset[Value]:
    tags = lexicon().get(words_of(word), ())
    return frozenset(tag.value for tag in tags if tag.kind == "thing")


def _replacing(right: str, home: Home, *, only_bare: bool) -> Iterator[str]:
    """What is said instead: the one thing or amount that is only named; else all of it, or what
    comes before a pause.
    """
    parts = [_ONLY.sub("", _AFTER_IT.sub("", part)) for part in _PAUSE.split(right)]
    bare = [as_amount(part) for part in parts if is_bare(as_amount(part), home)]
    if len(bare) == 1:
        yield bare[0]
    if only_bare:
        return
    yield right
    if "," in right:  # "no, twenty one, twenty one is plenty"
        yield right.partition(",")[0]


def is_bare(said: str, home: Home) -> bool:
    """A thing, a room, an amount, on or off, and nothing that is said of it."""
    pieces = segment(words_of(said), gazetteer_of(home))
    return all(_is_any(piece, _BESIDE_IT) for piece in pieces) and any(
        _is_any(piece, _OF_A_REPAIR) for piece in pieces
    )


def _is_any(piece: Piece, kinds: Sequence[str]) -> bool:
    return bool(piece.mentions) or any(map(piece.has, kinds))


def _scope_of(words: Sequence[str], home: Home) -> frozenset[str]:
    """Where something is left out: that it is, and the rooms spoken of, which no repair loses."""
    said = " ".join(words)
    if not EXCEPTING.search(said):
        return frozenset()
    found = gazetteer_of(home).exact(words_of(said))
    return frozenset({"", *(one.named.name for one in found if one.named.kind in _PLACES)})


@lru_cache(maxsize=ASKED_AGAIN)
def _edited(text: str) -> re.Match[str] | None:
    spoken = text.strip(" .!")
    found = _EDITING.fullmatch(spoken) or _AFTERWARDS.fullmatch(spoken)
    if found is None or not found["right"].strip(" ,.!"):
        return None
    if _is_told_of_somebody(f"{found['wrong']} ", found["words"]):
        return None
    if {word.strip(" ,.!").lower() for word in found["wrong"].split()} <= _SMALL:
        return None  # "oh no, turn it off": it is of what was said before
    if found["wrong"].lower().split()[-1] in _JOINS and _MAKE_IT.fullmatch(found["words"]):
        return None  # "turn it on and make it twenty": two wishes
    if _STATED.fullmatch(found["wrong"]) and _MAKE_IT.fullmatch(found["words"]):
        return None  # "it is hot, make it twenty": nothing was wrong, it tells why
    return found if _is_repair(found) else None


def _is_repair(found: re.Match[str]) -> bool:
    """ "There is no light" puts nothing right."""
    paused = _STOPS.search(found["stop"]) or not _NO_ALONE.fullmatch(found["words"])
    return bool(paused) or found["right"].split()[0].lower() in _BEGINNING


def _put_in(wrong: Sequence[str], right: Sequence[str], home: Home) -> Iterator[list[str]]:
    """Some of what was wrong replaced; what is one thing is put in place of all of them."""
    if right[0].lower() == "in" and not _rooms(wrong, home):
        yield [*wrong, *right]
    one = not _ALL & {*right} and bool(_things(right, home))
    for mended in _replaced(wrong, right):
        if not one or not _ALL & {word.lower() for word in mended}:
            yield mended


def _pieces(words: Sequence[str], home: Home) -> Sequence[Piece]:
    return segment(words_of(" ".join(words)), gazetteer_of(home))


def _things(words: Sequence[str], home: Home) -> int:
    return sum(bool(piece.names("device")) or piece.has("thing") for piece in _pieces(words, home))


def _rooms(words: Sequence[str], home: Home) -> bool:
    return any(piece.names("area") for piece in _pieces(words, home))


def _replaced(wrong: Sequence[str], right: Sequence[str]) -> Iterator[list[str]]:
    lengths = range(1, min(len(wrong), len(right) + MOST_MORE) + 1)
    for length in sorted(lengths, key=lambda length: abs(length - len(right))):
        for start in range(len(wrong) - length, -1, -1):
            yield [*wrong[:start], *right, *wrong[start + length :]]
