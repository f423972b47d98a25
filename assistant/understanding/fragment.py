"""Half sentences: what a few words point at or want, to be joined with an earlier command."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.agenda.when import COMMAND
from assistant.context import Context
from assistant.home.find import area_named, named, names_of, plain
from assistant.home.guarded import is_guarded
from assistant.turn import Reading, Slots, Value
from assistant.understanding.clause import Clause
from assistant.understanding.gazetteer import Mention, Named, gazetteer_of
from assistant.understanding.lexicon import Tag, key_of
from assistant.understanding.main_light import main_light
from assistant.understanding.meaning import Meaning
from assistant.understanding.past import Deed, parts_of
from assistant.understanding.questions import questions
from assistant.understanding.rules import meanings
from assistant.understanding.segment import Piece, segment
from assistant.understanding.words import with_halves, words_of
from devices.contract import Device

POINTING = frozenset(
    "name area floor domain device_class more_areas except_name except_area".split()
)
NUMBERS = frozenset(
    "brightness brightness_step percentage percentage_step position position_step temperature "
    "temperature_step volume_level volume_step time".split()
)
LEVEL_SLOT = {
    "light": ("HassLightSet", "brightness"),
    "fan": ("HassFanSetSpeed", "percentage"),
    "cover": ("HassSetPosition", "position"),
    "valve": ("HassSetPosition", "position"),
    "media_player": ("HassSetVolume", "volume_level"),
}
"""What a percentage is, by kind."""
ATTRIBUTE_SLOTS = {
    "volume": "volume_",
    "brightness": "brightness",
    "color": "color",
    "color_temp": "temperature",
    "temperature": "temperature",
    "speed": "percentage",
    "position": "position",
}
"""How the slots begin that are about an attribute which was named."""
ACT_ATTRIBUTES = {
    "dim": "brightness",
    "brighten": "brightness",
    "warm": "temperature",
    "cool": "temperature",
}
ALIKE = frozenset({"light", "fan", "cover", "media_player"})
"""How much of one may be how much of another; a tap is not opened because a lamp was dimmed."""
SWITCHES = frozenset({"HassTurnOn", "HassTurnOff"})
SWITCHED_BY_WORD = frozenset({"light", "switch", "fan", "media_player"})
SURE, LIKELY = 0.95, 0.88
"""Words that point at one thing only; words that may point elsewhere, too."""


_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred".split()
_ONE = re.compile(
    "".join(rf"(?<!\b{ten}[ -])" for ten in _TENS)
    + r"(?<!\bto )(?<!\bat )(?<!\bby )(?<!\bnumber )(?<!\bvolume )(?<!\blevel )\bone\b"
    r"(?! (?:(?:more|further|extra|whole) )?"
    r"(?:percent|degree|degrees|minute|hour|second|hundred|point|oclock)\b)(?!\s*%)"
)
_FEW = re.compile(
    r"\b(?P<those>those|these|the other|them|you|us|we) (?:two|three|four)\b(?!\s*(?:percent|%))"
)
"""How many things there are is no amount for them."""
_WEAK = frozenset("still really even quite".split())


def words_said(text: str) -> tuple[str, ...]:
    """The plain words of a text, in which "the red one" is no number.

    The pronoun is written `ones`; adverbs that change nothing are left out.
    """
    words = with_halves(words_of(_ONE.sub("ones", _FEW.sub(r"\g<those> ones", text.lower()))))
    return tuple(word for word in words if word not in _WEAK)


def clause_of(words: Sequence[str], context: Context, *, slips: bool = False) -> Clause:
    """The words cut into pieces."""
    return Clause(segment(tuple(words), gazetteer_of(context.home), slips=slips))


def pointed_at(words: Sequence[str], deed: Deed, context: Context) -> Clause:
    """The words as what they point at, by a part of its name or a near miss of it if need be."""
    clause = clause_of(words, context)
    people = any(clause.mentions("person")) and not any(clause.mentions("device"))
    part_of_name = "ones" in words and not points(clause)
    if not (clause.unexplained or people or part_of_name):
        return clause
    return _by_part_of_name(words, deed, context) or clause_of(words, context, slips=True)


def _by_part_of_name(words: Sequence[str], deed: Deed, context: Context) -> Clause | None:
    """ "And Anna's" after "turn on Ben's lamp": what else of that kind has these words in its
    name, where only one has; else what else is switched in that room.
    """
    known = context.home.device_by_id
    kinds = {known[device].kind for device in deed.devices}
    rooms = {known[device].area for device in deed.devices} - {None}
    said = {
        key
        for piece in clause_of(words, context).pieces
        if not (piece.has("filler") or piece.has("prep"))
        for key in key_of(piece.words)
    }
    bearing = [
        device
        for device in context.home.devices
        if device.id not in deed.devices
        and any(said <= {*key_of(words_of(name))} for name in names_of(device))
    ]
    alike = [device for device in bearing if device.kind in kinds]
    beside = [one for one in bearing if one.area in rooms and one.kind in SWITCHED_BY_WORD]
    fitting = alike or (beside if deed.reading.intent in SWITCHES else [])
    if len(fitting) != 1 or not said:
        return None
    mention = Mention(0, len(words), Named("device", fitting[0].name), 1.0)
    return Clause((Piece(0, len(words), tuple(words), (), (mention,)),))


def points(clause: Clause) -> bool:
    """It names a device, a room, a floor or a kind of thing."""
    return any(
        piece.mentions or (piece.has("thing") and piece is not clause.verb)
        for piece in clause.pieces
    )


def about(
    clause: Clause, devices: Sequence[str], context: Context
) -> tuple[Meaning, tuple[str, ...]] | None:
    """What the clause wants of these devices, as if it had named them, and of which of them.

    The pronoun is replaced by a name, so every rule that understands a named thing understands
    "it", too.
    """
    known = context.home.device_by_id
    wants: dict[str, Meaning] = {}
    for kind in dict.fromkeys(known[device].kind for device in devices):
        one = next(known[device] for device in devices if known[device].kind == kind)
        if (meaning := _meaning_for(clause, one, context)) is not None:
            wants[kind] = meaning
    if not wants:
        return None
    meaning = next(iter(wants.values()))
    meant = {kind for kind, other in wants.items() if other.intent == meaning.intent}
    return meaning, tuple(device for device in devices if known[device].kind in meant)


def _meaning_for(clause: Clause, device: Device, context: Context) -> Meaning | None:
    named = Clause(tuple(_with_name(clause, device)))
    found = [
        meaning
        for meaning in (*meanings(named, context), *questions(named, context))
        if meaning.slots.get("name") == device.name
        and _all_used(meaning, clause)
        and _of_the_attribute(meaning, clause)
    ]
    if found or clause.has("attr"):
        return found[0] if found else None
    return _level_for(clause, device)


def _with_name(clause: Clause, device: Device) -> Iterator[Piece]:
    """The pieces with the device's name in the place of the first pronoun, or at the end."""
    placed = False
    for piece in clause.pieces:
        is_pronoun = piece.has("it") and not piece.mentions
        if is_pronoun and not placed:
            placed = True
            yield _named_piece(piece, device)
        elif not is_pronoun and not piece.has("and"):
            yield piece
    if not placed and clause.pieces:
        yield _named_piece(clause.pieces[-1], device)


def _named_piece(piece: Piece, device: Device) -> Piece:
    mention = Mention(piece.start, piece.end, Named("device", device.name), 1.0)
    return Piece(piece.start, piece.end, piece.words, (), (mention,))


def _of_the_attribute(meaning: Meaning, clause: Clause) -> bool:
    """ "Lower the volume" says nothing about a lamp; "what is this" asks about no state."""
    if meaning.intent == "HassGetState":
        return "state" in meaning.slots
    said = {str(tag.value) for tag in clause.tags("attr")}
    verb = clause.verb.values("act") if clause.verb else []
    said.update(ACT_ATTRIBUTES[str(tag.value)] for tag in verb if tag.value in ACT_ATTRIBUTES)
    return not said or any(
        slot.startswith(ATTRIBUTE_SLOTS.get(attribute, attribute))
        for attribute in said
        for slot in meaning.slots
    )


def _all_used(meaning: Meaning, clause: Clause) -> bool:
    """A number that was said is in the meaning: "turn it off in 10 minutes" is another wish."""
    return not clause.has("number") or bool(NUMBERS & set(meaning.slots))


def _level_for(clause: Clause, device: Device) -> Meaning | None:
    """A bare amount, where no rule wants it for this kind."""
    level = clause.number if clause.number is not None else clause.level
    if (
        device.kind == "cover"
        and not is_guarded(device)
        and level is None
        and _is_bare_step(clause)
    ):
        return Meaning(
            "HassSetPosition", {"name": device.name, "position_step": str(clause.direction)}
        )
    if level is None or clause.has("not") or clause.has("question"):
        return None
    if device.kind in ("climate", "oven", "water_heater"):
        if clause.unit == "percent" or clause.number is None:
            return None
        slots: Slots = {"name": device.name, "temperature": level}
        return Meaning("HassClimateSetTemperature", slots)
    if device.kind not in LEVEL_SLOT or clause.unit not in ("percent", None):
        return None
    intent, slot = LEVEL_SLOT[device.kind]
    return Meaning(intent, {"name": device.name, slot: level})


def _is_bare_step(clause: Clause) -> bool:
    """ "A bit higher": "up" alone is all the way."""
    steps = [piece for piece in clause.pieces if piece.has("step")]
    others = [piece for piece in clause.pieces if piece not in steps]
    small = all(piece.has("alittle") or piece.has("filler") for piece in others)
    compared = len(steps) == 1 and not steps[0].has("part") and not clause.steps
    return compared and small and clause.direction is not None


def reading_about(
    clause: Clause, devices: Sequence[str], context: Context, text: str
) -> Reading | None:
    """The clause as a reading about these devices."""
    wanted = about(clause, devices, context) if devices else None
    if wanted is None or clause.unexplained:
        return None
    meaning, meant = wanted
    return Reading(
        intent=meaning.intent,
        slots=dict(meaning.slots),
        probability=SURE,
        matched_by="reference",
        text=text,
        form=meaning.form,
        devices=meant,
    )


# pointing elsewhere with the same command


def retargeted(deed: Deed, clause: Clause, context: Context, text: str) -> Reading | None:
    """The earlier command for what the clause points at instead; None when it points nowhere.

    Off, for a door, is unlocked: what was said of another kind of thing is asked of what guards.
    """
    found = _retargeted(deed, clause, context, text)
    if found is not None and guards_anew(found, deed, context):
        found = replace(found, exact=False)
    plan = next((one.reading for one in parts_of(deed.turn) if COMMAND in one.reading.slots), None)
    return found if found is None or plan is None else _planned_too(plan, found, deed)


def _planned_too(plan: Reading, found: Reading, deed: Deed) -> Reading | None:
    """ "And the fan", after "turn on the lamp at six": at six as well. None where what was said
    then does not name what it was of.
    """
    was, to_be = str(deed.reading.slots.get("name") or ""), str(found.slots.get("name") or "")
    command = str(plan.slots[COMMAND])
    start = command.lower().find(was.lower())
    if not was or not to_be or start < 0:
        return None
    again = f"{command[:start]}{to_be}{command[start + len(was) :]}"
    return replace(
        plan,
        slots={**plan.slots, COMMAND: again},
        probability=found.probability,
        matched_by=found.matched_by,
        text=found.text,
        exact=found.exact,
        also=(found,),
    )


def guards_anew(reading: Reading, deed: Deed, context: Context) -> bool:
    """It would let somebody in, or tell of nobody, who only moved another kind of thing."""
    known = context.home.device_by_id
    kinds = {known[device].kind for device in deed.devices}
    meant = tuple(known[device] for device in (*reading.devices, *reading.among))
    if not meant and "name" in reading.slots:
        meant = named(context.home, str(reading.slots["name"]))
    elif not meant:
        meant = context.home.devices_of(str(reading.slots.get("domain")))
    return any(is_guarded(device) and device.kind not in kinds for device in meant)


def _retargeted(deed: Deed, clause: Clause, context: Context, text: str) -> Reading | None:
    values = {name: v for name, v in deed.reading.slots.items() if name not in POINTING}
    area = next((mention.named.name for mention in clause.mentions("area")), None)
    names = list(dict.fromkeys(mention.named.name for mention in clause.mentions("device")))
    likeness = clause.likeness
    reading = replace(
        deed.reading,
        slots=values,
        probability=SURE * likeness,
        matched_by="reference",
        text=text,
        implied=(),
        devices=(),
        among=(),
        also=(),
        question="",
        exact=deed.reading.exact and likeness > 0.98,
    )
    if names and not _is_the_place(names, area, deed, context):
        place: Slots = {"area": area} if area and not _is_in_name(area, names[0]) else {}
        first = replace(reading, slots={**values, "name": names[0], **place})
        return _fitting(first, _kind_of(names[0], context))
    things = [
        tag for piece in clause.pieces if not piece.names("area") for tag in piece.values("thing")
    ]
    if things:
        return _of_kind(reading, deed, things, area, context)
    if area is not None:
        return _there(reading, deed, area, context)
    floor = next((mention.named.name for mention in clause.mentions("floor")), None)
    if floor is None:
        return None
    kind = _kind(deed, context)
    return replace(reading, slots={**values, "floor": floor, **({"domain": kind} if kind else {})})


def _is_in_name(area: str, name: str) -> bool:
    return set(words_of(area)) <= set(words_of(name))


def _is_the_place(names: Sequence[str], area: str | None, deed: Deed, context: Context) -> bool:
    """A word that is both a room and a device ("garage") is the room after a command for a room."""
    return area is not None and any(plain(name) == plain(area) for name in names)


def _kind_of(name: str, context: Context) -> str | None:
    wanted = plain(name)
    return next(
        (d.kind for d in context.home.devices if wanted in (plain(n) for n in names_of(d))), None
    )


def _kind(deed: Deed, context: Context) -> str | None:
    if domain := deed.reading.slots.get("domain"):
        return str(domain)
    kinds = {context.home.device_by_id[device].kind for device in deed.devices}
    return kinds.pop() if len(kinds) == 1 else None


def _fitting(reading: Reading, kind: str | None) -> Reading:
    """The same amount in the words of another kind: 50 percent of a fan is its speed."""
    for intent, slot in LEVEL_SLOT.values():
        if reading.intent == intent and slot in reading.slots and kind in ALIKE:
            other, other_slot = LEVEL_SLOT[kind]
            slots = {name: value for name, value in reading.slots.items() if name != slot}
            level = {other_slot: reading.slots[slot]}
            return replace(reading, intent=other, slots={**slots, **level})
    return reading


def _of_kind(
    reading: Reading, deed: Deed, things: Sequence[Tag], area: str | None, context: Context
) -> Reading:
    """ "Also the fan": of the same room, unless one is named."""
    wanted = [(str(tag.value), tag.device_class) for tag in things]
    here = [
        (kind, device_class)
        for kind, device_class in wanted
        if any(
            d.kind == kind and device_class in (None, d.device_class) for d in context.home.devices
        )
    ]
    same = [one for one in here if one[0] == _kind(deed, context)]
    kind, device_class = (same or here or wanted)[0]
    fitted = _fitting(reading, kind)
    slots: dict[str, Value] = {**fitted.slots, "domain": kind}
    if device_class:
        slots["device_class"] = device_class
    implied: tuple[str, ...] = ()
    if area is None and (room := room_of(deed, context)) is not None:
        area, implied = room, ("area",)
    if area is not None:
        slots["area"] = area
    return replace(fitted, slots=slots, implied=implied)


def room_of(deed: Deed, context: Context) -> str | None:
    """The one room that the earlier command was about."""
    rooms = {context.home.device_by_id[device].area for device in deed.devices}
    area = context.home.area_by_id.get(next(iter(rooms)) or "") if len(rooms) == 1 else None
    return area.name if area else None


def _there(reading: Reading, deed: Deed, area_name: str, context: Context) -> Reading:
    """The same for another room: what has the same name there, else what is of the same kind."""
    area = area_named(context.home, area_name)
    kind = _kind(deed, context)
    slots: dict[str, Value] = {**reading.slots, "area": area_name}
    if kind is not None:
        slots["domain"] = kind
    if area is None or not deed.devices or reading.intent == "HassVacuumCleanArea":
        return replace(reading, slots=slots)
    known = context.home.device_by_id
    kinds = {known[device].kind for device in deed.devices}
    room = [device for device in context.home.devices_in(area.id) if device.kind in kinds]
    if deed.reading.slots.get("name"):
        stems = {_stem(known[device], context) for device in deed.devices}
        room = [device for device in room if _stem(device, context) in stems] or room
        if len(room) > 1 and len(deed.devices) == 1:
            if (light := _as_main_light(known[deed.devices[0]], area.id, context)) is not None:
                return replace(reading, slots=slots, devices=(light,))
            return replace(reading, slots=slots, among=tuple(device.id for device in room))
    classes = {known[device].device_class for device in deed.devices}
    room = [device for device in room if device.device_class in classes] or room
    return replace(reading, slots=slots, devices=tuple(device.id for device in room))


def _as_main_light(light: Device, area: str, context: Context) -> str | None:
    """There the main light, where it was the main one here."""
    here, there = main_light(light.area, context), main_light(area, context)
    return there.id if there is not None and here == light else None


def _stem(device: Device, context: Context) -> tuple[str, ...]:
    """The device's name without its room: "kitchen light" is the light."""
    area = context.home.area_by_id.get(device.area or "")
    words = words_of(plain(device.name))
    room = {word for name in (names_of(area) if area else ()) for word in words_of(name)}
    return tuple(word for word in words if word not in room) or words
