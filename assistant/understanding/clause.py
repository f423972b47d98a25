"""One clause, cut into pieces: what is in it, asked for by kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.turn import Value
from assistant.understanding.gazetteer import Mention
from assistant.understanding.lexicon import Tag
from assistant.understanding.segment import Piece

_SWITCHED = frozenset({"on", "off", "open", "close"})
_LEADING = frozenset({("up",), ("down",)})
_ORDINALS = frozenset({("third",), ("fifth",), ("tenth",)})
"""Parts of a whole that count things as well."""
SMALL = frozenset({"filler", "prep", "way", "alittle", "alot", "and"})


@dataclass(frozen=True)
class Clause:
    """The pieces of one wish."""

    pieces: tuple[Piece, ...]

    def has(self, kind: str, *values: Value) -> bool:
        """Some piece may be this."""
        return any(
            tag.kind == kind and (not values or tag.value in values)
            for piece in self.pieces
            for tag in piece.tags
        )

    def tags(self, kind: str) -> Iterator[Tag]:
        for piece in self.pieces:
            yield from piece.values(kind)

    def mentions(self, kind: str) -> Iterator[Mention]:
        for piece in self.pieces:
            yield from piece.names(kind)

    @cached_property
    def acts(self) -> frozenset[Value]:
        return frozenset(tag.value for tag in self.tags("act"))

    @cached_property
    def verb(self) -> Piece | None:
        """The first piece that may be an act, with only small words before it."""
        for piece in self.pieces:
            if piece.values("act") and not piece.mentions:
                return piece
            if not all(tag.kind in SMALL for tag in piece.tags) or piece.mentions:
                return None
        return None

    @cached_property
    def verbs(self) -> frozenset[Value]:
        """Every act that the verb may be; empty without a verb."""
        return frozenset(tag.value for tag in self.verb.values("act")) if self.verb else frozenset()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in order."""
        return tuple(word for piece in self.pieces for word in piece.words)

    @cached_property
    def direction(self) -> str | None:
        """`up` or `down`, as a particle or in a word like louder."""
        ways = {_direction(tag) for piece in self._moving for tag in piece.values("step")}
        ways |= {tag.value for piece in self._moving for tag in piece.values("part")}
        ups, downs = "up" in ways, "down" in ways
        if ups == downs:
            return None
        return "up" if ups else "down"

    @cached_property
    def _moving(self) -> tuple[Piece, ...]:
        """Without "up" and "down" that only lead to a room: "off, the lamp up in the attic",
        "cooler up in the bedroom".
        """
        told = any(piece.has("step") and piece.words not in _LEADING for piece in self.pieces)
        switched = (
            told or self.has("part", "on") or self.has("part", "off") or bool(self.acts & _SWITCHED)
        )
        return tuple(
            piece
            for piece, after in zip(self.pieces, (*self.pieces[1:], None), strict=True)
            if not (
                switched and piece.words in _LEADING and after is not None and after.has("prep")
            )
        )

    @cached_property
    def steps(self) -> frozenset[str]:
        """Attributes that a comparing word belongs to (`louder`: volume)."""
        return frozenset(
            tag.value[0]
            for tag in self.tags("step")
            if isinstance(tag.value, tuple) and isinstance(tag.value[0], str) and tag.value[0]
        )

    @cached_property
    def number(self) -> float | None:
        """The one number, when there is exactly one."""
        numbers = [tag.value for tag in self.tags("number")]
        return numbers[0] if len(numbers) == 1 and isinstance(numbers[0], float) else None

    @cached_property
    def unit(self) -> Value:
        return next((tag.value for tag in self.tags("unit")), None)

    @cached_property
    def level(self) -> int | None:
        value = next((tag.value for tag in self.tags("level")), None)
        return value if isinstance(value, int) and not self.counts_things else None

    @cached_property
    def counts_things(self) -> bool:
        """ "The third blind" is one of several, and no third of it."""
        return any(
            piece.words in _ORDINALS
            and before.words[-1] in ("the", "my", "our")
            and bool(after.mentions or after.has("thing"))
            for before, piece, after in zip(
                self.pieces, self.pieces[1:], self.pieces[2:], strict=False
            )
        )

    @cached_property
    def things(self) -> tuple[Tag, ...]:
        """Kinds of thing that words stand for; "switch" as the verb is none."""
        return tuple(
            tag
            for piece in self.pieces
            for tag in piece.values("thing")
            if not (piece is self.verb and piece.has("turn"))
        )

    def about(self, *kinds: str) -> bool:
        """A word for one of these kinds of thing is there."""
        return any(tag.value in kinds for tag in self.things)

    @cached_property
    def unexplained(self) -> tuple[str, ...]:
        """Words that nothing accounts for."""
        return tuple(word for piece in self.pieces if not piece.explained for word in piece.words)

    @cached_property
    def likeness(self) -> float:
        """How alike the least alike name is."""
        return min((piece.likeness for piece in self.pieces), default=1.0)

    def __len__(self) -> int:
        return sum(len(piece.words) for piece in self.pieces)


def _direction(tag: Tag) -> Value:
    return tag.value[1] if isinstance(tag.value, tuple) else None


def split(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """Cut at the words that join wishes, and where a new one begins without any."""
    parts: list[list[Piece]] = [[]]
    for place, piece in enumerate(pieces):
        if piece.has("and") and not piece.mentions:
            parts.append([])
            continue
        if _begins_a_wish(parts[-1], pieces[place:]) or _is_done(parts[-1], pieces[place:]):
            parts.append([])
        parts[-1].append(piece)
    return [tuple(part) for part in parts if part]


def _begins_a_wish(before: Sequence[Piece], rest: Sequence[Piece]) -> bool:
    """ "Turn on the desk lamp close the blinds": a verb between two names, the first one done.

    In "blinds shut and lamp on" nothing comes after the verb, which is the blinds' own.
    """
    verb = rest[0]
    if verb.mentions or not (verb.values("act") or verb.values("turn")) or verb.has("thing"):
        return False
    if len(rest) > 1 and rest[1].has("and"):
        return False  # "the desk lamp warm and the ring light cool"
    return any(map(_names_a_device, before)) and any(map(_names_a_device, rest[1:]))


def _is_done(before: Sequence[Piece], rest: Sequence[Piece]) -> bool:
    """ "Corner lamp on big light off": each name with its own particle after it."""
    named = any(piece.mentions for piece in before) and bool(rest[0].names("device"))
    return named and not before[-1].mentions and _switched(before) and _switched(rest)


def _switched(pieces: Sequence[Piece]) -> bool:
    last = pieces[-1]
    return not last.mentions and (last.has("part", "on") or last.has("part", "off"))


def _names_a_device(piece: Piece) -> bool:
    return bool(piece.names("device"))
