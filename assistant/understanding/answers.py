"""Answers to the assistant's own question: yes, no, the second, the one in the bedroom, both."""

from dataclasses import replace

from assistant.context import Context
from assistant.home.find import names_of, plain
from assistant.turn import Candidate, Outcome, Reading, Resolution, Slots
from assistant.understanding.words import words_of

NEVERMIND = "HassNevermind"
YES = frozenset(
    "yes yeah yep yup sure ok okay right correct exactly confirm please affirmative".split()
)
NO = frozenset("no nope nah neither none cancel stop wrong nevermind".split())
_YES_PHRASES = ("do it", "go ahead", "go on", "all right", "that is right", "of course", "i did")
_NO_PHRASES = ("never mind", "do not", "forget it", "not that", "none of them", "leave it")
_ALL = frozenset("both all everything".split())
_ORDINALS = {
    "first": 0, "1": 0, "former": 0, "second": 1, "2": 1, "third": 2, "3": 2, "fourth": 3,
    "4": 3, "last": -1, "latter": -1,
}  # fmt: skip
_FILLER = frozenset(
    "the one ones of them in on at please that i mean meant it is was my i'd thanks thank you "
    "light lamp room and a".split()
)
CERTAIN = 0.97
"""A plain yes to a plain question."""


def answer_in(text: str, context: Context) -> Reading | None:
    """What the text settles, if the latest turn asked something and this answers it."""
    if not context.history:
        return None
    last = context.history[-1]
    outcome, resolution = last.last(Outcome), last.last(Resolution)
    if outcome is None or resolution is None or outcome.kind not in ("clarify", "confirm"):
        return None
    words = words_of(text)
    if not words:
        return None
    if outcome.kind == "confirm":
        return _yes_or_no(words, resolution.candidates[0], text)
    return _choice(words, resolution.candidates, text, context)


def _yes_or_no(words: tuple[str, ...], candidate: Candidate, text: str) -> Reading | None:
    spoken = " ".join(words)
    if _says(spoken, words, NO, _NO_PHRASES):
        return _nevermind(text)
    if _says(spoken, words, YES, _YES_PHRASES):
        return _settled(candidate, candidate.devices, text)
    return None


def _says(
    spoken: str, words: tuple[str, ...], single: frozenset[str], phrases: tuple[str, ...]
) -> bool:
    """The words are the answer and little else; a whole new command is no answer."""
    if any(spoken.startswith(phrase) for phrase in phrases):
        return len(words) <= 5
    return words[0] in single and len(words) <= 4


def _choice(
    words: tuple[str, ...], candidates: tuple[Candidate, ...], text: str, context: Context
) -> Reading | None:
    if _says(" ".join(words), words, NO, _NO_PHRASES):
        return _nevermind(text)
    content = [word for word in words if word not in _FILLER]
    if content and all(word in _ALL for word in content):
        every = tuple(device for candidate in candidates for device in candidate.devices)
        return _settled(candidates[0], every, text)
    if len(content) == 1 and content[0] in _ORDINALS:
        place = _ORDINALS[content[0]]
        if -1 <= place < len(candidates):
            return _settled(candidates[place], candidates[place].devices, text)
        return None
    return _named(words, candidates, text, context)


def _named(
    words: tuple[str, ...], candidates: tuple[Candidate, ...], text: str, context: Context
) -> Reading | None:
    """The one candidate whose name or room has all the words that were said."""
    said = set(words) - _FILLER or set(words) - {"the", "one", "please"}
    fitting = [
        candidate for candidate in candidates if said and said <= _words_of(candidate, context)
    ]
    return _settled(fitting[0], fitting[0].devices, text) if len(fitting) == 1 else None


def _words_of(candidate: Candidate, context: Context) -> set[str]:
    home = context.home
    words: set[str] = set()
    for device_id in candidate.devices:
        device = home.device_by_id.get(device_id)
        if device is None:
            continue
        area = home.area_by_id.get(device.area or "")
        for name in (*names_of(device), *(names_of(area) if area else ())):
            words.update(words_of(plain(name)))
    return words


def _settled(candidate: Candidate, devices: tuple[str, ...], text: str) -> Reading:
    return replace(
        candidate.reading,
        devices=devices,
        probability=CERTAIN,
        matched_by="answer",
        exact=True,
        text=text,
    )


def _nevermind(text: str) -> Reading:
    slots: Slots = {}
    return Reading(
        intent=NEVERMIND, slots=slots, probability=CERTAIN, matched_by="answer", text=text
    )
