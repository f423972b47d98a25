"""Several things with one deed: "the desk lamp and the office light off"."""

from collections.abc import Iterator, Sequence

from assistant.home.find import named
from assistant.home.model import Home
from assistant.understanding.clause import Clause
from assistant.understanding.gazetteer import Gazetteer
from assistant.understanding.past import GUARDS
from assistant.understanding.segment import Piece, segment
from assistant.understanding.shared_scope import before_exceptions, with_scope
from assistant.understanding.words import words_of

_POINTING = frozenset({"filler", "prep", "way", "all", "thing", "everywhere", "here"})
"""Tags of words that only say what is meant."""
_DOING = frozenset({"act", "turn", "part", "color", "level", "number", "step", "state", "mode"})
"""Tags of words that say what is to be done to it."""
_HOW = ("mode", "color", "white", "level", "number", "step")
_OF_DOORS = frozenset({"open", "close", "lock", "unlock", "arm", "disarm"})
"""What is done to whatever guards the house, by its own word."""


def with_ands(text: str, gazetteer: Gazetteer) -> str:
    """ "Lights off, radio on": a comma joins wishes, or things, as "and" does."""
    several = [part.strip() for part in text.split(",")]
    if len(several) < 2 or not all(several):
        return text
    clauses = [Clause(segment(words_of(part), gazetteer)) for part in several]
    joined_anyway = [words_of(part)[:1] == ("and",) for part in several]
    if any(
        one.unexplained for one, anyway in zip(clauses, joined_anyway, strict=True) if not anyway
    ):
        return text
    joined = several[0]
    for before, clause, part in zip(clauses, clauses[1:], several[1:], strict=False):
        alike = _are_things(clause) or (has_a_deed(before) and has_a_deed(clause))
        alike = alike or (_names_things(before) and has_a_deed(clause) and clause.verb is None)
        spoken = words_of(part)
        joined += " and " if alike and spoken[0] != "and" else " "
        joined += part
    return joined


def has_a_deed(clause: Clause) -> bool:
    """It names something, and says what is to be done to it."""
    doing = any(piece.has(kind) for piece in clause.pieces if not piece.mentions for kind in _DOING)
    return doing and any(map(_points, clause.pieces))


def with_deeds(clauses: Sequence[Clause], home: Home) -> Iterator[Clause]:
    """Each part of a breath; one that only names something gets the words of the part beside it,
    and shares its room and what is left out.
    """
    heads, spared = zip(*map(before_exceptions, clauses), strict=True)
    donors = [_donor(place, heads) for place in range(len(heads))]
    if any(donor < place and spared[donor] for place, donor in enumerate(donors)):
        yield from clauses  # "all off except the lamp and the fan": the fan is left out, too
        return
    for donor in dict.fromkeys(donors):
        group = [place for place, other in enumerate(donors) if other == donor]
        whole = [
            heads[place] if place == donor else _in_place_of_its_target(heads[donor], heads[place])
            for place in group
        ]
        if len(group) == 1:
            yield clauses[donor]
        else:
            yield from with_scope(whole, [spared[place] for place in group], home)


def _donor(place: int, heads: Sequence[Clause]) -> int:
    """Which part tells what is to be done to the one at this place: it does itself, if it can."""
    beside = (*range(place - 1, -1, -1), *range(place + 1, len(heads)))
    if not _only_points(heads[place]):
        return place
    telling: list[int] = [other for other in beside if not _only_points(heads[other])]
    following: list[int] = [other for other in telling if other > place]
    if following and all(_ends_with_its_deed(heads[other]) for other in telling):
        return following[0]  # "the lamp off, the fan and the radio on"
    return telling[0] if telling else place


def _ends_with_its_deed(head: Clause) -> bool:
    """ "The lamp off": what is to be done comes after what it is done to."""
    return head.verb is None and not _points(head.pieces[-1])


def with_antecedents(clauses: Sequence[Clause], *, bare: bool = False) -> Iterator[Clause]:
    """Each part with what was named last for its "it", or for the mode that is all it says; with
    `bare` also for its "off".
    """
    named: tuple[Piece, ...] = ()
    for clause in clauses:
        if any(map(_points, clause.pieces)) and not _speaks_of_it(clause):
            named = tuple(filter(_points, clause.pieces)) if _names_one(clause) else ()
            yield clause
        elif named and (_says_only_how(clause) or (bare and _says_only_what(clause))):
            yield Clause((*named, *clause.pieces))
        else:
            yield _with_it_named(clause, named)


def _names_one(clause: Clause) -> bool:
    """One thing by its name, and no room or kind of thing beside it."""
    return [bool(piece.names("device")) for piece in clause.pieces if _points(piece)] == [True]


def _speaks_of_it(clause: Clause) -> bool:
    """ "Put it on cooling": no kind of thing is meant but "it"."""
    pointing = [piece for piece in clause.pieces if _points(piece)]
    return clause.has("it") and all(piece.has("mode") and not piece.mentions for piece in pointing)


def _says_only_how(clause: Clause) -> bool:
    """ "Cool", "blue", "at forty percent": what was named before it is to be so."""
    return any(clause.has(kind) for kind in _HOW) and all(
        any(piece.has(kind) for kind in (*_HOW, "unit", "prep", "filler"))
        or piece.has("part", "on")
        for piece in clause.pieces
    )


def _says_only_what(clause: Clause) -> bool:
    """ "Off again"."""
    return clause.has("part") and all(
        piece.has("part") or piece.has("filler") for piece in clause.pieces
    )


def _with_it_named(clause: Clause, named: tuple[Piece, ...]) -> Clause:
    place = next((at for at, piece in enumerate(clause.pieces) if piece.has("it")), None)
    if place is None or not named:
        return clause
    return Clause((*clause.pieces[:place], *named, *clause.pieces[place + 1 :]))


def opens_by_another_deed(part: Clause, shared: Clause, home: Home) -> bool:
    """ "The lamp on and the garage door": nobody has said that it is to be opened."""
    return (
        shared != part
        and shared.verbs.isdisjoint(_OF_DOORS)
        and any(
            device.kind in GUARDS
            for mention in part.mentions("device")
            for device in named(home, mention.named.name)
        )
    )


def _only_points(clause: Clause) -> bool:
    return any(map(_points, clause.pieces)) and all(map(_is_of_a_target, clause.pieces))


def _are_things(clause: Clause) -> bool:
    """ "The lamp and the fan"."""
    named = (piece for piece in clause.pieces if not piece.has("and"))
    return _only_points(Clause(tuple(named)))


def _names_things(clause: Clause) -> bool:
    """ "The lamp, the fan and the radio on"; who calls a room first speaks of what is there."""
    return _only_points(clause) and (any(clause.mentions("device")) or bool(clause.things))


def _is_of_a_target(piece: Piece) -> bool:
    return bool(piece.mentions) or (
        bool(piece.tags) and all(tag.kind in _POINTING for tag in piece.tags)
    )


def _points(piece: Piece) -> bool:
    return bool(piece.mentions) or piece.has("thing")


def _in_place_of_its_target(donor: Clause, clause: Clause) -> Clause:
    """ "Turn the lamp off" for "the fan": turn the fan off."""
    targets = [place for place, piece in enumerate(donor.pieces) if _points(piece)]
    # "the lamp and the extractor off": what nobody knows yet may be described
    targets = targets or [at for at, piece in enumerate(donor.pieces) if not piece.explained]
    if not targets:
        return Clause((*donor.pieces, *clause.pieces))
    before = donor.pieces[: targets[0]]
    after = donor.pieces[targets[-1] + 1 :]
    return Clause((*before, *clause.pieces, *after))
