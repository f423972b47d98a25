"""Meaning to devices: what the slots refer to in this home, and whether to act on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.context import Context
from assistant.home.find import area_named, floor_named, named, plain
from assistant.home.phrasing import (
    called,
    devices_called,
    kind_word,
    listing,
    plural,
    sentence,
)
from assistant.skill import Skill, Targets
from assistant.stakes import Thresholds, decide, highest
from assistant.turn import Candidate, Decision, Interpretation, Reading, Resolution
from devices.contract import Device

UNDERSTOOD_NOTHING = "Sorry, I didn't understand that."


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one reading refers to, or why that is nothing or too much."""

    devices: tuple[Device, ...] = ()
    why: str = ""
    rivals: tuple[Device, ...] = ()
    """More than one of these may be meant, and only one can be."""
    problem: str = ""
    """What to tell the person when nothing fits."""
    code: str = ""


class ResolveStage:
    """Ties readings to devices and takes the one decision: act, ask, confirm, decline."""

    def __init__(self, skills: Mapping[str, Skill], thresholds: Thresholds | None = None) -> None:
        self._skills = skills
        self._thresholds = thresholds or Thresholds()

    def prepare(self) -> None:
        """Nothing to load."""

    def resolve(self, interpretation: Interpretation, context: Context) -> Resolution:
        """The most probable reading that refers to something, and what to do about it."""
        if not interpretation.readings:
            return Resolution(
                decision="decline", reason="no_intent_match", reply=UNDERSTOOD_NOTHING
            )
        tried = [(reading, self._find(reading, context)) for reading in interpretation.readings]
        for reading, found in tried:
            if found.rivals:
                return _which_one(reading, found, context)
            if not found.problem:
                return self._decided(reading, found, context, tried)
        _, first = tried[0]
        return Resolution(decision="decline", reason=first.code, reply=first.problem)

    def _decided(
        self,
        reading: Reading,
        found: Found,
        context: Context,
        tried: Sequence[tuple[Reading, Found]],
    ) -> Resolution:
        if self._skills[reading.intent].is_question:
            decision: Decision = "act"
        else:
            stake = highest(found.devices)
            decision = decide(reading.probability, stake, self._thresholds, exact=reading.exact)
        reply = {
            "act": "",
            "confirm": f"Did you mean {devices_called(found.devices, context.home)}?",
        }.get(decision, UNDERSTOOD_NOTHING)
        chosen = _candidate(reading, found)
        others = tuple(_candidate(other, there) for other, there in tried if other is not reading)
        return Resolution(
            decision=decision,
            candidates=(chosen, *others),
            reason="" if decision == "act" else "not_certain",
            reply=reply,
        )

    def _find(self, reading: Reading, context: Context) -> Found:
        targets = self._skills[reading.intent].targets
        if targets is None:
            return Found(why="touches no device")
        place = _Place(context.home.devices, "") if targets.anywhere else _place(reading, context)
        if isinstance(place, str):
            return Found(problem=place, code="no_area")
        pool = [device for device in place.devices if _suits(device, reading, targets)]
        if not pool and targets.here and "area" in reading.implied:
            place = _Place(context.home.devices, "")
            pool = [device for device in place.devices if _suits(device, reading, targets)]
        name = str(reading.slots.get("name") or "")
        if name and name != "all":
            return _by_name(name, pool, place, reading, context)
        return _by_kind(pool, place, reading, targets, context)


def _merged(tried: Iterable[tuple[Reading, Found]]) -> list[tuple[Reading, Found]]:
    """Readings that come to the same thing are one, with their probabilities added."""
    merged: dict[object, tuple[Reading, Found]] = {}
    for reading, found in tried:
        said = {k: v for k, v in reading.slots.items() if k not in ("area", "floor", "name")}
        ids = tuple(device.id for device in (*found.devices, *found.rivals))
        same = (reading.intent, ids, found.problem, repr(sorted(said.items())))
        if same in merged:
            first, _ = merged[same]
            total = min(1.0, first.probability + reading.probability)
            merged[same] = (replace(first, probability=total), found)
        else:
            merged[same] = (reading, found)
    return sorted(merged.values(), key=lambda pair: -pair[0].probability)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the devices are looked for."""

    devices: tuple[Device, ...]
    words: str
    """For instance `in the kitchen`; empty for the whole home."""


def _place(reading: Reading, context: Context) -> _Place | str:
    """The devices of the area or floor that was named; a sentence when there is no such place."""
    home = context.home
    if area_slot := reading.slots.get("area"):
        area = area_named(home, str(area_slot))
        if area is None:
            return f"I don't know a room called {area_slot}."
        return _Place(home.devices_in(area.id), f"in the {area.name}")
    if floor_slot := reading.slots.get("floor"):
        floor = floor_named(home, str(floor_slot))
        if floor is None:
            return f"I don't know a floor called {floor_slot}."
        rooms = {area.id for area in home.areas if area.floor == floor.id}
        return _Place(
            tuple(device for device in home.devices if device.area in rooms), f"{floor.name}"
        )
    return _Place(home.devices, "")


def _suits(device: Device, reading: Reading, targets: Targets) -> bool:
    if targets.kinds and device.kind not in targets.kinds:
        return False
    domain = reading.slots.get("domain")
    if domain and device.kind != domain:
        return False
    device_class = reading.slots.get("device_class")
    return not device_class or device.device_class == device_class


def _by_name(
    name: str, pool: Sequence[Device], place: _Place, reading: Reading, context: Context
) -> Found:
    known = {device.id for device in named(context.home, name)}
    exact = tuple(device for device in pool if device.id in known)
    if len(exact) == 1:
        return Found(devices=exact, why=f'called "{name}"')
    if exact:
        return _nearest_of(exact, context, f'called "{name}"')
    where = f" {place.words}" if place.words else ""
    if known:
        thing = kind_word(str(reading.slots.get("domain") or "device"))
        return Found(problem=f"{name} is no {thing} that I can use so{where}.", code="no_entity")
    return Found(problem=f"I don't know anything called {plain(name)}{where}.", code="no_entity")


def _nearest_of(devices: tuple[Device, ...], context: Context, why: str) -> Found:
    """Of several with one name: the one in the room of the request, or ask."""
    here = tuple(device for device in devices if device.area and device.area == context.area)
    if len(here) == 1:
        return Found(devices=here, why=f"{why}, the one here")
    return Found(rivals=here or devices, why=why)


def _by_kind(
    pool: Sequence[Device],
    place: _Place,
    reading: Reading,
    targets: Targets,
    context: Context,
) -> Found:
    if not pool:
        return Found(problem=_nothing_there(place, reading, targets), code="no_valid_targets")
    if targets.here and not place.words and context.area:
        pool = [device for device in pool if device.area == context.area] or pool
    if len(pool) > 1 and not targets.many:
        return Found(rivals=tuple(pool), why="several would fit")
    return Found(devices=tuple(pool), why=f"every one {place.words or 'in the home'}")


def _nothing_there(place: _Place, reading: Reading, targets: Targets) -> str:
    kind = str(reading.slots.get("domain") or "") or next(iter(sorted(targets.kinds)), "device")
    word = kind_word(kind, str(reading.slots.get("device_class") or "") or None)
    return f"There is no {word} {place.words or 'in this home'}.".replace("  ", " ")


def _which_one(reading: Reading, found: Found, context: Context) -> Resolution:
    names = [called(device, context.home) for device in found.rivals]
    if len(names) > 4:
        question = f"Which of the {len(names)} {plural('device')} do you mean?"
    else:
        question = sentence(listing(names, "or")).removesuffix(".") + "?"
    share = reading.probability / len(found.rivals)
    return Resolution(
        decision="ask",
        candidates=tuple(
            Candidate(reading=reading, devices=(device.id,), probability=share, why=found.why)
            for device in found.rivals
        ),
        reason="duplicate_targets",
        reply=question,
    )


def _candidate(reading: Reading, found: Found) -> Candidate:
    return Candidate(
        reading=reading,
        devices=tuple(device.id for device in found.devices),
        probability=reading.probability,
        why=found.why or found.problem,
    )
