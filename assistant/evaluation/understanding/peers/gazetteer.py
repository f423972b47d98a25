"""`hassil` strict and then `gazetteer-matcher`, as Home Assistant 2026.11 runs the two.

The matcher is asked where no template matches strictly. Its frames are carried out all or none;
a frame without a response is left alone. It refuses by itself and never asks back.
"""

from dataclasses import replace
from importlib import import_module
from typing import Any

from assistant.evaluation.understanding.clock import timed
from assistant.evaluation.understanding.deed import Reaction
from assistant.evaluation.understanding.item import Item, Meaning
from assistant.evaluation.understanding.peers.handlers import carry_out
from assistant.evaluation.understanding.peers.hassil_strict import DECLINED, HassilStrict
from assistant.evaluation.understanding.peers.targets import domain_of
from assistant.home.find import names_of
from assistant.home.model import Area, Floor, Home
from assistant.turn import Value
from devices.contract import Device

Entry = dict[str, object]
HOME_SLOTS = frozenset({"name", "area", "floor"})


class NotInstalled(RuntimeError):
    """The peer's package is not here; the text says what to install."""


class HassilThenGazetteer:
    """Strict sentence templates, then span tagging against the home."""

    name = "hassil_gazetteer"

    def __init__(self) -> None:
        try:
            package: Any = import_module("gazetteer_matcher")
        except ImportError as error:
            raise NotInstalled("pip install gazetteer-matcher==1.2.0") from error
        self._strict = HassilStrict()
        self._matcher: Any = package.GazetteerMatcher(home=_home(Home()))
        self._home: Home | None = None

    def react(self, item: Item) -> Reaction:
        self.prepare(item.home)
        meanings, took_ms = timed(lambda: self._read(item))
        if not meanings:
            return Reaction(deed=DECLINED, took_ms=took_ms)
        named = tuple(self._named(meaning) for meaning in meanings)
        return Reaction(deed=replace(carry_out(meanings, item), meanings=named), took_ms=took_ms)

    def prepare(self, home: Home) -> None:
        """The gazetteer of the home; built again only for another home."""
        if home is not self._home:
            self._home = home
            self._strict.prepare(home)
            self._matcher.set_home(_home(home))

    def _read(self, item: Item) -> tuple[Meaning, ...]:
        targets: tuple[object, ...] = ()
        for said in item.history:
            _, targets = self._read_one(said, item, targets)
        meanings, _ = self._read_one(item.text, item, targets)
        return meanings

    def _read_one(
        self, text: str, item: Item, targets: tuple[object, ...]
    ) -> tuple[tuple[Meaning, ...], tuple[object, ...]]:
        """What was said, and what a later pronoun refers to."""
        strict = self._strict.meaning_of(text, item)
        result = None
        if strict is None or item.history:
            result = self._matcher.interpret(text, context_area=item.area, previous_targets=targets)
        left = tuple(result.targets) if result is not None and result.accepted else targets
        if strict is not None:
            return (strict,), left
        if result is None or not result.accepted:
            return (), targets
        if any(frame.response_key is None for frame in result.frames):
            return (), targets
        return tuple(self._meaning(frame) for frame in result.frames), left

    def _named(self, meaning: Meaning) -> Meaning:
        """With names where the matcher gives ids, as templates give them."""
        slots = {
            slot: self._matcher.display_name(slot, value) if slot in HOME_SLOTS else value
            for slot, value in meaning.slots.items()
        }
        return Meaning(intent=meaning.intent, slots=slots)

    def _meaning(self, frame: Any) -> Meaning:
        slots: dict[str, Value] = {}
        for name, value in frame.slots.items():
            slots[name] = tuple(value) if isinstance(value, list) else value
        return Meaning(intent=frame.intent, slots=slots)


def _home(home: Home) -> dict[str, dict[str, Entry]]:
    return {
        "floors": {floor.id: _place(floor) for floor in home.floors},
        "areas": {area.id: {**_place(area), "floor": area.floor} for area in home.areas},
        "entities": {device.id: _entity(device) for device in home.devices},
    }


def _place(place: Area | Floor) -> Entry:
    return {"name": place.name, "aliases": list(place.aliases)}


def _entity(device: Device) -> Entry:
    names = list(dict.fromkeys(" ".join(name.split()) for name in names_of(device)))
    entry: Entry = {
        "name": names[0],
        "aliases": names[1:],
        "domain": domain_of(device),
        "area": device.area,
    }
    if device.device_class:
        entry["device_class"] = device.device_class
    return entry
