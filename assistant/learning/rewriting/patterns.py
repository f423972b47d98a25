"""Requests of many homes without their names: what everybody says, said of this home's things.

"Please turn on the desk lamp in the office" teaches other homes nothing, but "turn on {name}" of a
light does, whatever a home calls its lights and however it names them. A home that hears "turn on
the dusk lamp in the office" for the first time then knows what may have been meant. A number stays
open, and is taken as it was heard.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.learning.exchange import Exchange, frame_of
from assistant.learning.feedback.signals import Verdict
from assistant.learning.markov.states import is_guarded
from assistant.learning.rewriting.instances import AREA, DEVICES, NAME, NUMBER
from assistant.learning.rewriting.known import MOST_BY_ONE_HOME, WELL, WHERE
from assistant.learning.rewriting.model import KnownRequest
from assistant.learning.words import Words, numbers_in, put, without_filling, words_in

HOMES = 2
"""That must have said each word of it. The whole may be one home's: it is only a wording that the
assistant understands to the letter, and each home tries it on its own things before it uses it. So
nobody can teach others something wrong by it; and what nobody else says, leaves no home."""
_THE = ("the",)
_NAMED = (
    (*_THE, AREA, NAME),
    (*_THE, NAME, "in", *_THE, AREA),
    (AREA, NAME),
    (NAME, "in", *_THE, AREA),
    (NAME, "in", AREA),
    (*_THE, NAME),
)
"""Ways to name a thing, those that have others in them first."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wording, and what it does."""

    text: str
    meaning: str


def known_patterns(
    homes: Sequence[Sequence[Verdict]],
    kinds: Sequence[Mapping[str, str]],
    guarded: frozenset[str],
    *,
    now: datetime,
) -> tuple[KnownRequest, ...]:
    """What several homes have said; `kinds` are those of each home's devices, by id."""
    times: dict[Pattern, list[float]] = {}
    said_of: dict[Pattern, set[str]] = {}
    said_by: Counter[str] = Counter()
    numbers = _Numbers()
    for home, known in zip(homes, kinds, strict=True):
        here: dict[Pattern, float] = {}
        for verdict in home if known else ():
            pattern = None if verdict.defect >= WELL else pattern_of(verdict.exchange, known)
            if pattern is not None and not is_guarded(verdict.exchange, guarded):
                here[pattern] = here.get(pattern, 0.0) + 1 - verdict.defect
                of_kind = known[_touched(verdict.exchange)[0]]
                said_of.setdefault(pattern, set()).add(of_kind)
                numbers.add(pattern.meaning, verdict.exchange)
        said_by.update({word for pattern in here for word in pattern.text.split()})
        for pattern, weight in here.items():
            times.setdefault(pattern, []).append(min(weight, MOST_BY_ONE_HOME))
    return tuple(
        KnownRequest(
            text=one.text,
            kind=kind,
            meaning=one.meaning,
            layer="global",
            times=round(sum(by_home), 3),
            last=now,
            numbers=numbers.of(one.meaning),
        )
        for one, by_home in sorted(times.items(), key=lambda pair: (pair[0].text, pair[0].meaning))
        if all(said_by[word] >= HOMES for word in one.text.split())
        for kind in sorted(said_of[one])
    )


class _Numbers:
    """What people say of amounts: "fifty percent" and hardly ever "eleven", which was misheard."""

    def __init__(self) -> None:
        self._times: dict[str, Counter[str]] = {}

    def add(self, meaning: str, said: Exchange) -> None:
        """Of a request that ended well."""
        self._times.setdefault(meaning, Counter()).update(numbers_in(said.words))

    def of(self, meaning: str) -> tuple[str, ...]:
        """Said more than once, so that one slip is none of them."""
        found = self._times.get(meaning, Counter())
        return tuple(sorted(number for number, times in found.items() if times > 1))


def framed(
    homes: Sequence[Sequence[Verdict]], kinds: Sequence[Mapping[str, str]]
) -> frozenset[str]:
    """Texts that say no more than a frame with a name in it."""
    return frozenset(
        " ".join(verdict.exchange.words)
        for home, known in zip(homes, kinds, strict=True)
        for verdict in home
        if pattern_of(verdict.exchange, known) is not None
    )


def pattern_of(said: Exchange, kinds: Mapping[str, str]) -> Pattern | None:
    """None where the names cannot be taken out, or more than one kind of device is meant."""
    touched = _touched(said)
    found = {kinds.get(device, "") for device in touched}
    is_plain = said.is_request and said.exact and said.taken_as is None
    if len(found) != 1 or "" in found or not is_plain:
        return None
    words = said.words
    for slot, mark in (("area", AREA), ("name", NAME)):
        if slot in said.slots:
            words = put(words, words_in(str(said.slots[slot])), (mark,))
            if mark not in words:
                return None
    if NAME in words:
        words = _without_place(words)
    if (NAME in words) != (len(touched) == 1) or {NAME, AREA} & set(words) not in ({NAME}, {AREA}):
        return None
    return _with_number(without_filling(words), said)


def _touched(said: Exchange) -> tuple[str, ...]:
    """Ids of what was done something with, or was asked about."""
    if said.kind == "action_done":
        return tuple(dict.fromkeys(action.device for action in said.actions))
    return said.devices if said.kind == "query_answer" else ()


def _without_place(words: Words) -> Words:
    """A thing is a thing, however it is named."""
    for named in _NAMED:
        words = put(words, named, (NAME,))
    return words


def _with_number(words: Words, said: Exchange) -> Pattern | None:
    amounts = {name: value for name, value in said.slots.items() if name not in WHERE}
    numbers = numbers_in(words)
    if numbers:
        number = next(iter(numbers))
        held = [name for name, value in amounts.items() if str(value).partition(".")[0] == number]
        if len(numbers) > 1 or not held:
            return None
        amounts |= dict.fromkeys(held, NUMBER)
        words = tuple(NUMBER if word == number else word for word in words)
    meaning = frame_of(said.intent or "", {**amounts, DEVICES: NAME})
    return Pattern(" ".join(words), meaning)
