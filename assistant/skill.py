"""What a skill is: the sentences of one intent, and what to do about it.

A skill is one file under `skills/` that defines `SKILL`. It is found by being there. The base
sentences of an intent come from `home-assistant-intents`; a skill adds its own in the same
format, hassil's.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assistant.agenda.changes import Change
from assistant.context import Context
from assistant.turn import Candidate, Slots, Value
from devices.contract import Command, Device, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a handler gets: the intent made certain."""

    intent: str
    slots: Slots
    form: str
    """Which of the intent's replies fits (`any`, `which`, `how_many` of a question)."""
    devices: tuple[Device, ...]
    """What the slots refer to; never empty for a skill with `targets`."""
    context: Context
    also: tuple[Candidate, ...] = ()
    """Commands that came with it and are not done at once, but planned (slot
    `conversation_command`)."""
    exact: bool = True
    """Nothing in the request was guessed."""

    def text(self, slot: str) -> str:
        """The slot's value as text, empty when it was not given."""
        return str(self.slots.get(slot) or "")

    def number(self, slot: str) -> float | None:
        """The slot's value as a number, None when it was not given."""
        value = self.slots.get(slot)
        return float(value) if isinstance(value, int | float) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One command, and how the device's own state shows that it was carried out."""

    command: Command
    until: Callable[[State], bool]
    lasting: bool = True
    """False when its state does not show afterwards that it was done (the next track): then only
    a message that comes after the command counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a handler wants: tasks and the words for when they are confirmed, or just an answer."""

    reply: str
    tasks: tuple[Task, ...] = ()
    changes: tuple[Change, ...] = ()
    """To the agenda; made when every task is confirmed."""
    first: tuple[Candidate, ...] = ()
    """Of the request's `also`: what is to be done at once after all."""


class CannotDo(Exception):
    """The request was understood and cannot be carried out; the text is said to the person."""


class NeedsToKnow(CannotDo):
    """Something was left out that can be said afterwards; the text asks for it."""


Handler = Callable[[Request], Plan]


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """Which devices a skill works on, and how many of them a request may mean."""

    kinds: frozenset[str] = frozenset()
    """Kinds that can be meant; empty for any."""
    only_by_name: frozenset[str] = frozenset()
    """Kinds among these that must be named; a room does not point at them."""
    many: bool = True
    """Without a name, take every match; otherwise ask which one is meant."""
    here: bool = False
    """Without a name or a place, prefer what is in the room that the request was made in."""
    anywhere: bool = False
    """The area is what the request is about, not where the device is ("vacuum the kitchen")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """One intent: its additional sentences, what it works on, and its handler."""

    intent: str
    handle: Handler
    targets: Targets | None = None
    """None when the intent touches no device."""
    is_question: bool = False
    """It only reads; answering the wrong question does no harm."""
    sentences: str = ""
    """YAML list of hassil's intent data blocks, added to Home Assistant's for this intent."""
    expansion_rules: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[tuple[str, Value], ...]] = field(default_factory=dict)
    """Slot lists of its own: name to (spoken, value) pairs."""


class SkillError(Exception):
    """A file under skills/ is not a skill; the text says which and why."""


def discover() -> dict[str, Skill]:
    """Every skill under `skills/` by intent; files beginning with `_` are helpers."""
    package = importlib.import_module("skills")
    found: dict[str, Skill] = {}
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("_"):
            continue
        skill = getattr(importlib.import_module(f"skills.{module.name}"), "SKILL", None)
        if not isinstance(skill, Skill):
            raise SkillError(f"skills/{module.name}.py defines no SKILL = Skill(...)")
        if skill.intent in found:
            raise SkillError(f"skills/{module.name}.py: {skill.intent} has a skill already")
        found[skill.intent] = skill
    return found
