"""Whether two intents with their slots are the same, as Home Assistant's own tests see it."""

from collections.abc import Mapping

from assistant.evaluation.understanding.item import Meaning
from assistant.turn import Slots, Value

TARGET_SLOTS = frozenset({"name", "area", "floor", "domain", "device_class"})
"""Slots that single out devices; the others say what to do with them."""
_SECONDS = {"hours": 3600, "minutes": 60, "seconds": 1}
SORTS = frozenset({"domain", "device_class"})


def values_agree(wanted: Meaning, got: Meaning) -> bool:
    """The same intent, and the same values in every slot that does not single out devices."""
    if wanted.intent != got.intent:
        return False
    one = {name: value for name, value in _said(wanted.slots).items() if name not in TARGET_SLOTS}
    other = {name: value for name, value in _said(got.slots).items() if name not in TARGET_SLOTS}
    return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)


def agree(wanted: Meaning, got: Meaning, *, exact: bool) -> bool:
    """The same intent, and slots that say the same; a list of values means any of them."""
    if wanted.intent != got.intent:
        return False
    one, other = _said(wanted.slots), _said(got.slots)
    if exact and one.keys() != other.keys():
        return False
    return all(name in other and _same(value, other[name]) for name, value in one.items())


def _said(slots: Slots) -> Mapping[str, Value]:
    """Slots that narrow something down: not `name: all`. 90 seconds are 1 minute and 30."""
    said = {
        name: value
        for name, value in slots.items()
        if value is not None and not (name == "name" and value == "all")
    }
    for prefix in ("", "start_"):
        units = [(said.pop(prefix + unit, None), size) for unit, size in _SECONDS.items()]
        if lengths := [n * size for n, size in units if isinstance(n, int | float)]:
            said[f"{prefix}length"] = sum(lengths)
    return said


def _same(wanted: Value, got: Value) -> bool:
    if isinstance(wanted, tuple):
        return any(_same(option, got) for option in wanted)
    if isinstance(got, tuple):
        return len(got) == 1 and _same(wanted, got[0])
    if isinstance(wanted, int | float) and isinstance(got, int | float):
        return abs(wanted - got) < 1e-6
    return _plain(wanted) == _plain(got)


def _plain(value: Value) -> str:
    return " ".join(str(value).casefold().replace("'", "").split())
