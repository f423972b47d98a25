"""What is known to work: requests that were understood to the letter and ended well."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from assistant.learning.exchange import Exchange, frame_of
from assistant.learning.feedback.signals import Verdict
from assistant.learning.markov.states import is_guarded
from assistant.learning.rewriting.model import KnownRequest, Layer

WELL = 0.25
"""Probability of a defect below which it went well."""
HOMES = 3
"""That must have said the same before it is known to all."""
HALF_LIFE_DAYS = 14.0
FORGOTTEN_DAYS = 120.0
LEAST = 2
"""Words; a single one is like too many others."""
MOST_BY_ONE_HOME = 3.0
WHERE = frozenset({"name", "area", "floor", "domain", "device_class", "preferred_area_id"})
"""Slots that only say which devices."""
HOURS_KEPT = 8


def known_requests(
    homes: Sequence[Sequence[Verdict]],
    layer: Layer,
    guarded: frozenset[str],
    *,
    now: datetime,
) -> tuple[KnownRequest, ...]:
    """Each text once, with how often it went well; of all homes only what several have said."""
    needed = HOMES if layer == "global" else 1
    times: dict[str, list[float]] = {}
    last: dict[str, Exchange] = {}
    areas: dict[str, set[str]] = {}
    meanings: dict[str, set[str]] = {}
    hours: dict[str, list[int]] = {}
    devices: dict[str, list[tuple[str, ...]]] = {}
    failed = _failed(homes, now)
    for home in homes:
        here: dict[str, float] = {}
        for verdict in home:
            said = verdict.exchange
            if _went_well(verdict, guarded) and now - said.at <= timedelta(days=FORGOTTEN_DAYS):
                text = " ".join(said.words)
                here[text] = here.get(text, 0.0) + _weight(said, now) * (1 - verdict.defect)
                last[text] = max(last.get(text, said), said, key=lambda one: one.at)
                areas.setdefault(text, set()).add(said.place)
                meanings.setdefault(text, set()).add(meaning_of(said))
                hours.setdefault(text, []).append(said.hour)
                devices.setdefault(text, []).append(said.devices)
        for text, weight in here.items():
            times.setdefault(text, []).append(weight)
    return tuple(
        KnownRequest(
            text=text,
            layer=layer,
            times=round(_together(found, layer), 3),
            last=last[text].at,
            areas=tuple(sorted(areas[text])) if layer == "personal" else (),
            meaning=min(meanings[text]) if len(meanings[text]) == 1 else "",
            failed=round(failed.get(text, 0.0), 3),
            hours=tuple(hours[text][-HOURS_KEPT:]) if layer == "personal" else (),
            devices=in_common(devices[text]) if layer == "personal" else (),
        )
        for text, found in sorted(times.items())
        if len(found) >= needed
    )


def in_common(meant: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Ids of the devices that were meant each time, where any were."""
    sets = [set(devices) for devices in meant if devices]
    return tuple(sorted(set.intersection(*sets))) if sets else ()


def meaning_of(said: Exchange) -> str:
    """What was done with what; by the words alone where nothing was touched."""
    devices = dict.fromkeys(action.device for action in said.actions)
    if not devices:
        return frame_of(said.intent or "", said.slots)
    amounts = {name: value for name, value in said.slots.items() if name not in WHERE}
    return frame_of(said.intent or "", {**amounts, "devices": " ".join(sorted(devices))})


def _failed(homes: Sequence[Sequence[Verdict]], now: datetime) -> Mapping[str, float]:
    """How often the same words, not taken for others, probably ended badly."""
    found: dict[str, float] = {}
    for verdict in (verdict for home in homes for verdict in home):
        said = verdict.exchange
        if said.is_request and said.taken_as is None and verdict.defect >= WELL:
            text = " ".join(said.words)
            found[text] = found.get(text, 0.0) + _weight(said, now) * verdict.defect
    return found


def _went_well(verdict: Verdict, guarded: frozenset[str]) -> bool:
    said = verdict.exchange
    return (
        said.is_request
        and said.exact
        and said.kind in ("action_done", "query_answer")
        and said.taken_as is None
        and said.understood_by != "correction"
        and len(said.words) >= LEAST
        and verdict.defect < WELL
        and not is_guarded(said, guarded)
    )


def _weight(said: Exchange, now: datetime) -> float:
    age_days = max(0.0, (now - said.at).total_seconds() / 86400)
    return float(2.0 ** (-age_days / HALF_LIFE_DAYS))


def _together(found: Sequence[float], layer: Layer) -> float:
    return sum(min(one, MOST_BY_ONE_HOME) for one in found) if layer == "global" else sum(found)
