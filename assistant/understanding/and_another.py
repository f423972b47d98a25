"""Two steps in one breath, the first of them about what was just done: "turn that back off and put
on the big light instead", "shut them then, and the ones in the back room".

Both are done or neither.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.context import Context
from assistant.turn import Reading
from assistant.understanding.asides import VERBS
from assistant.understanding.corrections import Read
from assistant.understanding.fragment import pointed_at, retargeted, words_said
from assistant.understanding.past import deeds
from assistant.understanding.references import is_pointer
from assistant.understanding.slots import takes_any_words
from assistant.understanding.sureness import SURE
from assistant.understanding.when import planned_in
from assistant.understanding.words import words_of

_JOINED = re.compile(r"\s*,?\s+and\s+(?:then\s+|also\s+)?", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:it|that|them|those|these|this)\b", re.IGNORECASE)
_INSTEAD = re.compile(r"[\s,]+(?:instead|too|as well|also|please|rather)\W*$", re.IGNORECASE)
_LET_BE = frozenset({"leave", "keep"})


def and_another(
    text: str, context: Context, read: Read, follows: Callable[[str], Reading | None]
) -> Reading | None:
    """Both steps as one reading; None where either is unclear, or for another time."""
    halves = _JOINED.split(text)
    if len(halves) != 2 or not _POINTS.search(halves[0]) or planned_in(text, context) is not None:
        return None
    first = follows(halves[0])
    if first is None or first.matched_by not in ("reference", "correction") or not first.devices:
        return None
    second = _the_same(halves[1], first, context) or _anew(halves[1], read)
    if second is None or second.probability < SURE:
        return None
    parts = (replace(part, text=text) for part in (*first.also, replace(second, also=())))
    return replace(
        first,
        text=text,
        probability=min(first.probability, second.probability),
        exact=first.exact and second.exact,
        also=(*parts, *second.also),
    )


def _the_same(said: str, first: Reading, context: Context) -> Reading | None:
    """ "... and the ones in the back room": what is done to the first is done to these."""
    before = next(deeds(context), None)
    if before is None:
        return None
    deed = replace(before, reading=first, devices=first.devices)
    clause = pointed_at(words_said(_INSTEAD.sub("", said)), deed, context)
    if first.slots.get("turn") or not is_pointer(clause):
        return None
    return retargeted(deed, clause, context, said)


def _anew(said: str, read: Read) -> Reading | None:
    """A whole wish of its own, which says what is to be done."""
    wish = _INSTEAD.sub("", said)
    first = words_of(wish)[:1]
    if not first or first[0] not in VERBS or first[0] in _LET_BE or _POINTS.search(wish):
        return None
    found = next(iter(read(wish)), None)
    return None if found is None or takes_any_words(found) else found
