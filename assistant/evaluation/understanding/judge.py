"""Holding a deed against what was expected: right, asked, declined, wrong, or missed."""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from assistant.evaluation.understanding.deed import ACTS_WITHOUT_DEVICES, Deed
from assistant.evaluation.understanding.item import (
    Answer,
    Change,
    Effect,
    Expected,
    Item,
    Later,
    Meaning,
    Means,
    Nothing,
    OneOf,
    Still,
    Way,
)
from assistant.evaluation.understanding.peers.handlers import carry_out
from assistant.evaluation.understanding.settle import settle
from assistant.evaluation.understanding.slots import SORTS, TARGET_SLOTS, agree, values_agree
from assistant.replay.judge import Changes, changes
from devices.contract import State

_COLOURS = frozenset({"rgb_color", "color_temp_kelvin", "effect"})
_ON_ITS_OWN = _COLOURS | {
    "brightness",
    "direction",
    "fan_mode",
    "humidity",
    "is_volume_muted",
    "items",
    "media_content_id",
    "oscillating",
    "percentage",
    "shuffle",
    "temperature",
    "track",
    "volume_level",
}
"""Attributes that nothing else moves; a change of one that nobody asked for is a wrong action."""
_ARTICLE = re.compile(r"^(the|a|an) ")


class Verdict(StrEnum):
    """What one deed amounts to."""

    RIGHT = "right"
    ASKED = "asked"
    DECLINED = "declined"
    WRONG_ACTION = "wrong_action"
    MISSED = "missed"
    """It did part of what was asked and nothing else, or answered the wrong question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    verdict: Verdict
    changed: Changes
    right_in_effect: bool
    """Right, or an intent and slots that are only another way to say what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ended:
    """What a deed did to the home."""

    deed: Deed
    before: Mapping[str, State]
    after: Mapping[str, State]
    changed: Changes
    acted: bool
    """It did something, or would have if it had not been so already."""


def judge(item: Item, deed: Deed) -> Judgement:
    """The verdict on one deed."""
    ended = _end(item, deed)
    verdict = _verdict(item.expected, item, ended)
    right = verdict is Verdict.RIGHT
    if not right and isinstance(item.expected, Means) and len(deed.meanings) == 1:
        right = deed.kind not in ("asked", "declined") or deed.refused
        right = right and any(
            same_effect(meaning, deed.meanings[0], item) for meaning in item.expected.meanings
        )
    return Judgement(verdict=verdict, changed=ended.changed, right_in_effect=right)


def _end(item: Item, deed: Deed) -> _Ended:
    before = item.before()
    if deed.kind != "acted":
        return _Ended(deed=deed, before=before, after=before, changed={}, acted=False)
    after = settle(before, item.home.device_by_id, deed.commands)
    elsewhere = deed.later or any(
        meaning.intent in ACTS_WITHOUT_DEVICES for meaning in deed.meanings
    )
    return _Ended(
        deed=deed,
        before=before,
        after=after,
        changed=changes(before, after),
        acted=bool(deed.commands) or elsewhere,
    )


def _verdict(expected: Expected, item: Item, ended: _Ended) -> Verdict:
    match expected:
        case OneOf():
            found = {_verdict(option, item, ended) for option in expected.options}
            order = (Verdict.RIGHT, Verdict.MISSED, Verdict.ASKED, Verdict.DECLINED)
            return next((one for one in order if one in found), Verdict.WRONG_ACTION)
        case Nothing():
            return Verdict.WRONG_ACTION if ended.acted else Verdict.RIGHT
        case Still():
            return _still(expected, ended)
        case Change():
            return _changed(expected.ways, ended)
        case Answer():
            return _answered(expected, ended)
        case Means():
            return _meant(expected, item, ended)
        case Later():
            if ended.changed:
                return Verdict.WRONG_ACTION
            return Verdict.RIGHT if ended.acted else _not_acted(ended)


def _still(expected: Still, ended: _Ended) -> Verdict:
    if ended.changed:
        return Verdict.WRONG_ACTION
    intents = frozenset(meaning.intent for meaning in ended.deed.meanings)
    refused = ended.deed.kind == "acted" and "declined" in expected.kinds  # by the device
    if ended.deed.kind not in expected.kinds and not refused:
        return _not_acted(ended)
    told = not expected.intents or not intents or bool(intents & expected.intents)
    return Verdict.RIGHT if told else Verdict.MISSED


def _not_acted(ended: _Ended) -> Verdict:
    return Verdict.ASKED if ended.deed.kind == "asked" else Verdict.DECLINED


def _changed(ways: Iterable[Way], ended: _Ended) -> Verdict:
    if not ended.acted:
        return _not_acted(ended)
    if any(_is_way(way, ended) for way in ways):
        return Verdict.RIGHT
    if not ended.changed:
        return Verdict.WRONG_ACTION if ended.deed.later else Verdict.DECLINED
    if any(_is_part(way, ended) for way in ways):
        return Verdict.MISSED
    return Verdict.WRONG_ACTION


def _is_way(way: Way, ended: _Ended) -> bool:
    return all(_is_so(effect, ended) for effect in way.must) and _is_part(way, ended)


def _is_part(way: Way, ended: _Ended) -> bool:
    """Whatever changed is what was asked, though not everything that was asked may have changed."""
    allowed: dict[str, list[Effect]] = {}
    for effect in (*way.must, *way.may):
        allowed.setdefault(effect.device, []).append(effect)
    return all(
        any(_is_so(effect, ended, of=frozenset(state)) for effect in allowed.get(device, ()))
        for device, state in ended.changed.items()
    )


def _is_so(effect: Effect, ended: _Ended, of: Set[str] | None = None) -> bool:
    """Whether the attributes are as wanted, or those `of` them that are asked about."""
    before = ended.before.get(effect.device, {})
    after = ended.after.get(effect.device, {})
    named = {name for name, _ in effect.attributes}
    if not effect.rest:
        if _unasked(named, frozenset(ended.changed.get(effect.device, {}))):
            return False
        if of is not None and not of & named:
            return False
    return all(
        wanted.holds(name, before.get(name), after.get(name))
        for name, wanted in effect.attributes
        if of is None or name in of
    )


def _unasked(named: Set[str], changed: Set[str]) -> Set[str]:
    """What changed beside what was asked, other than what comes with it by itself."""
    with_it: Set[str] = _COLOURS if named & _COLOURS else frozenset()
    if "state" in named:
        with_it = with_it | {"brightness", "percentage", "media_content_id"}
    return (changed & _ON_ITS_OWN) - named - with_it


def _answered(expected: Answer, ended: _Ended) -> Verdict:
    if ended.acted:
        return Verdict.WRONG_ACTION
    deed = ended.deed
    if deed.kind == "asked":
        return Verdict.ASKED
    if deed.kind != "answered":
        return Verdict.DECLINED
    about = not expected.devices or frozenset(deed.devices) == expected.devices
    intents = {meaning.intent for meaning in deed.meanings}
    asked = not expected.intents or bool(intents & expected.intents)
    return Verdict.RIGHT if about and asked else Verdict.MISSED


def _meant(expected: Means, item: Item, ended: _Ended) -> Verdict:
    deed = ended.deed
    agrees = len(deed.meanings) == 1 and any(
        agree(meaning, deed.meanings[0], exact=expected.exact) for meaning in expected.meanings
    )
    if deed.kind == "declined" and deed.refused and expected.exact:
        return Verdict.RIGHT if agrees else Verdict.DECLINED
    if deed.kind in ("asked", "declined"):
        return _not_acted(ended)
    if agrees:
        return Verdict.RIGHT
    if not ended.acted:
        return Verdict.MISSED
    same_end = any(_same_end(ended, end) for end in _expected_ends(expected, item))
    return Verdict.MISSED if same_end else Verdict.WRONG_ACTION


def _same_end(ended: _Ended, wanted: Mapping[str, State]) -> bool:
    """Equal, titles without their article."""
    return not changes(_without_articles(wanted), _without_articles(ended.after))


def _without_articles(states: Mapping[str, State]) -> dict[str, State]:
    return {
        device: {
            name: _ARTICLE.sub("", value.lower()) if isinstance(value, str) else value
            for name, value in state.items()
            if name != "media_content_type"
        }
        for device, state in states.items()
    }


def _expected_ends(expected: Means, item: Item) -> list[dict[str, State]]:
    """What the home would be like had the expected intents been carried out."""
    ends = []
    for meaning in expected.meanings:
        deed = carry_out((meaning,), item)
        if deed.commands:
            ends.append(settle(item.before(), item.home.device_by_id, deed.commands))
    return ends


def same_effect(wanted: Meaning, got: Meaning, item: Item) -> bool:
    """The same intent and values for the same devices, however the slots single those out."""
    if not values_agree(wanted, got):
        return False
    return _targets(wanted, item) == _targets(got, item)


def _targets(meaning: Meaning, item: Item) -> object:
    """The devices that the intent reaches; its places and names where it reaches none."""
    deed = carry_out((meaning,), item)
    reached = frozenset(command.device for command in deed.commands) | frozenset(deed.devices)
    return reached or frozenset(
        (name, str(value))
        for name, value in meaning.slots.items()
        if name in TARGET_SLOTS and name not in SORTS
    )
