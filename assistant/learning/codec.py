"""Events as JSON and back to the same dataclasses; one codec for the journal and for replay."""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from assistant.turn import Event, Step, Value

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Json: TypeAlias = str | int | float | bool | list["Json"] | dict[str, "Json"] | None
_Read: TypeAlias = Callable[[object], object]
_VALUE_PARTS = frozenset({str, int, float, bool, NoneType})
"""By these a `Value` is known; its definition refers to itself, so it cannot be compared."""
T = TypeVar("T", bound="DataclassInstance")

EVENTS: Mapping[str, type[Event]] = {kind.__name__: kind for kind in get_args(Event)}


class CodecError(ValueError):
    """JSON that is no event of this version; the text says what was expected."""


def step_to_json(step: Step) -> dict[str, Json]:
    """One step; `is` names the event's class. Audio is left out."""
    return {
        "type": step.type,
        "at_ms": step.at_ms,
        "took_ms": step.took_ms,
        "is": type(step.event).__name__,
        "event": to_json(step.event),
    }


def step_from_json(found: object) -> Step:
    """The same step again; raises CodecError."""
    if not isinstance(found, Mapping):
        raise CodecError(f"expected a step as an object, got {_shown(found)}")
    kind = EVENTS.get(str(found.get("is")))
    if kind is None:
        raise CodecError(f"no event is called {_shown(found.get('is'))}: {', '.join(EVENTS)}")
    return Step(
        type=cast(str, _text(found.get("type"))),
        at_ms=cast(float, _number(found.get("at_ms"))),
        took_ms=cast(float, _number(found.get("took_ms"))),
        event=from_json(kind, found.get("event")),
    )


def dumps(found: Json) -> str:
    """Compact; escapes all but ASCII, so that even broken Unicode survives."""
    return json.dumps(found, separators=(",", ":"))


def to_json(item: "DataclassInstance") -> dict[str, Json]:
    """A dataclass as an object; fields marked `journal: False` are left out."""
    return {name: _plain(getattr(item, name)) for name in _kept(type(item))}


def from_json(kind: type[T], found: object) -> T:
    """A dataclass again; keys that this version does not know are passed over."""
    if not isinstance(found, Mapping):
        raise CodecError(f"{kind.__name__}: expected an object, got {_shown(found)}")
    given: dict[str, Any] = {}
    for name, (read, required) in _readers(kind).items():
        if name in found:
            try:
                given[name] = read(found[name])
            except CodecError as error:
                raise CodecError(f"{kind.__name__}.{name}: {error}") from error
        elif required:
            raise CodecError(f"{kind.__name__}.{name} is missing")
    return kind(**given)


def _plain(value: object) -> Json:
    if value is None or isinstance(value, str | int | float):  # bool is an int
        return value
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return to_json(value)
    raise CodecError(f"{type(value).__name__} has no form in JSON")


@cache
def _kept(kind: "type[DataclassInstance]") -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.metadata.get("journal", True))


@cache
def _readers(kind: "type[DataclassInstance]") -> dict[str, tuple[_Read, bool]]:
    hints = get_type_hints(kind, localns={"Value": Value})  # it names itself, everywhere
    by_name = {each.name: each for each in fields(kind)}
    return {name: (_reader(hints[name]), _required(by_name[name])) for name in _kept(kind)}


def _required(each: "Field[Any]") -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _reader(hint: object) -> _Read:
    """How to read what this annotation says."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        if _VALUE_PARTS.issubset(arguments):
            return _value
        return _optional(hint, arguments)
    if origin is Literal:
        return _one_of(arguments)
    if origin is tuple and arguments[1:] == (...,):
        return _each(_reader(arguments[0]))
    if origin is tuple:
        return _row(tuple(_reader(part) for part in arguments))
    if origin is not None and issubclass(cast(type, origin), Mapping):
        return _mapping(_reader(arguments[1]))
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda found: from_json(hint, found)
    if isinstance(hint, type) and hint in _PLAIN:
        return _PLAIN[hint]
    raise TypeError(f"no reader for {hint!r}; add one to the codec")


def _optional(hint: object, arguments: tuple[object, ...]) -> _Read:
    rest = [part for part in arguments if part is not NoneType]
    if len(rest) != 1:
        raise TypeError(f"no reader for {hint!r}; add one to the codec")
    read = _reader(rest[0])
    return lambda found: None if found is None else read(found)


def _one_of(allowed: tuple[object, ...]) -> _Read:
    def read(found: object) -> object:
        if found not in allowed:
            raise CodecError(f"expected one of {allowed}, got {_shown(found)}")
        return found

    return read


def _each(read: _Read) -> _Read:
    def read_all(found: object) -> object:
        if not isinstance(found, list):
            raise CodecError(f"expected a list, got {_shown(found)}")
        return tuple(read(part) for part in found)

    return read_all


def _row(reads: tuple[_Read, ...]) -> _Read:
    def read_row(found: object) -> object:
        if not isinstance(found, list) or len(found) != len(reads):
            raise CodecError(f"expected a list of {len(reads)}, got {_shown(found)}")
        return tuple(read(part) for read, part in zip(reads, found, strict=True))

    return read_row


def _mapping(read: _Read) -> _Read:
    def read_all(found: object) -> object:
        if not isinstance(found, Mapping):
            raise CodecError(f"expected an object, got {_shown(found)}")
        return {str(key): read(part) for key, part in found.items()}

    return read_all


def _value(found: object) -> object:
    if isinstance(found, list):
        return tuple(_value(part) for part in found)
    if found is None or isinstance(found, str | int | float):
        return found
    raise CodecError(f"expected a value or a list, got {_shown(found)}")


def _text(found: object) -> object:
    if not isinstance(found, str):
        raise CodecError(f"expected text, got {_shown(found)}")
    return found


def _number(found: object) -> object:
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise CodecError(f"expected a number, got {_shown(found)}")
    return float(found)


def _whole(found: object) -> object:
    if isinstance(found, bool) or not isinstance(found, int):
        raise CodecError(f"expected a whole number, got {_shown(found)}")
    return found


def _flag(found: object) -> object:
    if not isinstance(found, bool):
        raise CodecError(f"expected true or false, got {_shown(found)}")
    return found


def _moment(found: object) -> object:
    try:
        return datetime.fromisoformat(cast(str, _text(found)))
    except ValueError as error:
        raise CodecError(f"expected a date with time, got {_shown(found)}") from error


_PLAIN: dict[type, _Read] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _flag,
    datetime: _moment,
}


def _shown(found: object) -> str:
    return repr(found)[:60]


def check_events() -> None:
    """Raise TypeError now, not in mid-turn, if an event has a field that cannot be read back."""
    for kind in EVENTS.values():
        _readers(cast("type[DataclassInstance]", kind))


check_events()
