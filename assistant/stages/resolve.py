"""Meaning to devices: what the slots refer to in this home, and whether to act on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.context import Context
from assistant.home.find import area_named, floor_named, named, plain
from assistant.home.model import Home
from assistant.home.phrasing import called, devices_called, kind_word, listing, sentence
from assistant.skill import Skill, Targets
from assistant.stakes import Stake, Thresholds, decide, highest
from assistant.turn import Candidate, Decision, Interpretation, Reading, Resolution
from assistant.understanding.lexicon import speaks_of_one
from devices.contract import Device

UNDERSTOOD_NOTHING = "Sorry, I didn't understand that."
OFFERED = 4
"""More things than this are not listed in a question."""
EQUAL = 0.9
"""Readings this near to the best are as probable for a person who must choose."""
EVERYTHING = frozenset({"light", "switch", "fan", "media_player"})
"""What "everything" switches; nobody means the oven or the locks."""


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


@dataclass(frozen=True, slots=True)
class _Tried:
    """A reading with what it refers to, part by part."""

    reading: Reading
    parts: tuple[tuple[Reading, Found], ...]
    """The reading itself and what was said in the same breath."""

    @property
    def devices(self) -> tuple[Device, ...]:
        return tuple(device for _, found in self.parts for device in found.devices)

    @property
    def unclear(self) -> tuple[Reading, Found] | None:
        """The first part that refers to too much."""
        return next(((part, found) for part, found in self.parts if found.rivals), None)

    @property
    def impossible(self) -> Found | None:
        """The first part that refers to nothing."""
        return next((found for _, found in self.parts if found.problem), None)


class ResolveStage:
    """Ties readings to devices and takes the one decision: act, ask, confirm, decline."""

    def __init__(self, skills: Mapping[str, Skill], thresholds: Thresholds | None = None) -> None:
        self._skills = skills
        self._thresholds = thresholds or Thresholds()

    def prepare(self) -> None:
        """Nothing to load."""

    def resolve(self, interpretation: Interpretation, context: Context) -> Resolution:
        """The most probable reading that refers to something, and what to do about it."""
        tried = _merged(
            _Tried(
                reading,
                tuple((part, self._find(part, context)) for part in (reading, *reading.also)),
            )
            for reading in interpretation.readings
            if all(part.intent in self._skills for part in (reading, *reading.also))
        )
        if not tried:
            return Resolution(
                decision="decline", reason="no_intent_match", reply=UNDERSTOOD_NOTHING
            )
        best = next((one for one in tried if one.impossible is None), None)
        if best is None or best.reading.probability < self._thresholds.confirm:
            problem = tried[0].impossible
            if problem is not None:
                return Resolution(decision="decline", reason=problem.code, reply=problem.problem)
        if best is None:
            best = tried[0]
        best = _with_its_equals(best, tried)
        if best.unclear is not None:
            return self._ask(best, context)
        return self._decided(best, context, tried)

    def _ask(self, tried: _Tried, context: Context) -> Resolution:
        if tried.reading.probability < self._thresholds.confirm or tried.unclear is None:
            return Resolution(decision="decline", reason="not_certain", reply=UNDERSTOOD_NOTHING)
        return _which_one(*tried.unclear, context)

    def _decided(self, chosen: _Tried, context: Context, tried: Sequence[_Tried]) -> Resolution:
        reading = chosen.reading
        only_asks = all(self._skills[part.intent].is_question for part, _ in chosen.parts)
        stake = Stake.HARMLESS if only_asks else highest(chosen.devices)
        decision = decide(reading.probability, stake, self._thresholds, exact=reading.exact)
        if only_asks and decision == "confirm":
            decision = "decline"  # nobody wants to be asked whether they asked
        names = devices_called(chosen.devices, context.home)
        replies: dict[Decision, str] = {
            "confirm": f"Did you mean {names}?" if names else "Did you mean that?",
            "decline": f"I can't do that with {names}." if names else UNDERSTOOD_NOTHING,
        }
        others = (_candidate(other) for other in tried if other is not chosen)
        return Resolution(
            decision=decision,
            candidates=(_candidate(chosen), *others),
            reason="" if decision == "act" else "not_certain",
            reply=replies.get(decision, ""),
        )

    def _find(self, reading: Reading, context: Context) -> Found:
        targets = self._skills[reading.intent].targets
        if targets is None:
            return Found(why="touches no device")
        if reading.devices:
            known = context.home.device_by_id
            settled = tuple(known[device] for device in reading.devices if device in known)
            return Found(devices=settled, why="as answered")
        place = _Place(context.home.devices) if targets.anywhere else _place(reading, context)
        if isinstance(place, str):
            return Found(problem=place, code="no_area")
        pool = _pool(place, reading, targets, context)
        if not pool and targets.here and "area" in reading.implied:
            place = _Place(context.home.devices)
            pool = _pool(place, reading, targets, context)
        name = str(reading.slots.get("name") or "")
        if name and name != "all":
            return _by_name(name, pool, place, reading, context)
        return _by_kind(pool, place, reading, targets, context)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the devices are looked for."""

    devices: tuple[Device, ...]
    words: str = ""
    """For instance `in the kitchen`; empty for the whole home."""


def _place(reading: Reading, context: Context) -> _Place | str:
    """The devices of the area or floor that was named; a sentence when there is no such place."""
    home = context.home
    if area_slot := reading.slots.get("area"):
        more = reading.slots.get("more_areas")
        wanted = (area_slot, *(more if isinstance(more, tuple) else ()))
        devices: list[Device] = []
        names: list[str] = []
        for one in wanted:
            area = area_named(home, str(one))
            if area is None:
                return f"I don't know a room called {plain(str(one))}."
            devices.extend(home.devices_in(area.id))
            names.append(f"the {area.name}")
        return _Place(tuple(devices), f"in {listing(names)}")
    if floor_slot := reading.slots.get("floor"):
        floor = floor_named(home, str(floor_slot))
        if floor is None:
            return f"I don't know a floor called {plain(str(floor_slot))}."
        rooms = {area.id for area in home.areas if area.floor == floor.id}
        inside = tuple(device for device in home.devices if device.area in rooms)
        upright = floor.name.lower().endswith("stairs")
        return _Place(inside, floor.name if upright else f"on the {floor.name}")
    return _Place(home.devices)


def _pool(
    place: _Place, reading: Reading, targets: Targets, context: Context
) -> tuple[Device, ...]:
    spared = _spared(reading, context.home)
    pool = tuple(
        device
        for device in place.devices
        if device.id not in spared and _suits(device, reading, targets)
    )
    if reading.slots.get("domain") == "everything" and reading.intent == "HassTurnOff":
        return tuple(d for d in pool if context.states.get(d.id, {}).get("state") != "off")
    return pool


def _spared(reading: Reading, home: Home) -> frozenset[str]:
    """What comes after "except"."""
    spared: set[str] = set()
    names, areas = reading.slots.get("except_name"), reading.slots.get("except_area")
    for name in names if isinstance(names, tuple) else ():
        spared.update(device.id for device in named(home, str(name)))
    for name in areas if isinstance(areas, tuple) else ():
        area = area_named(home, str(name))
        spared.update(device.id for device in (home.devices_in(area.id) if area else ()))
    return frozenset(spared)


def _suits(device: Device, reading: Reading, targets: Targets) -> bool:
    if targets.kinds and device.kind not in targets.kinds:
        return False
    if device.kind in targets.only_by_name and "name" not in reading.slots:
        return False
    domain = reading.slots.get("domain")
    if domain == "everything":
        return device.kind in EVERYTHING
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
        return _nearest_of(exact, name, context)
    where = f" {place.words}" if place.words else ""
    if known:
        return Found(problem=f"I can't do that with the {plain(name)}{where}.", code="no_entity")
    return Found(problem=f"I don't know anything called {plain(name)}{where}.", code="no_entity")


def _nearest_of(devices: tuple[Device, ...], name: str, context: Context) -> Found:
    """Of several with one name: the one in the room of the request, or ask."""
    why = f'called "{name}"'
    here = tuple(device for device in devices if device.area and device.area == context.area)
    if len(here) == 1:
        return Found(devices=here, why=f"{why}, the one here")
    kinds = {device.kind for device in devices}
    alike = tuple(
        device
        for device in context.home.devices_in(context.area or "")
        if device.kind in kinds and plain(device.name).endswith(f" {plain(name)}")
    )
    if not here and len(alike) == 1:
        return Found(devices=alike, why=f'the only "{plain(name)}" here')
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
    if targets.here and not place.words and context.area and "area" in reading.implied:
        pool = [device for device in pool if device.area == context.area] or pool
    if len(pool) > 1 and (not targets.many or _means_one(pool, place, reading)):
        return Found(rivals=tuple(pool), why="several would fit")
    return Found(devices=tuple(pool), why=f"every one {place.words or 'in the home'}")


def _means_one(pool: Sequence[Device], place: _Place, reading: Reading) -> bool:
    """One thing was spoken of, and it is not "the light" of a room, which is all its lights."""
    domain = str(reading.slots.get("domain") or "")
    if domain in ("", "everything", "media_player") or reading.intent == "HassGetState":
        return False
    if not speaks_of_one(reading.text, domain):
        return False
    return domain != "light" or not place.words


def _nothing_there(place: _Place, reading: Reading, targets: Targets) -> str:
    kind = str(reading.slots.get("domain") or "") or next(iter(sorted(targets.kinds)), "device")
    word = kind_word(kind, str(reading.slots.get("device_class") or "") or None)
    return f"There is no {word} {place.words or 'in this home'}."


def _which_one(reading: Reading, found: Found, context: Context) -> Resolution:
    names = [called(device, context.home) for device in found.rivals]
    kinds = {kind_word(device.kind, device.device_class) for device in found.rivals}
    if len(names) > OFFERED:
        question = f"Which {kinds.pop() if len(kinds) == 1 else 'one'} do you mean?"
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


def _candidate(tried: _Tried) -> Candidate:
    first, *others = (
        Candidate(
            reading=part,
            devices=tuple(device.id for device in found.devices),
            probability=tried.reading.probability,
            why=found.why or found.problem,
        )
        for part, found in tried.parts
    )
    return replace(first, also=tuple(others))


def _with_its_equals(best: _Tried, tried: Sequence[_Tried]) -> _Tried:
    """The best, or a question when another reading of the same intent is as probable."""
    equals = [
        one
        for one in tried
        if one.reading.intent == best.reading.intent
        and len(one.parts) == len(best.parts) == 1
        and one.impossible is None
        and one.reading.probability > EQUAL * best.reading.probability
    ]
    devices = tuple(dict.fromkeys(device.id for one in equals for device in one.devices))
    if len(equals) < 2 or len(devices) < 2:
        return best
    known = {device.id: device for one in equals for device in one.devices}
    rivals = Found(rivals=tuple(known[device] for device in devices), why="either may be meant")
    total = sum(one.reading.probability for one in equals)
    reading = replace(best.reading, probability=min(0.97, total))
    return _Tried(reading, ((reading, rivals),))


def _merged(tried: Iterable[_Tried]) -> list[_Tried]:
    """Readings that come to the same thing are one, with their probabilities added."""
    merged: dict[object, _Tried] = {}
    for one in tried:
        same = tuple(_what(part, found) for part, found in one.parts)
        first = merged.get(same)
        if first is None:
            merged[same] = one
            continue
        total = min(0.97, first.reading.probability + one.reading.probability)
        exact = first.reading.exact or one.reading.exact
        stronger = replace(first.reading, probability=total, exact=exact)
        merged[same] = replace(first, reading=stronger)
    return sorted(merged.values(), key=lambda one: -one.reading.probability)


def _what(reading: Reading, found: Found) -> object:
    """What a reading comes to: the intent, the devices and the values."""
    pointing = ("area", "floor", "name", "domain", "device_class", "more_areas")
    values = {name: value for name, value in reading.slots.items() if name not in pointing}
    ids = tuple(sorted(device.id for device in (*found.devices, *found.rivals)))
    return reading.intent, ids, found.problem, repr(sorted(values.items()))
