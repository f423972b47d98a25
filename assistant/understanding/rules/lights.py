"""Colour, whiteness and brightness."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

from assistant.context import Context
from assistant.turn import Value
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import (
    Meaning,
    difference_in,
    is_of_another,
    percent_in,
    says_off,
    sets,
    way_of,
    wish_for,
)
from assistant.understanding.target import targets

LIGHTS = frozenset({"light"})
WHITES = range(1500, 10001)
"""Nothing else of a light has so high a number."""
DIMMEST = 1.0
"""A lamp that is turned all the way down still shines."""
ONLY_A_COLOR = 0.6
"""Probability that a colour alone is said of the lights."""


def color(clause: Clause, context: Context) -> Iterator[Meaning]:
    colors = _wanted_colors(clause)
    whites = list(clause.tags("white"))
    if (len(colors) != 1 and not whites) or not sets(clause):
        return
    if clause.verbs & {"warm", "cool"} and clause.number is not None and clause.unit is None:
        return  # "cool it down to 20": degrees
    if says_off(clause):
        return  # "turn off the green light" makes none green
    percent = clause.number if clause.unit == "percent" else clause.level
    for target in targets(clause, context, LIGHTS, "light"):
        if whites and clause.has("color", "white") | (not colors):
            found = wish_for(
                "HassLightSet", target, temperature=whites[0].value, brightness=percent
            )
        else:
            found = wish_for("HassLightSet", target, color=colors[0], brightness=percent)
        yield found if speaks_of_light(clause) else replace(found, certainty=ONLY_A_COLOR)


def speaks_of_light(clause: Clause) -> bool:
    """A verb or a light is said; "light blue would be lovely" may be said of anything."""
    if clause.verb is not None or clause.has("turn"):
        return True
    shades = [
        before
        for before, piece in itertools.pairwise(clause.pieces)
        if before.words == ("light",) and piece.has("color")
    ]
    return any(
        piece.mentions or piece.has("thing") for piece in clause.pieces if piece not in shades
    )


def _wanted_colors(clause: Clause) -> list[Value]:
    """The colours that were said; of "from red to blue" the second."""
    colors = list(dict.fromkeys(tag.value for tag in clause.tags("color")))
    if len(colors) == 2 and any("from" in piece.words for piece in clause.pieces):
        after_to = [
            tag.value
            for before, piece in itertools.pairwise(clause.pieces)
            for tag in piece.values("color")
            if before.words[-1] == "to"
        ]
        return after_to[:1] or colors[1:]
    return colors


def kelvin(clause: Clause, context: Context) -> Iterator[Meaning]:
    number = clause.number
    if number is None:
        return
    told = clause.unit == "kelvin" or clause.has("attr", "color_temp")
    if not (told or (clause.unit is None and number in WHITES)):
        return
    for target in targets(clause, context, LIGHTS, "light"):
        yield wish_for("HassLightSet", target, temperature=number)


def brightness(clause: Clause, context: Context) -> Iterator[Meaning]:
    if is_of_another(clause, "brightness"):
        return
    percent = percent_in(clause)
    spoken_of = clause.has("attr", "brightness") or bool(clause.acts & {"dim", "brighten"})
    if percent is None or not (spoken_of or sets(clause)) or clause.has("color"):
        return
    if difference_in(clause) is not None:
        return
    if says_off(clause) and clause.number is None:
        return  # "half the lights off"
    default = "light" if spoken_of else None
    if clause.number is None:
        percent = max(percent, DIMMEST)
    for target in targets(clause, context, LIGHTS, default):
        yield wish_for("HassLightSet", target, brightness=percent)


def brighter(clause: Clause, context: Context) -> Iterator[Meaning]:
    if is_of_another(clause, "brightness"):
        return
    spoken_of = (
        "brightness" in clause.steps
        or clause.has("attr", "brightness")
        or bool(clause.acts & {"dim", "brighten"})
    )
    direction = way_of(clause)
    if direction is None and "dim" in clause.acts:
        direction = "down"
    more = difference_in(clause)
    if direction is None or clause.has("color"):
        return
    if more is None and percent_in(clause) is not None:
        return
    if clause.steps and "brightness" not in clause.steps:
        return
    if clause.acts & {"warm", "cool"} and not spoken_of:
        return  # "desk lamp warm" is its white
    for target in targets(clause, context, LIGHTS, "light" if spoken_of else None):
        yield wish_for("HassLightSet", target, brightness_step=direction if more is None else more)


def whiter(clause: Clause, context: Context) -> Iterator[Meaning]:
    """ "A warmer white", "make the lamp cooler": a light has no degrees."""
    steps = {tag.value for tag in clause.tags("step")}
    warm = bool(steps & {("white", "warm"), ("temperature", "up")})
    cool = bool(steps & {("white", "cool"), ("temperature", "down")})
    of_white = "white" in clause.steps
    if warm == cool or not sets(clause) or clause.number is not None:
        return
    for target in targets(clause, context, LIGHTS, "light" if of_white else None):
        if of_white or "temperature" in clause.steps:
            yield wish_for("HassLightSet", target, temperature_step="warm" if warm else "cool")
