"""Requests of many homes without their names: what everybody says, said of this home's things.

"Turn on the desk lamp in the office" teaches other homes nothing, but "turn on the {name} in the
{area}", of a light, does. A home that hears "turn on the dusk lamp in the office" for the first
time then knows what may have been meant. A number stays open, and is taken as it was heard.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.learning.exchange import Exchange, frame_of
from assistant.learning.feedback.signals import Verdict
from assistant.learning.markov.states import is_guarded
from assistant.learning.rewriting.instances import AREA, DEVICES, NAME, NUMBER
from assistant.learning.rewriting.known import HOMES, MOST_BY_ONE_HOME, WELL, WHERE
from assistant.learning.rewriting.model import KnownRequest
from assistant.learning.words import Words, numbers_in, put, words_in


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wording, of what kind of device, and what it does."""

    text: str
    kind: str
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
    for home, known in zip(homes, kinds, strict=True):
        here: dict[Pattern, float] = {}
        for verdict in home if known else ():
            pattern = None if verdict.defect >= WELL else pattern_of(verdict.exchange, known)
            if pattern is not None and not is_guarded(verdict.exchange, guarded):
                here[pattern] = here.get(pattern, 0.0) + 1 - verdict.defect
        for pattern, weight in here.items():
            times.setdefault(pattern, []).append(min(weight, MOST_BY_ONE_HOME))
    return tuple(
        KnownRequest(
            text=one.text,
            kind=one.kind,
            meaning=one.meaning,
            layer="global",
            times=round(sum(found), 3),
            last=now,
        )
        for one, found in sorted(times.items(), key=lambda pair: (pair[0].text, pair[0].kind))
        if len(found) >= HOMES
    )


def pattern_of(said: Exchange, kinds: Mapping[str, str]) -> Pattern | None:
    """None where the names cannot be taken out, or more than one kind of device is meant."""
    found = {kinds.get(action.device, "") for action in said.actions}
    is_plain = said.is_request and said.exact and said.taken_as is None
    if len(found) != 1 or "" in found or not is_plain or said.kind != "action_done":
        return None
    words = said.words
    for slot, mark in (("area", AREA), ("name", NAME)):
        if slot in said.slots:
            words = put(words, words_in(str(said.slots[slot])), (mark,))
            if mark not in words:
                return None
    if (NAME in words) != (len(said.actions) == 1) or not {NAME, AREA} & set(words):
        return None
    return _with_number(words, said, found.pop())


def _with_number(words: Words, said: Exchange, kind: str) -> Pattern | None:
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
    return Pattern(" ".join(words), kind, meaning)
