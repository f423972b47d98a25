"""What a clause is about: named things, kinds of things, places, here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.context import Context
from assistant.home.find import area_named, named
from assistant.home.model import Area, Home
from assistant.home.once import once_per_home
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.gazetteer import Mention
from assistant.understanding.lexicon import Tag, key_of, lexicon
from assistant.understanding.segment import Piece
from assistant.understanding.words import words_of
from devices.contract import Device

ONE_OF_A_ROOM = frozenset({"climate", "fan"})
_HERE = frozenset({"here", "this"})
PLAYED = frozenset(
    "music song track audio sound media album playlist tune podcast playback".split()
)
"""Words for what is played, not for what plays it."""


@dataclass(frozen=True, slots=True)
class Target:
    """Slots that say what is meant, and how surely."""

    slots: Mapping[str, Value]
    kinds: frozenset[str]
    """Kinds that it may be."""
    said: str
    """`name`, `thing`, `area`, `nothing`: how it was pointed at."""
    implied: tuple[str, ...] = field(default=())


def targets(
    clause: Clause, context: Context, kinds: Collection[str], default: str | None = None
) -> Iterator[Target]:
    """Every way in which the clause points at things of these kinds, the surest first.

    `default` is the kind that is meant when only a place is said, or nothing at all.
    """
    here = context.home.area_by_id.get(context.area or "")
    rest, left_out = without_exceptions(clause, here)
    if rooms := _rooms_spared(clause.pieces[len(rest.pieces) :], rest, context.home):
        left_out = {"except_area": rooms}
    place, implied = _place(rest, context)
    if rest is not clause and "except_area" not in left_out:
        left_out = _with_things_spared(left_out, clause, rest, context, place)
        if not left_out:
            return  # nobody knows what is to be left as it is
    if implied and "except_area" in left_out:
        place, implied = {}, ()  # "lights off except in the hall" is said of the whole home
    names = list(_named(rest, context, kinds)) or list(_named_by_kind(rest, context, kinds))
    names = list(_borne_there(names, place_if_said(place, implied), context.home))
    for name, found in names:
        yield Target({"name": name, **place_if_said(place, implied), **left_out}, found, "name")
    if names:
        return
    if any(True for _ in rest.mentions("device")) and not _things(rest, context, kinds):
        return  # something of another kind was named
    for kind, device_class in _things(rest, context, kinds):
        slots: dict[str, Value] = {"domain": kind, **place, **left_out}
        if device_class:
            slots["device_class"] = device_class
        yield Target(slots, frozenset({kind}), "thing", implied)
    if not rest.things and default:
        said = "area" if place and not implied else "nothing"
        if said == "nothing" and (
            _is_only_one(default, context) or _is_only_one_here(default, implied, context)
        ):
            said = "thing"  # nothing else can be meant
        yield Target({"domain": default, **place, **left_out}, frozenset({default}), said, implied)


def _with_things_spared(
    left_out: Mapping[str, Value],
    clause: Clause,
    rest: Clause,
    context: Context,
    place: Mapping[str, Value],
) -> dict[str, Value]:
    """ "But not the lamp and the fan": beside what was named, what has such a word in its name
    there, or is of that kind; empty where a word of these fits nothing.
    """
    named_too = left_out.get("except_name")
    names = list(named_too) if isinstance(named_too, tuple) else []
    room = area_named(context.home, str(place.get("area", "")))
    there = context.home.devices if room is None else context.home.devices_in(room.id)
    for piece in clause.pieces[len(rest.pieces) :]:
        if not piece.has("thing") or (piece.mentions and not _is_plural(piece)):
            continue
        bearing = {device.id for device in _bearing(key_of(piece.words), context.home)}
        kinds = {tag.value for tag in piece.values("thing")}
        found = [device.name for device in there if device.id in bearing]
        found = found or [device.name for device in there if device.kind in kinds]
        if not found:
            return {}
        names.extend(found)
    return {"except_name": tuple(names)} if names else {}


def _rooms_spared(pieces: Sequence[Piece], rest: Clause, home: Home) -> tuple[str, ...]:
    """ "The lights off except the kitchen lights": all of the kitchen's, not what is called so."""
    named_ones = [piece for piece in pieces if piece.names("device")]
    rooms = [area_named(home, " ".join(piece.words[:-1])) for piece in named_ones]
    if not all(map(_is_plural, named_ones)) or any(room is None for room in rooms):
        return ()
    alike = all(
        {tag.value for tag in lexicon().get(piece.words[-1:], ()) if tag.kind == "thing"}
        & {tag.value for tag in rest.things}
        for piece in named_ones
    )
    return tuple(room.name for room in rooms if room is not None) if alike else ()


def _is_plural(piece: Piece) -> bool:
    """ "The lamps" are all that are called so, not only what is called "lamp"."""
    return key_of(piece.words) != piece.words


def things_meant(clause: Clause) -> Sequence[Tag]:
    """Kinds of things that were named, but for those after "except"."""
    return without_exceptions(clause)[0].things


def _is_only_one(kind: str, context: Context) -> bool:
    return len(context.home.devices_of(kind)) == 1


def _is_only_one_here(kind: str, implied: tuple[str, ...], context: Context) -> bool:
    """A room has its own thermostat; of lamps and players others may be meant as well."""
    here = context.home.devices_in(context.area) if implied and context.area else ()
    return kind in ONE_OF_A_ROOM and sum(device.kind == kind for device in here) == 1


def place_if_said(place: Mapping[str, Value], implied: tuple[str, ...]) -> Mapping[str, Value]:
    """A name does not need the room of the request."""
    return {} if implied else place


def _named(
    clause: Clause, context: Context, kinds: Collection[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Names of devices of these kinds, each once, with the kinds that bear it."""
    seen: set[str] = set()
    for place, mention in _device_mentions(clause):
        name = mention.named.name
        if _is_before_its_head(place, name, clause, context) or is_called(place, clause.pieces):
            continue
        found = frozenset(
            device.kind for device in named(context.home, name) if device.kind in kinds
        )
        if _is_where_another_is(place, name, clause, context):
            continue
        if _is_every_light(clause.pieces[place], clause):
            continue
        if found and name.lower() not in seen:
            seen.add(name.lower())
            yield name, found


def _borne_there(
    names: Sequence[tuple[str, frozenset[str]]], place: Mapping[str, Value], home: Home
) -> Sequence[tuple[str, frozenset[str]]]:
    """Of several names that one word may be ("light", "lights"), those of things in that room."""
    room = area_named(home, str(place.get("area", "")))
    if room is None or len(names) < 2 or "more_areas" in place:
        return names
    there = [one for one in names if any(device.area == room.id for device in named(home, one[0]))]
    return there or names


def _is_every_light(piece: Piece, clause: Clause) -> bool:
    """ "All the lights", "every light" and "the lights upstairs" are more than what is called
    just "light".
    """
    if piece.words not in (("light",), ("lights",)) or not piece.has("thing"):
        return False
    somewhere = any(one.names("area") or one.names("floor") for one in clause.pieces)
    lights = piece.words == ("lights",) and (somewhere or clause.has("everywhere"))
    return lights or any(one.has("all") and one.words != ("both",) for one in clause.pieces)


def _device_mentions(clause: Clause) -> Iterator[tuple[int, Mention]]:
    for place, piece in enumerate(clause.pieces):
        for mention in piece.names("device"):
            yield place, mention


def _is_before_its_head(place: int, name: str, clause: Clause, context: Context) -> bool:
    """ "The computer lights" are lights, not the computer."""
    head = clause.pieces[place + 1] if place + 1 < len(clause.pieces) else None
    if head is None or head.mentions or not head.values("thing") or head.values("act"):
        return False
    said = {tag.value for tag in head.values("thing")}  # what is plugged in may be called a switch
    return said.isdisjoint({"switch", *(device.kind for device in named(context.home, name))})


def _is_where_another_is(place: int, name: str, clause: Clause, context: Context) -> bool:
    """ "The blind on the skylight" is a blind: neither is it the window, nor any window."""
    own = {device.device_class for device in named(context.home, name) if device.kind == "cover"}
    before = clause.pieces[:place]
    said = {
        tag.device_class
        for piece in before
        if not piece.mentions
        for tag in piece.values("thing")
        if tag.value == "cover"
    }
    at = any(piece.has("prep") or piece.words == ("on",) for piece in before)
    return at and bool(own and said) and own.isdisjoint(said | {None}) and None not in said


def is_called(place: int, pieces: Sequence[Piece]) -> bool:
    """ "Computer, turn the lights off": who is called by a word is not what is to be switched."""
    rest = pieces[place + 1 :]
    return (
        place == 0
        and pieces[0].has("filler")
        and any(piece.has("turn") or piece.values("act") for piece in rest[:1])
        and any(piece.has("thing") or piece.names("device") for piece in rest)
    )


def _named_by_kind(
    clause: Clause, context: Context, kinds: Collection[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    """ "The sprinkler" is the switch that is called so before it is any valve."""
    if any(True for _ in clause.mentions("device")):
        return
    for piece in clause.pieces:
        wanted = {str(tag.value) for tag in piece.values("thing") if tag.value in kinds}
        if not wanted or piece.mentions or _is_beside_another(piece, clause):
            continue
        bearers = [
            device for device in _bearing(key_of(piece.words), context.home) if device.kind in kinds
        ]
        if len(bearers) == 1 and bearers[0].kind not in wanted:
            yield bearers[0].name, frozenset({bearers[0].kind})


def _is_beside_another(piece: Piece, clause: Clause) -> bool:
    """ "The garage fan" is a fan: another word says what kind of thing it is."""
    return any(other is not piece and other.values("thing") for other in clause.pieces)


def _bearing(words: Sequence[str], home: Home) -> list[Device]:
    """Devices that have all these words in their names."""
    known = _by_word(home)
    fewest = min((known.get(word, ()) for word in words), key=len)
    return [device for device, own in fewest if own.issuperset(words)]


@once_per_home
def _by_word(home: Home) -> Mapping[str, list[tuple[Device, frozenset[str]]]]:
    found: dict[str, list[tuple[Device, frozenset[str]]]] = {}
    for device in home.devices:
        own = frozenset(key_of(words_of(device.name)))
        for word in own:
            found.setdefault(word, []).append((device, own))
    return found


def _things(
    clause: Clause, context: Context, kinds: Collection[str]
) -> list[tuple[str, str | None]]:
    """Kinds that a word stands for and that this home has; all of them when it has none."""
    wanted = [(str(tag.value), tag.device_class) for tag in clause.things if tag.value in kinds]
    have = [
        (kind, device_class)
        for kind, device_class in wanted
        if any(
            device.kind == kind and device_class in (None, device.device_class)
            for device in context.home.devices_of(kind)
        )
    ]
    return list(dict.fromkeys(have or wanted))


def _place(clause: Clause, context: Context) -> tuple[dict[str, Value], tuple[str, ...]]:
    """The room or floor that was said; else the room of the request, if it counts."""
    areas = list(dict.fromkeys(mention.named.name for mention in clause.mentions("area")))
    if len(areas) == 1:
        return {"area": areas[0]}, ()
    if areas:
        return {"area": areas[0], "more_areas": tuple(areas[1:])}, ()
    floors = list(dict.fromkeys(mention.named.name for mention in clause.mentions("floor")))
    if floors:
        return {"floor": floors[0]}, ()
    here = context.home.area_by_id.get(context.area or "")
    if here is None or clause.has("everywhere") or (clause.has("all") and not clause.has("here")):
        return {}, ()
    return {"area": here.name}, ("area",)


def without_exceptions(clause: Clause, here: Area | None = None) -> tuple[Clause, dict[str, Value]]:
    """The clause up to "except", and what comes after it as slots; "here" is the room given."""
    kept: list[Piece] = []
    after: list[Piece] = []
    for piece in clause.pieces:
        if after or (piece.has("except") and not piece.mentions):
            after.append(piece)
        else:
            kept.append(piece)
    if not after:
        return clause, {}
    spared = Clause(tuple(after))
    slots: dict[str, Value] = {}
    if names := tuple(mention.named.name for mention in spared.mentions("device")):
        slots["except_name"] = names
    elif areas := tuple(mention.named.name for mention in spared.mentions("area")):
        slots["except_area"] = areas
    elif here is not None and (spared.has("here") or _HERE & {*spared.words}):
        slots["except_area"] = (here.name,)
    return Clause(tuple(kept)), slots


def speaks_of_what_is_played(clause: Clause) -> bool:
    """Music is paused, a radio is switched off."""
    return any(
        word.rstrip("s") in PLAYED
        for piece in clause.pieces
        if piece.has("thing", "media_player") and not piece.mentions
        for word in piece.words
    )
