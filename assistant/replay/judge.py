"""Comparing what a case demanded with what happened to the home."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.replay.cases import Expected
from assistant.turn import Outcome
from devices.contract import State, Value

TOLERANCE = {"brightness": 2.0, "volume_level": 0.011, "color_temp_kelvin": 60.0}
"""Rounding on the way through percent and mireds."""
OTHERWISE = 0.051
ON_THE_WAY = {
    "brewing": "on",
    "heating": "on",
    "opening": "open",
    "closing": "closed",
    "locking": "locked",
    "unlocking": "unlocked",
    "returning": "docked",
}
"""States on the way, and where they come to rest: who expects the one is content with the other."""
UNMOVED_KINDS = frozenset({"query_answer", "clarify", "confirm", "declined", "error", "ignored"})
"""A case that expects one of these expects that nothing changes."""

Changes = Mapping[str, State]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a case passed, and why not."""

    passed: bool
    why: str
    wrong_action: bool
    """Something changed that the case did not expect."""


def changes(before: Mapping[str, State], after: Mapping[str, State]) -> dict[str, State]:
    """Every attribute that differs, with its value afterwards; None when it is gone."""
    changed: dict[str, State] = {}
    for device in sorted({*before, *after}):
        old, new = before.get(device, {}), after.get(device, {})
        differing = {
            name: new.get(name)
            for name in sorted({*old, *new})
            if not same(name, old.get(name), new.get(name))
        }
        if differing:
            changed[device] = differing
    return changed


def same(attribute: str, one: Value, other: Value) -> bool:
    """Equal, up to rounding for numbers and case for words."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one == other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= TOLERANCE.get(attribute, OTHERWISE)
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(same(attribute, a, b) for a, b in pairs)
    if one is None or other is None:
        return one is other
    return str(one).strip().casefold() == str(other).strip().casefold()


def _is_on_the_way(attribute: str, now: Value, wanted: Value) -> bool:
    return attribute == "state" and wanted is not None and ON_THE_WAY.get(str(now)) == wanted


def judge(
    expected: Expected, outcome: Outcome | None, after: Mapping[str, State], changed: Changes
) -> Verdict:
    """Hold the outcome against the demands; every demand that is not met is named."""
    kind = outcome.kind if outcome else "ignored"
    complaints = []
    if expected.kinds is not None and kind not in expected.kinds:
        complaints.append(f"kind is {kind}, not {' or '.join(expected.kinds)}")
    intent = outcome.intent if outcome else None
    if expected.intent is not None and intent != expected.intent:
        complaints.append(f"intent is {intent}, not {expected.intent}")
    complaints += _slot_complaints(expected, outcome)
    complaints += _reply_complaints(expected, outcome.reply if outcome else "")
    missing, unasked = _state_complaints(expected, after, changed)
    return Verdict(
        passed=not (complaints or missing or unasked),
        why="; ".join((*complaints, *missing, *unasked)),
        wrong_action=bool(unasked),
    )


def _slot_complaints(expected: Expected, outcome: Outcome | None) -> list[str]:
    if expected.slots is None:
        return []
    got = outcome.slots if outcome else {}
    return [
        f"slot {name} is {got.get(name)!r}, not {wanted!r}"
        for name, wanted in expected.slots.items()
        if not same(name, got.get(name), wanted)
    ]


def _reply_complaints(expected: Expected, reply: str) -> list[str]:
    complaints = []
    if expected.reply is not None and reply.strip() != expected.reply.strip():
        complaints.append(f"reply is {reply!r}, not {expected.reply!r}")
    complaints += [
        f"reply {reply!r} does not contain {words!r}"
        for words in expected.contains
        if words.casefold() not in reply.casefold()
    ]
    return complaints


def _state_complaints(
    expected: Expected, after: Mapping[str, State], changed: Changes
) -> tuple[list[str], list[str]]:
    """What was asked for and is not so, and what changed though nobody asked."""
    wanted = expected.after
    if wanted is None:
        unmoved = expected.kinds is not None and set(expected.kinds) <= UNMOVED_KINDS
        wanted = {} if unmoved else None
    if wanted is None:
        return [], []
    missing: list[str] = []
    unasked: list[str] = []
    for device, attributes in wanted.items():
        for name, value in attributes.items():
            got = after.get(device, {}).get(name)
            if same(name, got, value) or _is_on_the_way(name, got, value):
                continue
            complaint = f"{device}: {name} is {got!r}, not {value!r}"
            (unasked if name in changed.get(device, {}) else missing).append(complaint)
    unasked += [
        f"{device} changed: {dict(attributes)}"
        for device, attributes in changed.items()
        if device not in wanted
    ]
    return missing, unasked
