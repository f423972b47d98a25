"""Warmth and air: thermostats and fans."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

from assistant.context import Context
from assistant.home.find import area_named, named
from assistant.home.warmth import is_lived_in
from assistant.understanding.clause import Clause
from assistant.understanding.meaning import (
    Meaning,
    difference_in,
    is_of_another,
    percent_in,
    sets,
    way_of,
    wish_for,
)
from assistant.understanding.rules.on_off import switched
from assistant.understanding.segment import Piece
from assistant.understanding.target import Target, targets

CLIMATES = frozenset({"climate", "water_heater"})
MOST_DEGREES_MORE = 4
"""No room is that cold: "up 4 degrees" is a difference. From 5 on it may be where to, in words that
do not say otherwise."""
OVENS = frozenset({"oven"})
LEAST_OF_AN_OVEN = 60
"""Nothing bakes at less, so that "down fifty degrees" is a difference."""
LEAST_DEGREES = 4
"""Who wants fewer says that they are degrees."""
SPEEDS = {"low": 33, "medium": 67, "high": 100}
"""Of a fan in percent, as Home Assistant spreads three of them."""
OF_LIGHT = frozenset({"dim", "brighten"})
"""What is done to light, and to nothing that warms or blows."""


def temperature(clause: Clause, context: Context) -> Iterator[Meaning]:
    if is_of_another(clause, "temperature"):
        return
    number = clause.number
    spoken_of = clause.has("attr", "temperature") or clause.unit == "degrees"
    if number is not None and number < LEAST_DEGREES and not spoken_of and not way_of(clause):
        return  # "the heater, the one in the bedroom"
    heats = bool(clause.verbs & {"warm", "cool"})
    if number is None or clause.unit == "percent" or not (sets(clause) or heats):
        return
    of_a_room = not spoken_of and _is_of_a_room(clause, number, context)
    default = "climate" if spoken_of or of_a_room or heats else None
    for target in targets(clause, context, {*CLIMATES, "oven"}, default):
        step = _degrees_more(clause, number, target, context)
        if of_a_room:
            target = replace(target, said="thing")  # nothing else there takes degrees
        if step is not None:
            yield wish_for("HassClimateSetTemperature", target, temperature_step=step)
        else:
            power = "on" if _is_put_on(clause) and target.said == "name" else None
            yield wish_for("HassClimateSetTemperature", target, temperature=number, power=power)


def _is_put_on(clause: Clause) -> bool:
    """ "Heater on at six degrees" wants it on, too; "set it on six" only says how warm."""
    return switched(clause) == "on" and not any(
        before.has("part", "on") and piece.has("number")
        for before, piece in itertools.pairwise(clause.pieces)
    )


def _is_of_a_room(clause: Clause, number: float, context: Context) -> bool:
    """ "Set the bedroom to 20": so warm it is to be, where the bedroom has its own thermostat."""
    if clause.unit is not None or clause.things or clause.has("attr") or clause.has("level"):
        return False
    names = {mention.named.name for mention in clause.mentions("area")}
    return bool(names) and all(is_warmth_of(name, number, context) for name in names)


def is_warmth_of(area_name: str, number: float, context: Context) -> bool:
    """The room has a thermostat of its own, and so many degrees may be wanted of it."""
    area = area_named(context.home, area_name)
    inside = context.home.devices_in(area.id) if area else ()
    return any(
        device.kind == "climate" and is_lived_in(number, context.states.get(device.id, {}))
        for device in inside
    )


def _degrees_more(clause: Clause, number: float, target: Target, context: Context) -> float | None:
    """ "Down two degrees", "up by 6 degrees": a difference; "up to 22" is none."""
    way = way_of(clause)
    before = next(
        (
            before.words[-1]
            for before, piece in itertools.pairwise(clause.pieces)
            if piece.has("number")
        ),
        "",
    )
    if way is None or before in ("to", "at"):
        return None
    if target.kinds == OVENS:
        few = number <= LEAST_OF_AN_OVEN or (way == "up" and _is_below(number, target, context))
    else:
        few = number <= MOST_DEGREES_MORE or _is_no_warmth(clause, number, context)
    if not few and before != "by":
        return None
    return number if way == "up" else -number


def _is_no_warmth(clause: Clause, number: float, context: Context) -> bool:
    """No room here is to be so warm: "down eight degrees" is not where to."""
    climates = context.home.devices_of("climate")
    said = clause.unit == "degrees" or way_of(clause) == "up"
    return said and not any(
        is_lived_in(number, context.states.get(device.id, {})) for device in climates
    )


def _is_below(number: float, target: Target, context: Context) -> bool:
    """All that are called so are set to more: no "up" leads there."""
    known = named(context.home, str(target.slots.get("name", "")))
    degrees = [context.states.get(one.id, {}).get("temperature") for one in known]
    return bool(degrees) and all(isinstance(now, int | float) and number < now for now in degrees)


def warmer(clause: Clause, context: Context) -> Iterator[Meaning]:
    if is_of_another(clause, "temperature"):
        return
    spoken_of = "temperature" in clause.steps or clause.has("attr", "temperature")
    heating = bool(clause.acts & {"warm", "cool"}) and clause.verb is not None
    direction = way_of(clause)
    if heating and direction is None:
        direction = "up" if "warm" in clause.acts else "down"
    if direction is None or clause.number is not None or clause.verbs & OF_LIGHT:
        return
    if clause.steps and "temperature" not in clause.steps:
        return
    if len(clause) == 1 and not clause.steps:
        return  # "cool" is said of anything
    default = "climate" if spoken_of or heating else None
    for target in targets(clause, context, CLIMATES, default):
        yield wish_for("HassClimateSetTemperature", target, temperature_step=direction)


def climate_mode(clause: Clause, context: Context) -> Iterator[Meaning]:
    """ "Put the heater on cooling", "start the aircon cooling": what it is to do, not how warm."""
    if clause.number is not None or not (sets(clause) or clause.verbs & {"start", "on"}):
        return
    if clause.has("part", "off") or clause.has("all") or way_of(clause):
        return  # "both" is not one of that name
    modes = [
        str(tag.value)
        for before, piece in itertools.pairwise(clause.pieces)
        if _leads_to_a_mode(before) and not piece.mentions
        for tag in piece.values("mode")
    ]
    for target in targets(clause, context, {"climate"}) if len(modes) == 1 else ():
        if target.said == "name":
            yield wish_for("ClimateSetMode", target, hvac_mode=modes[0])


def humidity(clause: Clause, context: Context) -> Iterator[Meaning]:
    """ "Humidifier to fifty": the only amount that it has."""
    percent = percent_in(clause)
    percent = clause.number if percent is None and clause.unit is None else percent
    if percent is None or not sets(clause) or clause.has("level"):
        return
    for target in targets(clause, context, {"humidifier"}):
        if target.said in ("name", "thing"):
            yield wish_for("HumiditySet", target, humidity=percent)


def _leads_to_a_mode(piece: Piece) -> bool:
    return piece.words[-1] in ("to", "on", "onto", "into", "in") or (
        bool(piece.mentions) or "start" in {tag.value for tag in piece.values("act")}
    )


def _speed(clause: Clause) -> float | None:
    """Fans have few speeds, and the high one is the fastest."""
    words = {piece.words for piece in clause.pieces}
    named = [percent for word, percent in SPEEDS.items() if (word,) in words]
    return named[0] if len(named) == 1 else percent_in(clause)


def fan_speed(clause: Clause, context: Context) -> Iterator[Meaning]:
    if is_of_another(clause, "speed") or clause.verbs & OF_LIGHT:
        return
    percent = _speed(clause)
    direction, more = way_of(clause), difference_in(clause)
    if clause.steps and "speed" not in clause.steps:
        return
    default = "fan" if clause.has("attr", "speed") or "speed" in clause.steps else None
    for target in targets(clause, context, {"fan"}, default):
        if more is not None:
            yield wish_for("HassFanSetSpeed", target, percentage_step=more)
        elif percent is not None and sets(clause):
            yield wish_for("HassFanSetSpeed", target, percentage=percent)
        elif percent is None and direction is not None:
            yield wish_for("HassFanSetSpeed", target, percentage_step=direction)
