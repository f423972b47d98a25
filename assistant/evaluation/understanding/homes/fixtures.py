"""Homes from Home Assistant's test fixtures: names and states as its sentences assume them."""

import re
from collections.abc import Iterable, Mapping

from assistant.evaluation.understanding.shared import Row, mapping, several, text
from assistant.home.model import Area, Floor, Home
from devices.contract import ContractError, Device, State, Value, normalise_state

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_MEANT = {"position": "current_position"}


def fixture_home(row: Row) -> Home:
    """The home of a fixture, whole or as a single sentence brings it."""
    areas = tuple(
        Area(
            id=text(entry, "id") or _identity(text(entry, "name")),
            name=text(entry, "name"),
            floor=text(entry, "floor") or None,
        )
        for entry in several(row, "areas")
    )
    floors = tuple(
        Floor(id=text(entry, "id"), name=text(entry, "name")) for entry in several(row, "floors")
    )
    return Home(floors=floors, areas=areas, devices=tuple(_devices(several(row, "entities"))))


def area_id(home: Home, name: str) -> str | None:
    """The id of the area with this name."""
    return next((area.id for area in home.areas if area.name == name), None)


def _devices(entities: Iterable[Row]) -> Iterable[Device]:
    for entity in entities:
        name = text(entity, "name")
        kind = text(entity, "domain") or text(entity, "id").partition(".")[0]
        identity = text(entity, "id") or f"{kind}.{_identity(name)}"
        attributes = mapping(entity, "attributes")
        without, with_it = _OPTIONAL.sub("", name), _OPTIONAL.sub(r"\1", name)
        yield Device(
            id=identity,
            name=with_it,
            kind=kind,
            device_class=text(attributes, "device_class") or None,
            area=text(entity, "area") or None,
            aliases=(without,) if without != with_it else (),
            state=_state(kind, entity, attributes),
        )


def _state(kind: str, entity: Row, attributes: Row) -> State:
    found: dict[str, object] = {
        _MEANT.get(name, name): _value(value)
        for name, value in attributes.items()
        if name != "device_class"
    }
    main = entity.get("state")
    if isinstance(main, Mapping):
        main = main.get("out")
    if main not in (None, ""):
        found["state"] = _value(main) if kind == "sensor" else main
    if isinstance(level := found.get("volume_level"), int | float) and level > 1:
        found["volume_level"] = level / 100
    try:
        return normalise_state(kind, found)
    except ContractError:
        return {name: value for name, value in found.items() if isinstance(value, str | int)}


def _value(value: object) -> Value:
    if not isinstance(value, str):
        return value if isinstance(value, int | float | bool) else None
    try:
        number = float(value)
    except ValueError:
        return value
    return int(number) if number.is_integer() else number


def _identity(name: str) -> str:
    return re.sub(r"\W+", "_", name.lower()).strip("_")
