"""What people say for which wish, and what a recogniser made of it: all that dialogues draw from.

From the shared data where it is there, and always from wordings written here.
"""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assistant.evaluation.understanding.item import Side
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, recognised, typed
from assistant.evaluation.understanding.shared import mapping, rows, text
from assistant.evaluation.understanding.split import side_of, wording_family
from assistant.learning.words import Words, words_in
from rephrases.wordings import written

ONE_WISH = frozenset(
    "iot_hue_lightoff iot_hue_lighton iot_hue_lightup iot_hue_lightdim iot_coffee iot_cleaning "
    "audio_volume_up audio_volume_down audio_volume_mute general_joke music_query alarm_query "
    "email_query lists_query transport_traffic".split()
)
"""Labels that say what is wanted even without any slot."""
REMARKS = frozenset(
    "general_negate general_commandstop general_praise general_affirm general_confirm "
    "general_dontcare general_explain general_repeat".split()
)
"""What is said about the conversation."""
DROPPED = frozenset({"general_quirky", "qa_maths", "datetime_convert"})
FOLDS = 5
"""One of so many families of wordings is held out of training."""


@dataclass(frozen=True, slots=True)
class Said:
    """One wording of a wish."""

    words: Words
    wish: str
    """The same for texts that wish for the same."""
    topic: str
    slots: tuple[tuple[str, Words], ...] = ()
    """Type and words of what could have been otherwise."""
    takes: tuple[Words, ...] = ()
    """What a recogniser made of recordings of it, if there are any."""


@dataclass(slots=True)
class Corpus:
    """Wordings by wish and by topic."""

    said: list[Said] = field(default_factory=list)
    recorded: list[Said] = field(default_factory=list)
    """Those with takes."""
    remarks: list[Words] = field(default_factory=list)
    chatter: list[Words] = field(default_factory=list)
    by_wish: dict[str, list[Said]] = field(default_factory=lambda: defaultdict(list))
    by_topic: dict[str, list[Said]] = field(default_factory=lambda: defaultdict(list))
    values: dict[str, list[Words]] = field(default_factory=lambda: defaultdict(list))
    """What was said for a type of slot."""

    def add(self, said: Said) -> None:
        self.said.append(said)
        if said.takes:
            self.recorded.append(said)
        self.by_wish[said.wish].append(said)
        self.by_topic[said.topic].append(said)
        for kind, words in said.slots:
            self.values[kind].append(words)


def from_crowd(side: Side, fold: str = "all") -> Corpus:
    """One half of the shared data; `fold` is all, train or held. Raises NoData."""
    corpus = Corpus()
    for said in _crowd(side, fold):
        if said.topic in REMARKS:
            corpus.remarks.append(said.words)
        else:
            corpus.add(said)
    for said in _devices(side, fold):
        corpus.add(said)
    for row in rows("clinc150.jsonl"):
        words = words_in(text(row, "text"))
        if words and _is_on(text(row, "text"), side, fold):
            corpus.chatter.append(words)
    return corpus


def from_wordings(seed: int) -> Corpus:
    """Wordings that are written here: for those without the data, and for more rooms."""
    corpus = Corpus()
    dice = random.Random(seed)
    for words, wish, topic, slots in written(dice):
        corpus.add(Said(words, wish, topic, slots))
    return corpus


def _crowd(side: Side, fold: str) -> Iterator[Said]:
    takes: dict[str, set[Words]] = defaultdict(set)
    prompts: dict[str, CrowdRow] = {}
    for row in typed():
        prompts.setdefault(_spoken(row.prompt), row)
    for row in recognised():
        words = words_in(row.text.replace("< unk >", " "))
        if words:
            takes[_spoken(row.prompt)].add(words)
        prompts.setdefault(_spoken(row.prompt), row)
    for spoken, row in prompts.items():
        words = words_in(row.prompt)
        if words and row.intent not in DROPPED and _is_on(row.prompt, side, fold):
            yield Said(
                words, _wish(row), row.intent, _slots(row, words), tuple(sorted(takes[spoken]))
            )


def _spoken(prompt: str) -> str:
    return " ".join(words_in(prompt))


def _wish(row: CrowdRow) -> str:
    if row.slots or row.intent in ONE_WISH:
        return f"{row.intent} {sorted(row.slots)}"
    return f"{row.intent} {wording_family(row.prompt)}"


def _slots(row: CrowdRow, words: Words) -> tuple[tuple[str, Words], ...]:
    found = ((kind, words_in(value)) for kind, value in row.slots)
    return tuple((kind, value) for kind, value in found if value and place_of(words, value) >= 0)


def _devices(side: Side, fold: str) -> Iterator[Said]:
    """Wordings over many homes; English ones."""
    for row in rows("device_actions.jsonl"):
        said, home = text(row, "text"), text(row, "home")
        if home[-3:] not in ("-us", "-uk", "-ca", "-au") or not _is_on(said, side, fold):
            continue
        words = words_in(said)
        wish = " ".join((home, text(row, "intent"), text(row, "device"), *numbers(words)))
        yield from _said(words, wish, text(row, "intent"), (text(row, "area"),))
    for row in rows("ha_commands.jsonl"):
        said, slots = text(row, "text"), mapping(row, "slots")
        words = words_in(said)
        if not slots or not _is_on(said, side, fold):
            continue
        wish = " ".join(
            (text(row, "intent"), str(sorted(map(str, slots.items()))), *numbers(words))
        )
        named = [str(slots[name]) for name in ("area", "name", "floor") if name in slots]
        yield from _said(words, wish, text(row, "intent"), named)


def _said(words: Words, wish: str, topic: str, named: Iterable[str]) -> Iterator[Said]:
    if not words:
        return
    slots = ((words_in(name), "place") for name in named if name)
    yield Said(
        words, wish, topic, tuple((kind, n) for n, kind in slots if n and place_of(words, n) >= 0)
    )


def _is_on(said: str, side: Side, fold: str) -> bool:
    family = wording_family(said)
    if side_of(family) != side:
        return False
    held = hashlib.sha256(f"rephrase {family}".encode()).digest()[0] % FOLDS == 0
    return fold == "all" or (fold == "held") == held


def numbers(words: Words) -> list[str]:
    return [word for word in words if word[0].isdigit()]


def place_of(words: Words, part: Words) -> int:
    """Where the part begins; -1 when it is not there."""
    for start in range(len(words) - len(part) + 1):
        if words[start : start + len(part)] == part:
            return start
    return -1
