"""Sentences that ask about states, built from small tables.

Home Assistant knows some sixty classes of sensor, and people ask about each in the same few ways.
A block that is about one class names the words of that class as keywords, so that the matcher
skips it at no cost when none of them was said.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.turn import Value

Words = tuple[tuple[str, Value], ...]
"""What is said for a value, in hassil's notation, with the value."""

LONGEST_FORMULA = 6
_BEFORE = "[(is|are)] [(currently|presently|now|right now|at the moment|still|already|really|all)]"
_AFTER = "[(now|right now|at the moment|currently|presently)]"
RULES: Mapping[str, str] = {
    "are_any": "[(<are>|<tell_if> [there] [<are>])] <any>",
    "are_all": "[(<are>|<tell_if> [<are>])] <all>",
    "tell_me": "(tell me|can you (tell me|see)|do you know|check|show me)",
    "tell_if": "(tell me|do you know|can you tell [me]|can you see|i want to know|find out|check|"
    "confirm|see|any idea|let me know|i wonder) (if|whether)",
    "place": "[(<in>|inside)] [<the>] ({area}|{floor} [floor]) [<at_present>]",
    "at_present": "(now|right now|at the moment|currently|presently)",
}
"""The first two replace Home Assistant's, which do not know "tell me if there are any"."""


def in_time(words: Words) -> Words:
    """The words with "currently" before them or "right now" after them."""
    return tuple((f"{_BEFORE} {said} {_AFTER}", value) for said, value in words)


STATE_LISTS: Mapping[str, Words] = {
    "on_off_states": in_time(
        (
            ("[(turned|switched|left|set [to])] on", "on"),
            ("(running|going|working|active|activated|powered [on]|enabled|spinning)", "on"),
            ("[(turned|switched|left|set [to])] off", "off"),
            ("(deactivated|inactive|disabled)", "off"),
        )
    ),
    "left_states": (("on", "on"), ("(running|going)", "on"), ("off", "off")),
    "cover_states": in_time(
        (
            ("[(left|wide)] open[ed]", "open"),
            ("([fully] closed|shut)", "closed"),
            ("opening", "opening"),
            ("(closing|shutting)", "closing"),
        )
    ),
    "lock_states": in_time(
        (
            ("[(securely|safely|properly)] locked [up]", "locked"),
            ("secure[d]", "locked"),
            ("(unlocked|not locked|unsecure[d])", "unlocked"),
        )
    ),
    "bs_open_states": in_time((("[left] open", "on"), ("(closed|shut)", "off"))),
    "activities": in_time(
        tuple(
            (name, name) for name in "playing paused cleaning docked mowing brewing heating".split()
        )
    ),
    "bs_occupancy_states": in_time(
        (("(occupied|detected|triggered|on)", "on"), ("(empty|clear|unoccupied)", "off"))
    ),
}
"""Home Assistant's state words, as people say them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One of hassil's intent data blocks."""

    sentences: tuple[str, ...]
    response: str
    slots: Mapping[str, Value] = field(default_factory=dict)
    of_name: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    """What the named device must be: its `domain` and `device_class`."""
    states: Words = ()
    """The list `{words}`."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Expansion rules of this block alone."""
    keywords: frozenset[str] = frozenset()
    """One of them must be said; empty when any sentence may fit."""


def keywords_of(*templates: str) -> frozenset[str]:
    """The words of some templates, as a sentence begins with them, and as formulas: CO2."""
    text = _ENDING_OF_MANY.sub(_each_with_ending, " ".join(templates))
    words = {word for kept in (r"\1", "") for word in _WORD.findall(_ENDING.sub(kept, text))}
    formulas = {word.upper() for word in words if len(word) < LONGEST_FORMULA}
    return frozenset(words | {word.capitalize() for word in words} | formulas)


_WORD = re.compile(r"[\w.]+")
_ENDING = re.compile(r"(?<=\w)\[(\w+)\]")
_ENDING_OF_MANY = re.compile(r"\(([\w |.]+)\)\[(\w+)\]")


def _each_with_ending(found: re.Match[str]) -> str:
    return " ".join(f"{one}[{found[2]}]" for one in found[1].split("|"))


def written(blocks: Iterable[Block]) -> str:
    """The blocks as hassil reads them: JSON, with YAML's aliases for what several share."""
    anchors: dict[str, str] = {}

    def shared(value: object) -> str:
        text = json.dumps(value)
        if text in anchors:
            return f"*{anchors[text]}"
        anchors[text] = f"shared{len(anchors)}"
        return f"&{anchors[text]} {text}"

    def one(block: Block) -> str:
        plain = {name: json.dumps(value) for name, value in _said_by(block).items()}
        plain |= {name: shared(value) for name, value in _shared_by(block).items()}
        return ", ".join(f"{json.dumps(name)}: {text}" for name, text in plain.items())

    return "[" + ",\n".join(f"{{{one(block)}}}" for block in blocks) + "]"


def _said_by(block: Block) -> Mapping[str, object]:
    found: dict[str, object] = {"sentences": block.sentences, "response": block.response}
    if block.slots:
        found["slots"] = dict(block.slots)
    if block.of_name:
        found["requires_context"] = dict(block.of_name)
    return found


def _shared_by(block: Block) -> Mapping[str, object]:
    found: dict[str, object] = {}
    if block.states:
        values = [{"in": said, "out": value} for said, value in block.states]
        found["lists"] = {"words": {"values": values}}
    if block.rules:
        found["expansion_rules"] = dict(block.rules)
    if block.keywords:
        found["required_keywords"] = sorted(block.keywords)
    return found
