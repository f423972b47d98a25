"""What is put right in the same breath: "set it to twenty, no, nineteen".

Speech repair (Levelt, 1983): what is wrong, words of editing, and what replaces it. The repair
takes the place of the words that it is put for, which makes a whole wish again; or it is one.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.home.model import Home
from assistant.turn import Reading
from assistant.understanding.asides import EXCEPTING, VERBS, Beside, wishes_of
from assistant.understanding.courtesy import without_courtesy
from assistant.understanding.gazetteer import gazetteer_of
from assistant.understanding.past import NEVERMIND
from assistant.understanding.words import words_of

_EDIT = (
    r"(?:no|wait|sorry|hang on|hold on|i mean|i meant|make (?:that|it)|scratch that|rather|oops)"
)
_EDITING = re.compile(
    rf"(?P<wrong>.+?)(?P<stop>\s*[,.;–—]\s*|\s*\.\.\.\s*|\s-\s|\s)"
    rf"(?P<words>(?:(?:um|uh|er|oh|or|actually|but|well|no)\b[\s,]*)*(?:{_EDIT}|actually)\b[\s,]*"
    rf"(?:(?:{_EDIT}|not (?:that|it)|um|uh|er|oh|actually|please)\b[\s,]*)*)(?P<right>\S.*)",
    re.IGNORECASE,
)
_NO_ALONE = re.compile(r"no\W*", re.IGNORECASE)
_STOPS = re.compile(r"[,.;–—-]")
_BEGINNING = frozenset("the my our in on to at turn switch set open close lock play".split())
"""Words after which "no" is no part of what is said: "no light" is, "no the hall" is not."""
_NOT = r"(?:do ?n.t|do not)"
_SMALL = frozenset("oh ah um uh er well so and but please ok okay no hey".split())
_TAKEN_BACK = re.compile(
    rf".*\b(?:(?:no|actually),? (?:wait,? )?{_NOT}(?: (?:bother|do (?:it|that)))?|actually,? no|"
    rf"{_NOT} bother|never ?mind|forget (?:it|that|about (?:it|that))|scratch that|cancel that|"
    rf"scrap that|on second thoughts?(?:,? (?:no|{_NOT}|leave it))?|(?:no,? )?leave it|"
    rf"(?:i am |i.m |just |only )*(?:kidding|joking)|"
    rf"(?:wait|hold on|hang on)(?: (?:a|one) (?:second|sec|minute|moment))?(?=[\s.!]*$))\b"
    r"(?P<after>.*)",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"(?:(?:oh|still|well) )*(?:it|that|this)(?: is|['’]s)(?: still)?(?: \w+){1,3}\W*",
    re.IGNORECASE,
)
_MAKE_IT = re.compile(r"make (?:that|it)\W*", re.IGNORECASE)
_PLACES = frozenset({"area", "floor"})
_JOINS = frozenset({"and", "then"})
MOST_WORDS = 14
MOST_MORE = 2
"""So many words more than it has itself a repair may replace."""


def is_edited(text: str) -> bool:
    """Some of it is put right or taken back in the same breath, or seems so."""
    return _edited(text) is not None or is_taken_back(text)


def taken_back(text: str) -> Reading:
    """Nothing is to be done."""
    return Reading(intent=NEVERMIND, slots={}, probability=0.97, matched_by="remark", text=text)


def is_taken_back(text: str) -> bool:
    """ "Put the kettle on, no don't": nothing is wished any longer; what comes after tells why."""
    found = _TAKEN_BACK.fullmatch(text.strip())
    if found is None or len(text[: found.start("after")].split()) < MOST_MORE:
        return False
    return not VERBS & {word.strip(" ,.!").lower() for word in found["after"].split()}


def repairs_in(text: str, home: Home) -> Iterator[str]:
    """Every wish that the repair may make of the text; first what replaces
    as many words as it has.
    """
    found = _edited(text)
    if found is None:
        return
    right = found["right"].strip(" ,.!").split()
    wrong = without_courtesy(found["wrong"]).replace(",", " ").split()
    if len(wrong) > MOST_WORDS or len(right) > MOST_WORDS:
        return
    if right[0].lower() in VERBS:
        yield from wishes_of(Beside(" ".join(right), " ".join(wrong), apart=True), home)
        return
    kept = _scope_of(wrong, home)
    for replacing in _replacing(right):
        for mended in _put_in(wrong, replacing):
            if kept <= _scope_of(mended, home):
                yield " ".join(mended)


def _replacing(right: Sequence[str]) -> Iterator[list[str]]:
    """What is said instead, and what of it comes before a pause."""
    plain = [word.strip(",") for word in right]
    yield [*right]
    stop = next((at for at, word in enumerate(right, 1) if word.endswith(",")), 0)
    if stop:  # "no, twenty one, twenty one is plenty"
        yield plain[:stop]


def _scope_of(words: Sequence[str], home: Home) -> frozenset[str]:
    """Where something is left out: that it is, and the rooms spoken of, which no repair loses."""
    said = " ".join(words)
    if not EXCEPTING.search(said):
        return frozenset()
    found = gazetteer_of(home).exact(words_of(said))
    return frozenset({"", *(one.named.name for one in found if one.named.kind in _PLACES)})


def _edited(text: str) -> re.Match[str] | None:
    found = _EDITING.fullmatch(text.strip(" .!"))
    right = found["right"].strip(" ,.!").lower().split() if found else []
    if found is None or not right:
        return None
    if {word.strip(" ,.!").lower() for word in found["wrong"].split()} <= _SMALL:
        return None  # "oh no, turn it off": it is of what was said before
    if found["wrong"].lower().split()[-1] in _JOINS and _MAKE_IT.fullmatch(found["words"]):
        return None  # "turn it on and make it twenty": two wishes
    if _STATED.fullmatch(found["wrong"]) and _MAKE_IT.fullmatch(found["words"]):
        return None  # "it is hot, make it twenty": nothing was wrong, it tells why
    paused = _STOPS.search(found["stop"]) or not _NO_ALONE.fullmatch(found["words"])
    return found if paused or right[0] in _BEGINNING else None  # "there is no light"


def _put_in(wrong: Sequence[str], right: Sequence[str]) -> Iterator[list[str]]:
    lengths = range(1, min(len(wrong), len(right) + MOST_MORE) + 1)
    for length in sorted(lengths, key=lambda length: abs(length - len(right))):
        for start in range(len(wrong) - length, -1, -1):
            yield [*wrong[:start], *right, *wrong[start + length :]]
