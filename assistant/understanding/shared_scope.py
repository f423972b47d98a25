"""What several things with one deed share beside it: the room and what is left out.

"Turn off the lights and fans in the bedroom" speaks of the bedroom's lights, and "the lights and
fans off except in the hall" spares the hall's lights, too.
"""

from collections.abc import Iterator, Sequence

from assistant.home.find import area_named, named
from assistant.home.model import Home
from assistant.understanding.clause import Clause
from assistant.understanding.lexicon import Tag
from assistant.understanding.segment import Piece
from devices.contract import Device

_IN = Piece(0, 0, ("in",), (Tag("prep"),))


def before_exceptions(clause: Clause) -> tuple[Clause, tuple[Piece, ...]]:
    """The clause up to "except", and the pieces from there on."""
    for place, piece in enumerate(clause.pieces):
        if place and piece.has("except") and not piece.mentions:
            return Clause(clause.pieces[:place]), clause.pieces[place:]
    return clause, ()


def with_scope(
    heads: Sequence[Clause], spared: Sequence[tuple[Piece, ...]], home: Home
) -> Iterator[Clause]:
    """The clauses of one deed, each in the room that only one of them tells, and with what is
    spared in any.
    """
    tail = next((tail for tail in reversed(spared) if tail), ())
    rooms = {
        mention.named.name: piece
        for head in heads
        for piece in head.pieces
        for mention in piece.names("area")
        if not piece.names("device")
    }
    room = next(iter(rooms)) if len(rooms) == 1 else ""
    for head in heads:
        place = (_IN, rooms[room]) if room and _may_be_there(head, room, home) else ()
        yield Clause((*head.pieces, *place, *tail))


def _may_be_there(head: Clause, room: str, home: Home) -> bool:
    """It says no place of its own, and what it speaks of is in that room as well as elsewhere."""
    if any(head.mentions("area")) or any(head.mentions("floor")) or head.has("here"):
        return False
    area = area_named(home, room)
    if area is None:
        return False
    spoken_of = [named(home, mention.named.name) for mention in head.mentions("device")]
    if spoken_of:
        return all(
            len(bearers) > 1 and any(one.area == area.id for one in bearers)
            for bearers in spoken_of
        )
    inside = home.devices_in(area.id)
    return any(_is_of(device, tag) for device in inside for tag in head.things)


def _is_of(device: Device, tag: Tag) -> bool:
    return device.kind == tag.value and tag.device_class in (None, device.device_class)
