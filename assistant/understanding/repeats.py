"""What is said twice in one breath: "stove. get the stove up to twenty. twenty, I said".

Who is not sure to be heard says it again, in part or whole, and who begins anew repeats the
beginning (retracing, Levelt, 1983). Once is enough.
"""

import re

from assistant.understanding.words import words_of

_ENDS = re.compile(r"\s*(?:\.{2,}|…|[,.;!?–—])\s*")
_TOLD = re.compile(
    r"^(?:i (?:just )?said|i mean|i told you)\b[\s,]*|[\s,]*\b(?:i (?:just )?said|i tell you|"
    r"like i said|as i said|did you hear(?: me)?|you hear(?: me)?|do not forget(?: mind| now)?|"
    r"don.?t (?:you )?forget(?: mind| now)?|don.?t let me forget)$",
    re.IGNORECASE,
)
_ANEW = re.compile(r"\b(\w+(?: \w+){1,3})(?: \1)+\b", re.IGNORECASE)
_SMALL = re.compile(r"\b(the|a|an|to|in|my|and|can you|could you)(?: \1)+\b", re.IGNORECASE)
_TITLED = re.compile(r"\b(?:play|listen|hear|sing|song|called|say|says|announce|tell)\b", re.I)
"""A title or a message may say anything twice."""
FEWEST_WORDS = 3


def without_repeats(text: str) -> str:
    """The text with everything said once; the text itself where nothing is said twice."""
    if _TITLED.search(text):
        return text
    once = _SMALL.sub(r"\1", _ANEW.sub(r"\1", text))
    parts = [(end, part) for end, part in _parts(once) if words_of(part)]
    told = [words_of(_TOLD.sub("", part)) for _, part in parts]
    kept = [
        part
        for place, part in enumerate(parts)
        if told[place]
        and not any(
            _is_in(told[place], other) and (other != told[place] or later > place)
            for later, other in enumerate(told)
            if later != place
        )
    ]
    if len(kept) == len(parts):
        return once
    rest = "".join(
        f"{end if place else ''}{_TOLD.sub('', part)}" for place, (end, part) in enumerate(kept)
    )
    return rest if len(words_of(rest)) >= FEWEST_WORDS - 1 else text


def _parts(text: str) -> list[tuple[str, str]]:
    """Every part between pauses, with the pause before it."""
    found, start, end = [], 0, ""
    for pause in _ENDS.finditer(text):
        found.append((end, text[start : pause.start()]))
        start, end = pause.end(), pause[0]
    found.append((end, text[start:]))
    return found


def _is_in(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """All of these words, in this order, are a run of the others."""
    length = len(words)
    return any(others[at : at + length] == words for at in range(len(others) - length + 1))
