"""Another amount for what was just set, among other words: "scratch that, twenty one's fine".

Said plainly, as "no, twenty one", a correction understands it. The other words only tell why: they
take back, refuse, judge what was done, or are an aside.
"""

import re

from assistant.context import Context
from assistant.understanding.asides import is_told
from assistant.understanding.clause import Clause
from assistant.understanding.editing_words import MEANT, MISTAKEN, NO, THOUGHT_AGAIN, WAIT
from assistant.understanding.exclaimed import is_cried
from assistant.understanding.fragment import LEVEL_SLOT, NUMBERS, clause_of
from assistant.understanding.past import Deed, corrected
from assistant.understanding.sufficing import as_amount
from assistant.understanding.words import words_of

_PAUSE = re.compile(r"\s*(?:[,;!?–—]+|\.(?!\d))\s*")
_TAKING_BACK = (
    r"(?:(?:och|oh|ah|uh|um|er|hmm|well|but|and|so|just|sorry|please|then|instead|dear|love)\b|"
    rf"{NO}|{WAIT}|actually|oops|(?:scratch|scrap|forget|cancel) (?:that|it)|"
    rf"{THOUGHT_AGAIN}|i changed my mind|{MEANT}|i said|{MISTAKEN})\b"
)
_LEAD = re.compile(rf"^(?:{_TAKING_BACK}\s*)+", re.IGNORECASE)
_TAIL = re.compile(r"(?:\s+(?:actually|instead|please|then|sorry|thanks|i (?:mean|meant|said)))+$")
_SETTING = re.compile(
    r"^(?:(?:make|set|put|turn|keep|let us say|let['’]?s say|call) (?:it|that|them)(?: (?:to|at))?|"
    r"(?:it|that) should(?: be|['’]ve been| have been)|(?:only|just)? ?(?:to|at)|only|rather)\s+",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"(?:not|forget|never|do ?n.t|do not)\b", re.IGNORECASE)
_MUCH = re.compile(
    r"(?:(?:that|this|it)(?: is|['’]s| was) )?(?:(?:a (?:bit|little|tad|touch)|way|far|so|too) )*"
    r"(?:much|high|low|hot|cold|bright|dark|loud|quiet|fast|slow|\w+er)(?: than (?:that|this|it))?",
    re.IGNORECASE,
)
_OF_AN_AMOUNT = ("number", "unit", "level", "filler", "prep", "part")
_NOT_OF_NOW = frozenset({"time"})


def plainly(text: str, context: Context) -> str | None:
    """The text as "no, AMOUNT"; None where it is no such thought."""
    deed = corrected(context)
    if deed is None or not _is_of_an_amount(deed, context):
        return None
    parts = [_TAIL.sub("", _LEAD.sub("", part)) for part in _PAUSE.split(text.strip(" .!"))]
    said = [(part, _amount(part, context)) for part in parts]
    amounts = [amount for _, amount in said if amount]
    others = [part for part, amount in said if part and not amount]
    if len(amounts) != 1 or not all(_is_beside(part) for part in others):
        return None
    if len(parts) == 1 and as_amount(parts[0]) == parts[0]:
        return None  # as plain as can be
    return f"no, {amounts[0]}"


def _is_of_an_amount(deed: Deed, context: Context) -> bool:
    """Something has an amount now, or can have one."""
    if (NUMBERS - _NOT_OF_NOW) & set(deed.reading.slots):
        return True
    known = context.home.device_by_id
    return any(known[device].kind in LEVEL_SLOT for device in deed.devices)


def _amount(part: str, context: Context) -> str:
    """The amount, where there is nothing else; "twenty one" of "make it twenty one"."""
    amount = as_amount(_SETTING.sub("", part))
    clause = clause_of(words_of(amount), context)
    has_one = clause.number is not None or clause.level is not None
    return amount if has_one and _is_only(clause, _OF_AN_AMOUNT) else ""


def _is_only(clause: Clause, kinds: tuple[str, ...]) -> bool:
    return all(not piece.mentions and any(map(piece.has, kinds)) for piece in clause.pieces)


def _is_beside(part: str) -> bool:
    judged = _REFUSED.match(part) or _MUCH.fullmatch(part)
    return bool(judged) or is_told(part) or is_cried(part)
