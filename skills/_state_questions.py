"""Sentences that ask about states, built from small tables.

Home Assistant knows some sixty classes of sensor, and people ask about each in the same few ways.
A block that is about one class names the words of that class as keywords, so that the matcher
skips it at no cost when none of them was said.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.turn import Value

Words = tuple[tuple[str, Value], ...]
"""What is said for a value, in hassil's notation, with the value."""

_NOW = "[(currently|now|right now|at the moment|still|already|really)]"
RULES: Mapping[str, str] = {
    "are_any": "[(<are>|<tell_if> [there] [<are>])] [(any|some|one|a|an)] [of <the>]",
    "are_all": "[(<are>|<tell_if> [<are>])] (<all>|both) [of] [<the>]",
    "tell_if": "(tell me|do you know|can you tell [me]|can you see|i want to know|find out|check) "
    "(if|whether)",
    "tell_me": "(<what_is>|what are|what was|give me|show me|read [me]|check|do you know|"
    "can you tell me|i want to know|what does [<the>] display say is)",
    "place": "[(<in>|inside)] [<the>] ({area}|{floor} [floor])",
}
"""The first two replace Home Assistant's of the same name, for all its questions."""


def also_with_adverbs(words: Words) -> Words:
    """The words with "currently" before them or "right now" after them."""
    return tuple((f"{_NOW} {said} {_NOW}", value) for said, value in words)


STATE_LISTS: Mapping[str, Words] = {
    "on_off_states": also_with_adverbs(
        (("[(turned|switched|left)] on", "on"), ("[(turned|switched)] off", "off"))
    ),
    "cover_states": also_with_adverbs(
        (
            ("[(left|wide)] open[ed]", "open"),
            ("([fully] closed|shut)", "closed"),
            ("opening", "opening"),
            ("(closing|shutting)", "closing"),
        )
    ),
    "lock_states": also_with_adverbs(
        (
            ("[(securely|safely|properly|all)] locked [up]", "locked"),
            ("(unlocked|not locked)", "unlocked"),
        )
    ),
    "bs_open_states": also_with_adverbs((("[left] open", "on"), ("(closed|shut)", "off"))),
    "bs_occupancy_states": also_with_adverbs(
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
    of_name: Mapping[str, Value] = field(default_factory=dict)
    """What the named device must be: its `domain` and `device_class`."""
    states: Words = ()
    """The list `{words}`."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Expansion rules of this block alone."""
    keywords: frozenset[str] = frozenset()
    """One of them must be said; empty when any sentence may fit."""


def keywords_of(*templates: str) -> frozenset[str]:
    """The words of some templates, spelled as a sentence may begin or a recogniser may shout."""
    joined = re.sub(r"\[(e?s|ed)\]", "", " ".join(templates))
    words = set(re.findall(r"[\w.]+", joined))
    words |= {f"{word}s" for word in words} | {f"{word}es" for word in words}
    words |= {f"{word}ed" for word in words}
    return frozenset(words | {word.capitalize() for word in words} | {w.upper() for w in words})


def written(blocks: Iterable[Block]) -> str:
    """The blocks as hassil reads them; JSON is YAML."""
    return json.dumps([_plain(block) for block in blocks])


def _plain(block: Block) -> Mapping[str, object]:
    found: dict[str, object] = {"sentences": block.sentences, "response": block.response}
    if block.slots:
        found["slots"] = dict(block.slots)
    if block.of_name:
        found["requires_context"] = dict(block.of_name)
    if block.states:
        values = [{"in": said, "out": value} for said, value in block.states]
        found["lists"] = {"words": {"values": values}}
    if block.rules:
        found["expansion_rules"] = dict(block.rules)
    if block.keywords:
        found["required_keywords"] = sorted(block.keywords)
    return found
