"""Requests about lights: on, off, brighter, darker, coloured."""

from collections.abc import Iterable, Mapping

from assistant.evaluation.understanding.homes.crowd import (
    BEDROOM_LAMP,
    CEILING_LIGHT,
    HERE,
    LAMP,
    all_lights,
    lights,
)
from assistant.evaluation.understanding.item import Change, Effect, Way
from assistant.evaluation.understanding.sets.crowd.amounts import number_in
from assistant.evaluation.understanding.sets.crowd.places import Place, lights_of, place_of
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, Expectation, Undecided
from assistant.evaluation.understanding.wanted import (
    Between,
    Hue,
    IsNot,
    Less,
    More,
    Near,
    Wanted,
    is_,
)
from devices.contract import State
from devices.wire.colours import COLOURS

Attributes = tuple[tuple[str, Wanted], ...]

_OFF: State = {"state": "off", "brightness": 128}
_LIT: State = {"state": "on", "brightness": 128, "color_temp_kelvin": 3500}
_DIRECTION: Mapping[str, Wanted] = {"iot_hue_lightup": More(), "iot_hue_lightdim": Less()}
_ABOUT = ("lights?", "lighting", "lamps?", "bright\\w*", "dark\\w*", "dim\\w*", "chandelier")
_ODD = ("disco", "nearest", "left", "right", "sofa", "night light", "one (of|light)", "a light")
_ODD_MEANT = (
    "sockets?",
    "control",
    "connect",
    "setting",
    "app",
    "blue lights",
    "next to",
    "option",
)
_TO_OFF = ("off", "out", "shut", "cut", "kill", "no", "put", "stop", "disable", "shutoff")


def expect(row: CrowdRow) -> Expectation:
    """What a labelled request about lights comes to; raises Undecided."""
    _check(row)
    place = place_of(row)
    if row.intent == "iot_hue_lighton":
        return _on(row, place)
    if row.intent == "iot_hue_lightoff":
        return _off(row, place)
    if row.intent == "iot_hue_lightchange":
        return _changed(row, place)
    if row.says("colou?rs?"):
        raise Undecided("the label contradicts the words")
    return _level(row, place)


def _check(row: CrowdRow) -> None:
    if row.says(*_ODD, *_ODD_MEANT):
        raise Undecided("a light that no home knows")
    if not (row.says(*_ABOUT) or row.values("house_place", "color_type")):
        raise Undecided("the words do not say it")


def _on(row: CrowdRow, place: Place) -> Expectation:
    if row.says("out", "off"):
        raise Undecided("the label contradicts the words")
    full = row.says("full", "max\\w*")
    attributes: Attributes = (("state", is_("on")),)
    if full:
        attributes = (*attributes, ("brightness", Between(240, 255)))
    return _lights(row, place, (attributes,), lights(_OFF))


def _off(row: CrowdRow, place: Place) -> Expectation:
    if not row.says(*_TO_OFF):
        raise Undecided("the words do not say it")
    return _lights(row, place, ((("state", is_("off")),),), lights(_LIT))


def _level(row: CrowdRow, place: Place) -> Expectation:
    wanted = _DIRECTION[row.intent]
    amount = _amount(row)
    if amount is not None:
        wanted = amount
    return _lights(row, place, (_lit("brightness", wanted),), lights(_LIT))


def _amount(row: CrowdRow) -> Wanted | None:
    """The brightness that the words name; None when they leave it open."""
    said = row.words
    if row.says("half"):
        return Near(128, 40) if row.intent == "iot_hue_lightchange" else None
    if row.says("full", "max\\w*", "all the way up", "highest"):
        return Between(240, 255)
    if row.says("lowest", "min", "minimum", "minimal"):
        return Between(1, 40)
    if "%" in said or "percent" in said:
        level = number_in(said.replace("%", " percent"))
        if level is None or level > 100:
            raise Undecided("no definite amount")
        return Near(level * 2.55, 4)
    if number_in(said) is not None:
        raise Undecided("no definite amount")
    return None


def _changed(row: CrowdRow, place: Place) -> Expectation:
    colours = [name for name in COLOURS if row.says(name)]
    level = _amount(row)
    if level is not None and colours:
        raise Undecided("several requests")
    if level is not None:
        return _lights(row, place, (_lit("brightness", level),), lights(_LIT))
    if row.says("dim", "dark\\w*", "bright\\w*", "shuffle", "rotate", "random"):
        raise Undecided("several requests")
    if row.says("warm\\w*", "cool\\w*"):
        wanted: Wanted = Less() if row.says("warm\\w*") else More()
        return _lights(row, place, (_lit("color_temp_kelvin", wanted),), lights(_LIT))
    colour = _meant_colour(row, colours)
    looks = [_lit("rgb_color", Hue(COLOURS[colour]))]
    if colour == "white":
        looks.append(_lit("color_temp_kelvin", IsNot((3500,))))
    return _lights(row, place, looks, lights(_LIT))


def _lit(attribute: str, wanted: Wanted) -> Attributes:
    return (("state", is_("on")), (attribute, wanted))


def _meant_colour(row: CrowdRow, colours: list[str]) -> str:
    """The one colour, or the one after `to` where another is left behind."""
    if len(colours) == 2 and row.says("from"):
        after = row.words.rpartition(" to ")[2]
        colours = [name for name in colours if name in after.split()]
    if len(colours) != 1:
        raise Undecided("no definite colour")
    return colours[0]


def _lights(
    row: CrowdRow, place: Place, looks: Iterable[Attributes], states: Mapping[str, State]
) -> Expectation:
    """The lights that the words name, in any of these looks."""
    ways = tuple(way for look in looks for way in _ways(row, place, look))
    return Expectation(expected=Change(ways=ways), states=states)


def _ways(row: CrowdRow, place: Place, look: Attributes) -> Iterable[Way]:
    single = _single(row, place)
    if single:
        yield _way(single, look)
        return
    named = lights_of(place)
    if place.named:
        yield _way(named, look)
        main = f"{place.areas[0]}_light"
        if len(place.areas) == 1 and main in named and len(named) > 1:
            yield _way((main,), look, named)  # its name is what was said
        if not row.says("lights", "all") and HERE in place.areas and not place.whole:
            yield from (_way((light,), look, named) for light in named)
        return
    yield _way(named, look)
    yield _way(all_lights(), look)
    if not row.says("all", "every", "lights"):
        yield from (_way((light,), look, named) for light in named)


def _single(row: CrowdRow, place: Place) -> tuple[str, ...]:
    """The one light that has a name of its own."""
    if row.says("lamps?"):
        there = {HERE: (LAMP,), "bedroom": (BEDROOM_LAMP,)}.get(place.areas[0], ())
        if not there or place.whole:
            raise Undecided("a light that no home knows")
        return there
    if row.says("overhead", "chandelier", "ceiling"):
        return (CEILING_LIGHT,)
    return ()


def _way(must: Iterable[str], look: Attributes, may: Iterable[str] = ()) -> Way:
    return Way(
        must=tuple(Effect(device=light, attributes=look) for light in must),
        may=tuple(Effect(device=light, attributes=look) for light in may),
    )
