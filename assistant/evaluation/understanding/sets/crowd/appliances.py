"""Requests about sockets, the vacuum and the coffee machine."""

from assistant.evaluation.understanding.homes.crowd import (
    COFFEE,
    HERE,
    SOCKET,
    TELEVISION,
    VACUUM,
    crowd_home,
)
from assistant.evaluation.understanding.item import Change, Effect, Way
from assistant.evaluation.understanding.sets.crowd.places import place_of
from assistant.evaluation.understanding.sets.crowd.rows import CrowdRow, Expectation, Undecided
from assistant.evaluation.understanding.wanted import IsNot, Wanted, is_
from devices.contract import State

_SOCKETS = ("plugs?", "sockets?", "wemo", "outlets?", "sps")
_NAMED = (("kettle", "kettle"), ("rice cooker", "rice_cooker"), ("fan", "bedroom_fan"))
_MORE_NAMED = (("tv|television", TELEVISION), ("oven", "oven"), ("coffee \\w+", COFFEE))
_ELSEWHERE = ("phone", "lock", "one", "two", "light", "lights", "power", "dongle")
_DRINKS = ("coffees?", "brew\\w*", "espresso", "latte", "cappuc+ino", "caffe\\w*", "joe")
_NOT_HERE = ("order", "starbucks", "shop", "nearest", "that you made")


def switched(row: CrowdRow) -> Expectation:
    """Sockets and what is plugged in, on and off; raises Undecided."""
    on = row.intent == "iot_wemo_on"
    if row.says("on") and row.says("off"):
        raise Undecided("on and off at once")
    for words, device in (*_NAMED, *_MORE_NAMED):
        if row.says(words):
            return _switch(device, on=on)
    if row.says(*_ELSEWHERE) or not row.says(*_SOCKETS):
        raise Undecided("a device that no home knows")
    if place_of(row).areas != (HERE,):
        raise Undecided("a device that no home knows")
    return _switch(SOCKET, on=on)


def cleaned(row: CrowdRow) -> Expectation:
    """The vacuum, everywhere or in one room; raises Undecided."""
    if row.says("stop", "off"):
        raise Undecided("the label contradicts the words")
    if not (
        row.says("vacuum\\w*", "clean\\w*", "hoover\\w*", "roomba", "robot", "robo", "sweep")
        or row.values("device_type")
    ):
        raise Undecided("the words do not say it")
    place = place_of(row)
    cleaning: tuple[tuple[str, Wanted], ...] = (("state", is_("cleaning")),)
    if place.named and not place.whole:
        if len(place.areas) != 1:
            raise Undecided("several places")
        area = crowd_home().area_by_id[place.areas[0]]
        cleaning = (*cleaning, ("area", is_(area.id, area.name, *area.aliases)))
    start: dict[str, State] = {VACUUM: {"state": "docked", "area": None}}
    return Expectation(expected=_one(VACUUM, cleaning), states=start)


def brewed(row: CrowdRow) -> Expectation:
    """The coffee machine; raises Undecided."""
    if row.says(*_NOT_HERE):
        raise Undecided("coffee from somewhere else")
    if row.says("kettle"):
        return _switch("kettle", on=True)
    if not (row.says(*_DRINKS) or row.values("device_type")):
        raise Undecided("the words do not say it")
    return _switch(COFFEE, on=True)


def _switch(device: str, *, on: bool) -> Expectation:
    wanted: Wanted = is_("off")
    if on:
        wanted = IsNot(("off",))
    start: dict[str, State] = {device: {"state": "off" if on else "on"}}
    return Expectation(expected=_one(device, (("state", wanted),)), states=start)


def _one(device: str, attributes: tuple[tuple[str, Wanted], ...]) -> Change:
    return Change(ways=(Way(must=(Effect(device=device, attributes=attributes),)),))
